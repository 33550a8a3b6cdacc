"""What a long history tells, worked out again slowly and plainly from the trees of all its commits."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache, cached_property
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from histories import BROKEN, History, Made

Table = Mapping[str, Any]
Row = tuple[str, str, object, object]
Leaves = dict[object, tuple[str, object]]
FAULT = "cannot be read"


class Recomputed:
    """The answers about one history, without git and without a line of somei."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.commits = history.commits

    @cached_property
    def ancestors(self) -> list[int]:
        """For each commit itself and all before it, as bits."""
        found: list[int] = []
        for commit in self.commits:
            bits = 1 << commit.ordinal
            for parent in commit.parents:
                bits |= found[parent]
            found.append(bits)
        return found

    def bases(self, parents: Sequence[int]) -> list[Made]:
        """The common ancestors of all that are no ancestors of another one."""
        common = -1
        for parent in parents:
            common &= self.ancestors[parent]
        all_of_them = [commit for commit in self.commits if common >> commit.ordinal & 1]
        below = 0
        for commit in all_of_them:
            below |= self.ancestors[commit.ordinal] & ~(1 << commit.ordinal)
        return [commit for commit in all_of_them if not below >> commit.ordinal & 1]

    def parents(self, commit: Made) -> list[Made]:
        return [self.commits[parent] for parent in commit.parents]

    def told(self, path: str) -> set[int]:
        """The commits that contributed: a side is left aside where the merge kept the file of another."""
        told: set[int] = set()
        seen: set[int] = set()
        queue = [self.history.head]
        while queue:
            commit = queue.pop()
            if commit.ordinal in seen:
                continue
            seen.add(commit.ordinal)
            text, parents = commit.tree.get(path), self.parents(commit)
            same = [parent for parent in parents if parent.tree.get(path) == text]
            if not same and (parents or text is not None):
                told.add(commit.ordinal)
            queue += same[:1] or parents
        return told

    def table(self, commit: Made, path: str) -> Table:
        """What stands, or what stood last where the file is broken."""
        while commit.tree.get(path) == BROKEN:
            commit = self.parents(commit)[0]
        return _read(commit.tree.get(path, ""))

    def history_of(self, path: str) -> list[Row]:
        """Commit, field, value before and after, of every row."""
        return sorted((row for at in self.told(path) for row in self._rows(self.commits[at], path)), key=repr)

    def _rows(self, commit: Made, path: str) -> Iterator[Row]:
        name, parents = self.history.hashes[commit.ordinal], self.parents(commit)
        now, tables = self.table(commit, path), [self.table(parent, path) for parent in parents]
        broken = [side.tree.get(path) == BROKEN for side in (commit, *parents)]
        if broken[0] not in broken[1:]:
            states = ("readable", FAULT) if broken[0] else (FAULT, "readable")
            if any(broken):
                yield name, "file", *states
        if len(parents) > 1 and not all(table == tables[0] for table in tables):
            bases = [_read(base.tree.get(path, "")) for base in self.bases(commit.parents)]
            rows = _decided(now, tables, bases)
        else:
            rows = _differences("", tables[0] if tables else {}, now)
        yield from ((name, *row) for row in rows)

    def blame_of(self, path: str) -> dict[str, tuple[str, object]]:
        """For each field that stands the commit that set it, and the value."""
        standing = _leaves(self.table(self.history.head, path), "number")
        return {name: (self._set_by(name, path), value) for name, value in standing.values()}

    def _set_by(self, name: str, path: str) -> str:
        commit = self.history.head
        while True:
            parents = self.parents(commit)
            same = [parent for parent in parents if parent.tree.get(path) == commit.tree.get(path)]
            came = [(parent, name) for parent in same] or list(self._came(commit, parents, name, path))
            if not came:
                return self.history.hashes[commit.ordinal]
            commit, name = came[0]

    def _came(self, commit: Made, parents: list[Made], name: str, path: str) -> Iterator[tuple[Made, str]]:
        now = self.table(commit, path)
        for parent in parents:
            before = self.table(parent, path)
            by = _by([now, before])
            mine, theirs = _leaves(now, by), _leaves(before, by)
            key, value = next((key, value) for key, (called, value) in mine.items() if called == name)
            if key in theirs and theirs[key][1] == value:
                yield parent, theirs[key][0]

    def as_of(self, day: date, zone: ZoneInfo) -> Made | None:
        """The newest commit of the first-parent line that was made by the end of a day."""
        ends = datetime.combine(day, time(23, 59, 59), zone)
        made = (self.commits[at] for at in reversed(self.history.line))
        return next((commit for commit in made if commit.committed <= ends), None)


@cache
def _read(text: str) -> Table:
    return tomllib.loads(text)


def _by(tables: Sequence[Table]) -> str:
    """Items are told apart by their titles where some only came or went between two versions, else by number."""
    titles = [[item["title"] for item in table["items"]] for table in tables if table.get("items")]
    moved = [
        len(one) != len(other) and (set(one) <= set(other) or set(other) <= set(one))
        for one, other in combinations(titles, 2)
    ]
    return "title" if any(moved) else "number"


def _differences(name: str, before: Table, after: Table) -> Iterator[tuple[str, object, object]]:
    for key in {**after, **before}:
        old, new, called = before.get(key), after.get(key), f"{name} {key}".strip()
        if old == new:
            continue
        if key == "items":
            by = _by([before, after])
            olds, news = ({item[by]: item for item in items or []} for items in (old, new))
            for which in {**news, **olds}:
                yield from _differences(f"items {which}", olds.get(which, {}), news.get(which, {}))
        elif key == "follow_ups":
            for place in range(max(len(old or []), len(new or []))):
                mine, theirs = ((rows or [])[place : place + 1] for rows in (old, new))
                if mine and theirs:
                    yield from _differences(f"{called} {place + 1}", mine[0], theirs[0])
                else:
                    yield called, *(_words(rows[0]) if rows else None for rows in (mine, theirs))
        elif key == "access":
            gone = [row for row in old or [] if row not in (new or [])]
            come = [row for row in new or [] if row not in (old or [])]
            yield from ((called, _words(row), None) for row in gone)
            yield from ((called, None, _words(row)) for row in come)
            if not gone and not come:
                yield f"{called} order", list(map(_words, old or [])), list(map(_words, new or []))
        else:
            yield called, _shown(old), _shown(new)


def _leaves(table: Table, by: str) -> Leaves:
    """Each single value: what tells it from others, what it is called, and what it is."""
    found: Leaves = {key: (key, _shown(value)) for key, value in table.items() if key not in {"items", "access"}}
    words = [_words(row) for row in table.get("access", [])]
    for place, told in enumerate(words):
        found["access", told, words[:place].count(told)] = (f"access {place + 1}", told)
    for item in table.get("items", []):
        key, called = ("items", item[by]), f"items {item['number']}"
        found |= {(*key, k): (f"{called} {k}", _shown(v)) for k, v in item.items() if k != "follow_ups"}
        for place, promise in enumerate(item.get("follow_ups", []), start=1):
            inner = f"{called} follow_ups {place}"
            found |= {(*key, place, k): (f"{inner} {k}", _shown(v)) for k, v in promise.items()}
    return found


def _decided(now: Table, sides: Sequence[Table], bases: Sequence[Table]) -> Iterator[tuple[str, object, object]]:
    """What a merge gave up, field by field: every value that a side had changed and that does not stand."""
    by = _by([now, *sides, *bases])
    merged, offered, begun = _leaves(now, by), [_leaves(s, by) for s in sides], [_leaves(b, by) for b in bases]
    nothing: tuple[str, object] = ("", None)
    for key in dict.fromkeys(key for leaves in (merged, *offered) for key in leaves):
        kept = merged.get(key, nothing)[1]
        values = [side.get(key, nothing)[1] for side in offered]
        starts = [base.get(key, nothing)[1] for base in begun]
        changed = [value for value in values if value not in starts] or values
        name = next(leaves[key][0] for leaves in (merged, *offered) if key in leaves)
        for place, value in enumerate(changed):
            if value != kept and value not in changed[:place]:
                yield name, value, kept


def _words(row: Table) -> str:
    return ", ".join(f"{key} {value}" for key, value in row.items())


def _shown(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
