"""Counting documents by what they have in common."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from somei_cli.model.documents import Document
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.vocabulary import Vocabulary


class By(StrEnum):
    """What documents are counted by."""

    YEAR = "year"
    MONTH = "month"
    SERIES = "series"
    TYPE = "type"
    CODE = "code"
    MARKING = "marking"
    BODY = "body"
    STATUS = "status"


class Count(NamedTuple):
    """How many documents have these values, one for each thing counted by; None where they have none."""

    values: tuple[str | int | None, ...]
    documents: int


class Tally(NamedTuple):
    """Counts in order, and of how many documents in all; a document with two codes is counted under both."""

    by: tuple[By, ...]
    counts: tuple[Count, ...]
    total: int


def count(snapshot: Snapshot, documents: Iterable[Document], by: tuple[By, ...]) -> Tally:
    """Count by one thing, or by one within the other.

    Years and months stand in their order, everything else by how often it occurs; what lacks it comes last.
    """
    values = [_values_of(one, snapshot) for one in by]
    counter: Counter[tuple[str | int | None, ...]] = Counter()
    total = 0
    for document in documents:
        counter.update(product(*(of(document) for of in values)))
        total += 1
    weights = [Counter[str | int | None]() for _ in by]
    for keys, many in counter.items():
        for weight, value in zip(weights, keys, strict=True):
            weight[value] += many

    def place(keys: tuple[str | int | None, ...]) -> tuple[tuple[bool, int, str], ...]:
        return tuple(
            (value is None, 0 if one in _IN_ORDER else -weight[value], str(value))
            for one, value, weight in zip(by, keys, weights, strict=True)
        )

    return Tally(by, tuple(Count(keys, counter[keys]) for keys in sorted(counter, key=place)), total)


_IN_ORDER = frozenset({By.YEAR, By.MONTH})
_Values = Callable[[Document], Iterable[str | int | None]]


def _values_of(by: By, snapshot: Snapshot) -> _Values:
    """The values of a document; one under which it is counted, or several."""
    return _NAMED[by](snapshot.vocabulary) if by in _NAMED else _SIMPLE[by]


def _codes(document: Document) -> Iterator[str | None]:
    yield from dict.fromkeys(str(entry.code) for entry in document.subject_codes) or [None]


_SIMPLE: dict[By, _Values] = {
    By.YEAR: lambda d: (d.number.year,),
    By.MONTH: lambda d: (d.date.isoformat()[:7] if d.date else None,),
    By.SERIES: lambda d: (d.number.series,),
    By.MARKING: lambda d: (str(d.marking) if d.marking else None,),
    By.STATUS: lambda d: (str(d.status),),
    By.CODE: _codes,
}


def _types(vocabulary: Vocabulary) -> _Values:
    """Headings in the spelling of the vocabulary; each is looked up once."""
    known: dict[str, str] = {}

    def type_of(document: Document) -> tuple[str | None]:
        held = document.type
        if held and held not in known:
            named = vocabulary.type_named(held)
            known[held] = named.heading if named else held
        return (known[held] if held else None,)

    return type_of


def _bodies(vocabulary: Vocabulary) -> _Values:
    known: dict[str, str] = {}

    def body_of(document: Document) -> tuple[str | None]:
        held = document.meeting.body if document.meeting else None
        if held and held not in known:
            named = vocabulary.body_named(held)
            known[held] = named.key if named else held
        return (known[held] if held else None,)

    return body_of


_NAMED: dict[By, Callable[[Vocabulary], _Values]] = {By.TYPE: _types, By.BODY: _bodies}
