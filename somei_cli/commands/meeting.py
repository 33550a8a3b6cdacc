"""The commands somei meeting list and somei meeting show."""

import contextlib
from typing import Annotated

import typer

from somei_cli.actions.history.as_of import AsOfRegister
from somei_cli.actions.read.meetings_and_calendar import MeetingFilter, Meetings
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import Answer, AnswerInFields, read_snapshot
from somei_cli.errors import NotADate, NotANumber
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.meeting.place_and_deadlines import MeetingFacts
from somei_cli.render.views.meetings import describe_bodiless_documents, meeting_view, meetings_view


def list_meetings(
    body: params.BodyThatMeets = None,
    since: params.FromDay = None,
    until: params.ToDay = None,
    year: Annotated[list[str] | None, params.option("--year", "Y", "Year of the meeting.")] = None,
    *,
    answer: Answer,
    moment: AsOf,
) -> int:
    """List meetings by day, as their agendas, notices and outcomes name them.

    Each with its agenda and outcome, open follow-ups, the Presidency and the one to come, and warnings.
    """
    past = moment.open()
    snapshot, status = read_snapshot(past.register, by_index=True)
    meeting_filter = MeetingFilter(tuple(body or ()), since, until, frozenset(map(params.year, year or ())))
    meetings = Meetings(snapshot, past.today)
    answer.show(meetings_view(meetings.list_matching(meeting_filter)))
    if meetings.gathered.bodiless:
        session.talk(describe_bodiless_documents(meetings.gathered.bodiless))
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
    """Show one meeting: its documents and their state, Presidency, deadlines, open follow-ups and warnings.

    It is named by body and day, or by the number of a document about it.
    """
    past = moment.open()
    number = None if day else _number(body)
    snapshot, status = read_snapshot(past.register, by_index=True, about=[number] if number else ())
    facts = _find_meeting(Meetings(snapshot, past.today), past, body, day)
    answer.show(meeting_view(facts))
    return status


def _number(typed: str) -> DocumentNumber | None:
    try:
        return params.number(typed)
    except NotANumber:
        return None


def _find_meeting(meetings: Meetings, past: AsOfRegister, typed: str, day: str) -> MeetingFacts:
    if day:
        return meetings.meeting_on(typed, params.day(day))
    body, _, last = typed.rpartition(" ")
    with contextlib.suppress(NotADate):
        # As the ids of a list: “COSI SG 2020-03-05” in one word.
        return meetings.meeting_on(body, params.day(last))
    number = _number(typed)
    if number is None:
        return meetings.nearest_meeting(typed)
    past.require(number)
    return meetings.meeting_about(number)
