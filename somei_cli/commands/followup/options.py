"""Arguments and options of the follow-up commands."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated

from somei_cli.commands.shared import params
from somei_cli.model.item_refs import FollowUpName, ItemPlace
from somei_cli.model.items_and_follow_ups import FollowUpState


def follow_up(typed: str) -> FollowUpName:
    """Read the name of a follow-up; its document number may have any written form."""
    return FollowUpName.parse(typed, params.number)


def states(typed: Iterable[str]) -> tuple[FollowUpState, ...]:
    """Return the states to show: without a word the open ones; for `all` an empty tuple, which means every state."""
    words = list(typed) or [FollowUpState.OPEN]
    if "all" in map(str.casefold, words):
        return ()
    return tuple(params.one_of(FollowUpState, word, "the state") for word in words)


Name = Annotated[FollowUpName, params.argument("ID", "Its name, as 15070/19#2.1.", follow_up)]
Place = Annotated[
    ItemPlace, params.option("--item", "N", "The item, as printed; N/1 is the first line below it.", ItemPlace.parse)
]
_SHORT_DATE = re.compile(r"[0-9]{4}|[0-9]{4}-[0-9]{2}|[0-9]+\. ?[0-9]+\. ?[0-9]{4}|[0-9]+(?:/[0-9]+){2}")
"""Dates that no text has in words; all others are read as words of the meeting, and kept."""


def due(typed: str) -> str:
    """Read a due date: today, a date in figures, or the words for a time, which are reckoned from the meeting's day."""
    words = params.line(typed)
    if words.casefold() in {"yesterday", "today"} or _SHORT_DATE.fullmatch(words):
        return params.last_day(words).isoformat()
    return words


DUE = "A day, next-meeting, or words as “end of Croatian Presidency”."
AsSaid = Annotated[
    str | None, params.option("--as-said", "TEXT", "Words to keep instead of those of --due.", params.line)
]
On = Annotated[date | None, params.option("--on", "D", "The day; else today.", params.day)]
Reason = Annotated[str | None, params.option("--reason", "TEXT", "Why; kept with the follow-up.", params.line)]
