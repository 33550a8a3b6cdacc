"""Counting documents by a key, such as year or type, with the words that the documents themselves use."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from somei_cli.model.document import Document

GroupValue = str | int | None


class GroupBy(StrEnum):
    """The keys by which documents can be counted."""

    YEAR = "year"
    MONTH = "month"
    SERIES = "series"
    TYPE = "type"
    CODE = "code"
    MARKING = "marking"
    BODY = "body"
    STATUS = "status"


class OwnCounts(NamedTuple):
    """How many documents have each combination of values, in the order of the keys, and how many there are in all.

    A document with two codes is counted under both. None stands for a missing value.
    """

    times: Mapping[tuple[GroupValue, ...], int]
    total: int


def count_documents(documents: Iterable[Document], by: tuple[GroupBy, ...]) -> OwnCounts:
    """Count documents by reading each of them."""
    times: Counter[tuple[GroupValue, ...]] = Counter()
    total = 0
    for document in documents:
        times.update(product(*(_VALUES[key](document) for key in by)))
        total += 1
    return OwnCounts(times, total)


def _codes(document: Document) -> Iterator[str | None]:
    yield from dict.fromkeys(str(entry.code) for entry in document.subject_codes) or [None]


_VALUES: dict[GroupBy, Callable[[Document], Iterable[GroupValue]]] = {
    GroupBy.YEAR: lambda d: (d.number.year,),
    GroupBy.MONTH: lambda d: (d.date.isoformat()[:7] if d.date else None,),
    GroupBy.SERIES: lambda d: (d.number.series,),
    GroupBy.TYPE: lambda d: (d.type or None,),
    GroupBy.CODE: _codes,
    GroupBy.MARKING: lambda d: (str(d.marking) if d.marking else None,),
    GroupBy.BODY: lambda d: (d.meeting.body or None if d.meeting else None,),
    GroupBy.STATUS: lambda d: (str(d.status),),
}
