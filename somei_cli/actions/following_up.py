"""Follow-ups: recording them, saying what became of them, putting them off, and finding those that are open."""

from typing import NamedTuple

from somei_cli.actions.acting import Circumstances, act
from somei_cli.actions.until_when import TypedDue, with_due, worked_out
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.documents import Document
from somei_cli.model.followup_closing import Closing, close_follow_up
from somei_cli.model.followup_list import Promise, promises_in
from somei_cli.model.followup_names import FollowUpName
from somei_cli.model.followups import DueDate, add_follow_up, move_follow_up
from somei_cli.model.item_places import ItemPlace
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.register import Register


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
