"""The names of follow-ups, as 15070/19#2.1: the document, the item, and the ordinal among the promises of that item."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Self

from somei_cli.errors import NotAValue, NotFound
from somei_cli.model.documents import Document
from somei_cli.model.item_places import ItemAt, ItemPlace, count, find_item, held_items
from somei_cli.model.items import FollowUp
from somei_cli.model.numbers import DocumentNumber

_FORM = "as 15070/19#2.1"


class FollowUpName(NamedTuple):
    """One promise. Promises are never taken away, so its ordinal among those of the item stays."""

    document: DocumentNumber
    place: ItemPlace
    ordinal: int

    @classmethod
    def parse(cls, typed: str, number: Callable[[str], DocumentNumber] = DocumentNumber.parse) -> Self:
        """Read a name; `number` reads the document's.

        Raises:
            NotAValue: where it is none.
            NotANumber: where only the document's number is none.
        """
        document, _, inner = typed.strip().rpartition("#")
        place, _, ordinal = inner.rpartition(".")
        if not document or not place or not count(ordinal):
            raise NotAValue("a follow-up", typed, f"document, item and ordinal, {_FORM}")
        return cls(number(document), ItemPlace.parse(place), count(ordinal))

    @property
    def within(self) -> str:
        """What it is called in its own document: 2.1."""
        return f"{self.place}.{self.ordinal}"

    def __str__(self) -> str:
        return f"{self.document}#{self.within}"


def named_follow_ups(document: Document) -> Iterator[tuple[FollowUpName, ItemAt, FollowUp]]:
    """Every promise of a document, in printed order."""
    # Most documents hold none: names are made only where there is something to name.
    for held in held_items(document) if document.is_promising else ():
        for ordinal, follow_up in enumerate(held.item.follow_ups, start=1):
            yield FollowUpName(document.number, held.place, ordinal), held, follow_up


def newest(document: Document, place: ItemPlace) -> FollowUpName:
    """The name of the last promise that an item holds."""
    held = find_item(document, place)
    return FollowUpName(document.number, held.place, len(held.item.follow_ups))


def find_follow_up(document: Document, name: FollowUpName) -> tuple[ItemAt, FollowUp, FollowUpName]:
    """A promise, with its item, and its name as it is written.

    Raises:
        NotFound: naming those that are there.
    """
    held = find_item(document, name.place)
    name = name._replace(place=held.place)
    if name.ordinal > len(held.item.follow_ups):
        names = ", ".join(str(one) for one, _, _ in named_follow_ups(document))
        raise NotFound(f"There is no follow-up {name}.", f"There are: {names}" if names else "It holds none.")
    return held, held.item.follow_ups[name.ordinal - 1], name
