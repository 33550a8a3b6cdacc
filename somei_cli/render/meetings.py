"""Meetings as records, and their list."""

from collections.abc import Iterable, Sequence

from somei_cli.model.documents import Document
from somei_cli.model.followup_list import Promise
from somei_cli.model.meeting_facts import MeetingFacts, OutcomeState
from somei_cli.model.meetings import Role, role_of, stage_of
from somei_cli.model.numbers import DocumentNumber
from somei_cli.render.view import Column, Record, View

COLUMNS = (
    Column("start", "date", kept=True, style="bold cyan", text=lambda r: days_in_words(r["start"], r.get("end"))),
    Column("body", "body"),
    Column("agenda", "agenda", told=True, text=lambda r: _joined(r["agenda"], r.get("agenda_state"))),
    Column("outcomes", "outcome", told=True, text=lambda r: ", ".join(r["outcomes"]) or _awaited(r)),
    Column("open", "open", kept=True, told=True, text=lambda r: _counted(r["open"], r.get("overdue"))),
    Column(
        "presidency", "presidency", told=True, text=lambda r: _joined(r["presidency"], r.get("incoming"), ", then ")
    ),
    Column("warnings", "warnings", told=True, text=lambda r: "; ".join(r["warnings"])),
)
_MOST_NAMED = 5


def meetings_view(found: Iterable[MeetingFacts]) -> View:
    """One line a meeting, by day."""
    return View("meeting-list", COLUMNS, tuple(map(meeting_record, found)), "No meeting fits.")


def bodiless_words(numbers: Sequence[DocumentNumber]) -> str:
    """Documents that name a day but nobody who meets, in one sentence."""
    named = ", ".join(map(str, numbers[:_MOST_NAMED])) + (" …" if len(numbers) > _MOST_NAMED else "")
    many = len(numbers) > 1
    return f"{len(numbers)} document{'s' * many} name{'s' * (not many)} a day but no body, and no meeting: {named}"


def meeting_record(facts: MeetingFacts) -> Record:
    """All that is known of one meeting, for machines."""
    meeting, agenda = facts.meeting, facts.agenda
    standing = {d.number for d in facts.standing}
    return {
        "id": f"{meeting.body} {meeting.first}",
        "body": meeting.body,
        "name": meeting.name,
        "start": meeting.first.isoformat(),
        "end": meeting.last.isoformat(),
        "state": str(meeting.holding),
        "place": facts.place,
        "presidency": facts.presidency.country.code if facts.presidency else None,
        "incoming": facts.incoming.country.code if facts.incoming else None,
        "agenda": str(agenda.number) if agenda else None,
        "agenda_state": str(stage_of(agenda)) if agenda else None,
        "outcomes": [str(d.number) for d in facts.of(Role.OUTCOME)],
        "outcome_state": str(facts.outcome_state),
        "open": sum(p.is_open for p in facts.promises),
        "overdue": sum(map(facts.is_overdue, facts.promises)),
        "documents": [_document(d, stands=d.number in standing) for d in meeting.documents],
        "follow_ups": [_promise(p, overdue=facts.is_overdue(p)) for p in facts.promises],
        "deadlines": [
            {"days": d.days, "by": d.by.isoformat(), "what": d.what, "ground": d.ground} for d in facts.deadlines
        ],
        "warnings": list(facts.warnings),
    }


def _document(document: Document, *, stands: bool) -> Record:
    return {
        "number": str(document.number),
        "role": str(role_of(document)),
        "status": str(document.status),
        "stands": stands,
        "type": document.type,
        "subject": document.subject,
        "date": document.date.isoformat() if document.date else None,
        "marking": str(document.marking) if document.marking else None,
    }


def _promise(promise: Promise, *, overdue: bool) -> Record:
    follow_up = promise.follow_up
    return {
        "id": str(promise.name),
        "who": follow_up.who,
        "what": follow_up.what,
        "due": promise.due.isoformat() if promise.due else None,
        "due_as_said": follow_up.due_as_said,
        "state": str(follow_up.state),
        "overdue": overdue,
    }


def days_in_words(start: str, end: str | None) -> str:
    """The day of a meeting, or its first and last."""
    return start if end in {start, None} else f"{start} to {end}"


def _joined(first: str | None, second: str | None, between: str = " ") -> str:
    return between.join(filter(None, (first, second)))


def _awaited(record: Record) -> str:
    return "missing" if record.get("outcome_state") == OutcomeState.MISSING else ""


def _counted(still_open: int, overdue: int | None) -> str:
    late = f" ({overdue} overdue)" if overdue else ""
    return f"{still_open}{late}" if still_open else ""
