"""somei history."""

from typing import Annotated

import typer

from somei_cli.actions.history.log import ALL_CHANGES, HistoryFilter
from somei_cli.actions.history.log import list_field_changes as history_of
from somei_cli.commands.shared import params
from somei_cli.commands.shared.asked_number import asked_number
from somei_cli.commands.shared.field_option import FieldAndBelow
from somei_cli.commands.shared.open_and_show import Answer, open_register, say_cut_off
from somei_cli.errors import WrongUsage
from somei_cli.model.field_changes import WHOLE
from somei_cli.render.views.acts_and_history import history_view


def history(
    number: params.AskedNumber = None,
    since: params.FromDay = None,
    until: params.ToDay = None,
    person: Annotated[str, params.option("--by", "WHO", "Part of the clerk's name or address.")] = "",
    field: FieldAndBelow = None,
    full: Annotated[
        bool, typer.Option("--full", help="On a terminal, show all fields of the commit that entered it.")
    ] = False,
    who: Annotated[str, params.option("--who", "WHO", "The former name of --by.", hidden=True)] = "",
    *,
    answer: Answer,
) -> None:
    """Show what changed in a document, when, by whom and why.

    A terminal shows a heading for each commit, the newest first. A pipe gets one line for each field, the newest last.
    If a merge decided by itself, you see the value that it gave up and the value that it kept. On a terminal you
    choose a document if you name none.
    """
    if person and who:
        raise WrongUsage("--who is the former name of --by.", "Give --by alone.")
    number = asked_number(number, "history")
    if number is None:
        return
    register = open_register()
    say_cut_off(register)
    history_filter = HistoryFilter(since, until, person or who, field or WHOLE)
    view = history_view(history_of(register, number, history_filter), narrowed=history_filter != ALL_CHANGES, full=full)
    answer.show(view)
