"""Edit documents, one or many in one act."""

from collections.abc import Iterator, Sequence
from functools import partial

from somei_cli.actions.act import Circumstances, Reads, carry_out_decision
from somei_cli.actions.classify import remark_not_public
from somei_cli.errors import NotFound, Refused
from somei_cli.model.add_document import describe_unlisted_names
from somei_cli.model.agenda.items import describe_same_titles
from somei_cli.model.document import Document
from somei_cli.model.document_edits import DocumentEdits, EditDecision, find_edited_item
from somei_cli.model.document_edits import edit_documents as decide_edit
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import ActResult
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


def edit_documents(
    register: Register,
    selected: Sequence[DocumentNumber] | Selection,
    edits: DocumentEdits,
    circumstances: Circumstances,
    *,
    shown: EditDecision | None = None,
) -> ActResult[EditDecision]:
    """Edit documents in one commit: those with these numbers, or those that a selection finds.

    Of a selection, documents that may not be edited are left out, and the receipt names them. `shown` is what a person
    was shown and agreed to.

    Raises:
        NotFound: if no document fits the selection.
        Refused: if a document may not be edited, or what was shown has changed since.
    """
    selection = selected if isinstance(selected, Selection) else Selection()
    numbers = () if isinstance(selected, Selection) else tuple(dict.fromkeys(selected))

    def decide(before: Snapshot) -> EditDecision:
        chosen = numbers or [document.number for document in before.select(selection)]
        if not chosen:
            raise NotFound("No document fits.", "See what there is with: somei list")
        decision = decide_edit(before, chosen, edits, circumstances.reason, leave_out=not numbers)
        if shown and decision.edited != shown.edited:
            raise Refused("What was shown has changed meanwhile; nothing was written.", "Repeat the command.")
        return decision

    # The family is enough for one document.
    reads: Reads = numbers[0] if len(numbers) == 1 else partial(open_snapshot, register)
    result = carry_out_decision(register, reads, decide, circumstances, action="edit")
    remarks = _describe_edits(register, result, edits)
    return result._replace(receipt=result.receipt._replace(remarks=(*result.receipt.remarks, *remarks)))


def _describe_edits(register: Register, result: ActResult[EditDecision], edits: DocumentEdits) -> Iterator[str]:
    """Yield what a clerk should know of an edit: documents left out, names that are not listed, titles given twice."""
    receipt, decision = result
    for number, refusal in decision.left_out if decision else ():
        yield f"left out {number}: {refusal}"
    attributes = {edit.attribute for edit in edits.fields}
    for document in receipt.change.puts:
        if edits.item is not None:
            yield from _same_titles(document, edits)
        elif attributes & {"type", "meeting.body"}:
            yield from describe_unlisted_names(document, lambda: register.vocabulary)
    yield from remark_not_public(register, receipt)


def _same_titles(document: Document, edits: DocumentEdits) -> Iterator[str]:
    """Say it if the item that was edited has the title of another one now."""
    if edits.item is not None and any(edit.attribute == "title" for edit in edits.fields):
        located = find_edited_item(document, edits.item)
        if len(located.path) == 1:
            yield from describe_same_titles(located.item, document.items)
