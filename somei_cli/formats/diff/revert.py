"""Taking one change of a table back while what came later stays: a merge of three tables, for `undo` alone."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import tomli_w

from somei_cli.formats.toml.document import load
from somei_cli.formats.toml.fields import SHAPES
from somei_cli.model.document import Document

_ABSENT = object()
_KEYS: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "items": lambda row: row.get("number") or row.get("title"),
    "subitems": lambda row: row.get("number") or row.get("title"),
    "follow_ups": lambda row: row.get("what"),
}
"""What tells a row from the others where it may change; all other rows are themselves alone."""


class Reverted(NamedTuple):
    """The table as it would be, or the fields that stand in the way: a later change gave them another value."""

    table: dict[str, Any]
    clashes: tuple[str, ...] = ()


class _Sides(NamedTuple):
    """One value three times: before the step that is taken back, after it, and now."""

    before: Any
    after: Any
    now: Any

    def each(self, key: object) -> "_Sides":
        """What stands under a key on each side."""
        return _Sides(*(side.get(key, _ABSENT) for side in self))

    def all_are(self, kind: type) -> bool:
        return all(isinstance(side, kind) for side in self)


def reverted(before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]) -> Reverted:
    """What `now` is without the step from `before` to `after`."""
    clashes: list[str] = []
    table = _tables("", _Sides(before, after, now), clashes)
    return Reverted(table, tuple(clashes))


def _tables(name: str, sides: _Sides, clashes: list[str]) -> dict[str, Any]:
    keys = dict.fromkeys([*sides.now, *sides.before])
    values = {key: _value(f"{name} {key}".strip(), key, sides.each(key), clashes) for key in keys}
    return {key: value for key, value in values.items() if value is not _ABSENT}


def _value(name: str, key: str, sides: _Sides, clashes: list[str]) -> Any:
    if sides.before in (sides.after, sides.now):
        return sides.now
    if sides.now == sides.after:
        return sides.before
    if sides.all_are(dict):
        return _tables(name, sides, clashes)
    lists = _Sides(*([] if side is _ABSENT else side for side in sides))
    if lists.all_are(list):
        return _lists(name, key, lists, clashes) or _ABSENT
    clashes.append(name)
    return sides.now


def _lists(name: str, key: str, sides: _Sides, clashes: list[str]) -> list[Any]:
    """Elements come and go one by one; what only stood in another order must stand so still."""
    old, new, now = (_keyed(key, side) for side in sides)
    if old is None or new is None or now is None or _order(old, new) != _order(new, old):
        clashes.append(name)
        return list(sides.now)
    rows: dict[object, Any] = {}
    for one in now:
        value = _value(_row_name(name, one), key, _Sides(old, new, now).each(one), clashes)
        if value is not _ABSENT:
            rows[one] = value
    # What the step entered or changed, and somebody took away since.
    gone = [one for one, row in new.items() if one not in now and (one not in old or old[one] != row)]
    clashes.extend(_row_name(name, one) for one in gone)
    return _put_back(list(rows.items()), [(at, row) for at, row in enumerate(old.items()) if row[0] not in new])


def _put_back(rows: list[tuple[object, Any]], lost: list[tuple[int, tuple[object, Any]]]) -> list[Any]:
    """Rows with those that the change took away, each at its place of before."""
    held = {one for one, _ in rows}
    for at, row in lost:
        if row[0] not in held:
            rows.insert(at, row)
    return [value for _, value in rows]


def _order(of: Mapping[object, Any], among: Mapping[object, Any]) -> list[object]:
    return [one for one in of if one in among]


def _keyed(key: str, rows: list[Any]) -> dict[object, Any] | None:
    """Rows by what tells them apart; None where two cannot be told apart."""
    tell = _KEYS.get(key)
    keyed = {tell(row) if tell and isinstance(row, dict) else repr(row): row for row in rows}
    return keyed if len(keyed) == len(rows) else None


def _row_name(name: str, one: object) -> str:
    return name if isinstance(one, str) and one.startswith(("{", "'", '"')) else f"{name} {one}"


def document_of_table(table: Mapping[str, Any]) -> Document | None:
    """The document that a table holds; None where it holds none any more."""
    return load(tomli_w.dumps(table)).document


def said_without_text(field: str) -> str:
    """The name of a field for a refusal: keys and numbers, never the title of an item."""
    first, *rest = field.split(" ")
    return " ".join([first, *(word for word in rest if word.isdigit()), *(rest[-1:] if rest[-1:] in _TOLD else [])])


_TOLD = [[field.key] for shape in SHAPES.values() for field in shape.fields]
