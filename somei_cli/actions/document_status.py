"""Issue drafts, withdraw documents that were issued, and give a document its right number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from somei_cli.actions.act import Circumstances, carry_out, carry_out_decision
from somei_cli.formats.diff.document import differences_to_show
from somei_cli.formats.register_paths import REQUESTS, path_of
from somei_cli.model import document_status
from somei_cli.model.agenda.outcome_and_adoption import describe_items_without_text
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import Change, Decision, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.command import Git
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


def issue_document(
    register: Register, number: DocumentNumber, day: date | None, circumstances: Circumstances
) -> Receipt:
    """Issue a draft that is not an agenda."""

    def decide(before: Snapshot) -> Change:
        return document_status.issue_document(before, number, day, circumstances.today)

    receipt = carry_out(register, number, decide, circumstances)
    remarks = (sentence for issued in receipt.change.puts for sentence in describe_items_without_text(issued))
    return receipt._replace(remarks=(*receipt.remarks, *remarks))


def withdraw_document(register: Register, number: DocumentNumber, reason: str, circumstances: Circumstances) -> Receipt:
    """Withdraw an issued document."""

    def decide(before: Snapshot) -> Change:
        return document_status.withdraw_document(before, number, reason)

    return carry_out(register, number, decide, circumstances, action="withdraw")


@dataclass(frozen=True, slots=True)
class RenumberDecision(Decision):
    """A renumbering with the issued agendas that go on naming the old number, as they were printed."""

    printed_in: tuple[DocumentNumber, ...]


def renumber_document(
    register: Register, old: DocumentNumber, new: DocumentNumber, reason: str, circumstances: Circumstances
) -> Receipt:
    """Give a document another number; what names it follows, and the receipt says what does not."""
    # The other acts here need nothing of this.
    from somei_cli.model import renumber
    from somei_cli.store.history.file_history import was_sent

    def decide(before: Snapshot) -> RenumberDecision:
        sent = was_sent(Git(register.root), path_of(old))
        change = renumber.renumber_document(before, old, new, reason, was_sent=sent)
        return RenumberDecision(change, before, renumber.find_printed_names(before, old))

    result = carry_out_decision(register, partial(open_snapshot, register), decide, circumstances, action="renumber")
    receipt, decision = result
    if decision is None:
        return receipt
    remarks = (*receipt.remarks, *_describe_what_stays(register, old, decision.printed_in))
    return _with_short_differences(receipt, decision)._replace(remarks=remarks)


def _with_short_differences(receipt: Receipt, decision: RenumberDecision) -> Receipt:
    """Return the receipt with one document that gets a number, in place of one that goes and one that comes."""
    numbers = receipt.change.renumbered
    if numbers is None:
        return receipt
    renumbered = next(document for document in receipt.change.puts if document.number == numbers.new)
    moved = differences_to_show(decision.before.get(numbers.old), renumbered)
    differences = tuple(
        (number, moved if number == numbers.new else changes)
        for number, changes in receipt.differences
        if number != numbers.old
    )
    return receipt._replace(differences=differences)


def _describe_what_stays(
    register: Register, old: DocumentNumber, printed_in: tuple[DocumentNumber, ...]
) -> Iterator[str]:
    """Yield a sentence for what goes on naming the old number."""
    if printed_in:
        names = ", ".join(map(str, printed_in))
        were = "was" if len(printed_in) == 1 else "were"
        yield f"{names} {were} issued and {'names' if were == 'was' else 'name'} {old}; that stays as it is printed."
    waived = dict.fromkeys(waiver.code for waiver in register.settings.waivers if waiver.document == str(old))
    if waived:
        yield f"somei.toml waives {', '.join(waived)} for {old}; if that is still needed, name the new number there."
    # Few registers keep requests.
    if REQUESTS.name not in register.files.names(REQUESTS.parent):
        return
    from somei_cli.model.register.access_requests import AccessRequest
    from somei_cli.store.register.access_requests import read_all_requests

    requests = [
        str(request.name)
        for request in read_all_requests(register.files)
        if isinstance(request, AccessRequest) and old in request.documents
    ]
    if requests:
        yield f"The request for access {', '.join(requests)} names {old}, as it was asked for."
