"""The shapes of values in a document, and what tells one row of a list from another when versions are compared."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from somei_cli.model.fieldchanges import Shown

Rows = list[dict[str, Any]]


def is_table(value: Any) -> bool:
    """Whether it has fields of its own."""
    return isinstance(value, dict) and bool(value)


def is_rows(value: Any) -> bool:
    """Whether it is a list of tables."""
    return isinstance(value, list) and bool(value) and all(map(is_table, value))


def are_promises(rows: Iterable[dict[str, Any]]) -> bool:
    """Whether these are follow-ups, which are never taken away: the place of one stays."""
    return any("what" in row for row in rows)


def are_items(rows: Iterable[dict[str, Any]]) -> bool:
    """Whether these are items; what has no title, a reference or an event, is told whole."""
    return any("title" in row for row in rows)


def identifying(versions: Sequence[Rows]) -> str:
    """What names an item: its title where items only came or went and so changed their numbers, else its number."""
    told = [[row.get("title") for row in rows] for rows in versions if rows]
    moved = (
        one != other and len(one) != len(other) and (set(one) <= set(other) or set(other) <= set(one))
        for one, other in combinations(told, 2)
    )
    return "title" if any(moved) else "number"


def keyed(rows: Rows, by: str) -> dict[str, dict[str, Any]]:
    """Items by what identifies them: number or title, else the place."""
    found: dict[str, dict[str, Any]] = {}
    for place, row in enumerate(rows, start=1):
        key = str(row.get(by) or place)
        found[key if key not in found else f"{key} ({place})"] = row
    return found


def in_words(row: dict[str, Any]) -> str:
    """A row told whole."""
    return ", ".join(f"{key} {_told(value)}" for key, value in row.items())


def shown(value: Any) -> Shown:
    """A value that has no fields of its own, as it is shown."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if value is None or isinstance(value, bool | str) else str(value)


def _told(value: Any) -> str:
    return "; ".join(map(in_words, value)) if is_rows(value) else str(value)
