"""somei agenda adopt."""

from datetime import date
from typing import Annotated

from somei_cli.actions.agenda import lifecycle
from somei_cli.commands.agenda.options import Agenda
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import ApprovedAct
from somei_cli.commands.shared.open_and_show import open_register


def adopt_agenda(
    agenda: Agenda,
    on: Annotated[date, params.option("--on", "D", "Day of the adoption.", params.day)],
    difference: Annotated[
        str | None, params.option("--with", "TEXT", "How it differs from the printed agenda.", params.line)
    ] = None,
    *,
    act: ApprovedAct,
) -> None:
    """Record that the meeting adopted its agenda.

    It is adopted as it is, or with a difference (--with). The difference becomes part of the sentence in the
    outcome: “The agenda as set out in 13735/19 was adopted with …”.
    """
    act.answer(lifecycle.adopt_agenda(open_register(), agenda, on, difference, act.circumstances()))
