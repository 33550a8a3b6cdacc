"""The commands somei meeting list and somei meeting show."""

import contextlib
from typing import Annotated

import typer

from somei_cli.actions.read.meetings_and_calendar import MeetingFilter, MeetingName, Meetings
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import Answer, AnswerInFields, read_snapshot
from somei_cli.errors import NotADate, NotANumber
from somei_cli.render.views.meetings import describe_bodiless_documents, meeting_view, meetings_view


def list_meetings(
    body: params.BodyThatMeets = None,
    since: params.FromDay = None,
    until: params.ToDay = None,
    year: Annotated[list[str] | None, params.option("--year", "Y", "Year of the meeting.")] = None,
    wide: params.Wide = False,
    *,
    answer: Answer,
    moment: AsOf,
) -> int:
    """List meetings by day, with their agendas and outcomes.

    Each meeting stands with its agenda and its outcome, its open follow-ups, its Presidency, and warnings. Meetings
    are read from the documents that name them.
    """
    past = moment.open()
    snapshot, status = read_snapshot(past.register, by_index=True)
    meeting_filter = MeetingFilter(tuple(body or ()), since, until, frozenset(map(params.year, year or ())))
    meetings = Meetings(snapshot, past.today)
    listed = tuple(meetings.list_matching(meeting_filter))
    bodiless = meetings.gathered.bodiless
    narrowed = bool(body or since or until or year)
    answer.show(meetings_view(listed, bodiless, narrowed=narrowed, wide=wide))
    is_list_drawn = listed and session.has_terminal() and not (answer.form or answer.fields)
    if bodiless and not is_list_drawn:
        session.talk(describe_bodiless_documents(bodiless))
    return status


def show_meeting(
    body: Annotated[
        str,
        typer.Argument(parser=params.line, metavar="BODY|NUMBER", help="Who meets, as SOMEI; or one of its documents."),
    ],
    day: Annotated[str, typer.Argument(metavar="[DATE]", help="Day of the meeting; else the next, or the last.")] = "",
    *,
    answer: AnswerInFields,
    moment: AsOf,
) -> int:
    """Show one meeting with its documents and deadlines.

    You name it by its body and its day, or by the number of a document about it. A body alone means its next
    meeting, or else its last.
    """
    past = moment.open()
    name = _read_meeting_name(body, day)
    snapshot, status = read_snapshot(past.register, by_index=True, about=[name.number] if name.number else ())
    if name.number:
        past.require(name.number)
    answer.show(meeting_view(Meetings(snapshot, past.today).find(name)))
    return status


def _read_meeting_name(typed: str, day: str) -> MeetingName:
    """Read a body with its day, also as the ids of a list have them in one word, “COSI SG 2020-03-05”; or a number."""
    if day:
        return MeetingName(typed, params.day(day))
    body, _, last = typed.rpartition(" ")
    with contextlib.suppress(NotADate):
        return MeetingName(body, params.day(last))
    with contextlib.suppress(NotANumber):
        return MeetingName(typed, number=params.number(typed))
    return MeetingName(typed)
