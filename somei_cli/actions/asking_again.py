"""One request that was used more than once while the server was not there: which numbers it has, or gets."""

from collections.abc import Iterable, Mapping, Sequence

from somei_cli.model.allotting import MOST_AT_ONCE
from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.provisional import AskedBy, Settled, asked_by
from somei_cli.store.naming import entries_naming, was_asked_by
from somei_cli.store.sharing.beginnings import Beginnings
from somei_cli.store.stored import Committed

Requests = Mapping[AskedBy, Sequence[DocumentNumber]]
"""The provisional numbers that each request was given, in order."""


def requests_of(documents: Iterable[Document]) -> Requests:
    """The requests on which entries have their provisional numbers."""
    asked: dict[AskedBy, list[DocumentNumber]] = {}
    for one in sorted(documents, key=lambda document: document.number):
        if one.allotted and one.number.is_provisional and one.number == one.number.base:
            asked.setdefault(asked_by(one.allotted), []).append(one.number)
    return asked


def asked_before(base: Committed, asked: Requests, beginnings: Beginnings) -> Settled:
    """The numbers that requests of the same persons were given already: at the server, or in another clone."""
    years = {number.year for numbers in asked.values() for number in numbers}
    held: dict[AskedBy, dict[DocumentNumber, tuple[DocumentNumber, ...]]] = {}
    # An answer may have been lost on the last day of a year, and the first work be done in the next.
    near = {year + later for year in years for later in (-1, 0, 1)}
    for one in entries_naming(base, sorted({by.request for by in asked}), near):
        if one.allotted and one.number == one.number.base:
            for by in (by for by in asked if by.request == one.allotted.request and was_asked_by(base, one, by)):
                held.setdefault(by, {})[one.number] = one.allotted.provisional
    again: dict[DocumentNumber, DocumentNumber] = {}
    for by, numbers in asked.items():
        given = dict(sorted(held.get(by, {}).items()))
        many = len(numbers) + sum(map(len, given.values()))
        for number in numbers if given else ():
            # The same of them as it was of its act; of several numbers that one act took none is another one's.
            place = beginnings.place(number)
            new = list(given)[place] if place < len(given) else None
            if new and not any(_of_one_act(number, old, many, beginnings) for old in given[new]):
                again[number] = new
    return again


def asked_twice(asked: Requests, given: Settled, beginnings: Beginnings) -> Settled:
    """Numbers that a request was given once more, as on another branch, and for which of the first ones each stands."""
    twins: dict[DocumentNumber, DocumentNumber] = {}
    for numbers in asked.values():
        acts: list[list[DocumentNumber]] = []
        for number in (one for one in numbers if one not in given):
            act = next((act for act in acts if _of_one_act(number, act[-1], len(numbers), beginnings)), [])
            if not act:
                acts.append(act)
            act.append(number)
        if len(acts) > 1:
            first = {beginnings.place(number): number for number in acts[0]}
            others = ((number, beginnings.place(number)) for act in acts[1:] for number in act)
            twins.update((number, first[place]) for number, place in others if place in first)
    return twins


def _of_one_act(one: DocumentNumber, other: DocumentNumber, many: int, beginnings: Beginnings) -> bool:
    """Whether two provisional numbers of one request are two numbers, and not one that was asked for twice.

    One act takes numbers that follow each other; the same request elsewhere begins at another one, by chance.
    """
    apart = abs(one.number - other.number)
    return apart < many or (apart < MOST_AT_ONCE and beginnings.met(one, other))
