"""The publish lag: how long LIMITE documents waited for their release, and how many still wait."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from statistics import median
from typing import NamedTuple

from somei_cli.model.access import Standing, standing
from somei_cli.model.codes import SubjectCode
from somei_cli.model.documents import AccessKind, Document, Status
from somei_cli.model.markings import Level, level_of

ALL = "all"
"""In the place of a code: all documents of the year, each counted once."""


class Lag(NamedTuple):
    """The LIMITE documents of a code and a year; days are from the issue to the release, None without one.

    `never` have not been released to everybody; among them are those released in part and refused. `undated` were
    released, and their own day or that of the release tells no number of days.
    """

    code: str
    year: int
    documents: int
    released: int
    days_median: float | None
    days_longest: int | None
    undated: int
    partly_released: int
    refused: int
    undecided: int
    never: int


def publish_lag(documents: Iterable[Document], today: date, asked: Collection[SubjectCode] = ()) -> tuple[Lag, ...]:
    """One line a year and code, and one for the year as a whole; a document counts under each of its codes.

    The year is that of the number. Where codes are asked for, only those have a line. What is not issued, or not
    LIMITE, is passed over. A decision that is still to come decides nothing.
    """
    held: dict[tuple[int, bool, str], list[Document]] = {}
    for document in documents:
        if _counts(document):
            for code in _codes(document, asked):
                held.setdefault((document.number.year, code == ALL, code), []).append(document)
    return tuple(_lag(code, year, held[year, last, code], today) for year, last, code in sorted(held))


def _counts(document: Document) -> bool:
    """What is unmarked is public on the day of its issue; what is classified waits for its originator."""
    return document.status is Status.ISSUED and level_of(document.marking) is Level.LIMITE


def _codes(document: Document, asked: Collection[SubjectCode]) -> Iterator[str]:
    codes = dict.fromkeys(entry.code for entry in document.subject_codes)
    yield from (code.name for code in codes if not asked or code in asked)
    yield ALL


def _lag(code: str, year: int, documents: list[Document], today: date) -> Lag:
    stands = [standing(document, today) for document in documents]
    released = [document for document, how in zip(documents, stands, strict=True) if how is Standing.RELEASED]
    days = [waited for document in released if (waited := _days(document)) is not None]
    return Lag(
        code=code,
        year=year,
        documents=len(documents),
        released=len(released),
        days_median=median(days) if days else None,
        days_longest=max(days, default=None),
        undated=len(released) - len(days),
        partly_released=stands.count(Standing.PARTLY_RELEASED),
        refused=stands.count(Standing.REFUSED),
        undecided=stands.count(Standing.UNDECIDED),
        never=len(documents) - len(released),
    )


def _days(document: Document) -> int | None:
    """From the issue to the first release; None where one of the days is missing or stands before the other."""
    on = next(event.on for event in document.access if event.kind is AccessKind.RELEASED)
    waited = (on - document.date).days if document.date else -1
    return waited if waited >= 0 else None
