"""somei meeting show."""

import contextlib
from typing import Annotated

import typer

from somei_cli.actions.meetings import Meetings
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer, open_register
from somei_cli.commands.reading import readable
from somei_cli.errors import NotADate, NotANumber
from somei_cli.model.meeting_facts import MeetingFacts
from somei_cli.render.meeting_page import meeting_view


def meeting_show(
    body: Annotated[
        str,
        typer.Argument(parser=params.line, metavar="BODY|NUMBER", help="Who meets, as SOMEI; or one of its documents."),
    ],
    day: Annotated[str, typer.Argument(metavar="[DATE]", help="Day of the meeting; else the next, or the last.")] = "",
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
) -> int:
    """Show one meeting: its documents and their state, Presidency, deadlines, open follow-ups and warnings.

    It is named by body and day, or by the number of a document about it.
    """
    snapshot, status = readable(open_register())
    answer(
        meeting_view(_found(Meetings(snapshot, session.today()), body, day)), as_json=as_json, how=how, fields=fields
    )
    return status


def _found(meetings: Meetings, typed: str, day: str) -> MeetingFacts:
    if day:
        return meetings.on(typed, params.day(day))
    body, _, last = typed.rpartition(" ")
    with contextlib.suppress(NotADate):
        # As the ids of a list: “COSI SG 2020-03-05” in one word.
        return meetings.on(body, params.day(last))
    try:
        number = params.number(typed)
    except NotANumber:
        return meetings.nearest(typed)
    return meetings.about(number)
