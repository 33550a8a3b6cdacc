"""somei agenda compare."""

from typing import Annotated

from somei_cli.actions.agenda.lifecycle import compare_items, find_earlier_document
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import UnsortedAnswer, open_register
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.views.agenda_board_and_comparison import comparison_view, describe_comparison


def compare_agenda(
    number: params.Number,
    earlier: Annotated[
        DocumentNumber | None, params.argument("EARLIER", "The agenda to compare it with.", params.number_in_register)
    ] = None,
    *,
    answer: UnsortedAnswer,
) -> None:
    """Compare an outcome or a revision with its agenda.

    It compares the items of an outcome with those of its agenda, or the items of a revised agenda with those of the
    agenda before it.
    """
    register = open_register()
    before = earlier or find_earlier_document(register.get(number))
    comparison = compare_items(register, before, number)
    answer.show(comparison_view(comparison))
    if answer.form or answer.fields or not session.has_terminal():
        session.talk(describe_comparison(comparison))
