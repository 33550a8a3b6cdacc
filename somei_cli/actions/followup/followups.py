"""Follow-ups: recording them, saying what became of them, putting them off, and finding those that are open.

Until when something is promised: the words a clerk types, reckoned from the right day and by the meetings known.
Carrying what is still open onto the next agenda.
"""

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


class Promised(NamedTuple):
    """What is promised, and by whom."""

    what: str
    who: str | None = None


def record(
    register: Register,
    number: DocumentNumber,
    place: ItemPlace,
    promised: Promised,
    time: TypedDue,
    how: Circumstances,
) -> Receipt:
    """Record what was promised under an item; words for the time are reckoned from the meeting."""

    def decide(document: Document, due: DueDate) -> Change:
        return add_follow_up(document, place, promised.what, promised.who, due)

    return with_due(register, number, time, decide, how, since=None)


def put_off(register: Register, name: FollowUpName, time: TypedDue, reason: str | None, how: Circumstances) -> Receipt:
    """Give a follow-up another day; words for the time are reckoned from today."""

    def decide(document: Document, due: DueDate) -> Change:
        return move_follow_up(document, name, due, how.today, reason)

    return with_due(register, name.document, time, decide, how, since=how.today)


def close(register: Register, name: FollowUpName, closing: Closing, how: Circumstances) -> Receipt:
    """Say what became of a follow-up."""

    def decide(before: Snapshot) -> Change:
        return close_follow_up(before.need(name.document), name, closing, how.today)

    return act(register, lambda: register.family(name.document), decide, how)


def follow_ups_of(snapshot: Snapshot) -> list[Promise]:
    """Every follow-up; where one is due at a next meeting, its day is that of the meeting, once it is registered."""
    telling = snapshot.of_meetings()
    return promises_in(telling, worked_out(telling))


def carry_on(
    register: Register,
    agenda: DocumentNumber,
    names: Sequence[FollowUpName],
    under: ItemPlace | None,
    how: Circumstances,
) -> Receipt:
    """Put open follow-ups on a draft agenda: those that are named, else all of its body."""

    def decide(before: Snapshot) -> Change:
        draft = before.need(agenda)
        promises = follow_ups_of(before)
        if names:
            chosen = named([find_follow_up(before.need(n.document), n)[2] for n in names], promises)
        else:
            chosen = to_carry(draft, promises, FollowUpFilter(how.today), before.vocabulary)
        return carry(before, draft, chosen, under)

    return act(register, partial(snapshot_for, register), decide, how)
