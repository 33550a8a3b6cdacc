"""Provisional numbers: given in a clone while the remote cannot be reached, never printed and never issued.

Each is unique over all clones, because two entries under one number could not be told apart later. It contains the
time, so that the numbers of one clone come in the order in which they were given.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from somei_cli.errors import Refused
from somei_cli.model.document import Allotment, Document
from somei_cli.model.document_number import LARGEST_PROVISIONAL, PROVISIONAL, DocumentNumber, Status
from somei_cli.model.numbers.number_allotment import SeriesCounter, find_counter
from somei_cli.model.register.change import Change
from somei_cli.model.register.git_identity import address_of
from somei_cli.model.register.settings import Settings

SYNC_ACTION = "sync"
"""The action of the commit that replaces provisional numbers with numbers of the remote."""

GivenNumbers = Mapping[DocumentNumber, DocumentNumber]
"""The base number that the remote gave, by the provisional base number."""


class AllotmentKey(NamedTuple):
    """What identifies an allotment: the address of the person and the request id."""

    address: str
    request: str


RequestIds = Mapping[DocumentNumber, str | None]
"""The request id of each provisional number; None if the number is only referred to."""


def allotment_key(allotment: Allotment) -> AllotmentKey:
    """Return what identifies an allotment. The address alone is compared: a person's name is spelt in many ways."""
    return AllotmentKey(address_of(allotment.by), allotment.request)


def is_only_reserved(document: Document) -> bool:
    """Whether nothing but a reservation was written under the number."""
    # Anything beyond the allotment, even a subject alone, is a clerk's work that a merge of two entries must not lose.
    return document == Document(document.number, Status.RESERVED, allotted=document.allotted)


_SYNC_HINT = "Get the number when the server can be reached: somei sync"


def refuse_provisional(number: DocumentNumber, action: str, hint: str = _SYNC_HINT) -> None:
    """Refuse an action by which others would learn a number that is going to change.

    Raises:
        Refused: if the number is provisional.
    """
    if number.is_provisional:
        raise Refused(
            f"{number} is provisional and is not {action}: its number is in the future.",
            hint,
        )


def provisional_counter(year: int) -> SeriesCounter:
    """Return the counter from which a clone numbers while the remote cannot be reached."""
    return SeriesCounter(PROVISIONAL, year)


def provisional_numbers(year: int, count: int, last: int, now: int) -> tuple[DocumentNumber, ...]:
    """Return the next provisional numbers of a clone, in a row.

    `last` is the highest one in the clone, `now` a number that grows with the time.
    """
    # `now` is the time of the year with four random digits, as in PROV 285114518832/19, so that two clones that are
    # offline in the same second do not give the same number. Above `last` even if the clock was set back: real numbers
    # are allotted in ascending order of the provisional ones, and so in the order in which clerks asked for them.
    first = max(last + 1, now)
    # A number typed by hand may be near the end, as PROV 999999999999/19. To go on after it would overflow.
    if first + count > LARGEST_PROVISIONAL:
        first = now
    # Without gaps: by that a sync knows the numbers of one act from those of a request that was repeated in another
    # clone, which begin at another time. Otherwise two numbers asked for together could become one.
    return tuple(DocumentNumber(PROVISIONAL, number, year) for number in range(first, first + count))


def placeholder_number(year: int) -> DocumentNumber:
    """Return the number that an entry bears until its own is known."""
    # Never written: the act replaces it under the lock, when it knows the last number that was given.
    return DocumentNumber(PROVISIONAL, 1, year)


def counters_for(documents: Iterable[Document], settings: Settings) -> dict[DocumentNumber, SeriesCounter]:
    """Return, for each provisional base number, the counter from which its real number must come."""
    counters: dict[DocumentNumber, SeriesCounter] = {}
    for document in documents:
        number = document.number
        if number.is_provisional:
            # Only the entry that was allotted names its series. An addendum under the same provisional number, as
            # PROV 285114518832/19 ADD 1, has no allotment and must not move the family to the first own series.
            series = document.allotted.series if document.allotted else None
            if number.base not in counters or series:
                counters[number.base] = find_counter(settings, series, number.year)
    return counters


def replacement_change(before: Iterable[Document], after: Iterable[Document], given_numbers: GivenNumbers) -> Change:
    """Return the change that replaces provisional numbers, in entries and in everything that refers to them."""
    names = ", ".join(f"{old} as {new}" for old, new in list(given_numbers.items())[:3])
    more = f" and {len(given_numbers) - 3} more" if len(given_numbers) > 3 else ""
    # Documents that only refer to a provisional number keep their own one: they are put again and not dropped.
    drops = tuple(document.number for document in before if document.number.is_provisional)
    return Change(SYNC_ACTION, f"Settle {names}{more}", puts=tuple(after), drops=drops)
