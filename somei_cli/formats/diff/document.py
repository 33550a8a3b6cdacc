"""Two versions of a document compared field by field.

The shapes of values in a document, and what tells one row of a list from another when versions are compared.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, zip_longest
from typing import Any

from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.fields import DOCUMENT_KEYS, SHAPES, WAIVE
from somei_cli.formats.toml.json import plain
from somei_cli.model.classified_entries import WITHHELD, is_closed
from somei_cli.model.document import Document
from somei_cli.model.field_changes import Difference, Shown

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


def differences(before: Document | None, after: Document | None) -> tuple[Difference, ...]:
    """Every field that differs, in canonical order; a whole document is compared with nothing at its entry."""
    return tuple(_between("", _table(before), _table(after)))


def differences_to_show(before: Document | None, after: Document | None) -> tuple[Difference, ...]:
    """As `differences`, but of the entry of a classified document it is not shown what it said before."""
    found = differences(before, after)
    closed = before is not None and after is not None and is_closed(after)
    return _without_repeats(map(_withhold_before, found)) if closed else found


def withhold(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Differences without their values, if these may be words of a document, and without the names of items."""
    held = map(_withhold_before, found)
    return _without_repeats(
        one if one.after is None or _head(one) in _MAY_STAND else one._replace(after=WITHHELD) for one in held
    )


def _without_repeats(found: Iterable[Difference]) -> tuple[Difference, ...]:
    kept: list[Difference] = []
    for one in found:
        if one not in kept:
            kept.append(one)
    return tuple(kept)


def _withhold_before(difference: Difference) -> Difference:
    """A difference without the value before it, if that may be words of a document, and without the names of items."""
    if _head(difference) in _MAY_STAND:
        return difference
    return Difference(
        _without_names(difference.field), WITHHELD if difference.before is not None else None, difference.after
    )


def _without_names(field: str) -> str:
    """A field without what a document may call a part of it: the titles of items, keys that nobody knows."""
    head, *rest = field.split(" ")
    if head not in DOCUMENT_KEYS:
        return _OTHER_KEY
    if head in _WITH_NAMES:
        return head
    known = [word for word in rest if word in _KEYS]
    return " ".join((head, *known) if len(known) == len(rest) else (head, *known, _OTHER_KEY))


def _head(difference: Difference) -> str:
    return difference.field.split(" ")[0]


_MAY_STAND = frozenset({"number", "status", "type", "date", "marking", "subject_codes"})
_WITH_NAMES = frozenset({"items", WAIVE})
_KEYS = frozenset(field.key for shape in SHAPES.values() for field in shape.fields)
_OTHER_KEY = "other fields"


def table_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The same of two TOML tables that are no documents."""
    return tuple(_between("", plain(before), plain(after)))


def _table(document: Document | None) -> dict[str, Any]:
    return plain(to_table(document)) if document else {}


def _between(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys([*after, *before]):
        yield from _value(f"{name} {key}".strip(), before.get(key), after.get(key))


def _value(name: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    values = (before, after)
    if all(value is None or is_table(value) for value in values):
        yield from _between(name, before or {}, after or {})
    elif all(value is None or is_rows(value) for value in values):
        yield from _rows(name, before or [], after or [])
    else:
        yield Difference(name, shown(before), shown(after))


def _rows(name: str, before: Rows, after: Rows) -> Iterator[Difference]:
    """Items field by field, under their number or title, follow-ups by their place; references and events whole."""
    if are_promises([*before, *after]):
        yield from _promises(name, before, after)
    elif not are_items([*before, *after]):
        yield from _whole(name, before, after)
    else:
        by = identifying((before, after))
        old, new = keyed(before, by), keyed(after, by)
        for key in dict.fromkeys([*new, *old]):
            yield from _between(f"{name} {key}".strip(), old.get(key, {}), new.get(key, {}))
        if list(old) != list(new) and sorted(old) == sorted(new):
            yield Difference(f"{name} order", list(old), list(new))


def _promises(name: str, before: Rows, after: Rows) -> Iterator[Difference]:
    """Each follow-up is compared with the one at its place; a new one is told whole."""
    for place, (old, new) in enumerate(zip_longest(before, after), start=1):
        if old and new:
            yield from _between(f"{name} {place}", old, new)
        else:
            yield Difference(name, in_words(old) if old else None, in_words(new) if new else None)


def _whole(name: str, before: Rows, after: Rows) -> Iterator[Difference]:
    gone, come = [row for row in before if row not in after], [row for row in after if row not in before]
    yield from (Difference(name, in_words(row), None) for row in gone)
    yield from (Difference(name, None, in_words(row)) for row in come)
    if not (gone or come):
        yield Difference(f"{name} order", list(map(in_words, before)), list(map(in_words, after)))
