"""Enter a document by hand."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.errors import NumberTaken, Refused, shell_word
from somei_cli.formats.register_paths import path_of
from somei_cli.model import add_document as add_decision
from somei_cli.model.add_document import describe_unlisted_names, draft_under_number, with_listed_names
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.command import Git
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_documents

if TYPE_CHECKING:
    from somei_cli.actions.numbers.reservations import NumberRequest


def add_document(
    register: Register,
    document: Document,
    codes: Sequence[CodeEntry],
    *,
    new_title: str | None,
    wish: "NumberRequest | None" = None,
    circumstances: Circumstances,
) -> Receipt:
    """Enter a document with its codes under a number that is not yet taken; with a wish, a draft under the next."""
    document = with_listed_names(document, register.vocabulary)

    def decide(before: Snapshot) -> Change:
        entered = document
        if wish:
            from somei_cli.actions.numbers.reservations import next_numbers

            ((number, allotted),) = next_numbers(register, wish, circumstances)
            entered = draft_under_number(document, number, allotted)
        voided_by = _find_voiding_act(register, before.get(entered.number))
        return add_decision.add_document(before, entered, codes, new_title, voided_by)

    # A serial is counted over the whole register; without codes the family is enough.
    reads = partial(open_snapshot, register) if codes else document.number
    on_remote = (wish is not None and not wish.offline) or any(code.serial is None for code in codes)
    try:
        receipt = carry_out(register, reads, decide, circumstances, allots=on_remote, action="add")
    except NumberTaken as refusal:
        if list_sparse_documents(register.root, path_of(document.number)):
            refusal.hint = f"A sparse checkout leaves it out of this work tree. {refusal.hint}"
        raise
    return receipt._replace(remarks=(*receipt.remarks, *describe_unlisted_names(document, lambda: register.vocabulary)))


def _find_voiding_act(register: Register, existing: Document | None) -> str | None:
    """Return the commit that made an entry void before any server had it; None if the entry is not void.

    Raises:
        Refused: if others may know the number.
    """
    if existing is None or existing.status is not Status.VOID:
        return None
    # Few numbers are void.
    from somei_cli.store.history.file_history import find_voiding_act, was_sent

    git, path = Git(register.root), path_of(existing.number)
    commit = find_voiding_act(git, "HEAD", path)
    if commit is None or existing.allotted or was_sent(git, path):
        typed = shell_word(existing.number)
        hint = f"See why: somei show {typed}"
        if commit:
            undoing = f"somei undo {commit[:10]} -m TEXT, then somei edit {typed} subject=TEXT"
            hint += f". If there is a document with this number after all: {undoing}"
        raise Refused(f"{existing.number} is void; it was sent, or given out, so it is not entered again.", hint)
    return commit
