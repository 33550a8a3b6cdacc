"""somei meeting list."""

from typing import Annotated

import typer

from somei_cli.actions.read.meetings import MeetingFilter, Meetings
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer
from somei_cli.commands.moments import AsOf, KnownAt, open_then
from somei_cli.commands.reading import readable
from somei_cli.render.views.meetings import bodiless_words, meetings_view


def meeting_list(
    body: params.BodyThatMeets = None,
    since: params.FromDay = None,
    until: params.ToDay = None,
    year: Annotated[
        list[str] | None, typer.Option("--year", metavar="Y", help="Year of the meeting.", show_default=False)
    ] = None,
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """List meetings by day, as their agendas, notices and outcomes name them.

    Each with its agenda and outcome, open follow-ups, the Presidency and the one to come, and warnings.
    """
    past = open_then(as_of, known_at)
    snapshot, status = readable(past.register, by_index=True)
    wanted = MeetingFilter(tuple(body or ()), since, until, frozenset(map(params.year, year or ())))
    meetings = Meetings(snapshot, past.today)
    answer(meetings_view(meetings.fitting(wanted)), as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
    if meetings.gathered.bodiless:
        session.tell(bodiless_words(meetings.gathered.bodiless))
    return status
