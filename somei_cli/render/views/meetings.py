"""Views of meetings: the list, the page of one meeting, and the entries of a calendar."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from somei_cli.model.council_calendar import PresidencyTerm
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.followup.list import ListedFollowUp
from somei_cli.model.meeting.calendar_events import Event, EventKind
from somei_cli.model.meeting.meetings import MeetingCertainty, MeetingRole, agenda_stage, role_of
from somei_cli.model.meeting.place_and_deadlines import MeetingFacts, OutcomeState
from somei_cli.render.output.page import TerminalForm
from somei_cli.render.output.view import Column, Record, View

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm

COLUMNS = (
    Column("start", "date", unbroken=True, style="bold cyan"),
    Column("body", "body"),
    Column("agenda", "agenda", labelled=True, text=lambda r: _join_texts(r["agenda"], r.get("agenda_state"))),
    Column("outcomes", "outcome", labelled=True, text=lambda r: ", ".join(r["outcomes"]) or _missing_outcome(r)),
    Column("open", "open", unbroken=True, labelled=True, text=lambda r: _open_count(r["open"], r.get("overdue"))),
    Column(
        "presidency",
        "presidency",
        labelled=True,
        text=lambda r: _join_texts(r["presidency"], r.get("incoming"), ", then "),
    ),
    Column("warnings", "warnings", labelled=True, text=lambda r: "; ".join(r["warnings"])),
    Column("end", "last day", unbroken=True, machine_only=True),
)
_MAX_NAMED = 5


_NO_MEETINGS = "No document names a meeting yet."
_CREATE_AGENDA = ("Begin with an agenda:", "  somei agenda create BODY DATE")


def meetings_view(
    meetings: Sequence[MeetingFacts],
    bodiless: Sequence[DocumentNumber] = (),
    *,
    narrowed: bool = False,
    wide: bool = False,
) -> View:
    """One row per meeting, by date. `narrowed`: some were asked for only; `wide`: a terminal shows all columns.

    `bodiless` are documents that name a day but no body.
    """

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.meetings_on_terminal import meetings_form

        return meetings_form(meetings, bodiless, wide=wide)

    message, hint = ("No meeting fits.", ()) if narrowed else (_NO_MEETINGS, _CREATE_AGENDA)
    records = tuple(map(meeting_record, meetings))
    return View("meeting-list", COLUMNS, records, message, terminal=form, empty_hint=hint)


def describe_bodiless_documents(numbers: Sequence[DocumentNumber]) -> str:
    """Return in one sentence which documents name a meeting day but no meeting body."""
    named = ", ".join(map(str, numbers[:_MAX_NAMED])) + (" …" if len(numbers) > _MAX_NAMED else "")
    plural = len(numbers) > 1
    return f"{len(numbers)} document{'s' * plural} name{'s' * (not plural)} a day but no body, and no meeting: {named}"


def meeting_record(facts: MeetingFacts) -> Record:
    """Return everything known of a meeting as a record."""
    meeting, agenda = facts.meeting, facts.agenda
    current_numbers = {d.number for d in facts.current_documents}
    return {
        "id": f"{meeting.body} {meeting.first}",
        "body": meeting.body,
        "name": meeting.name,
        "start": meeting.first.isoformat(),
        "end": meeting.last.isoformat(),
        "state": str(meeting.certainty),
        "place": facts.place,
        "presidency": facts.presidency.country.code if facts.presidency else None,
        "incoming": facts.incoming_presidency.country.code if facts.incoming_presidency else None,
        "agenda": str(agenda.number) if agenda else None,
        "agenda_state": str(agenda_stage(agenda)) if agenda else None,
        "outcomes": [str(d.number) for d in facts.in_role(MeetingRole.OUTCOME)],
        "outcome_state": str(facts.outcome_state),
        "open": sum(follow_up.is_open for follow_up in facts.follow_ups),
        "overdue": sum(map(facts.is_overdue, facts.follow_ups)),
        "documents": [_document_record(d, is_current=d.number in current_numbers) for d in meeting.documents],
        "follow_ups": [
            _follow_up_record(follow_up, overdue=facts.is_overdue(follow_up)) for follow_up in facts.follow_ups
        ],
        "deadlines": [
            {"days": d.days, "by": d.by.isoformat(), "what": d.task, "ground": d.ground} for d in facts.deadlines
        ],
        "warnings": list(facts.warnings),
    }


def _document_record(document: Document, *, is_current: bool) -> Record:
    return {
        "number": str(document.number),
        "role": str(role_of(document)),
        "status": str(document.status),
        "stands": is_current,
        "type": document.type,
        "subject": document.subject,
        "date": document.date.isoformat() if document.date else None,
        "marking": str(document.marking) if document.marking else None,
    }


def _follow_up_record(entry: ListedFollowUp, *, overdue: bool) -> Record:
    follow_up = entry.follow_up
    return {
        "id": str(entry.name),
        "who": follow_up.who,
        "what": follow_up.what,
        "due": entry.due.isoformat() if entry.due else None,
        "due_as_said": follow_up.due_as_said,
        "state": str(follow_up.state),
        "overdue": overdue,
    }


def period_text(start: str, end: str | None) -> str:
    """Return the day of a meeting, or its first and last day."""
    return start if end in {start, None} else f"{start} to {end}"


def _join_texts(first: str | None, second: str | None, between: str = " ") -> str:
    return between.join(filter(None, (first, second)))


def _missing_outcome(record: Record) -> str:
    return "missing" if record.get("outcome_state") == OutcomeState.MISSING else ""


def _open_count(still_open: int, overdue: int | None) -> str:
    late = f" ({overdue} overdue)" if overdue else ""
    return f"{still_open}{late}" if still_open else ""


_NAME = "meeting-show"
_PAGE = (Column("field", "field"), Column("value", "value"))


def meeting_view(facts: MeetingFacts) -> View:
    """Everything about one meeting."""
    rows = tuple({"field": field, "value": value} for field, value in (*_heading_rows(facts), *_content_rows(facts)))

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.meetings_on_terminal import meeting_form

        return meeting_form(facts)

    page = View(_NAME, _PAGE, rows, headless=True)
    return View(_NAME, COLUMNS, (meeting_record(facts),), tabular=page, terminal=form)


def _heading_rows(facts: MeetingFacts) -> Iterator[tuple[str, str]]:
    meeting = facts.meeting
    yield "body", meeting.body if meeting.body == meeting.name else f"{meeting.body}, {meeting.name}"
    yield "date", period_text(meeting.first.isoformat(), meeting.last.isoformat())
    if meeting.certainty is not MeetingCertainty.CONFIRMED:
        yield "state", str(meeting.certainty)
    if facts.place:
        yield "place", facts.place
    if facts.presidency:
        yield "presidency", _presidency_text(facts.presidency)
    if facts.incoming_presidency:
        yield "incoming", _presidency_text(facts.incoming_presidency)


def _content_rows(facts: MeetingFacts) -> Iterator[tuple[str, str]]:
    current_numbers = {document.number for document in facts.current_documents}
    for document in facts.meeting.documents:
        yield str(role_of(document)), _document_text(document, is_current=document.number in current_numbers)
    if facts.outcome_state is OutcomeState.MISSING:
        yield "outcome", "missing"
    for deadline in facts.deadlines:
        yield "deadline", f"{deadline.by}   {deadline.task} ({deadline.days} days, {deadline.ground})"
    for entry in facts.follow_ups:
        if entry.is_open:
            yield "follow-up", _follow_up_text(entry, overdue=facts.is_overdue(entry))
    for warning in facts.warnings:
        yield "warning", warning


def _document_text(document: Document, *, is_current: bool) -> str:
    state = str(document.status)
    if is_current:
        state = str(agenda_stage(document)) if role_of(document) is MeetingRole.AGENDA else state
    elif document.status is Status.ISSUED:
        state = "replaced"
    facts = (document.marking, state, document.date, document.subject)
    return "   ".join([str(document.number), *(str(fact) for fact in facts if fact)])


def _follow_up_text(entry: ListedFollowUp, *, overdue: bool) -> str:
    follow_up = entry.follow_up
    person = f"{follow_up.who}: " if follow_up.who else ""
    day = entry.due or follow_up.due_as_said
    due = f", due {day}" if day else ""
    return f"{entry.name}   {person}{follow_up.what}{due}{' (overdue)' if overdue else ''}"


def _presidency_text(term: PresidencyTerm) -> str:
    return f"{term.country.name} ({term.country.code}), to {term.last}"


_NO_EVENTS = "No document names a meeting or a follow-up yet."


def calendar_view(events: Sequence[Event], today: date, withheld: int) -> View:
    """One record per entry, for machines; a terminal shows the days to come."""

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.meetings_on_terminal import calendar_form

        return calendar_form(events, today, withheld)

    records = tuple(
        {
            "id": event.uid,
            "kind": str(event.kind),
            "start": event.first.isoformat(),
            "end": event.last.isoformat(),
            "title": event.title,
            "lines": list(event.lines),
            "place": event.place,
            "sequence": event.sequence,
            "status": str(event.certainty),
        }
        for event in events
    )
    return View("calendar", (), records, _NO_EVENTS, terminal=form, empty_hint=_CREATE_AGENDA)


def describe_calendar(events: Iterable[Event], withheld: int, written: str = "") -> str:
    """Return how many entries of each kind there are, and how many documents were left out.

    `written` is the file that a person at a terminal asked for.
    """
    counts = Counter(event.kind for event in events)
    listed = [kind for kind in EventKind if counts[kind]] if written else list(EventKind)
    kinds = ", ".join(f"{counts[kind]} {kind}{'s' * (counts[kind] != 1)}" for kind in listed) or "no days"
    left_out = f"; documents marked above LIMITE are left out: {withheld}" if withheld else ""
    return f"Wrote {written}: {kinds}{left_out}" if written else f"{kinds}{left_out}."
