"""The page of one meeting."""

from collections.abc import Iterator

from somei_cli.model.documents import Document, Status
from somei_cli.model.followup_list import Promise
from somei_cli.model.meeting_facts import MeetingFacts, OutcomeState
from somei_cli.model.meetings import MeetingCertainty, Role, role_of, stage_of
from somei_cli.model.presidencies import PresidencyTerm
from somei_cli.render.meetings import COLUMNS, days_in_words, meeting_record
from somei_cli.render.view import Column, View

_NAME = "meeting-show"
_PAGE = (Column("field", "field"), Column("value", "value"))


def meeting_view(facts: MeetingFacts) -> View:
    """Everything of one meeting."""
    rows = tuple({"field": field, "value": value} for field, value in (*_head(facts), *_body(facts)))
    return View(_NAME, COLUMNS, (meeting_record(facts),), shown=View(_NAME, _PAGE, rows, headless=True))


def _head(facts: MeetingFacts) -> Iterator[tuple[str, str]]:
    meeting = facts.meeting
    yield "body", meeting.body if meeting.body == meeting.name else f"{meeting.body}, {meeting.name}"
    yield "date", days_in_words(meeting.first.isoformat(), meeting.last.isoformat())
    if meeting.holding is not MeetingCertainty.CONFIRMED:
        yield "state", str(meeting.holding)
    if facts.place:
        yield "place", facts.place
    if facts.presidency:
        yield "presidency", _term(facts.presidency)
    if facts.incoming:
        yield "incoming", _term(facts.incoming)


def _body(facts: MeetingFacts) -> Iterator[tuple[str, str]]:
    standing = {document.number for document in facts.standing}
    for document in facts.meeting.documents:
        yield str(role_of(document)), _in_words(document, stands=document.number in standing)
    if facts.outcome_state is OutcomeState.MISSING:
        yield "outcome", "missing"
    for deadline in facts.deadlines:
        yield "deadline", f"{deadline.by}   {deadline.what} ({deadline.days} days, {deadline.ground})"
    for promise in facts.promises:
        if promise.is_open:
            yield "follow-up", _promise_in_words(promise, overdue=facts.is_overdue(promise))
    for warning in facts.warnings:
        yield "warning", warning


def _in_words(document: Document, *, stands: bool) -> str:
    state = str(document.status)
    if stands:
        state = str(stage_of(document)) if role_of(document) is Role.AGENDA else state
    elif document.status is Status.ISSUED:
        state = "replaced"
    told = (document.marking, state, document.date, document.subject)
    return "   ".join([str(document.number), *(str(one) for one in told if one)])


def _promise_in_words(promise: Promise, *, overdue: bool) -> str:
    follow_up = promise.follow_up
    who = f"{follow_up.who}: " if follow_up.who else ""
    day = promise.due or follow_up.due_as_said
    due = f", due {day}" if day else ""
    return f"{promise.name}   {who}{follow_up.what}{due}{' (overdue)' if overdue else ''}"


def _term(term: PresidencyTerm) -> str:
    return f"{term.country.name} ({term.country.code}), to {term.last}"
