"""Deciding on follow-ups: recording one, and putting it off.

Deciding what became of a follow-up: that it is done, or that it is dropped.
"""

from datetime import date
from typing import NamedTuple

from somei_cli.errors import Refused, as_typed
from somei_cli.model.document import Document, Status
from somei_cli.model.followup.list import FollowUpName, find_follow_up, newest
from somei_cli.model.item_refs import ItemAt, ItemPlace, find_item, with_item
from somei_cli.model.items import FollowUp, FollowUpState, Move
from somei_cli.model.register.change import Change
from somei_cli.model.register.words import folded


class DueDate(NamedTuple):
    """By when something is to be done: the day, and the words it was worked out from; either may be missing.

    `meeting_of` is the body whose next meeting the words mean.
    """

    day: date | None = None
    words: str | None = None
    meeting_of: str | None = None

    @property
    def told(self) -> str:
        """The time without words of a document; the next meeting may not be known yet."""
        meeting = f"at the next meeting of {self.meeting_of}" if self.meeting_of else "on no certain day"
        return str(self.day) if self.day else meeting


def add_follow_up(document: Document, place: ItemPlace, what: str, who: str | None, due: DueDate) -> Change:
    """Record a promise behind those that the item holds.

    Raises:
        NotFound: where there is no such item.
        Refused: where the item holds it already; where it would be due before it was made; on a draft agenda.
    """
    if document.agenda is not None and document.status is Status.DRAFT:
        raise Refused(
            f"{document.number} is the draft of an agenda: its items have no lasting numbers yet.",
            "Name the document that reports on the meeting.",
        )
    held = find_item(document, place)
    follow_up = FollowUp(what, who, due.day, due.words)
    for ordinal, one in enumerate(held.item.follow_ups, start=1):
        if one.state is FollowUpState.OPEN and _same(one, follow_up):
            name = FollowUpName(document.number, held.place, ordinal)
            raise Refused(
                f"{name} promises the same already.", f"Put it off with: somei followup move {as_typed(name)}"
            )
    refuse_before_meeting(document, due.day, "due on")
    changed = held.item._replace(follow_ups=(*held.item.follow_ups, follow_up))
    written = with_item(document, held, changed)
    summary = f"Record the follow-up {newest(written, place)}, due {due.told}"
    return Change("followup add", summary, puts=(written,))


def move_follow_up(document: Document, name: FollowUpName, due: DueDate, today: date, reason: str | None) -> Change:
    """Give a promise another day, and keep what was said before.

    Raises:
        NotFound: where there is no such follow-up.
        Refused: where it is closed, or where it would be due before it was made.
    """
    held, follow_up, name = find_follow_up(document, name)
    if follow_up.state is not FollowUpState.OPEN:
        raise Refused(closed_words(name, follow_up))
    refuse_before_meeting(document, due.day, "due on")
    move = Move(on=today, before=follow_up.due, as_said=due.words, reason=reason)
    changed = follow_up._replace(due=due.day, moved=(*follow_up.moved, move))
    if due.day == follow_up.due and due.words in {None, words_in_force(follow_up)}:
        changed = follow_up
    change = Change("followup move", f"Move {name}, now due {due.told}", reason=reason)
    return with_follow_up(document, held, name, changed, change)


def words_in_force(follow_up: FollowUp) -> str | None:
    """The words that the present day was worked out from."""
    return follow_up.moved[-1].as_said if follow_up.moved else follow_up.due_as_said


def with_follow_up(document: Document, held: ItemAt, name: FollowUpName, follow_up: FollowUp, change: Change) -> Change:
    """The change that puts a follow-up in the place of the one with its name; empty where both are the same."""
    promises = list(held.item.follow_ups)
    promises[name.ordinal - 1] = follow_up
    changed = with_item(document, held, held.item._replace(follow_ups=tuple(promises)))
    return change._replace(puts=(changed,) if changed != document else ())


def closed_words(name: FollowUpName, follow_up: FollowUp) -> str:
    """The sentence that a follow-up is closed."""
    since = f" since {follow_up.closed}" if follow_up.closed else ""
    return f"{name} is {follow_up.state}{since}."


def _same(one: FollowUp, other: FollowUp) -> bool:
    return folded(one.what) == folded(other.what) and folded(one.who) == folded(other.who)


def refuse_before_meeting(document: Document, day: date | None, what: str) -> None:
    """Stop where a day lies before the meeting at which the promise was made.

    Raises:
        Refused: saying so.
    """
    made = document.meeting.start if document.meeting else None
    if made and day and day < made:
        raise Refused(
            f"It cannot be {what} {day}: it was promised at the meeting of {made}.",
            "Compare the year with the document.",
        )


_TOLD = {"done": "Done:", "drop": "Drop"}


class Closing(NamedTuple):
    """What became of a promise: done or dropped, when, and what there is to say of it."""

    state: FollowUpState
    on: date | None = None
    reason: str | None = None


def close_follow_up(document: Document, name: FollowUpName, closing: Closing, today: date) -> Change:
    """Say what became of a promise; without a day today. A reason can still be given to one that has none.

    Raises:
        NotFound: where there is no such follow-up.
        Refused: where something else is said of it already, or on a day that cannot be.
    """
    held, follow_up, name = find_follow_up(document, name)
    day = closing.on or follow_up.closed or today
    changed = follow_up._replace(state=closing.state, closed=day, reason=closing.reason or follow_up.reason)
    if follow_up.state is not FollowUpState.OPEN and not _only_more(follow_up, changed):
        raise Refused(closed_words(name, follow_up), "What was closed by mistake can be mended in the file.")
    if day > today:
        raise Refused(f"{name} cannot be {closing.state} on {day}: that day has not come.")
    refuse_before_meeting(document, day, str(closing.state))
    action = {FollowUpState.DONE: "done", FollowUpState.DROPPED: "drop"}[closing.state]
    change = Change(f"followup {action}", f"{_TOLD[action]} {name}", reason=closing.reason)
    return with_follow_up(document, held, name, changed, change)


def _only_more(before: FollowUp, after: FollowUp) -> bool:
    """Whether nothing that was said is said otherwise."""
    return before.state is after.state and all(
        old in {None, new} for old, new in ((before.closed, after.closed), (before.reason, after.reason))
    )
