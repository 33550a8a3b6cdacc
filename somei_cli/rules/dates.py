"""DATE: days that are missing, impossible or out of order."""

from collections.abc import Iterator
from itertools import pairwise

from somei_cli.model.documents import Document
from somei_cli.model.meetings import is_record
from somei_cli.rules.findings import Severity
from somei_cli.rules.roles import is_issued, may_come_late
from somei_cli.rules.rule import Background, Flaw, Members, Scope, rule
from somei_cli.rules.traits import Trait


@rule("DATE001", Severity.WARNING, Scope.DOCUMENT, Trait.NO_DATE)
def no_date(document: Document, _: Background) -> Iterator[Flaw]:
    """An issued document has no date.

    Article 11(2) of Regulation 1049/2001 asks for the date of every document in a register. It cannot be taken from
    the number: 15070/19 is dated 13 February 2020. Where it is not known, say so in a waiver rather than invent one.
    """
    if is_issued(document) and document.date is None:
        hint = "Enter the date at the head of the first page, or waive this with the reason why it is not known."
        yield Flaw(document.number, (), "an issued document without a date", hint)


@rule("DATE002", Severity.ERROR, Scope.DOCUMENT, Trait.DATE)
def before_its_number(document: Document, _: Background) -> Iterator[Flaw]:
    """A document is dated before the year of its number.

    The number is taken from the counter of its year, at the latest on the day of issue. So the date can be later
    than the year of the number (15070/19 of February 2020), but never earlier. One of the two is wrong.
    """
    if document.date and document.date.year < document.number.year:
        hint = "Compare the year of the number and the date with the first page."
        message = f"dated {document.date}, before the counter of {document.number.year} began"
        yield Flaw(document.number, ("date",), message, hint)


@rule("DATE003", Severity.WARNING, Scope.DOCUMENT, Trait.DATE)
def long_after_its_number(document: Document, _: Background) -> Iterator[Flaw]:
    """A document is dated long after the year of its number.

    Numbers are reserved some weeks before issue, so a document of a December meeting is often dated in the next
    year. Two years apart is most often a misprint in the year. Corrigenda, extracts and declassified versions may
    come many years later and are passed over.
    """
    if document.date is None or may_come_late(document.number):
        return
    if document.date.year > document.number.year + 1:
        hint = "Compare the year of the number and the date with the first page."
        message = f"dated {document.date}, more than a year after {document.number.year} ended"
        yield Flaw(document.number, ("date",), message, hint)


@rule("DATE004", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.MEETING)
def record_before_meeting(document: Document, _: Background) -> Iterator[Flaw]:
    """A record is dated before the meeting that it reports on.

    Outcomes, summary records and minutes are written after the meeting. A date before it is that of the agenda, of
    another meeting of the same body, or a misprint in the year.
    """
    start = document.meeting.start if document.meeting else None
    if document.date and start and document.date < start and is_record(document):
        hint = "Compare the date and the field “On” with the first page."
        yield Flaw(document.number, ("date",), f"dated {document.date}, before the meeting of {start}", hint)


@rule("DATE005", Severity.ERROR, Scope.DOCUMENT, Trait.MEETING)
def meeting_ends_first(document: Document, _: Background) -> Iterator[Flaw]:
    """A meeting ends before it starts, or has an end and no start.

    The calendar, the deadlines before a meeting and the overdue promises after it are all worked out from these two
    days. A meeting of one day has only a start.
    """
    meeting = document.meeting
    if meeting is None or meeting.end is None or (meeting.start and meeting.start <= meeting.end):
        return
    message = f"the meeting ends on {meeting.end}, before it starts" if meeting.start else "the meeting has no start"
    yield Flaw(document.number, ("meeting", "end"), message, "Compare both days with the field “On”.")


@rule("DATE006", Severity.WARNING, Scope.DOCUMENT, Trait.DATE)
def in_the_future(document: Document, background: Background) -> Iterator[Flaw]:
    """An issued document is dated in the future.

    What has been issued has a date of today or before. A later one is a misprint, or the paper is still a draft and
    appears in lists as if people had it.
    """
    if is_issued(document) and document.date and not background.has_come(document.date):
        hint = "Correct the date, or set “status” to “draft” until the document is sent out."
        yield Flaw(document.number, ("date",), f"dated {document.date}, which is still to come", hint)


@rule("DATE007", Severity.WARNING, Scope.DOCUMENT, Trait.LIFE_OF_AGENDA)
def agenda_out_of_order(document: Document, _: Background) -> Iterator[Flaw]:
    """The days of an agenda run out of order.

    An agenda is issued, then the meeting starts, then the meeting adopts it. Where these days contradict each other
    one of them is wrong, and the deadlines of Article 3 of the Rules of Procedure are counted from them.
    """
    if document.agenda is None:
        return
    start = document.meeting.start if document.meeting else None
    steps = [("issued", document.agenda.issued), ("start", start), ("adopted", document.agenda.adopted)]
    known = [(name, day) for name, day in steps if day]
    for (before, earlier), (after, later) in pairwise(known):
        if later < earlier:
            at = ("agenda", after) if after == "adopted" else ("agenda", before)
            hint = "Compare the days; an agenda of the next meeting may have been taken."
            message = f"“{after}” ({later}) is earlier than “{before}” ({earlier})"
            yield Flaw(document.number, at, message, hint)


@rule("DATE008", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL, Trait.DATE)
def before_its_parent(members: Members, _: Background) -> Iterator[Flaw]:
    """A document is dated before the text that it revises, corrects or adds to.

    14860/1/18 REV 1 cannot be older than 14860/18. Readers take the current text by the number, searches sort by the
    date: with these two in contradiction they find different texts.
    """
    dated = {member.number: member.date for member in members if member.date}
    for number, day in dated.items():
        parent = number.parent
        if parent in dated and day < dated[parent]:
            hint = f"Compare both dates with the documents; {parent} may be the wrong one."
            yield Flaw(number, ("date",), f"dated {day}, before {parent} of {dated[parent]}", hint)
