"""Deciding on follow-ups: recording one, and putting it off."""

from datetime import date
from typing import NamedTuple

from somei_cli.errors import Refused, as_typed
from somei_cli.model.changes import Change
from somei_cli.model.documents import Document, Status
from somei_cli.model.followup_names import FollowUpName, find_follow_up, newest
from somei_cli.model.item_places import ItemAt, ItemPlace, find_item, with_item
from somei_cli.model.items import FollowUp, FollowUpState, Move
from somei_cli.model.wording import folded


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
