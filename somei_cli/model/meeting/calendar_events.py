"""Calendar events of meetings, their deadlines and follow-ups, without anything that must not be told."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote

from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.followup.list import ListedFollowUp
from somei_cli.model.markings import Level, Marking, level_of
from somei_cli.model.meeting.meetings import (
    BodyMeeting,
    MeetingCertainty,
    MeetingRole,
    agenda_stage,
    role_of,
    stable_id_of,
)
from somei_cli.model.meeting.place_and_deadlines import MeetingFacts
from somei_cli.model.register.access_status import is_unconfirmed
from somei_cli.model.register.settings import PublicUnmarked


class EventKind(StrEnum):
    """What an event is about."""

    MEETING = "meeting"
    DEADLINE = "deadline"
    FOLLOW_UP = "follow-up"


class Event(NamedTuple):
    """A calendar event of whole days. `uid` stays the same while the register holds its document."""

    uid: str
    kind: EventKind
    first: date
    last: date
    title: str
    lines: tuple[str, ...] = ()
    place: str | None = None
    sequence: int = 0
    certainty: MeetingCertainty = MeetingCertainty.CONFIRMED


def may_name_document(document: Document) -> bool:
    """Whether a calendar may name a document. One that is marked above LIMITE is not even mentioned."""
    return may_name_marking(document.marking)


def may_name_marking(marking: Marking | None) -> bool:
    """Whether a calendar may name a document with this marking."""
    return level_of(marking) <= Level.LIMITE


def _is_public(document: Document, public_unmarked: PublicUnmarked) -> bool:
    issued = document.status is Status.ISSUED and level_of(document.marking) is Level.UNMARKED
    return issued and not is_unconfirmed(document, public_unmarked)


def meeting_event(
    anchor: str, sequence: int, body: str, name: str, first: date, last: date, lines: Iterable[str]
) -> Event:
    """Return the event of a meeting, for any reader; `anchor` and `sequence` are those of `stable_id_of`."""
    title = body if name == body else f"{body}: {name}"
    return Event(f"{anchor}@somei", EventKind.MEETING, first, last, title, tuple(lines), sequence=sequence)


def meeting_events(facts: MeetingFacts, public_unmarked: PublicUnmarked) -> Iterator[Event]:
    """Yield the event of a meeting, and one for each deadline before it."""
    meeting = facts.meeting
    anchor, sequence = stable_id_of(meeting.documents)
    lines = _description_lines(facts, public_unmarked)
    event = meeting_event(anchor, sequence, meeting.body, meeting.name, meeting.first, meeting.last, lines)
    # If documents state another place than the rule, a calendar must not send anybody to either.
    yield event._replace(place=None if facts.other_places else facts.place, certainty=meeting.certainty)
    for deadline in facts.deadlines:
        yield Event(
            f"{anchor}.deadline-{deadline.days}@somei",
            EventKind.DEADLINE,
            deadline.by,
            deadline.by,
            f"{_name_meeting(meeting)}: {deadline.task}",
            (f"{deadline.days} days before the meeting, {deadline.ground}",),
            sequence=sequence,
            certainty=meeting.certainty,
        )


def follow_up_events(
    listed: ListedFollowUp, meeting: BodyMeeting | None, public_unmarked: PublicUnmarked
) -> Iterator[Event]:
    """Yield the event of an open follow-up with a date. If its document is not public, its text is left out."""
    if listed.due is None or not listed.is_open:
        return
    follow_up, name = listed.follow_up, listed.name
    prefix = f"{follow_up.who}: " if follow_up.who else ""
    text = f"{prefix}{follow_up.what}" if _is_public(listed.document, public_unmarked) else "Follow-up"
    yield Event(
        f"{name.document.register_id}.follow-up-{quote(name.within, safe='')}@somei",
        EventKind.FOLLOW_UP,
        listed.due,
        listed.due,
        f"{text} ({name})",
        (_name_meeting(meeting),) if meeting else (),
        sequence=name.document.revision + len(follow_up.moved),
    )


def _name_meeting(meeting: BodyMeeting) -> str:
    """Return a meeting in words, as `COSI of 5 February 2020`."""
    return f"{meeting.body} of {meeting.first.day} {meeting.first:%B} {meeting.first.year}"


def _description_lines(facts: MeetingFacts, public_unmarked: PublicUnmarked) -> Iterator[str]:
    for document in facts.current_documents:
        stage = f" ({agenda_stage(document)})" if role_of(document) is MeetingRole.AGENDA else ""
        subject = f": {document.subject}" if document.subject and _is_public(document, public_unmarked) else ""
        yield f"{role_of(document).capitalize()} {document.number}{stage}{subject}"
    if facts.presidency:
        yield f"Presidency: {facts.presidency.country.name}"
    if facts.incoming_presidency:
        yield f"Incoming Presidency: {facts.incoming_presidency.country.name}"


def events_between(events: Iterable[Event], since: date | None, until: date | None) -> Iterator[Event]:
    """Yield the events on any day of a span; None leaves that end open."""
    for event in events:
        if (since is None or event.last >= since) and (until is None or event.first <= until):
            yield event
