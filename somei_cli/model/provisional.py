"""Numbers that stand in for those of the server while it is not there: never printed, never issued, never sent."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from somei_cli.errors import Refused
from somei_cli.model.allotting import Counter, counter_of
from somei_cli.model.changes import Change
from somei_cli.model.documents import Allotment, Document
from somei_cli.model.numbers import PROVISIONAL, DocumentNumber
from somei_cli.model.persons import address_of
from somei_cli.model.settings import Settings

SETTLING = "sync"
"""What the act is called that puts numbers of the server in the place of provisional ones."""

Settled = Mapping[DocumentNumber, DocumentNumber]
"""First issues under their provisional numbers, with the numbers that the server gave."""


class AskedBy(NamedTuple):
    """Whose a number is: the address of the person, and the request."""

    address: str
    request: str


def asked_by(allotment: Allotment) -> AskedBy:
    """By whom a number was asked for, and on which request; names are spelt in more ways than one."""
    return AskedBy(address_of(allotment.by), allotment.request)


def refuse_provisional(number: DocumentNumber, what: str) -> None:
    """Stop before others learn of a number that will be another one.

    Raises:
        Refused: where it is provisional.
    """
    if number.is_provisional:
        raise Refused(
            f"{number} is provisional and is not {what}: its number is still to come.",
            "Get the number when the server can be reached: somei sync",
        )


def provisional_counter(year: int) -> Counter:
    """The counter of a clone while no server is there."""
    return Counter(PROVISIONAL, year)


def counters_wanted(documents: Iterable[Document], settings: Settings) -> dict[DocumentNumber, Counter]:
    """For each first issue under a provisional number, the counter that its number is to come from."""
    wanted: dict[DocumentNumber, Counter] = {}
    for document in documents:
        number = document.number
        if number.is_provisional:
            series = document.allotted.series if document.allotted else None
            if number.base not in wanted or series:
                wanted[number.base] = counter_of(settings, series, number.year)
    return wanted


def settlement(before: Iterable[Document], after: Iterable[Document], settled: Settled) -> Change:
    """The change that puts numbers in the place of provisional ones, in entries and in all that points to them."""
    names = ", ".join(f"{old} as {new}" for old, new in list(settled.items())[:3])
    more = f" and {len(settled) - 3} more" if len(settled) > 3 else ""
    drops = tuple(document.number for document in before if document.number.is_provisional)
    return Change(SETTLING, f"Settle {names}{more}", puts=tuple(after), drops=drops)
