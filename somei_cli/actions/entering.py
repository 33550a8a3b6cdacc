"""Entering a document by hand."""

from collections.abc import Sequence
from functools import partial

from somei_cli.actions.acting import Circumstances, Look, act
from somei_cli.model.adding import add
from somei_cli.model.changes import Receipt
from somei_cli.model.codes import CodeEntry
from somei_cli.model.documents import Document
from somei_cli.store.lookup.opening import snapshot_for
from somei_cli.store.register import Register


def enter(
    register: Register,
    document: Document,
    codes: Sequence[CodeEntry],
    *,
    new_title: str | None,
    how: Circumstances,
) -> Receipt:
    """Enter a document whose number is not yet taken, with its codes."""
    # Serials run through the whole register; without codes the family is all that needs to be seen.
    look: Look = partial(snapshot_for, register) if codes else partial(register.family, document.number)
    return act(
        register,
        look,
        lambda before: add(before, document, codes, new_title),
        how,
        allots=any(code.serial is None for code in codes),
    )
