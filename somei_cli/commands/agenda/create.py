"""somei agenda create."""

from datetime import date
from typing import Annotated

import typer

from somei_cli.actions.agenda import lifecycle
from somei_cli.commands.shared import allotment_options as numbering
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import AllottingAct
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.model.document_number import DocumentNumber


def create_agenda(
    body: Annotated[str, typer.Argument(parser=params.line, metavar="BODY", help="Who meets, as SOMEI.")],
    day: Annotated[date, typer.Argument(parser=params.day, metavar="DATE", help="Day of the meeting.")],
    number: Annotated[
        DocumentNumber | None,
        params.option("--number", "N", "Its number; else the next of the office's series.", params.number),
    ] = None,
    earlier: Annotated[
        DocumentNumber | None,
        params.option(
            "--from", "AGENDA", "Take over its standing items, and those withdrawn or postponed.", params.number
        ),
    ] = None,
    until: Annotated[date | None, params.option("--until", "D", "Last day of the meeting.", params.day)] = None,
    subject: params.Subject = None,
    offline: numbering.Offline = False,
    *,
    act: AllottingAct,
) -> None:
    """Begin the draft of an agenda.

    The adoption of the agenda comes first, and any other business last. With --from AGENDA the standing items of an
    earlier agenda, and those withdrawn or postponed there, come between them.
    """
    receipt = lifecycle.create_agenda(
        open_register(),
        body,
        (day, until),
        number=number,
        offline=offline,
        earlier=earlier,
        subject=subject,
        circumstances=act.circumstances(),
    )
    act.answer(receipt)
