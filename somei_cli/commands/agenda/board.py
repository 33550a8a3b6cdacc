"""somei agenda board."""

from typing import Annotated

import typer

from somei_cli.actions.agenda.lifecycle import review_documents
from somei_cli.commands.agenda.options import Agenda
from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf, KnownAt, open_as_of
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.render.views.agenda_board_and_comparison import board_view
from somei_cli.rules.definition.findings import Severity


def _severity(typed: str) -> Severity:
    return Severity(params.one_of(Severity, typed, "the severity"))


def show_board(
    agenda: Agenda,
    fail_on: Annotated[
        Severity,
        typer.Option("--fail-on", parser=_severity, metavar="S", help="error, warning or info: status 1 from here on."),
    ] = Severity.WARNING,
    view_format: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """Show for each item whether its documents are registered, current, in time and marked so that they can be used.

    Status 1 says that something is to be seen to, 0 that all is in order.
    """
    past = open_as_of(as_of, known_at)
    past.require(agenda)
    board = review_documents(past.register, agenda, past.today)
    show_view(board_view(board), as_json=as_json, view_format=view_format, fields=fields, sort=sort, limit=limit)
    return 1 if board.has_concern(fail_on) else 0
