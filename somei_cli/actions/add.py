"""Entering a document by hand."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from somei_cli.actions.act import Circumstances, Look, act
from somei_cli.actions.numbers.allot import Wish, next_numbers
from somei_cli.errors import NumberTaken
from somei_cli.formats.register_paths import path_of
from somei_cli.model.add_document import add, unlisted
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.index.open import snapshot_for
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import left_out


def enter(
    register: Register,
    document: Document,
    codes: Sequence[CodeEntry],
    *,
    new_title: str | None,
    wish: Wish | None = None,
    how: Circumstances,
) -> Receipt:
    """Enter a document whose number is not yet taken, with its codes; with a wish, under the next number there is."""

    def decided(before: Snapshot) -> Change:
        entered = document
        if wish:
            ((number, allotted),) = next_numbers(register, wish, how)
            entered = replace(document, number=number, allotted=allotted)
        return add(before, entered, codes, new_title)

    # Serials run through the whole register; without codes the family is all that needs to be seen.
    look: Look = partial(snapshot_for, register) if codes else partial(register.family, document.number)
    on_server = (wish is not None and not wish.offline) or any(code.serial is None for code in codes)
    try:
        receipt = act(register, look, decided, how, allots=on_server, action="add")
    except NumberTaken as taken:
        if left_out(register.root, path_of(document.number)):
            taken.hint = f"A sparse checkout leaves it out of this work tree. {taken.hint}"
        raise
    return receipt._replace(remarks=(*receipt.remarks, *unlisted(document, lambda: register.vocabulary)))
