"""Several versions of one document side by side: every value that has no fields of its own, in each of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from somei_cli.formats.diff.document import (
    Rows,
    are_items,
    are_promises,
    identifying,
    in_words,
    is_rows,
    is_table,
    keyed,
    shown,
)
from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.json import plain
from somei_cli.model.document import Document
from somei_cli.model.field_changes import Shown

Tables = Sequence[Mapping[str, Any]]
Keyed = Mapping[str, Mapping[str, Any]]


class AlignedValue(NamedTuple):
    """One value: what its field is called in each version, and what it is there, None where it is absent.

    The names may differ, since an item may have got another number.
    """

    names: tuple[str, ...]
    held: tuple[Shown, ...]


def side_by_side(*versions: Document | None) -> Iterator[AlignedValue]:
    """Every value of any of the versions; items are paired as differences pair them, all else by its place."""
    tables = [plain(to_table(document)) if document else {} for document in versions]
    yield from _tables([""] * len(tables), tables)


def same_in(earlier: Document | None, later: Document | None) -> dict[str, str]:
    """The fields of the later version that say the same in the earlier one, with what they are called there."""
    pairs = side_by_side(later, earlier)
    return {names[0]: names[1] for names, held in pairs if held[0] is not None and held[0] == held[1]}


def _tables(names: Sequence[str], tables: Tables) -> Iterator[AlignedValue]:
    for key in dict.fromkeys(key for table in tables for key in table):
        inner = [f"{name} {key}".strip() for name in names]
        yield from _values(inner, [table.get(key) for table in tables])


def _values(names: Sequence[str], values: Sequence[Any]) -> Iterator[AlignedValue]:
    if all(value is None or is_table(value) for value in values):
        yield from _tables(names, [value or {} for value in values])
    elif all(value is None or is_rows(value) for value in values):
        yield from _lists(names, [value or [] for value in values])
    else:
        yield AlignedValue(tuple(names), tuple(map(shown, values)))


def _lists(names: Sequence[str], versions: Sequence[Rows]) -> Iterator[AlignedValue]:
    every = [row for rows in versions for row in rows]
    if are_promises(every):
        placed = [{str(place): row for place, row in enumerate(rows, start=1)} for rows in versions]
        yield from _paired(names, placed, placed)
    elif are_items(every):
        by = identifying(versions)
        yield from _paired(names, [keyed(rows, by) for rows in versions], [keyed(rows, "number") for rows in versions])
    else:
        yield from _whole(names, versions)


def _paired(names: Sequence[str], pairs: Sequence[Keyed], called: Sequence[Keyed]) -> Iterator[AlignedValue]:
    """Rows with fields of their own: what pairs them need not be what they are called in each version."""
    own = [dict(zip(rows, names_of, strict=True)) for rows, names_of in zip(pairs, called, strict=True)]
    for key in dict.fromkeys(key for rows in pairs for key in rows):
        inner = [f"{name} {names_of.get(key, key)}" for name, names_of in zip(names, own, strict=True)]
        yield from _tables(inner, [rows.get(key, {}) for rows in pairs])


def _whole(names: Sequence[str], versions: Sequence[Rows]) -> Iterator[AlignedValue]:
    """Rows that are told whole: one is the same in two versions where it says the same, wherever it stands."""
    told = [_counted(map(in_words, rows)) for rows in versions]
    for words in dict.fromkeys(words for rows in told for words in rows):
        places = [f"{name} {rows.get(words, 1)}" for name, rows in zip(names, told, strict=True)]
        yield AlignedValue(tuple(places), tuple(words[0] if words in rows else None for rows in told))


def _counted(rows: Iterator[str]) -> dict[tuple[str, int], int]:
    """The place of each row, by its words and how many of the same stand before it."""
    found: dict[tuple[str, int], int] = {}
    before: dict[str, int] = {}
    for place, words in enumerate(rows, start=1):
        found[words, before.get(words, 0)] = place
        before[words] = before.get(words, 0) + 1
    return found
