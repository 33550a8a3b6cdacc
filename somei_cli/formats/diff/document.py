"""Compare two versions of a document field by field; rows of lists are paired by what identifies them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, zip_longest
from typing import Any, TypeVar

from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.fields import DOCUMENT_KEYS, SHAPES, WAIVE
from somei_cli.formats.toml.json_and_schema import to_json_value
from somei_cli.model.classified_entries import WITHHELD, is_closed
from somei_cli.model.document import Document, KeptDoubt
from somei_cli.model.field_changes import Difference, Shown
from somei_cli.model.kept_doubts import describe_kept_doubt

T = TypeVar("T")

Rows = list[dict[str, Any]]


def is_table(value: Any) -> bool:
    """Return whether a value has fields of its own."""
    return isinstance(value, dict) and bool(value)


def is_rows(value: Any) -> bool:
    """Return whether a value is a list of tables."""
    return isinstance(value, list) and bool(value) and all(map(is_table, value))


def are_follow_ups(rows: Iterable[dict[str, Any]]) -> bool:
    """Return whether rows are follow-ups; these are never removed, so that each keeps its place."""
    return any("what" in row for row in rows)


def are_items(rows: Iterable[dict[str, Any]]) -> bool:
    """Return whether rows have a title, as items and texts in other languages; others are compared whole."""
    return any("title" in row for row in rows)


def identifying_key(versions: Sequence[Rows]) -> str:
    """Return the key that identifies rows with a title.

    Texts in other languages have "language"; items "title" if they were only added or removed, else "number".
    """
    if any("language" in row for rows in versions for row in rows):
        return "language"
    titles_by_version = [[row.get("title") for row in rows] for rows in versions if rows]
    moved = (
        titles != other_titles
        and len(titles) != len(other_titles)
        and (set(titles) <= set(other_titles) or set(other_titles) <= set(titles))
        for titles, other_titles in combinations(titles_by_version, 2)
    )
    return "title" if any(moved) else "number"


def index_rows(rows: Rows, key_name: str) -> dict[str, dict[str, Any]]:
    """Return items by their number or title, else by their place."""
    rows_by_key: dict[str, dict[str, Any]] = {}
    for place, row in enumerate(rows, start=1):
        key = str(row.get(key_name) or place)
        rows_by_key[key if key not in rows_by_key else f"{key} ({place})"] = row
    return rows_by_key


def describe_row(row: dict[str, Any]) -> str:
    """Return all fields of a row as one text."""
    if "field" in row and row.keys() <= _DOUBT_KEYS:
        return describe_kept_doubt(KeptDoubt(**row))
    return ", ".join(f"{key} {_describe_value(value)}" for key, value in row.items())


def displayed_value(value: Any) -> Shown:
    """Return a value that has no fields of its own in the form in which it is shown."""
    if isinstance(value, list):
        return [str(element) for element in value]
    return value if value is None or isinstance(value, bool | str) else str(value)


def _describe_value(value: Any) -> str:
    return "; ".join(map(describe_row, value)) if is_rows(value) else str(value)


def differences(before: Document | None, after: Document | None) -> tuple[Difference, ...]:
    """Return every field that differs, in canonical order; a new document is compared with an empty one."""
    return tuple(_compare_tables("", _plain_table(before), _plain_table(after)))


def differences_to_show(before: Document | None, after: Document | None) -> tuple[Difference, ...]:
    """Return the differences; if the document is a classified entry now, without its earlier values."""
    all_differences = differences(before, after)
    entry_closed = before is not None and after is not None and is_closed(after)
    return without_repeats(map(_withhold_old_value, all_differences)) if entry_closed else all_differences


def withhold_values(shown_differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return differences without values that may be words of a document, and without the titles of items."""
    without_old_values = map(_withhold_old_value, shown_differences)
    return without_repeats(
        difference
        if difference.after is None or _head(difference) in _SHOWABLE_FIELDS
        else difference._replace(after=WITHHELD)
        for difference in without_old_values
    )


def without_repeats(values: Iterable[T]) -> tuple[T, ...]:
    """Return each value once, in the order of first occurrence; values that differ in anything are kept."""
    distinct: list[T] = []
    for value in values:
        # Not a set: unknown keys may have values that cannot be hashed.
        if value not in distinct:
            distinct.append(value)
    return tuple(distinct)


def _withhold_old_value(difference: Difference) -> Difference:
    """Return a difference without the value before if it may be words of a document, and without titles of items."""
    if _head(difference) in _SHOWABLE_FIELDS:
        return difference
    return Difference(
        _without_names(difference.field), WITHHELD if difference.before is not None else None, difference.after
    )


def _without_names(field: str) -> str:
    """Return a field name without words from a document: titles of items and undeclared keys."""
    head, *words = field.split(" ")
    if head not in DOCUMENT_KEYS:
        return _OTHER_KEY
    if head in _FIELDS_WITH_TITLES:
        return head
    known_words = [word for word in words if word in _FIELD_KEYS]
    return " ".join((head, *known_words) if len(known_words) == len(words) else (head, *known_words, _OTHER_KEY))


def field_name_without_titles(field: str) -> str:
    """Return the name of a field for a refusal: keys and numbers, never the title of an item."""
    head, *words = field.split(" ")
    return " ".join((head, *(word for word in words if word.isdigit()), *(set(words[-1:]) & _FIELD_KEYS)))


def _head(difference: Difference) -> str:
    return difference.field.split(" ")[0]


_SHOWABLE_FIELDS = frozenset({"number", "status", "type", "date", "marking", "subject_codes"})
_DOUBT_KEYS = frozenset(field.key for field in SHAPES["doubt"].fields)
_FIELDS_WITH_TITLES = frozenset({"items", WAIVE})
_FIELD_KEYS = frozenset(field.key for shape in SHAPES.values() for field in shape.fields)
_OTHER_KEY = "other fields"
_BODIES = "bodies"
"""The meeting bodies in their vocabulary file; each has a key of its own."""


def table_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return every field that differs between two TOML tables that are not documents."""
    return tuple(_compare_tables("", to_json_value(before), to_json_value(after)))


def _plain_table(document: Document | None) -> dict[str, Any]:
    return to_json_value(to_table(document)) if document else {}


def _compare_tables(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys([*after, *before]):
        yield from _compare_values(f"{name} {key}".strip(), before.get(key), after.get(key))


def _compare_values(name: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    values = (before, after)
    if all(value is None or is_table(value) for value in values):
        yield from _compare_tables(name, before or {}, after or {})
    elif all(value is None or is_rows(value) for value in values):
        yield from _compare_rows(name, before or [], after or [])
    else:
        yield Difference(name, displayed_value(before), displayed_value(after))


def _compare_rows(name: str, before: Rows, after: Rows) -> Iterator[Difference]:
    """Compare items by number or title, texts in other languages by these, follow-ups by place, and others whole."""
    if are_follow_ups([*before, *after]):
        yield from _compare_follow_ups(name, before, after)
    elif name == _BODIES and all("key" in row for row in (*before, *after)):
        old, new = index_rows(before, "key"), index_rows(after, "key")
        for key in dict.fromkeys([*new, *old]):
            yield from _compare_tables(f"{name} {key}", old.get(key, {}), new.get(key, {}))
    elif not are_items([*before, *after]):
        yield from _compare_whole_rows(name, before, after)
    else:
        key_name = identifying_key((before, after))
        old, new = index_rows(before, key_name), index_rows(after, key_name)
        for key in dict.fromkeys([*new, *old]):
            yield from _compare_tables(f"{name} {key}".strip(), old.get(key, {}), new.get(key, {}))
        if list(old) != list(new) and sorted(old) == sorted(new):
            yield Difference(f"{name} order", list(old), list(new))


def _compare_follow_ups(name: str, before: Rows, after: Rows) -> Iterator[Difference]:
    """Compare each follow-up with the one at its place; a new one is shown whole."""
    for place, (old, new) in enumerate(zip_longest(before, after), start=1):
        if old and new:
            yield from _compare_tables(f"{name} {place}", old, new)
        else:
            yield Difference(name, describe_row(old) if old else None, describe_row(new) if new else None)


def _compare_whole_rows(name: str, before: Rows, after: Rows) -> Iterator[Difference]:
    removed, added = [row for row in before if row not in after], [row for row in after if row not in before]
    yield from (Difference(name, describe_row(row), None) for row in removed)
    yield from (Difference(name, None, describe_row(row)) for row in added)
    if not (removed or added):
        yield Difference(f"{name} order", list(map(describe_row, before)), list(map(describe_row, after)))
