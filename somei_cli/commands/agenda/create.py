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
        typer.Option(
            "--number",
            parser=params.number,
            metavar="N",
            help="Its number; else the next of the office's series.",
            show_default=False,
        ),
    ] = None,
    earlier: Annotated[
        DocumentNumber | None,
        typer.Option(
            "--from",
            parser=params.number,
            metavar="AGENDA",
            help="Take over its standing items, and those withdrawn or postponed.",
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option("--until", parser=params.day, metavar="D", help="Last day of the meeting.", show_default=False),
    ] = None,
    subject: params.Subject = None,
    offline: numbering.Offline = False,
    *,
    act: AllottingAct,
) -> None:
    """Begin an agenda as a draft: adoption of the agenda first, any other business last.

    Standing items are those that the agenda of the body before that one had too.
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
