"""Record follow-ups, postpone them, and close them as done or dropped."""

from datetime import date
from typing import NamedTuple

from somei_cli.errors import Refused, shell_word
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.followup.list import find_follow_up, newest_name
from somei_cli.model.item_refs import FollowUpName, ItemPlace, LocatedItem, find_typed_item, with_item
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Move
from somei_cli.model.register.change import Change
from somei_cli.model.register.words import casefold_text


class DueDate(NamedTuple):
    """By when something is to be done: the day, and the words from which it was computed; either may be missing.

    `meeting_of` is the meeting body whose next meeting the words mean.
    """

    day: date | None = None
    words: str | None = None
    meeting_of: str | None = None

    @property
    def description(self) -> str:
        """The time without words of a document; the day of the next meeting may not be known yet."""
        meeting = f"at the next meeting of {self.meeting_of}" if self.meeting_of else "on no certain day"
        return str(self.day) if self.day else meeting


def add_follow_up(document: Document, place: ItemPlace, task: str, actor: str | None, due: DueDate) -> Change:
    """Return the change that records a follow-up after those of the item.

    Raises:
        NotFound: if there is no such item.
        Refused: if the document is a draft agenda, the item has the follow-up already, or it is due before the meeting.
    """
    if document.agenda is not None and document.status is Status.DRAFT:
        raise Refused(
            f"{document.number} is the draft of an agenda: its items have no lasting numbers yet.",
            "Name the document that reports on the meeting.",
        )
    located = find_typed_item(document, place)
    follow_up = FollowUp(task, actor, due.day, due.words)
    for ordinal, existing in enumerate(located.item.follow_ups, start=1):
        if existing.state is FollowUpState.OPEN and _is_same_task(existing, follow_up):
            name = FollowUpName(document.number, located.place, ordinal)
            raise Refused(f"{name} already says the same.", f"Put it off with: somei followup move {shell_word(name)}")
    refuse_before_meeting(document, due.day, "due on")
    changed = located.item._replace(follow_ups=(*located.item.follow_ups, follow_up))
    changed_document = with_item(document, located, changed)
    summary = f"Record the follow-up {newest_name(changed_document, place)}, due {due.description}"
    return Change("followup add", summary, puts=(changed_document,))


def move_follow_up(document: Document, name: FollowUpName, due: DueDate, today: date, reason: str | None) -> Change:
    """Return the change that gives a follow-up another day and keeps the earlier one.

    Raises:
        NotFound: if there is no such follow-up.
        Refused: if it is closed, or would be due before the meeting.
    """
    located, follow_up, name = find_follow_up(document, name)
    if follow_up.state is not FollowUpState.OPEN:
        raise Refused(describe_closed(name, follow_up))
    refuse_before_meeting(document, due.day, "due on")
    move = Move(on=today, before=follow_up.due, as_said=due.words, reason=reason)
    changed = follow_up._replace(due=due.day, moved=(*follow_up.moved, move))
    if due.day == follow_up.due and due.words in {None, current_due_words(follow_up)}:
        changed = follow_up
    change = Change("followup move", f"Move {name}, now due {due.description}", reason=reason)
    return replace_follow_up(document, located, name, changed, change)


def current_due_words(follow_up: FollowUp) -> str | None:
    """Return the words from which the present due day was computed."""
    return follow_up.moved[-1].as_said if follow_up.moved else follow_up.due_as_said


def replace_follow_up(
    document: Document, located: LocatedItem, name: FollowUpName, follow_up: FollowUp, change: Change
) -> Change:
    """Return the change with a follow-up replaced; without documents if nothing differs."""
    follow_ups = list(located.item.follow_ups)
    follow_ups[name.ordinal - 1] = follow_up
    changed_document = with_item(document, located, located.item._replace(follow_ups=tuple(follow_ups)))
    return change._replace(puts=(changed_document,) if changed_document != document else ())


def describe_closed(name: FollowUpName, follow_up: FollowUp) -> str:
    """Return the sentence that a follow-up is closed."""
    since = f" since {follow_up.closed}" if follow_up.closed else ""
    return f"{name} is {follow_up.state}{since}."


def _is_same_task(first: FollowUp, second: FollowUp) -> bool:
    return casefold_text(first.what) == casefold_text(second.what) and casefold_text(first.who) == casefold_text(
        second.who
    )


def refuse_before_meeting(document: Document, day: date | None, words: str) -> None:
    """Raise Refused if a day is before the meeting at which the follow-up was recorded.

    Raises:
        Refused: with the day of the meeting.
    """
    meeting_day = document.meeting.start if document.meeting else None
    if meeting_day and day and day < meeting_day:
        raise Refused(
            f"It cannot be {words} {day}: it was agreed at the meeting of {meeting_day}.",
            "Compare the year with the document.",
        )


_SUMMARY_WORDS = {"done": "Done:", "drop": "Drop"}


class Closing(NamedTuple):
    """How a follow-up was closed: done or dropped, when, and why."""

    state: FollowUpState
    on: date | None = None
    reason: str | None = None


def close_follow_up(document: Document, name: FollowUpName, closing: Closing, today: date) -> Change:
    """Return the change that closes a follow-up, today unless a day is given; a missing reason can be added later.

    Raises:
        NotFound: if there is no such follow-up.
        Refused: if it was closed in another way, or the day is impossible.
    """
    located, follow_up, name = find_follow_up(document, name)
    day = closing.on or follow_up.closed or today
    changed = follow_up._replace(state=closing.state, closed=day, reason=closing.reason or follow_up.reason)
    if follow_up.state is not FollowUpState.OPEN and not _only_adds(follow_up, changed):
        raise Refused(describe_closed(name, follow_up), "If it was closed by mistake, correct the file.")
    if day > today:
        raise Refused(f"{name} cannot be {closing.state} on {day}: that day has not come.")
    refuse_before_meeting(document, day, str(closing.state))
    action = {FollowUpState.DONE: "done", FollowUpState.DROPPED: "drop"}[closing.state]
    change = Change(f"followup {action}", f"{_SUMMARY_WORDS[action]} {name}", reason=closing.reason)
    return replace_follow_up(document, located, name, changed, change)


def _only_adds(before: FollowUp, after: FollowUp) -> bool:
    """Return whether the new values only fill in missing ones."""
    return before.state is after.state and all(
        old in {None, new} for old, new in ((before.closed, after.closed), (before.reason, after.reason))
    )
