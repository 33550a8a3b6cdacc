"""Issue drafts, and withdraw documents that were issued."""

from datetime import date

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.model import document_status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.register.register import Register


def issue_document(
    register: Register, number: DocumentNumber, day: date | None, circumstances: Circumstances
) -> Receipt:
    """Issue a draft that is not an agenda."""

    def decide(before: Snapshot) -> Change:
        return document_status.issue_document(before, number, day, circumstances.today)

    return carry_out(register, number, decide, circumstances)


def withdraw_document(register: Register, number: DocumentNumber, reason: str, circumstances: Circumstances) -> Receipt:
    """Withdraw an issued document."""

    def decide(before: Snapshot) -> Change:
        return document_status.withdraw_document(before, number, reason)

    return carry_out(register, number, decide, circumstances, action="withdraw")
