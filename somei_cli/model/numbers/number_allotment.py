"""Allotting the office's own numbers: the next ones of a series, reserving, releasing, and gaps in a series."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from somei_cli.errors import NumberTaken, Refused, shell_word
from somei_cli.model.document import Allotment, Document
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.document_number import LARGEST_NUMBER, DocumentNumber, Status
from somei_cli.model.register.change import Change
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise

if TYPE_CHECKING:
    from somei_cli.model.register.conditions import Selection

_MAX_SKIPPED = 1_000
MOST_NUMBERS = 500
"""The most numbers that one act may take."""

ALLOT_ACTION = "allot"
"""The action of an act of which only the allotment is known."""
ALLOTTING_ACTIONS = frozenset({"number reserve", "add", "agenda create", "import"})
"""The actions that take the next number of a series."""


class SeriesCounter(NamedTuple):
    """A series in one year, from which numbers are allotted."""

    series: str
    year: int

    def numbers_after(self, last: int, count: int = 1) -> tuple[DocumentNumber, ...]:
        """Return the next `count` numbers after `last`.

        Raises:
            Refused: if the series has fewer numbers left.
        """
        if last + count > LARGEST_NUMBER:
            highest = DocumentNumber(self.series, LARGEST_NUMBER, self.year)
            remaining = pluralise(LARGEST_NUMBER - last, "number") if last < LARGEST_NUMBER else "no number"
            hint = "Take a free one by its name: somei number reserve NUMBER; or one of another series: --series"
            raise Refused(f"{self.series} has {remaining} left in {self.year}: none is higher than {highest}.", hint)
        numbers = range(last + 1, last + 1 + count)
        return tuple(DocumentNumber.from_parts(self.series, self.series, number, self.year) for number in numbers)


def find_reserved(snapshot: Snapshot, number: DocumentNumber) -> Document | None:
    """Return the reserved entry of a number under which a document is to be entered, None if the number is free.

    Raises:
        NumberTaken: if the number has a document.
    """
    existing = snapshot.get(number)
    if existing is not None and existing.status is not Status.RESERVED:
        raise NumberTaken(number)
    return existing


def keep_reserved_fields(document: Document, reserved: Document | None) -> Document:
    """Return the document with what clerks and somei have written into its reserved entry, if it says nothing else."""
    if reserved is None:
        return document
    names = (*_KEPT_OF_RESERVED, "extra")
    values: dict[str, Any] = {name: getattr(document, name) or getattr(reserved, name) for name in names}
    return replace(document, **values)


_KEPT_OF_RESERVED = tuple(
    field.name
    for field in DOCUMENT_FIELDS
    if field.owner != "text" and field.replace != "read" and field.name != "status"
)


def find_counter(settings: Settings, series: str | None, year: int) -> SeriesCounter:
    """Find the counter of the given series, by default of the first series of the office.

    Raises:
        Refused: if the office has no series of its own, or not this one.
    """
    own = settings.own_series
    if not own:
        raise Refused(
            "This register allots no numbers of its own.",
            "Type the number of the document, as in --number 16000/26. An administrator may name a series from which "
            "somei takes numbers: own_series in somei.toml.",
        )
    if series is None:
        return SeriesCounter(own[0], year)
    named = DocumentNumber.from_parts(series, series, 1, year).series
    if named not in own:
        raise Refused(f"This office does not allot {named}.", f"Its own series: {', '.join(own)} (own_series).")
    return SeriesCounter(named, year)


def refuse_distant_number(number: DocumentNumber, last: int) -> None:
    """Refuse a number that skips many of its series: the next one is given after the highest.

    Raises:
        Refused: if more than a thousand numbers are skipped. A series may begin anywhere.
    """
    if last and number.number > last + _MAX_SKIPPED:
        highest = DocumentNumber(number.series, last, number.year)
        raise Refused(
            f"{number} is far above the last one, {highest}, and all later numbers would follow it.",
            f"Up to {_MAX_SKIPPED:,} numbers may be left out. The next one: somei number next --series {number.series}",
        )


def reserve_numbers(snapshot: Snapshot, allotments: Mapping[DocumentNumber, Allotment]) -> Change:
    """Reserve numbers that have no entry yet.

    Raises:
        NumberTaken: if one has an entry.
    """
    for number in allotments:
        if number in snapshot:
            raise NumberTaken(number)
    puts = tuple(Document(number, Status.RESERVED, allotted=allotment) for number, allotment in allotments.items())
    return Change("number reserve", f"Reserve {describe_numbers(list(allotments))}", puts=puts)


def release_number(snapshot: Snapshot, number: DocumentNumber, reason: str) -> Change:
    """Release an unused number. Its entry stays as void, and the number is never allotted again.

    Raises:
        NumberUnknown: if the number has no entry.
        Refused: if the document was issued, or the number is void already.
    """
    document = snapshot.require(number)
    if document.status is Status.VOID:
        raise Refused(f"{number} is void already.", f"Look at it with: somei show {shell_word(number)}")
    if document.status not in {Status.RESERVED, Status.DRAFT}:
        hint = f"An issued document is withdrawn, not given up: somei withdraw {shell_word(number)} -m TEXT"
        if document.status is Status.WITHDRAWN:
            hint = f"Look at it with: somei show {shell_word(number)}"
        raise Refused(f"{number} is {document.status}; only an unused number is given up.", hint)
    void = Document(number, Status.VOID, reason, allotted=document.allotted, waive=document.waive)
    if document.status is Status.DRAFT:
        void = replace(document, status=Status.VOID, reason=reason)
    return Change("number release", f"Release {number}", puts=(void,), reason=reason)


def describe_numbers(numbers: Sequence[DocumentNumber]) -> str:
    """Name at most three numbers and count the others, for the subject of a commit."""
    names = ", ".join(map(str, numbers[:3]))
    return names + (f" and {len(numbers) - 3} more" if len(numbers) > 3 else "")


class Gap(NamedTuple):
    """A run of numbers that never became a document. `document` is the void entry that gives the reason, if any."""

    first: DocumentNumber
    last: DocumentNumber
    document: Document | None

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


def select_own_numbers(snapshot: Snapshot, selection: "Selection") -> tuple[Document, ...]:
    """Return the documents that match, in order, of the office's own series unless the selection names series."""
    own_series = selection.series or snapshot.settings.own_series
    return snapshot.select(selection._replace(series=own_series)) if own_series else ()


def find_gaps(snapshot: Snapshot, selection: "Selection") -> Iterator[Gap]:
    """Find the void numbers of the selected series, or the office's own, and the numbers without an entry, in order."""
    own_series = selection.series or snapshot.settings.own_series
    bases: dict[DocumentNumber, Document | None] = {}
    for document in snapshot.select_lazily(selection._replace(series=own_series)) if own_series else ():
        base = document.number.base
        bases[base] = document if document.number == base else bases.get(base)
    for (series, year), numbers in groupby(
        sorted(bases, key=_counter_order), key=lambda number: (number.series, number.year)
    ):
        yield from _gaps_of_counter(SeriesCounter(series, year), list(numbers), bases)


def _gaps_of_counter(
    counter: SeriesCounter, numbers: Sequence[DocumentNumber], bases: Mapping[DocumentNumber, Document | None]
) -> Iterator[Gap]:
    last = 0
    for number in numbers:
        if number.number > last + 1:
            missing = counter.numbers_after(last, number.number - last - 1)
            yield Gap(missing[0], missing[-1], None)
        last = number.number
        document = bases[number]
        if document is not None and document.status is Status.VOID:
            yield Gap(number, number, document)


def _counter_order(number: DocumentNumber) -> tuple[str, int, int]:
    return number.series, number.year, number.number


def count_unexplained(number_gaps: Iterable[Gap]) -> int:
    """Count the numbers that have no entry."""
    return sum(gap.last.number - gap.first.number + 1 for gap in number_gaps if gap.document is None)


def describe_gaps(number_gaps: Sequence[Gap]) -> str:
    """Sum up the gaps in one sentence."""
    missing = count_unexplained(number_gaps)
    void = sum(gap.document is not None for gap in number_gaps)
    if not missing:
        return f"No number is missing; {pluralise(void, 'number')} void, each with a reason."
    return f"{pluralise(missing, 'number')} without an entry, {pluralise(void, 'number')} void."
