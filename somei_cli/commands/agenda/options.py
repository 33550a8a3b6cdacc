"""Arguments and options of the agenda commands, and the answer of those that end in a comparison."""

from typing import Annotated

from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.commands.shared.receipts import answer_receipt, report_act, show_compared_receipt
from somei_cli.model.agenda.item_match import ItemComparison
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.register.change import Receipt
from somei_cli.render.views.agenda_board_and_comparison import (
    describe_comparison,
    receipt_with_comparison_view,
    words_of_changes,
)

Agenda = Annotated[DocumentNumber, params.argument("AGENDA", "Its number: 13735/19.", params.number_in_register)]
ItemNumber = Annotated[ItemPlace, params.argument("N", "The item, as printed; N/1: a line.", ItemPlace.parse)]


def answer_compared(receipt: Receipt, comparison: ItemComparison, name: str, *, as_json: bool) -> None:
    """Show the items that differ; without a terminal, the act and the count of items stand on standard error.

    If nothing could be compared, only the receipt is shown.
    """
    if not comparison.matches and not as_json:
        answer_receipt(receipt, as_json=False)
        return
    if session.has_terminal() and not as_json:
        show_compared_receipt(receipt, comparison, [words_of_changes(match) for match in comparison.matches])
        return
    show_view(receipt_with_comparison_view(receipt, comparison, name), as_json=as_json)
    report_act(receipt)
    session.talk(describe_comparison(comparison))
