"""Reserve numbers of the office's own series, and release them."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, carry_out, make_other_act_refusal
from somei_cli.model.document import Allotment, Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers import number_allotment
from somei_cli.model.numbers.number_allotment import SeriesCounter, find_counter, refuse_distant_number
from somei_cli.model.numbers.provisional_numbers import provisional_counter, provisional_numbers, refuse_provisional
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import provisional_number_seed
from somei_cli.store.git.head import read_own_identity
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_documents, open_last_commit
from somei_cli.store.register.work_tree_files import WorkTree
from somei_cli.store.remote.remote import has_no_upstream

_RESERVE_ACTION, _RELEASE_ACTION = "number reserve", "number release"


class NumberRequest(NamedTuple):
    """Which numbers are requested: the series, the office's first if None, and the year.

    `offline` requests provisional numbers, which this clone gives itself.
    """

    year: int
    series: str | None = None
    purpose: str | None = None
    offline: bool = False


def reserve_next_numbers(
    register: Register, number_request: NumberRequest, count: int, circumstances: Circumstances
) -> Receipt:
    """Reserve the next numbers of a series, all in one commit."""

    def decide(before: Snapshot) -> Change:
        allotments = dict(next_numbers(register, number_request, circumstances, count))
        return number_allotment.reserve_numbers(
            before.with_documents(_read_families(register, list(allotments))), allotments
        )

    allots, reads = not number_request.offline, partial(empty_snapshot, register)
    receipt = carry_out(register, reads, decide, circumstances, allots=allots, action=_RESERVE_ACTION)
    if len(receipt.change.puts) != count:
        raise make_other_act_refusal(receipt, circumstances)
    return receipt if number_request.offline else warn_if_no_upstream(register, receipt)


def reserve_numbers(
    register: Register, numbers: Sequence[DocumentNumber], purpose: str | None, circumstances: Circumstances
) -> Receipt:
    """Reserve certain numbers, all in one commit."""

    def decide(before: Snapshot) -> Change:
        for number in numbers:
            if number.series in register.settings.own_series:
                refuse_distant_number(number, register.find_last_number(SeriesCounter(number.series, number.year)))
        return number_allotment.reserve_numbers(
            before, dict.fromkeys(numbers, make_allotment(register, purpose, circumstances))
        )

    def read_snapshot() -> Snapshot:
        return empty_snapshot(register).with_documents(_read_families(register, numbers))

    receipt = carry_out(register, read_snapshot, decide, circumstances, allots=True, action=_RESERVE_ACTION)
    return warn_if_no_upstream(register, receipt)


def release_number(register: Register, number: DocumentNumber, reason: str, circumstances: Circumstances) -> Receipt:
    """Make an unused number void.

    Raises:
        Refused: if it is provisional: only the number that the remote gives can be released.
    """
    hint = f"Undo the act that took it, and nobody else gets its number: somei history '{number}', somei undo COMMIT"
    refuse_provisional(number, "given up", hint)

    def decide(before: Snapshot) -> Change:
        return number_allotment.release_number(before, number, reason)

    return carry_out(register, number, decide, circumstances, allots=True, action=_RELEASE_ACTION)


def next_numbers(
    register: Register, number_request: NumberRequest, circumstances: Circumstances, count: int = 1
) -> tuple[tuple[DocumentNumber, Allotment], ...]:
    """Return the next free numbers of a series that the office allots, each with its allotment."""
    counter = find_counter(register.settings, number_request.series, number_request.year)
    new_allotment = make_allotment(register, number_request.purpose, circumstances)
    if number_request.offline:
        new_allotment = new_allotment._replace(series=counter.series)
        last = _last_number(register, provisional_counter(number_request.year))
        numbers = provisional_numbers(number_request.year, count, last, provisional_number_seed())
        return tuple((number, new_allotment._replace(provisional=(number,))) for number in numbers)
    return tuple((number, new_allotment) for number in counter.numbers_after(_last_number(register, counter), count))


def _last_number(register: Register, counter: SeriesCounter) -> int:
    last = register.find_last_number(counter)
    if isinstance(register.files, WorkTree) and list_sparse_documents(register.root):
        with register.using_files(open_last_commit(register.root)):
            return max(last, register.find_last_number(counter))
    if isinstance(register.files, WorkTree):
        return last
    # Documents that were not sent yet have numbers too.
    with register.using_files(WorkTree(register.root)):
        return max(last, _last_number(register, counter))


def make_allotment(register: Register, purpose: str | None, circumstances: Circumstances) -> Allotment:
    """Return the allotment of a number that is taken now: person, day, request id and purpose."""
    return Allotment(read_own_identity(register.root), circumstances.today, circumstances.request, purpose)


def warn_if_no_upstream(register: Register, receipt: Receipt) -> Receipt:
    """Add a warning to the receipt if others may get the same number or name: the branch follows no remote."""
    if not has_no_upstream(Git(register.root)):
        return receipt
    warning = "This branch follows no server, so others may get the same number: git branch --set-upstream-to=…"
    return receipt._replace(remarks=(*receipt.remarks, warning))


def empty_snapshot(register: Register) -> Snapshot:
    """Return the snapshot for an act that reads no document."""
    return register.state.snapshot(())


def _read_families(register: Register, numbers: Sequence[DocumentNumber]) -> list[Document]:
    """Return the documents of some families, including those that only this clone has."""
    documents = [document for base in sorted({n.base for n in numbers}) for document in register.family(base)]
    if isinstance(register.files, WorkTree):
        return documents
    with register.using_files(WorkTree(register.root)):
        return [*_read_families(register, numbers), *documents]
