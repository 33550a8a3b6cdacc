"""Until when something is promised: the words a clerk types, reckoned from the right day and by the meetings known."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from somei_cli.actions.acting import Circumstances, act
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.documents import Document
from somei_cli.model.followup_list import DueOf
from somei_cli.model.followups import DueDate, words_in_force
from somei_cli.model.items import FollowUp
from somei_cli.model.meeting_days import MeetingDays
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.promises import said_on
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.lookup.opening import snapshot_for
from somei_cli.store.presidencies import packaged_presidencies
from somei_cli.store.register import Register
from somei_cli.text.due_words import next_meeting_of, read_due
from somei_cli.text.promising.lexicon import lexicon
from somei_cli.text.promising.meanings import Said


class TypedDue(NamedTuple):
    """By when, as a clerk types it; `as_said` are other words to keep, which nothing is worked out from."""

    typed: str | None = None
    as_said: str | None = None


def with_due(
    register: Register,
    number: DocumentNumber,
    time: TypedDue,
    decide: Callable[[Document, DueDate], Change],
    how: Circumstances,
    since: date | None,
) -> Receipt:
    """Carry out what needs a time; only for a next meeting the whole register is looked at."""

    def look() -> Snapshot:
        family = register.family(number)
        due = _read(register, family.need(number), time, since)
        return snapshot_for(register) if due.meeting_of else family

    def decided(before: Snapshot) -> Change:
        document = before.need(number)
        due = _read(register, document, time, since)
        after = since or _over_on(document)
        if due.meeting_of and after:
            due = due._replace(day=MeetingDays(before.of_meetings(), before.vocabulary).next(due.meeting_of, after))
        return decide(document, due._replace(words=time.as_said or due.words))

    return act(register, look, decided, how)


def _read(register: Register, document: Document, time: TypedDue, since: date | None) -> DueDate:
    if time.typed is None:
        return DueDate()
    presidencies, words = packaged_presidencies(), register.vocabulary
    body = document.meeting.body if document.meeting else None
    said = Said(since or said_on(document), presidencies)
    return read_due(time.typed, said, lexicon(words, presidencies), words, body)


def _over_on(document: Document) -> date | None:
    """The last day of the meeting: the next one is later."""
    return (document.meeting.end if document.meeting else None) or said_on(document)


def worked_out(snapshot: Snapshot) -> DueOf:
    """How the day is found of what is due at a next meeting: once that is registered, it is its day."""
    found: list[MeetingDays] = []

    def due_of(document: Document, follow_up: FollowUp) -> date | None:
        words, meeting = words_in_force(follow_up), document.meeting
        after = follow_up.moved[-1].on if follow_up.moved else _over_on(document)
        if not words or not after:
            return None
        body = next_meeting_of(words, snapshot.vocabulary, meeting.body if meeting else None)
        if body is None:
            return None
        days = found or [MeetingDays(snapshot, snapshot.vocabulary)]
        found[:] = days
        return days[0].next(body, after)

    return due_of
