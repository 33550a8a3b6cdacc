"""Two versions of a document compared field by field."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.model.fieldchanges import Difference, Shown
from somei_cli.text.codec import to_table
from somei_cli.text.json_form import plain


def differences(before: Document | None, after: Document | None) -> tuple[Difference, ...]:
    """Every field that differs, in canonical order; a whole document is compared with nothing at its entry."""
    return tuple(_between("", _table(before), _table(after)))


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
    if all(value is None or _is_table(value) for value in values):
        yield from _between(name, before or {}, after or {})
    elif all(value is None or _is_rows(value) for value in values):
        yield from _rows(name, before or [], after or [])
    else:
        yield Difference(name, _shown(before), _shown(after))


def _rows(name: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Difference]:
    """Items field by field, under their number or title, follow-ups by their place; references and events whole."""
    if any("what" in row for row in (*before, *after)):
        yield from _promises(name, before, after)
    elif not any("title" in row for row in (*before, *after)):
        yield from _whole(name, before, after)
    else:
        by = _identifying(before, after)
        old, new = _keyed(before, by), _keyed(after, by)
        for key in dict.fromkeys([*new, *old]):
            yield from _between(f"{name} {key}".strip(), old.get(key, {}), new.get(key, {}))
        if list(old) != list(new) and sorted(old) == sorted(new):
            yield Difference(f"{name} order", list(old), list(new))


def _promises(name: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Difference]:
    """Follow-ups are never taken away: each is compared with the one at its place; a new one is told whole."""
    for place, (old, new) in enumerate(zip_longest(before, after), start=1):
        if old and new:
            yield from _between(f"{name} {place}", old, new)
        else:
            yield Difference(name, _in_words(old) if old else None, _in_words(new) if new else None)


def _whole(name: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Difference]:
    gone, come = [row for row in before if row not in after], [row for row in after if row not in before]
    yield from (Difference(name, _in_words(row), None) for row in gone)
    yield from (Difference(name, None, _in_words(row)) for row in come)
    if not (gone or come):
        yield Difference(f"{name} order", list(map(_in_words, before)), list(map(_in_words, after)))


def _in_words(row: dict[str, Any]) -> str:
    return ", ".join(f"{key} {_told(value)}" for key, value in row.items())


def _told(value: Any) -> str:
    return "; ".join(map(_in_words, value)) if _is_rows(value) else str(value)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and bool(value)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_table, value))


def _identifying(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> str:
    """What names an item: its title where items only came or went and so changed their numbers, else its number."""
    old, new = [row.get("title") for row in before], [row.get("title") for row in after]
    moved = old != new and len(old) != len(new) and (set(old) <= set(new) or set(new) <= set(old))
    return "title" if before and after and moved else "number"


def _keyed(rows: list[dict[str, Any]], by: str) -> dict[str, dict[str, Any]]:
    """Items by what identifies them: number or title, else the place."""
    keyed: dict[str, dict[str, Any]] = {}
    for place, row in enumerate(rows, start=1):
        key = str(row.get(by) or place)
        keyed[key if key not in keyed else f"{key} ({place})"] = row
    return keyed


def _shown(value: Any) -> Shown:
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if value is None or isinstance(value, bool | str) else str(value)
