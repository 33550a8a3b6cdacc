"""somei agenda compare."""

from typing import Annotated

import typer

from somei_cli.actions.agenda.lifecycle import compared, compared_with
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open import answer, open_register
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.views.agendas import comparison_view, comparison_words


def compare_agenda(
    number: params.Number,
    earlier: Annotated[
        DocumentNumber | None,
        typer.Argument(parser=params.number, metavar="EARLIER", help="With this one.", show_default=False),
    ] = None,
    view_format: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    limit: params.Limit = None,
) -> None:
    """Compare the items of an outcome with its agenda, or those of an agenda with the one that it revises."""
    register = open_register()
    before = earlier or compared_with(register.get(number))
    if before is None:
        hint = "Name the other document: somei agenda compare NUMBER EARLIER"
        raise WrongUsage(f"{number} neither revises an agenda nor reports on one.", hint)
    comparison = compared(register, before, number)
    answer(comparison_view(comparison), as_json=as_json, how=view_format, fields=fields, limit=limit)
    session.tell(comparison_words(comparison))
