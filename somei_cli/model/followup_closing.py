"""Deciding what became of a follow-up: that it is done, or that it is dropped."""

from datetime import date
from typing import NamedTuple

from somei_cli.errors import Refused
from somei_cli.model.changes import Change
from somei_cli.model.documents import Document
from somei_cli.model.followup_names import FollowUpName, find_follow_up
from somei_cli.model.followups import closed_words, refuse_before_meeting, with_follow_up
from somei_cli.model.items import FollowUp, FollowUpState

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
