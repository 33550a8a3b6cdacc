"""Two versions of a document compared field by field."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from somei_cli.model.classified_entries import WITHHELD, is_closed
from somei_cli.model.documents import Document
from somei_cli.model.fieldchanges import Difference
from somei_cli.text.codec import to_table
from somei_cli.text.fields import DOCUMENT_KEYS, SHAPES, WAIVE
from somei_cli.text.json_form import plain
from somei_cli.text.rows import Rows, are_items, are_promises, identifying, in_words, is_rows, is_table, keyed, shown


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
