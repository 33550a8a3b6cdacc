"""Numbers that stand in for those of the server while it is not there: never printed, never issued.

Each is given once, in all clones: what happens to two entries under one name cannot be told apart afterwards. The time
is in it, so that those of a clone come in their order.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from somei_cli.errors import Refused
from somei_cli.model.document import Allotment, Document, Status
from somei_cli.model.document_number import LARGEST_PROVISIONAL, PROVISIONAL, DocumentNumber
from somei_cli.model.numbers.number_allotment import SeriesCounter, counter_of
from somei_cli.model.register.change import Change
from somei_cli.model.register.persons import address_of
from somei_cli.model.register.settings import Settings

SETTLING = "sync"
"""What the act is called that puts numbers of the server in the place of provisional ones."""

Settled = Mapping[DocumentNumber, DocumentNumber]
"""First issues under their provisional numbers, with the numbers that the server gave."""


class AskedBy(NamedTuple):
    """Whose a number is: the address of the person, and the request."""

    address: str
    request: str


Asked = Mapping[DocumentNumber, str | None]
"""Provisional numbers, and on which request each was asked for; None where it is only named."""


def asked_by(allotment: Allotment) -> AskedBy:
    """By whom a number was asked for, and on which request; names are spelt in more ways than one."""
    return AskedBy(address_of(allotment.by), allotment.request)


def is_bare(document: Document) -> bool:
    """Whether a number was only reserved: whatever is written under it comes after that."""
    return document == Document(document.number, Status.RESERVED, allotted=document.allotted)


_SYNC_HINT = "Get the number when the server can be reached: somei sync"


def refuse_provisional(number: DocumentNumber, action: str, hint: str = _SYNC_HINT) -> None:
    """Stop before others learn of a number that will be another one.

    Raises:
        Refused: where it is provisional.
    """
    if number.is_provisional:
        raise Refused(
            f"{number} is provisional and is not {action}: its number is still to come.",
            hint,
        )


def provisional_counter(year: int) -> SeriesCounter:
    """The counter of a clone while no server is there."""
    return SeriesCounter(PROVISIONAL, year)


def provisional_numbers(year: int, count: int, last: int, now: int) -> tuple[DocumentNumber, ...]:
    """The next numbers of a clone, one after the other; `last` is its highest one, and `now` goes up with the time."""
    first = max(last + 1, now)
    if first + count > LARGEST_PROVISIONAL:  # somebody has one of another world
        first = now
    return tuple(DocumentNumber(PROVISIONAL, number, year) for number in range(first, first + count))


def no_number_yet(year: int) -> DocumentNumber:
    """What stands in an entry until it is known which number it gets."""
    return DocumentNumber(PROVISIONAL, 1, year)


def counters_wanted(documents: Iterable[Document], settings: Settings) -> dict[DocumentNumber, SeriesCounter]:
    """For each first issue under a provisional number, the counter that its number is to come from."""
    counters: dict[DocumentNumber, SeriesCounter] = {}
    for document in documents:
        number = document.number
        if number.is_provisional:
            series = document.allotted.series if document.allotted else None
            if number.base not in counters or series:
                counters[number.base] = counter_of(settings, series, number.year)
    return counters


def settlement(before: Iterable[Document], after: Iterable[Document], given_numbers: Settled) -> Change:
    """The change that puts numbers in the place of provisional ones, in entries and in all that points to them."""
    names = ", ".join(f"{old} as {new}" for old, new in list(given_numbers.items())[:3])
    more = f" and {len(given_numbers) - 3} more" if len(given_numbers) > 3 else ""
    drops = tuple(document.number for document in before if document.number.is_provisional)
    return Change(SETTLING, f"Settle {names}{more}", puts=tuple(after), drops=drops)
