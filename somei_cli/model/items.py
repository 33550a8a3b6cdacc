"""Agenda items, their sub-items, and the follow-ups that hang on them."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber


class ItemKind(StrEnum):
    """How an item is treated: I agreed and II discussed at Coreper, A without and B with debate in the Council."""

    I = "I"  # noqa: E741 - the field's own letter
    II = "II"
    A = "A"
    B = "B"
    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class FollowUpState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Move(NamedTuple):
    """One putting off of a promise: the day it was put off on, and the day by which it was due until then.

    `as_said` keeps the words that the new day was worked out from.
    """

    on: date
    before: date | None = None
    as_said: str | None = None
    reason: str | None = None
    extra: tuple[tuple[str, object], ...] = ()


class FollowUp(NamedTuple):
    """Something promised at a meeting, by the day `due` that counts now.

    `due_as_said` are the words of the meeting and never change; `moved` tells, oldest first, how the day came to be
    another one.
    """

    what: str
    who: str | None = None
    due: date | None = None
    due_as_said: str | None = None
    state: FollowUpState = FollowUpState.OPEN
    closed: date | None = None
    reason: str | None = None
    moved: tuple[Move, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()


class Item(NamedTuple):
    """One item of an agenda or outcome; `number` is the printed one ("1", "II", "4 bis"), None where none is."""

    title: str
    number: str | None = None
    kind: ItemKind | None = None
    legislative: bool = False
    possible: bool = False
    by: str | None = None
    documents: tuple[DocumentNumber, ...] = ()
    withdrawn: bool = False
    reason: str | None = None
    result: str | None = None
    summary: str | None = None
    subitems: tuple["Item", ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()

    def walk(self) -> Iterator["Item"]:
        """This item and everything below it, in printed order."""
        yield self
        for sub in self.subitems:
            yield from sub.walk()


def with_depth(items: Iterable[Item], depth: int = 0) -> Iterator[tuple[Item, int]]:
    """Items and everything below them, in printed order, each with how far below it stands."""
    for item in items:
        yield item, depth
        yield from with_depth(item.subitems, depth + 1)


ADOPTION = "Adoption of the agenda"
ANY_OTHER_BUSINESS = "Any other business"


def is_adoption(item: Item) -> bool:
    """Whether the item adopts the agenda; the outcome may call it “Introduction and adoption of the agenda”."""
    return "adoption of the agenda" in item.title.casefold()


def is_any_other_business(item: Item) -> bool:
    """Whether the item is the last one of every agenda."""
    return item.title.casefold().strip(" .") in {"any other business", "other business", "aob"}
