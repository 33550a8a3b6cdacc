"""DATE: days that lie too far from a meeting, on a day when nobody meets, or in the future."""

from collections.abc import Iterator
from datetime import date, timedelta

from somei_cli.model.documents import Document, Meeting
from somei_cli.model.gathering import LONGEST
from somei_cli.model.meetings import is_record
from somei_cli.rules.findings import Severity
from somei_cli.rules.parts import follow_ups
from somei_cli.rules.roles import is_agenda, is_issued, may_come_late
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.rules.traits import Trait
from somei_cli.text.fields import KeyPath

_YEAR = timedelta(days=366)
_SATURDAY = 5
_ANY_DAY = frozenset({"EUCO"})


def _last_day(meeting: Meeting) -> date | None:
    """The last day of a meeting; an end before the start is no end."""
    if meeting.start and meeting.end and meeting.end >= meeting.start:
        return meeting.end
    return meeting.start


@rule("DATE009", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.MEETING)
def far_from_its_meeting(document: Document, _: Background) -> Iterator[Flaw]:
    """A document is dated more than a year away from its meeting.

    Agendas go out some weeks before a meeting, and records follow some weeks or, as 15070/19, two months after it.
    With more than a year between them a year was misread in the date or in the field “On”. Corrigenda, extracts and
    declassified versions may come much later.
    """
    start = document.meeting.start if document.meeting else None
    if not (document.date and document.meeting and start) or may_come_late(document.number):
        return
    # A date that does not fit the number is told there, and a record before its meeting too.
    if not document.number.year <= document.date.year <= document.number.year + 1:
        return
    last = _last_day(document.meeting) or start
    too_late = document.date - last > _YEAR
    too_early = start - document.date > _YEAR and not is_record(document)
    if too_late or too_early:
        hint = "Compare the date and the field “On” with the first page."
        message = f"dated {document.date}, and the meeting is of {start}"
        yield Flaw(document.number, ("meeting", "start"), message, hint)


@rule("DATE010", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.MEETING, Trait.AGENDA)
def agenda_after_meeting(document: Document, _: Background) -> Iterator[Flaw]:
    """An agenda is dated after its meeting.

    An agenda invites to a meeting. One that is dated after the last day of it is the record, the agenda of the next
    meeting, or was given the wrong date.
    """
    if not (document.date and document.meeting and is_agenda(document)) or is_record(document):
        return
    last = _last_day(document.meeting)
    if last is None or not document.number.is_main_text or not timedelta() < document.date - last <= _YEAR:
        return
    told_of_issue = document.agenda and document.agenda.issued and document.agenda.issued > last
    if not told_of_issue:
        hint = "Compare the date and the field “On”; if it reports on the meeting, correct the type."
        yield Flaw(document.number, ("date",), f"dated {document.date}, after the meeting of {last}", hint)


@rule("DATE011", Severity.WARNING, Scope.DOCUMENT, Trait.MEETING)
def endless_meeting(document: Document, _: Background) -> Iterator[Flaw]:
    """A meeting lasts longer than two weeks.

    The longest rounds of the Council take some days. Days further apart than two weeks come from a misprint in a
    month or a year; such an end is left out of the lists of meetings and of the calendar.
    """
    meeting = document.meeting
    if meeting and meeting.start and meeting.end and meeting.end - meeting.start > LONGEST:
        days = (meeting.end - meeting.start).days
        hint = "Compare both days with the field “On”; leave “end” out for a meeting of one day."
        yield Flaw(document.number, ("meeting", "end"), f"the meeting lasts {days} days", hint)


@rule("DATE012", Severity.WARNING, Scope.DOCUMENT, Trait.ACT)
def act_to_come(document: Document, background: Background) -> Iterator[Flaw]:
    """Something is recorded as done on a day that is still to come.

    The day on which an agenda was issued or adopted, access was decided, or a promise was kept or put off tells what
    has happened. A later day than today is a misprint, and lists show a decision that nobody has taken.
    """
    for at, day in _acts(document):
        if not background.has_come(day):
            hint = "Correct the day, or take the act out until it has happened."
            yield Flaw(document.number, at, f"“{at[-1]}” is {day}, which is still to come", hint)


def _acts(document: Document) -> Iterator[tuple[KeyPath, date]]:
    """Every day on which the entry says that something happened, the date of issue apart."""
    if document.agenda and document.agenda.issued:
        yield ("agenda", "issued"), document.agenda.issued
    if document.agenda and document.agenda.adopted:
        yield ("agenda", "adopted"), document.agenda.adopted
    for index, event in enumerate(document.access):
        yield ("access", index, "on"), event.on
    for at, promise, _name in follow_ups(document):
        if promise.closed:
            yield (*at, "closed"), promise.closed
        for index, move in enumerate(promise.moved):
            yield (*at, "moved", index, "on"), move.on


@rule("DATE013", Severity.INFO, Scope.DOCUMENT, Trait.MEETING)
def on_a_weekend(document: Document, background: Background) -> Iterator[Flaw]:
    """A meeting starts on a Saturday or a Sunday.

    It happens: the European Council does, informal meetings do. For a working party or a dialogue of officials the
    day or the month was misread more often than not.
    """
    meeting = document.meeting
    if meeting is None or meeting.start is None or meeting.start.weekday() < _SATURDAY or not is_issued(document):
        return
    listed = background.vocabulary.body_named(meeting.body) if meeting.body else None
    if listed is None or listed.key not in _ANY_DAY:
        hint = "Compare “start” with the field “On”; if it was so, waive this with that reason."
        message = f"the meeting starts on {meeting.start}, a {meeting.start:%A}"
        yield Flaw(document.number, ("meeting", "start"), message, hint)
