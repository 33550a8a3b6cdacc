"""Giving out numbers of the office's own series, giving them up, and accounting for them."""

from collections.abc import Sequence

from somei_cli.actions.acting import Circumstances, act
from somei_cli.model.allotting import counter_of, release, reserve
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.documents import Allotment, Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.identity import own_name
from somei_cli.store.register import Register


def take_next(
    register: Register, series: str | None, year: int, count: int, purpose: str | None, how: Circumstances
) -> Receipt:
    """Reserve the next numbers of a series, all in one commit."""

    def decided(before: Snapshot) -> Change:
        numbers = next_numbers(register, series, year, count)
        return reserve(before.with_documents(_held(register, numbers)), numbers, allotment(register, purpose, how))

    return act(register, lambda: nothing_of(register), decided, how, allots=True)


def take(register: Register, numbers: Sequence[DocumentNumber], purpose: str | None, how: Circumstances) -> Receipt:
    """Reserve certain numbers, all in one commit."""

    def decided(before: Snapshot) -> Change:
        return reserve(before, numbers, allotment(register, purpose, how))

    look = lambda: nothing_of(register).with_documents(_held(register, numbers))  # noqa: E731
    return act(register, look, decided, how, allots=True)


def give_up(register: Register, number: DocumentNumber, reason: str, how: Circumstances) -> Receipt:
    """Make a number void that was not used."""
    return act(
        register, lambda: register.family(number), lambda before: release(before, number, reason), how, allots=True
    )


def next_numbers(register: Register, series: str | None, year: int, count: int = 1) -> tuple[DocumentNumber, ...]:
    """The next free numbers of a series that the office allots, as the register stands."""
    counter = counter_of(register.settings, series, year)
    return counter.numbers_after(register.last_given(counter), count)


def allotment(register: Register, purpose: str | None, how: Circumstances) -> Allotment:
    """Who takes a number now."""
    return Allotment(own_name(register.root), how.today, how.request, purpose)


def nothing_of(register: Register) -> Snapshot:
    """What an act needs to see that looks at no document."""
    return Snapshot((), lambda: register.vocabulary, register.settings)


def _held(register: Register, numbers: Sequence[DocumentNumber]) -> list[Document]:
    return [document for base in sorted({n.base for n in numbers}) for document in register.family(base)]
