"""somei agenda adopt."""

from datetime import date
from typing import Annotated

import typer

from somei_cli.actions.agenda import lifecycle
from somei_cli.commands.agenda.options import Agenda
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import ApprovedAct
from somei_cli.commands.shared.open_and_show import open_register


def adopt_agenda(
    agenda: Agenda,
    on: Annotated[
        date, typer.Option("--on", parser=params.day, metavar="D", help="Day of the adoption.", show_default=False)
    ],
    difference: Annotated[
        str | None,
        typer.Option(
            "--with", parser=params.line, metavar="TEXT", help="What was different from the page.", show_default=False
        ),
    ] = None,
    *,
    act: ApprovedAct,
) -> None:
    """Record that the meeting adopted an agenda, as it stands or with a difference.

    The difference goes into the sentence of the outcome: “The agenda as set out in 13735/19 was adopted with …”.
    """
    act.answer(lifecycle.adopt_agenda(open_register(), agenda, on, difference, act.circumstances()))
