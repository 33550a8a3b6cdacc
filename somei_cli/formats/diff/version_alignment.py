"""Align the versions of a document value by value; find what came through unchanged and what a merge decided."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from somei_cli.formats.diff.document import (
    Rows,
    are_follow_ups,
    are_items,
    describe_row,
    differences,
    displayed_value,
    identifying_key,
    index_rows,
    is_rows,
    is_table,
    without_repeats,
)
from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.json_and_schema import to_json_value
from somei_cli.model.document import Document
from somei_cli.model.field_changes import Difference, Shown

Tables = Sequence[Mapping[str, Any]]
RowsByKey = Mapping[str, Mapping[str, Any]]


class AlignedValue(NamedTuple):
    """A value in each version, None where it is absent, and the name of its field in each version.

    The names may differ, since an item may have been renumbered.
    """

    names: tuple[str, ...]
    values: tuple[Shown, ...]


def align_versions(*versions: Document | None) -> Iterator[AlignedValue]:
    """Yield every value of any version; items are paired as in `differences`, all other rows by their place."""
    tables = [to_json_value(to_table(document)) if document else {} for document in versions]
    yield from _align_tables([""] * len(tables), tables)


def find_unchanged_fields(earlier: Document | None, later: Document | None) -> dict[str, str]:
    """Return the fields of the later version with the same value in the earlier one, and their names there."""
    pairs = align_versions(later, earlier)
    return {names[0]: names[1] for names, values in pairs if values[0] is not None and values[0] == values[1]}


def _align_tables(names: Sequence[str], tables: Tables) -> Iterator[AlignedValue]:
    for key in dict.fromkeys(key for table in tables for key in table):
        inner = [f"{name} {key}".strip() for name in names]
        yield from _align_values(inner, [table.get(key) for table in tables])


def _align_values(names: Sequence[str], values: Sequence[Any]) -> Iterator[AlignedValue]:
    if all(value is None or is_table(value) for value in values):
        yield from _align_tables(names, [value or {} for value in values])
    elif all(value is None or is_rows(value) for value in values):
        yield from _align_lists(names, [value or [] for value in values])
    else:
        yield AlignedValue(tuple(names), tuple(map(displayed_value, values)))


def _align_lists(names: Sequence[str], versions: Sequence[Rows]) -> Iterator[AlignedValue]:
    all_rows = [row for rows in versions for row in rows]
    if are_follow_ups(all_rows):
        rows_by_place = [{str(place): row for place, row in enumerate(rows, start=1)} for rows in versions]
        yield from _align_pairs(names, rows_by_place, rows_by_place)
    elif are_items(all_rows):
        key = identifying_key(versions)
        name_key = "number" if key == "title" else key
        yield from _align_pairs(
            names, [index_rows(rows, key) for rows in versions], [index_rows(rows, name_key) for rows in versions]
        )
    else:
        yield from _align_whole_rows(names, versions)


def _align_pairs(
    names: Sequence[str], rows_by_key: Sequence[RowsByKey], rows_by_name: Sequence[RowsByKey]
) -> Iterator[AlignedValue]:
    """Align rows with fields of their own; the keys that pair them may differ from the names in each version."""
    names_by_key = [
        dict(zip(rows, names_of, strict=True)) for rows, names_of in zip(rows_by_key, rows_by_name, strict=True)
    ]
    for key in dict.fromkeys(key for rows in rows_by_key for key in rows):
        inner = [f"{name} {names_of.get(key, key)}" for name, names_of in zip(names, names_by_key, strict=True)]
        yield from _align_tables(inner, [rows.get(key, {}) for rows in rows_by_key])


def _align_whole_rows(names: Sequence[str], versions: Sequence[Rows]) -> Iterator[AlignedValue]:
    """Align rows that are shown whole; equal rows are the same one, wherever they are in the list."""
    places_by_words = [_number_rows(map(describe_row, rows)) for rows in versions]
    for words in dict.fromkeys(words for rows in places_by_words for words in rows):
        names_with_places = [f"{name} {rows.get(words, 1)}" for name, rows in zip(names, places_by_words, strict=True)]
        yield AlignedValue(
            tuple(names_with_places), tuple(words[0] if words in rows else None for rows in places_by_words)
        )


def _number_rows(rows: Iterator[str]) -> dict[tuple[str, int], int]:
    """Return the place of each row, by its words and the number of equal rows before it."""
    places: dict[tuple[str, int], int] = {}
    counts: dict[str, int] = {}
    for place, words in enumerate(rows, start=1):
        places[words, counts.get(words, 0)] = place
        counts[words] = counts.get(words, 0) + 1
    return places


def find_merge_decisions(
    merged: Document | None, sides: Sequence[Document | None], bases: Sequence[Document | None]
) -> tuple[Difference, ...]:
    """Return a difference for each value that a merge gave up, with the value that it kept.

    Nothing was decided if only one side had changed a field since the bases, or all had changed it alike, and the merge
    has that value.
    """
    if all(side == sides[0] for side in sides):
        return differences(sides[0], merged)
    return tuple(_compare_with_sides(merged, sides, bases or (None,)))


def _compare_with_sides(
    merged: Document | None, sides: Sequence[Document | None], bases: Sequence[Document | None]
) -> Iterator[Difference]:
    for names, (merged_value, *other_values) in align_versions(merged, *sides, *bases):
        side_values, base_values = other_values[: len(sides)], other_values[len(sides) :]
        changed = without_repeats(value for value in side_values if value not in base_values)
        for value in changed or without_repeats(side_values):
            if value != merged_value:
                yield Difference(_latest_name(names, (merged_value, *side_values)), value, merged_value)


def _latest_name(names: Sequence[str], values: Sequence[Shown]) -> str:
    """Return the name of the field in the first version that has a value; the merged version comes first."""
    return next((name for name, value in zip(names, values, strict=False) if value is not None), names[0])
