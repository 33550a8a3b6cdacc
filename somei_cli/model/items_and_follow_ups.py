"""Agenda items, their sub-items, and the follow-ups recorded on them."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
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


def remarks_on_item(item: Item, possible: str = "poss.") -> Iterator[str]:
    """Yield what is said of an item beside its title: kind, legislative, possible, by whom, and why it was withdrawn.

    >>> list(remarks_on_item(Item("Migration", legislative=True, possible=True, by="Spain")))
    ['legislative', 'poss.', 'by Spain']
    """
    if item.kind:
        yield str(item.kind)
    if item.legislative:
        yield "legislative"
    if item.possible:
        yield possible
    if item.by:
        yield f"by {item.by}"
    if item.withdrawn:
        yield f"withdrawn: {item.reason}" if item.reason else "withdrawn"


def with_depth(items: Iterable[Item], depth: int = 0) -> Iterator[tuple[Item, int]]:
    """Yield items and everything below them, in printed order, each with its depth."""
    for item in items:
        yield item, depth
        yield from with_depth(item.subitems, depth + 1)


ADOPTION = "Adoption of the agenda"
ANY_OTHER_BUSINESS = "Any other business"


def is_adoption(item: Item) -> bool:
    """Return whether the item adopts the agenda; an outcome may call it “Introduction and adoption of the agenda”."""
    return "adoption of the agenda" in item.title.casefold()


def is_any_other_business(item: Item) -> bool:
    """Return whether the item is “any other business”, the last one of every agenda."""
    return item.title.casefold().strip(" .") in {"any other business", "other business", "aob"}


_NOT_LETTERS = r"[\W_]+"


def title_key(item: Item) -> str:
    """Return a title without case and punctuation; the adoption and any other business have one key each.

    >>> title_key(Item("Introduction and adoption of the agenda")), title_key(Item("Cyber:  the way – forward"))
    ('adoption of the agenda', 'cyber the way forward')
    """
    if is_adoption(item):
        return "adoption of the agenda"
    if is_any_other_business(item):
        return "any other business"
    return re.sub(_NOT_LETTERS, " ", item.title.casefold()).strip()


_POSTPONED_WORDS = (
    r"(?i)\b(?:postponed|deferred|adjourned|carried over|put off|"
    r"not (?:been )?(?:discussed|dealt with|addressed|reached|taken))\b"
)
_FIRST_SENTENCE = r"[^.!?\n]{0,200}"
_ITEM_WORDS = r"(?i)\b(?:item|point|discussion|it) (?:was|has been|had been|is) "


def was_postponed(item: Item) -> bool:
    """Return whether the result of an item, or the first sentence of its text, says that it was postponed.

    >>> was_postponed(Item("Oil", result="Postponed to the next meeting"))
    True
    >>> was_postponed(Item("Oil", summary="The vote was postponed in 2018."))
    False
    """
    match = re.match(_FIRST_SENTENCE, item.summary or "")
    sentence = match[0] if match else ""
    return bool(re.search(_POSTPONED_WORDS, item.result or "")) or bool(
        re.search(_ITEM_WORDS, sentence) and re.search(_POSTPONED_WORDS, sentence)
    )
