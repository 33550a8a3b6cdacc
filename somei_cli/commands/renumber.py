"""somei renumber."""

from typing import Annotated

from somei_cli.actions import document_status
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import ReasonedAct, RequiredReason, require_reason
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.model.document_number import DocumentNumber


def renumber_document(
    old: Annotated[
        DocumentNumber, params.argument("OLD", "The number under which it was entered.", params.number_in_register)
    ],
    new: Annotated[DocumentNumber, params.argument("NEW", "Its right number, free or reserved.", params.number)],
    reason: RequiredReason = None,
    *,
    act: ReasonedAct,
) -> None:
    """Move a document to its right number.

    NEW takes over all facts of OLD. OLD becomes void, and whatever names it follows. An issued agenda keeps what it
    printed; this is reported. The history of NEW continues into that of OLD.
    """
    act.answer(
        document_status.renumber_document(open_register(), old, new, require_reason(reason), act.circumstances())
    )
