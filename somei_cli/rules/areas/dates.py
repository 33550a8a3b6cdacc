"""DATE: dates that are missing, impossible, out of order, in the future, or far from the meeting."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from somei_cli.errors import shell_word
from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.document import Document, Meeting
from somei_cli.rules.definition.document_parts import follow_ups_with_paths, is_agenda, is_issued, may_come_late
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, Members, RuleContext, Scope, rule


@rule("DATE001", Severity.WARNING, Scope.DOCUMENT, Trait.NO_DATE)
def no_date(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An issued document has no date.

    Article 11(2) of Regulation 1049/2001 asks for the date of every document in a register. The number does not show
    it: 15070/19 is dated 13 February 2020. If the date is not known, say so in a waiver; do not invent one.
    """
    if is_issued(document) and document.date is None:
        number = shell_word(document.number)
        edit = f"somei edit {number}"
        hint = f"Enter the date of the first page: {edit} date=DAY; or say why not: {edit} --waive DATE001 -m WHY"
        yield Flaw(document.number, (), "an issued document without a date", hint)


@rule("DATE002", Severity.ERROR, Scope.DOCUMENT, Trait.DATE_IN_OTHER_YEAR)
def before_its_number(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A document is dated before the year of its number.

    The number is taken from the counter of its year, at the latest on the day of issue. So the date can be later
    than the year of the number (15070/19 of February 2020), but never earlier. One of the two is wrong.
    """
    year = document.number.year
    if document.date and document.date.year < year:
        hint = "Compare the year of the number and the date with the first page."
        message = f"dated {document.date}: a number of {year} cannot be dated before {year}"
        yield Flaw(document.number, ("date",), message, hint)


@rule("DATE003", Severity.WARNING, Scope.DOCUMENT, Trait.DATE_IN_OTHER_YEAR)
def long_after_its_number(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A document is dated long after the year of its number.

    Numbers are reserved some weeks before issue, so a document of a December meeting is often dated in the next year. A
    difference of two years is usually a misprint in the year. Corrigenda, extracts and declassified versions may come
    many years later and are not reported.
    """
    if document.date is None or may_come_late(document.number):
        return
    if document.date.year > document.number.year + 1:
        hint = "Compare the year of the number and the date with the first page."
        message = f"dated {document.date}, more than a year after {document.number.year} ended"
        yield Flaw(document.number, ("date",), message, hint)


@rule("DATE004", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.MEETING)
def record_before_meeting(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A record is dated before the meeting that it reports on.

    Outcomes, summary records and minutes are written after the meeting. An earlier date is that of the agenda or of
    another meeting of the same body, or a misprint in the year.
    """
    start = document.meeting.start if document.meeting else None
    if document.date and start and document.date < start and _reports_on_meeting(document):
        hint = "Compare the date and the field “On” with the first page."
        yield Flaw(document.number, ("date",), f"dated {document.date}, before the meeting of {start}", hint)


@rule("DATE005", Severity.ERROR, Scope.DOCUMENT, Trait.MEETING)
def meeting_ends_first(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A meeting ends before it starts, or has an end but no start.

    The calendar, the deadlines before a meeting and the overdue follow-ups after it are all worked out from these two
    days. A meeting of one day has only a start.
    """
    meeting = document.meeting
    if meeting is None or meeting.end is None or (meeting.start and meeting.start <= meeting.end):
        return
    message = f"the meeting ends on {meeting.end}, before it starts" if meeting.start else "the meeting has no start"
    yield Flaw(document.number, ("meeting", "end"), message, "Compare both days with the field “On”.")


@rule("DATE006", Severity.WARNING, Scope.DOCUMENT, Trait.DATE)
def in_the_future(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """An issued document is dated in the future.

    An issued document has a date of today or earlier. A later date is a misprint, or the document is still a draft and
    lists show it as if people had it.
    """
    if is_issued(document) and document.date and not context.has_come(document.date):
        hint = (
            f"Correct the date: somei edit {shell_word(document.number)} date=DAY; if it was not sent out yet, take"
            " back what issued it: somei undo"
        )
        yield Flaw(document.number, ("date",), f"dated {document.date}, which is in the future", hint)


@rule("DATE007", Severity.WARNING, Scope.DOCUMENT, Trait.LIFE_OF_AGENDA)
def agenda_out_of_order(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The days of an agenda are out of order.

    An agenda is issued, then the meeting starts, then the meeting adopts it. If these days contradict each other, one
    of them is wrong, and the deadlines of Article 3 of the Rules of Procedure are counted from them.
    """
    if document.agenda is None:
        return
    start = document.meeting.start if document.meeting else None
    steps = [("issued", document.agenda.issued), ("start", start), ("adopted", document.agenda.adopted)]
    known_days = [(name, day) for name, day in steps if day]
    for (earlier_key, earlier_day), (later_key, later_day) in pairwise(known_days):
        if later_day < earlier_day:
            key_path = ("agenda", later_key) if later_key == "adopted" else ("agenda", earlier_key)
            hint = "Compare the days; perhaps the agenda of the next meeting was used."
            message = f"“{later_key}” ({later_day}) is earlier than “{earlier_key}” ({earlier_day})"
            yield Flaw(document.number, key_path, message, hint)


@rule("DATE008", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.DATE)
def before_its_parent(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """A document is dated before the text that it revises, corrects or adds to.

    14860/1/18 REV 1 cannot be older than 14860/18. Readers find the current text by its number, and searches sort by
    date: if the two contradict each other, they find different texts.
    """
    dated = {member.number: member.date for member in members if member.date}
    for number, day in dated.items():
        parent = number.parent
        if parent in dated and day < dated[parent]:
            hint = f"Compare both dates with the documents; {parent} may be the wrong one."
            yield Flaw(number, ("date",), f"dated {day}, before {parent} of {dated[parent]}", hint)


_YEAR = timedelta(days=366)
_SATURDAY = 5
_MEETS_ON_ANY_DAY = frozenset({"EUCO"})


def _last_day(meeting: Meeting) -> date | None:
    """Return the last day of a meeting; an end before the start is ignored."""
    if meeting.start and meeting.end and meeting.end >= meeting.start:
        return meeting.end
    return meeting.start


@rule("DATE009", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.MEETING)
def far_from_its_meeting(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A document is dated more than a year away from its meeting.

    Agendas go out some weeks before a meeting, and records follow some weeks or, as 15070/19, two months after it. If
    more than a year lies between them, a year was misread in the date or in the field “On”. Corrigenda, extracts and
    declassified versions may come much later.
    """
    start = document.meeting.start if document.meeting else None
    if not (document.date and document.meeting and start) or may_come_late(document.number):
        return
    # DATE002 and DATE003 report a date that does not fit the number, DATE004 a record before its meeting.
    if not document.number.year <= document.date.year <= document.number.year + 1:
        return
    last = _last_day(document.meeting) or start
    too_late = document.date - last > _YEAR
    too_early = start - document.date > _YEAR and not _reports_on_meeting(document)
    if too_late or too_early:
        hint = "Compare the date and the field “On” with the first page."
        message = f"dated {document.date}, but the meeting is on {start}"
        yield Flaw(document.number, ("meeting", "start"), message, hint)


@rule("DATE010", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.MEETING, Trait.AGENDA)
def agenda_after_meeting(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An agenda is dated after its meeting.

    An agenda invites people to a meeting. If it is dated after the last day of the meeting, it is the record, or the
    agenda of the next meeting, or its date is wrong.
    """
    if not (document.date and document.meeting and is_agenda(document)) or _reports_on_meeting(document):
        return
    last = _last_day(document.meeting)
    if last is None or not document.number.is_main_text or not timedelta() < document.date - last <= _YEAR:
        return
    issued_after_meeting = document.agenda and document.agenda.issued and document.agenda.issued > last
    if not issued_after_meeting:
        hint = "Compare the date and the field “On”; if it reports on the meeting, correct the type."
        yield Flaw(document.number, ("date",), f"dated {document.date}, after the meeting of {last}", hint)


@rule("DATE011", Severity.WARNING, Scope.DOCUMENT, Trait.MEETING)
def endless_meeting(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A meeting lasts longer than two weeks.

    The longest rounds of the Council take some days. If the days are more than two weeks apart, a month or a year is a
    misprint; such an end is left out of the lists of meetings and of the calendar.
    """
    meeting = document.meeting
    if not (meeting and meeting.start and meeting.end):
        return
    from somei_cli.model.meeting.meetings import LONGEST_MEETING

    if meeting.end - meeting.start > LONGEST_MEETING:
        days = (meeting.end - meeting.start).days
        hint = "Compare both days with the field “On”; leave “end” out for a meeting of one day."
        yield Flaw(document.number, ("meeting", "end"), f"the meeting lasts {days} days", hint)


@rule("DATE012", Severity.WARNING, Scope.DOCUMENT, Trait.DATED_ACT)
def recorded_in_the_future(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """Something is recorded as done on a day in the future.

    This day says when an agenda was issued or adopted, when access was decided, or when a follow-up was done or put
    off. A day after today is a misprint, and lists show a decision that nobody has taken.
    """
    for key_path, day in _recorded_days(document):
        if not context.has_come(day):
            hint = (
                f"Find what recorded it: somei history {shell_word(document.number)}; take it back, then record it with"
                " the right day: somei undo COMMIT"
            )
            yield Flaw(document.number, key_path, f"“{key_path[-1]}” is {day}, which is in the future", hint)


def _recorded_days(document: Document) -> Iterator[tuple[KeyPath, date]]:
    """Yield every day on which something is recorded as done, except the date of the document."""
    if document.agenda and document.agenda.issued:
        yield ("agenda", "issued"), document.agenda.issued
    if document.agenda and document.agenda.adopted:
        yield ("agenda", "adopted"), document.agenda.adopted
    for index, event in enumerate(document.access):
        yield ("access", index, "on"), event.on
    for key_path, follow_up, _name in follow_ups_with_paths(document):
        if follow_up.closed:
            yield (*key_path, "closed"), follow_up.closed
        for index, move in enumerate(follow_up.moved):
            yield (*key_path, "moved", index, "on"), move.on


@rule("DATE013", Severity.INFO, Scope.DOCUMENT, Trait.MEETING)
def on_a_weekend(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """A meeting starts on a Saturday or a Sunday.

    The European Council and informal meetings sometimes do. For a working party or a dialogue of officials, the day or
    the month was usually misread.
    """
    meeting = document.meeting
    if meeting is None or meeting.start is None or meeting.start.weekday() < _SATURDAY or not is_issued(document):
        return
    listed_body = context.vocabulary.body_named(meeting.body) if meeting.body else None
    if listed_body is None or listed_body.key not in _MEETS_ON_ANY_DAY:
        hint = "Compare “start” with the field “On”; if it is right, waive this with that reason."
        message = f"the meeting starts on {meeting.start}, a {meeting.start:%A}"
        yield Flaw(document.number, ("meeting", "start"), message, hint)


def _reports_on_meeting(document: Document) -> bool:
    # Every act loads this module, and few documents have a meeting whose days must be compared.
    from somei_cli.model.meeting.meetings import is_meeting_record

    return is_meeting_record(document)
