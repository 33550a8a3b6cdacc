"""Long histories of registers, made at random but always alike for one seed, and what each commit of them holds.

`make_history` writes one into an empty folder with a single `git fast-import`: work on several branches at once,
merges of every kind, reverts, numbers taken away and given to others, files broken and mended, clocks that jump.
"""

import os
import random
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import tomli_w

from somei_cli import cli

DATA = Path(cli.__file__).parent / "data"
LISTS = ("subject_codes.toml", "document_types.toml", "bodies.toml", "terms.toml")
BEGIN = datetime(2019, 1, 7, 9, tzinfo=UTC)
BROKEN = 'number = "1/19"\nsubject = \n'
PEOPLE = (("Ada Clerk", "ada@example.org"), ("Bo Night", "bo@example.org"), ("Zoë Übung", "zoe@example.net"))
MARKINGS = (None, "LIMITE", "PUBLIC", "LIMITE JUR")

Table = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """One commit: `tree` holds the text of every file, `at` and `committed` the clocks of author and committer."""

    ordinal: int
    parents: tuple[int, ...]
    tree: Mapping[str, str]
    who: tuple[str, str]
    at: datetime
    committed: datetime
    message: str


@dataclass(frozen=True)
class History:
    """A repository with all that its commits hold; the last of `line`, its first-parent line, is HEAD."""

    folder: Path
    commits: tuple[Made, ...]
    hashes: tuple[str, ...]
    line: tuple[int, ...]
    numbers: tuple[str, ...]

    @property
    def head(self) -> Made:
        return self.commits[self.line[-1]]


def path_of(number: str) -> str:
    """Where a first issue of the Council lies."""
    counted, year = number.split("/")
    return f"documents/20{year}/{int(counted) // 100:03d}/ST-{counted}-20{year}-INIT.toml"


def make_history(folder: Path, *, documents: int = 100, commits: int = 2_000, seed: int = 1) -> History:
    """Make a register with as many documents and commits."""
    writer = _Writer(random.Random(seed), documents)
    while len(writer.made) < commits:
        writer.step()
    writer.gather()
    hashes = _import(folder, writer.made)
    line = [writer.heads["main"]]
    while writer.made[line[-1]].parents:
        line.append(writer.made[line[-1]].parents[0])
    return History(folder, tuple(writer.made), hashes, tuple(reversed(line)), tuple(writer.numbers))


@dataclass
class _Writer:
    """Everybody who works on the register."""

    dice: random.Random
    documents: int
    made: list[Made] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    words: int = 0

    def __post_init__(self) -> None:
        tree = {"somei.toml": 'schema = 1\ntime_zone = "Europe/Brussels"\n'}
        tree |= {f"vocabulary/{name}": (DATA / name).read_text(encoding="utf-8") for name in LISTS}
        self.commit("main", tree, "Start")

    # ---- steps

    def step(self) -> None:
        """One thing that somebody does next."""
        branch = self.dice.choice(list(self.heads)) if self.dice.random() < 0.5 else "main"
        chances = {self.work: 60, self.enter: 12, self.revert: 8, self.fork: 8, self.renumber: 2, self.break_: 1}
        chances |= {self.elsewhere: 2, self.merge: 8}
        self.dice.choices(list(chances), list(chances.values()))[0](branch)

    def gather(self) -> None:
        """Bring every branch home."""
        for side in [name for name in self.heads if name != "main"]:
            self.bring("main", [side])

    def enter(self, branch: str) -> None:
        if len(self.numbers) < self.documents:
            number = f"{1000 + 7 * len(self.numbers)}/19"
            self.numbers.append(number)
            self.put(branch, {path_of(number): self.first(number)}, "add", number)

    def first(self, number: str) -> str:
        items = [{"number": str(n), "title": self.word("Title")} for n in range(1, self.dice.randint(1, 4))]
        return _text({"number": number, "subject": self.word("About"), **({"items": items} if items else {})})

    def work(self, branch: str) -> None:
        tree = self.tree(branch)
        paths = self.some(branch)
        texts = {path: _text(self.edited(_table(tree[path]))) for path in paths}
        self.put(branch, texts, "edit", *(_table(tree[path])["number"] for path in paths))

    def revert(self, branch: str) -> None:
        """Put documents back to what an ancestor had."""
        older = self.made[self.heads[branch]]
        for _ in range(self.dice.randint(1, 12)):
            older = self.made[older.parents[0]] if older.parents else older
        if BROKEN not in older.tree.values():
            self.put(branch, {path: older.tree.get(path) for path in self.some(branch)}, "undo")

    def renumber(self, branch: str) -> None:
        """Take a number away and give its document another, as nobody should."""
        tree, paths = self.tree(branch), self.some(branch)
        if paths and len(self.numbers) < self.documents:
            number = f"{1000 + 7 * len(self.numbers)}/19"
            self.numbers.append(number)
            moved = {**_table(tree[paths[0]]), "number": number}
            self.put(branch, {paths[0]: None, path_of(number): _text(moved)}, "renumber", number)

    def break_(self, branch: str) -> None:
        """Leave a file that cannot be read, and mend it, with a change or without."""
        tree, paths = self.tree(branch), self.some(branch)[:1]
        self.put(branch, dict.fromkeys(paths, BROKEN), "break")
        mended = {path: _text(self.edited(_table(tree[path]))) for path in paths}
        self.put(branch, mended if self.dice.random() < 0.5 else {path: tree[path] for path in paths}, "mend")

    def elsewhere(self, branch: str) -> None:
        self.put(branch, {"README.md": self.word("Read me")}, "words")

    def fork(self, branch: str) -> None:
        if len(self.heads) < 5:
            self.heads[self.word("branch")] = self.heads[branch]

    def merge(self, branch: str) -> None:
        """Bring others in: mostly into the main line, at times from it, at times two at once."""
        others = [name for name in self.heads if name != branch]
        if others:
            sides = self.dice.sample(others, 2 if len(others) > 1 and self.dice.random() < 0.15 else 1)
            self.bring(branch, sides)

    def bring(self, branch: str, sides: list[str]) -> None:
        parents = (self.heads[branch], *(self.heads[side] for side in sides))
        for side in sides:
            if side != "main" and (branch == "main" or self.dice.random() < 0.3):
                del self.heads[side]
        kind = self.dice.random()
        trees = [self.made[parent].tree for parent in parents]
        if kind < 0.15:
            merged = dict(trees[0])
        elif kind < 0.2:
            merged = dict(trees[-1])
        else:
            merged = dict(trees[0])
            for side, tree in zip(parents[1:], trees[1:], strict=True):
                merged = self.merged(self.made[self.common(parents[0], side)].tree, merged, tree)
            if kind < 0.5:
                for path in self.dice.sample(_papers(merged), min(2, len(_papers(merged)))):
                    merged[path] = _text(self.edited(_table(merged[path])))
        self.commit(branch, merged, "Merge", parents)

    # ---- edits

    def edited(self, table: Table) -> Table:
        """A document with something changed."""
        ways = (self._line, self._line, self._marking, self._codes, self._access, self._item, self._promise, self._new)
        return self.dice.choice(ways)(table)

    def _line(self, table: Table) -> Table:
        # Few values, so that sides come to the same one, and old ones come back.
        key = self.dice.choice(("subject", "place", "note", "from"))
        value = self.dice.choice((f"{key} one", f"{key} two", f"{key} three", self.word(key), None))
        return _with(table, **{key: value or ("bare" if key == "subject" else None)})

    def _marking(self, table: Table) -> Table:
        return _with(table, marking=self.dice.choice(MARKINGS))

    def _codes(self, table: Table) -> Table:
        names = self.dice.sample(("COSI", "CATS", "CT", "ENFOPOL", "JAI"), self.dice.randint(0, 3))
        return _with(table, subject_codes=[f"{name} {self.dice.randint(1, 3)}" for name in names] or None)

    def _access(self, table: Table) -> Table:
        day = (BEGIN + timedelta(days=self.dice.randint(0, 500))).date()
        events = [*table.get("access", []), {"kind": "released", "on": day}]
        return _with(table, access=self.dice.sample(events, self.dice.randint(0, min(3, len(events)))) or None)

    def _item(self, table: Table) -> Table:
        return self._in_item(table, result=self.dice.choice(("agreed", "put off", self.word("result"), None)))

    def _promise(self, table: Table) -> Table:
        items = table.get("items", [])
        promises = [one for item in items[:1] for one in item.get("follow_ups", [])]
        if promises and self.dice.random() < 0.6:
            place = self.dice.randrange(len(promises))
            promises[place] = {**promises[place], "state": self.dice.choice(("done", "dropped"))}
        else:
            promises.append({"who": "Eurojust", "what": self.word("promise")})
        return _with(table, items=[{**items[0], "follow_ups": promises}, *items[1:]]) if items else table

    def _new(self, table: Table) -> Table:
        """An item behind the others, or in front of them, so that all get other numbers."""
        items = list(table.get("items", []))
        items.insert(len(items) if self.dice.random() < 0.7 else 0, {"title": self.word("Title")})
        return _with(table, items=[{**item, "number": str(n)} for n, item in enumerate(items, start=1)])

    def _in_item(self, table: Table, **changed: Any) -> Table:
        items = list(table.get("items", []))
        if items:
            place = self.dice.randrange(len(items))
            items[place] = _with(items[place], **changed)
        return _with(table, items=items or None)

    # ---- merging

    def merged(self, base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
        tree = {}
        for path in dict.fromkeys((*ours, *theirs)):
            texts = [side.get(path) for side in (base, ours, theirs)]
            plain = None in texts or not path.startswith("documents/") or len(set(texts)) < 3
            text = self.taken(*texts) if plain else self.woven(texts)
            if text is not None:
                tree[path] = text
        return tree

    def woven(self, texts: list[str | None]) -> str:
        base, ours, theirs = (_table(text or "") for text in texts)
        keys = dict.fromkeys((*ours, *theirs))
        return _text(_with({}, **{key: self.taken(base.get(key), ours.get(key), theirs.get(key)) for key in keys}))

    def taken(self, base: Any, ours: Any, theirs: Any) -> Any:
        """What three-way merging takes; at random where both sides changed it."""
        if theirs in (ours, base):
            return ours
        return theirs if ours == base else self.dice.choice((ours, theirs))

    def common(self, one: int, other: int) -> int:
        ancestors = self.ancestors(one)
        return max(ancestors & self.ancestors(other))

    def ancestors(self, ordinal: int) -> set[int]:
        found, queue = {ordinal}, [ordinal]
        while queue:
            fresh = set(self.made[queue.pop()].parents) - found
            found |= fresh
            queue += fresh
        return found

    # ---- writing

    def word(self, kind: str) -> str:
        self.words += 1
        return f"{kind} {self.words}"

    def tree(self, branch: str) -> Mapping[str, str]:
        return self.made[self.heads[branch]].tree

    def some(self, branch: str) -> list[str]:
        """A few documents; the same ones often, so that branches meet."""
        papers = _papers(self.tree(branch))
        few = papers[: max(4, len(papers) // 4)] if self.dice.random() < 0.5 else papers
        return self.dice.sample(few, min(len(few), self.dice.choice((1, 1, 1, 2, 3))))

    def put(self, branch: str, texts: Mapping[str, str | None], action: str, *numbers: str) -> None:
        tree = {**self.tree(branch), **{path: text for path, text in texts.items() if text is not None}}
        for path in (path for path, text in texts.items() if text is None):
            tree.pop(path, None)
        said = [f"Somei-Action: {action}", *(f"Somei-Document: {number}" for number in numbers)]
        said += [f"Reason: {self.word('because')}"] if self.dice.random() < 0.4 else []
        declared = self.dice.random() < 0.7
        self.commit(branch, tree, f"{action}\n\n" + "\n".join(said) if declared else action)

    def commit(
        self, branch: str, tree: Mapping[str, str], message: str, parents: tuple[int, ...] | None = None
    ) -> None:
        if parents is None:
            parents = (self.heads[branch],) if branch in self.heads else ()
        committed = BEGIN + timedelta(hours=5 * len(self.made)) + self.jump(0.05, 40)
        made = Made(
            len(self.made),
            parents,
            tree,
            self.dice.choice(PEOPLE),
            committed + self.jump(0.2, 900),
            committed,
            message,
        )
        self.made.append(made)
        self.heads[branch] = made.ordinal

    def jump(self, chance: float, days: int) -> timedelta:
        """A clock that goes wrong at times."""
        return timedelta(hours=self.dice.randint(-24 * days, 24 * days)) if self.dice.random() < chance else timedelta()


def _papers(tree: Mapping[str, str]) -> list[str]:
    return sorted(path for path, text in tree.items() if path.startswith("documents/") and text != BROKEN)


def _with(table: Table, **changed: Any) -> Table:
    return {key: value for key, value in {**table, **changed}.items() if value is not None}


@cache
def _table(text: str) -> Table:
    """What a text holds; never changed, only copied with changes."""
    return tomllib.loads(text)


def _text(table: Table) -> str:
    return tomli_w.dumps(table)


# ---- git


def _import(folder: Path, made: list[Made]) -> tuple[str, ...]:
    """Give everything to git at once, and check the last commit out."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    marks = folder / ".git/marks"
    git(folder, "fast-import", "--quiet", f"--export-marks={marks}", given=b"".join(map(_stream(made), made)))
    git(folder, "reset", "-q", "--hard", "main")
    pairs = (line.split() for line in marks.read_text().splitlines())
    hashes = {int(mark[1:]): name for mark, name in pairs}
    return tuple(hashes[commit.ordinal + 1] for commit in made)


def _stream(made: list[Made]) -> Any:
    def told(commit: Made) -> bytes:
        name, mail = commit.who
        lines = ["commit refs/heads/main", f"mark :{commit.ordinal + 1}"]
        lines += [f"author {name} <{mail}> {int(commit.at.timestamp())} +0100"]
        lines += [f"committer {name} <{mail}> {int(commit.committed.timestamp())} +0100", _data(commit.message)]
        lines += [
            f"{word} :{parent + 1}" for word, parent in zip(["from", *["merge"] * 9], commit.parents, strict=False)
        ]
        before = made[commit.parents[0]].tree if commit.parents else {}
        lines += [f"D {path}" for path in before if path not in commit.tree]
        for path, text in commit.tree.items():
            if before.get(path) != text:
                lines.append(f"M 100644 inline {path}\n{_data(text)}")
        return ("\n".join(lines) + "\n").encode()

    return told


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}"


def git(folder: Path, *words: str, given: bytes = b"") -> str:
    """Use git in that folder and in no other, with no settings but its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    shut = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, input=given, capture_output=True, check=True, env=kept | shut).stdout.decode()
