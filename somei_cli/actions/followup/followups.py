"""Record, postpone, close and carry follow-ups; work out their due days from the words that a clerk types."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, act
from somei_cli.extraction.follow_ups.actors import lexicon
from somei_cli.extraction.follow_ups.due_words import next_meeting_of, read_due
from somei_cli.extraction.follow_ups.time_expressions import Said
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.carry import carry, named, to_carry
from somei_cli.model.followup.followups import (
    Closing,
    DueDate,
    add_follow_up,
    close_follow_up,
    move_follow_up,
    words_in_force,
)
from somei_cli.model.followup.list import DueOf, FollowUpFilter, FollowUpName, Promise, find_follow_up, promises_in
from somei_cli.model.followup.proposals import said_on
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.items import FollowUp
from somei_cli.model.meeting.overview import MeetingDays
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.disk.calendar_tables import packaged_presidencies
from somei_cli.store.index.open import snapshot_for
from somei_cli.store.register.register import Register


class TypedDue(NamedTuple):
    """The due time as a clerk types it; `as_said` are words to keep from which nothing is computed."""

    typed: str | None = None
    as_said: str | None = None


def with_due(
    register: Register,
    number: DocumentNumber,
    typed_due: TypedDue,
    decide: Callable[[Document, DueDate], Change],
    circumstances: Circumstances,
    since: date | None,
) -> Receipt:
    """Carry out an act that needs a due date; the whole register is read only if a next meeting is meant."""

    def read_snapshot() -> Snapshot:
        family = register.family(number)
        due = _read_due_date(register, family.need(number), typed_due, since)
        return snapshot_for(register) if due.meeting_of else family

    def decide_with_due(before: Snapshot) -> Change:
        document = before.need(number)
        due = _read_due_date(register, document, typed_due, since)
        after = since or _last_meeting_day(document)
        if due.meeting_of and after:
            due = due._replace(day=MeetingDays(before.of_meetings(), before.vocabulary).next(due.meeting_of, after))
        return decide(document, due._replace(words=typed_due.as_said or due.words))

    return act(register, read_snapshot, decide_with_due, circumstances)


def _read_due_date(register: Register, document: Document, typed_due: TypedDue, since: date | None) -> DueDate:
    if typed_due.typed is None:
        return DueDate()
    presidencies, words = packaged_presidencies(), register.vocabulary
    body = document.meeting.body if document.meeting else None
    base = Said(since or said_on(document), presidencies)
    return read_due(typed_due.typed, base, lexicon(words, presidencies), words, body)


def _last_meeting_day(document: Document) -> date | None:
    """Return the last day of the meeting; a next meeting is later."""
    return (document.meeting.end if document.meeting else None) or said_on(document)


def worked_out(snapshot: Snapshot) -> DueOf:
    """Return a function that computes the due day of words such as “at the next meeting”, once that is registered."""
    meeting_days: list[MeetingDays] = []

    def due_of(document: Document, follow_up: FollowUp) -> date | None:
        words, meeting = words_in_force(follow_up), document.meeting
        after = follow_up.moved[-1].on if follow_up.moved else _last_meeting_day(document)
        if not words or not after:
            return None
        body = next_meeting_of(words, snapshot.vocabulary, meeting.body if meeting else None)
        if body is None:
            return None
        days = meeting_days or [MeetingDays(snapshot, snapshot.vocabulary)]
        meeting_days[:] = days
        return days[0].next(body, after)

    return due_of


class Promised(NamedTuple):
    """What is to be done, and by whom."""

    what: str
    who: str | None = None


def record(
    register: Register,
    number: DocumentNumber,
    place: ItemPlace,
    new: Promised,
    typed_due: TypedDue,
    circumstances: Circumstances,
) -> Receipt:
    """Record a follow-up on an item; words for the time count from the meeting."""

    def decide(document: Document, due: DueDate) -> Change:
        return add_follow_up(document, place, new.what, new.who, due)

    return with_due(register, number, typed_due, decide, circumstances, since=None)


def put_off(
    register: Register, name: FollowUpName, typed_due: TypedDue, reason: str | None, circumstances: Circumstances
) -> Receipt:
    """Give a follow-up another day; words for the time count from today."""

    def decide(document: Document, due: DueDate) -> Change:
        return move_follow_up(document, name, due, circumstances.today, reason)

    return with_due(register, name.document, typed_due, decide, circumstances, since=circumstances.today)


def close(register: Register, name: FollowUpName, closing: Closing, circumstances: Circumstances) -> Receipt:
    """Record that a follow-up is done or dropped."""

    def decide(before: Snapshot) -> Change:
        return close_follow_up(before.need(name.document), name, closing, circumstances.today)

    return act(register, lambda: register.family(name.document), decide, circumstances)


def follow_ups_of(snapshot: Snapshot) -> list[Promise]:
    """Return every follow-up; one due at a next meeting gets the day of that meeting once it is registered."""
    meetings = snapshot.of_meetings()
    return promises_in(meetings, worked_out(meetings))


def carry_on(
    register: Register,
    agenda: DocumentNumber,
    names: Sequence[FollowUpName],
    parent_place: ItemPlace | None,
    circumstances: Circumstances,
) -> Receipt:
    """Carry open follow-ups to a draft agenda: the named ones, else all of its meeting body."""

    def decide(before: Snapshot) -> Change:
        draft = before.need(agenda)
        follow_ups = follow_ups_of(before)
        if names:
            chosen = named([find_follow_up(before.need(name.document), name)[2] for name in names], follow_ups)
        else:
            chosen = to_carry(draft, follow_ups, FollowUpFilter(circumstances.today), before.vocabulary)
        return carry(before, draft, chosen, parent_place)

    return act(register, partial(snapshot_for, register), decide, circumstances)
