"""Revert one change of a table and keep later changes: a merge of three tables, for `undo` alone."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import tomli_w

from somei_cli.formats.toml.document import load
from somei_cli.formats.toml.fields import SHAPES
from somei_cli.model.document import Document

_ABSENT = object()
_ROW_KEYS: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "items": lambda row: row.get("number") or row.get("title"),
    "subitems": lambda row: row.get("number") or row.get("title"),
    "follow_ups": lambda row: row.get("what"),
}
"""What identifies a row whose fields may change; all other rows are identified by their whole value."""


class RevertResult(NamedTuple):
    """The table without the change, and the fields that prevent it, since a later change gave them another value."""

    table: dict[str, Any]
    clashes: tuple[str, ...] = ()


class _Sides(NamedTuple):
    """A value before the change that is reverted, after it, and now."""

    before: Any
    after: Any
    now: Any

    def at_key(self, key: object) -> "_Sides":
        """Return the values of all sides at a key."""
        return _Sides(*(side.get(key, _ABSENT) for side in self))

    def all_are(self, kind: type) -> bool:
        return all(isinstance(side, kind) for side in self)


def revert_change(before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]) -> RevertResult:
    """Return `now` without the change from `before` to `after`."""
    clashes: list[str] = []
    table = _revert_table("", _Sides(before, after, now), clashes)
    return RevertResult(table, tuple(clashes))


def _revert_table(name: str, sides: _Sides, clashes: list[str]) -> dict[str, Any]:
    keys = dict.fromkeys([*sides.now, *sides.before])
    values = {key: _revert_value(f"{name} {key}".strip(), key, sides.at_key(key), clashes) for key in keys}
    return {key: value for key, value in values.items() if value is not _ABSENT}


def _revert_value(name: str, key: str, sides: _Sides, clashes: list[str]) -> Any:
    if sides.before in (sides.after, sides.now):
        return sides.now
    if sides.now == sides.after:
        return sides.before
    if sides.all_are(dict):
        return _revert_table(name, sides, clashes)
    lists = _Sides(*([] if side is _ABSENT else side for side in sides))
    if lists.all_are(list):
        return _revert_list(name, key, lists, clashes) or _ABSENT
    clashes.append(name)
    return sides.now


def _revert_list(name: str, key: str, sides: _Sides, clashes: list[str]) -> list[Any]:
    """Revert a list row by row; rows that the change only reordered must still be in that order."""
    old_rows, new_rows, current_rows = (_rows_by_key(key, side) for side in sides)
    if (
        old_rows is None
        or new_rows is None
        or current_rows is None
        or _keys_in_both(old_rows, new_rows) != _keys_in_both(new_rows, old_rows)
    ):
        clashes.append(name)
        return list(sides.now)
    rows: dict[object, Any] = {}
    for row_key in current_rows:
        value = _revert_value(
            _row_name(name, row_key), key, _Sides(old_rows, new_rows, current_rows).at_key(row_key), clashes
        )
        if value is not _ABSENT:
            rows[row_key] = value
    # Rows that the change added or changed, and that were removed since.
    removed = [
        row_key
        for row_key, row in new_rows.items()
        if row_key not in current_rows and (row_key not in old_rows or old_rows[row_key] != row)
    ]
    clashes.extend(_row_name(name, row_key) for row_key in removed)
    return _reinsert_rows(
        list(rows.items()), [(index, row) for index, row in enumerate(old_rows.items()) if row[0] not in new_rows]
    )


def _reinsert_rows(rows: list[tuple[object, Any]], lost_rows: list[tuple[int, tuple[object, Any]]]) -> list[Any]:
    """Return the rows with those that the change removed, each at its old place."""
    present_keys = {row_key for row_key, _ in rows}
    for index, row in lost_rows:
        if row[0] not in present_keys:
            rows.insert(index, row)
    return [value for _, value in rows]


def _keys_in_both(rows: Mapping[object, Any], other_rows: Mapping[object, Any]) -> list[object]:
    return [row_key for row_key in rows if row_key in other_rows]


def _rows_by_key(key: str, rows: list[Any]) -> dict[object, Any] | None:
    """Return rows by what identifies them; None if two have the same key."""
    key_of_row = _ROW_KEYS.get(key)
    rows_by_key = {key_of_row(row) if key_of_row and isinstance(row, dict) else repr(row): row for row in rows}
    return rows_by_key if len(rows_by_key) == len(rows) else None


def _row_name(name: str, row_key: object) -> str:
    return name if isinstance(row_key, str) and row_key.startswith(("{", "'", '"')) else f"{name} {row_key}"


def document_of_table(table: Mapping[str, Any]) -> Document | None:
    """Return the document of a table; None if it no longer is one."""
    return load(tomli_w.dumps(table)).document


def field_name_without_titles(field: str) -> str:
    """Return the name of a field for a refusal: keys and numbers, never the title of an item."""
    head, *words = field.split(" ")
    return " ".join(
        [head, *(word for word in words if word.isdigit()), *(words[-1:] if words[-1:] in _FIELD_KEYS else [])]
    )


_FIELD_KEYS = [[field.key] for shape in SHAPES.values() for field in shape.fields]
