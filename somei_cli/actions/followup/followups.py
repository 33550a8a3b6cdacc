"""Record, postpone, close and carry follow-ups; work out their due days from the words that a clerk types."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.errors import WrongUsage
from somei_cli.extraction.follow_ups.time_expressions import TimeContext
from somei_cli.extraction.follow_ups.typed_due_dates import find_next_meeting_body, read_due
from somei_cli.extraction.follow_ups.verbs_and_actors import build_lexicon
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup import carry, follow_up_edits
from somei_cli.model.followup.follow_up_edits import Closing, DueDate
from somei_cli.model.followup.list import (
    DueOf,
    FollowUpFilter,
    ListedFollowUp,
    find_follow_up,
    list_follow_ups,
)
from somei_cli.model.followup.proposals import reference_day
from somei_cli.model.item_refs import FollowUpName, ItemPlace
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState
from somei_cli.model.meeting.place_and_deadlines import MeetingDays
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.disk.packaged_calendar_tables import read_packaged_presidencies
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


class TypedDue(NamedTuple):
    """The due time as a clerk types it; `as_said` are words to keep from which nothing is computed."""

    typed: str | None = None
    as_said: str | None = None


def act_with_due_date(
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
        due = _read_due_date(register, family.require(number), typed_due, since)
        return open_snapshot(register) if due.meeting_of else family

    def decide_with_due(before: Snapshot) -> Change:
        document = before.require(number)
        due = _read_due_date(register, document, typed_due, since)
        after = since or _last_meeting_day(document)
        if due.meeting_of and after:
            due = due._replace(
                day=MeetingDays(before.meeting_documents(), before.vocabulary).next_day(due.meeting_of, after)
            )
        return decide(document, due._replace(words=typed_due.as_said or due.words))

    return carry_out(register, read_snapshot, decide_with_due, circumstances)


def _read_due_date(register: Register, document: Document, typed_due: TypedDue, since: date | None) -> DueDate:
    if typed_due.typed is None:
        return DueDate()
    presidencies, words = read_packaged_presidencies(), register.vocabulary
    body = document.meeting.body if document.meeting else None
    base = TimeContext(since or reference_day(document), presidencies)
    return read_due(typed_due.typed, base, build_lexicon(words, presidencies), words, body)


def _last_meeting_day(document: Document) -> date | None:
    """Return the last day of the meeting; a next meeting is later."""
    return (document.meeting.end if document.meeting else None) or reference_day(document)


def make_due_of(snapshot: Snapshot) -> DueOf:
    """Return a function that computes the due day of words such as “at the next meeting”, once that is registered."""
    meeting_days = cache(lambda: MeetingDays(snapshot.meeting_documents(), snapshot.vocabulary))

    def due_of(document: Document, follow_up: FollowUp) -> date | None:
        words, meeting = follow_up_edits.current_due_words(follow_up), document.meeting
        after = follow_up.moved[-1].on if follow_up.moved else _last_meeting_day(document)
        if not words or not after:
            return None
        body = find_next_meeting_body(words, snapshot.vocabulary, meeting.body if meeting else None)
        if body is None:
            return None
        return meeting_days().next_day(body, after)

    return due_of


class NewFollowUp(NamedTuple):
    """What is to be done, and by whom."""

    task: str
    actor: str | None = None


def add_follow_up(
    register: Register,
    number: DocumentNumber,
    place: ItemPlace,
    new: NewFollowUp,
    typed_due: TypedDue,
    circumstances: Circumstances,
) -> Receipt:
    """Record a follow-up on an item; words for the time count from the meeting."""

    def decide(document: Document, due: DueDate) -> Change:
        return follow_up_edits.add_follow_up(document, place, new.task, new.actor, due)

    return act_with_due_date(register, number, typed_due, decide, circumstances, since=None)


def move_follow_up(
    register: Register, name: FollowUpName, typed_due: TypedDue, reason: str | None, circumstances: Circumstances
) -> Receipt:
    """Give a follow-up another day; words for the time count from today. Without a reason that of the act is kept."""

    def decide(document: Document, due: DueDate) -> Change:
        return follow_up_edits.move_follow_up(document, name, due, circumstances.today, reason or circumstances.reason)

    return act_with_due_date(register, name.document, typed_due, decide, circumstances, since=circumstances.today)


def close_follow_up(register: Register, name: FollowUpName, closing: Closing, circumstances: Circumstances) -> Receipt:
    """Record that a follow-up is done or dropped."""

    def decide(before: Snapshot) -> Change:
        return follow_up_edits.close_follow_up(before.require(name.document), name, closing, circumstances.today)

    return carry_out(register, name.document, decide, circumstances)


def drop_follow_up(
    register: Register, name: FollowUpName, on: date | None, reason: str | None, circumstances: Circumstances
) -> Receipt:
    """Record that a follow-up will not be done; without a reason that of the act is kept.

    Raises:
        WrongUsage: if there is no reason at all.
    """
    reason = reason or circumstances.reason
    if not reason:
        raise WrongUsage("A follow-up is dropped for a reason.", f"Give it: somei followup drop '{name}' -m TEXT")
    return close_follow_up(register, name, Closing(FollowUpState.DROPPED, on, reason), circumstances)


def all_follow_ups(snapshot: Snapshot) -> list[ListedFollowUp]:
    """Return every follow-up; one due at a next meeting gets the day of that meeting once it is registered."""
    meetings = snapshot.meeting_documents()
    return list_follow_ups(meetings, make_due_of(meetings))


def carry_follow_ups(
    register: Register,
    agenda: DocumentNumber,
    names: Sequence[FollowUpName],
    parent_place: ItemPlace | None,
    circumstances: Circumstances,
) -> Receipt:
    """Carry open follow-ups to a draft agenda: the named ones, else all of its meeting body."""

    def decide(before: Snapshot) -> Change:
        draft = before.require(agenda)
        follow_ups = all_follow_ups(before)
        if names:
            chosen = carry.require_open(
                [find_follow_up(before.require(name.document), name)[2] for name in names], follow_ups
            )
        else:
            chosen = carry.open_follow_ups_of_body(
                draft, follow_ups, FollowUpFilter(circumstances.today), before.vocabulary
            )
        return carry.carry_follow_ups(before, draft, chosen, parent_place)

    return carry_out(register, partial(open_snapshot, register), decide, circumstances)
