"""Agenda items, their sub-items, and the follow-ups recorded on them."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber


class ItemKind(StrEnum):
    """The treatment of an item: I agreed and II discussed at Coreper, A without and B with debate in the Council."""

    I = "I"  # noqa: E741 - the field's own letter
    II = "II"
    A = "A"
    B = "B"
    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class FollowUpState(StrEnum):
    """What became of a follow-up."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Move(NamedTuple):
    """A postponement of a follow-up: the day it was recorded, and the due day until then.

    `as_said` keeps the words from which the new day was computed.
    """

    on: date
    before: date | None = None
    as_said: str | None = None
    reason: str | None = None
    extra: tuple[tuple[str, object], ...] = ()


class FollowUp(NamedTuple):
    """Something that a person or body is to do by a day; `due` is the day that applies now.

    `due_as_said` are the words of the meeting and never change. `moved` lists the postponements, oldest first.
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
    """An item of an agenda or outcome; `number` is the printed one ("1", "II", "4 bis"), None if none is printed."""

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
        """Yield this item and everything below it, in printed order."""
        yield self
        for sub_item in self.subitems:
            yield from sub_item.walk()


def with_depth(items: Iterable[Item], depth: int = 0) -> Iterator[tuple[Item, int]]:
    """Yield items and everything below them, in printed order, each with its depth."""
    for item in items:
        yield item, depth
        yield from with_depth(item.subitems, depth + 1)


def have_follow_ups(items: Iterable[Item]) -> bool:
    """Return whether one of the items, or of those below them, has a follow-up."""
    return any(item.follow_ups or (item.subitems and have_follow_ups(item.subitems)) for item in items)


ADOPTION = "Adoption of the agenda"
ANY_OTHER_BUSINESS = "Any other business"
_fold_title = lru_cache(1024)(str.casefold)
"""Folds a title: several rules ask about each item, and the same titles stand on every agenda."""


def is_adoption(item: Item) -> bool:
    """Return whether the item adopts the agenda; an outcome may call it “Introduction and adoption of the agenda”."""
    return "adoption of the agenda" in _fold_title(item.title)


def is_any_other_business(item: Item) -> bool:
    """Return whether the item is “any other business”, the last one of every agenda."""
    return _fold_title(item.title).strip(" .") in {"any other business", "other business", "aob"}


LEGISLATIVE_PART = "legislative"
_KINDS_WITH_PART = frozenset({ItemKind.I, ItemKind.II})


def find_part(item: Item) -> str:
    """Return the part of an agenda in which an item is printed: “I”, “II” or “legislative”; "" if it is in none."""
    if item.kind in _KINDS_WITH_PART:
        return str(item.kind)
    return LEGISLATIVE_PART if item.legislative else ""
