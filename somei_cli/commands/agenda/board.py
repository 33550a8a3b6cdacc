"""somei agenda board."""

from typing import Annotated

import typer

from somei_cli.actions.agenda.lifecycle import review_documents
from somei_cli.commands.agenda.options import Agenda
from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import Answer
from somei_cli.render.views.agenda_board_and_comparison import board_view
from somei_cli.rules.definition.findings import Severity

_severity = params.choice(Severity, "the severity")


def show_board(
    agenda: Agenda,
    fail_on: Annotated[
        Severity,
        typer.Option("--fail-on", parser=_severity, metavar="S", help="error, warning or info: status 1 from here on."),
    ] = Severity.WARNING,
    *,
    answer: Answer,
    moment: AsOf,
) -> int:
    """Show whether the documents of each item are ready.

    For each item it shows whether the documents are registered, current, in time, and marked so that the meeting
    can use them. The status is 1 if somebody has to see to something, and 0 if all is in order.
    """
    past = moment.open()
    past.require(agenda)
    board = review_documents(past.register, agenda, past.today)
    answer.show(board_view(board, past.today))
    return 1 if board.has_concern(fail_on) else 0
