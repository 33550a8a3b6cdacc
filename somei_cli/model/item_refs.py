"""Names of items (by the printed number, and by position for the lines below), and of the follow-ups on them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple, Self

from somei_cli.errors import NotAValue, NotFound
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import Item

_ITEM_FORM = "its printed number, as 2 or 4 bis; 2/1 is the first line below it"
_MAX_DIGITS = 6


class ItemPlace(NamedTuple):
    """The name of an item: the printed number of the top item, then the positions of the lines below it, from 1.

    An item without a number is named by its position alone: `/3`.
    """

    number: str
    places: tuple[int, ...] = ()

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a name: `2`, `4 bis`, `2/1`, `/3`.

        Raises:
            NotAValue: if it is not the name of an item.
        """
        number, *steps = typed.strip().split("/")
        places = tuple(map(read_ordinal, steps))
        if (not number.strip() and not places) or not all(places):
            raise NotAValue("an item", typed, _ITEM_FORM)
        return cls(number.strip(), places)

    def __str__(self) -> str:
        return "/".join((self.number, *map(str, self.places)))

    @property
    def comparison_key(self) -> tuple[str, tuple[int, ...]]:
        """The key for a tolerant comparison, used if no name matches exactly: `4bis` and `4-BIS` are 4 bis."""
        return "".join(c for c in self.number.casefold() if c.isalnum() or c == ".").rstrip("."), self.places


def read_ordinal(figures: str) -> int:
    """Read a number from 1; return 0 for any other text."""
    plain = figures.isascii() and figures.isdigit() and len(figures) <= _MAX_DIGITS
    return int(figures) if plain and not figures.startswith("0") else 0


_FOLLOW_UP_FORM = "as 15070/19#2.1"


class FollowUpName(NamedTuple):
    """The name of a follow-up. Follow-ups are never deleted, so its ordinal within the item stays."""

    document: DocumentNumber
    place: ItemPlace
    ordinal: int

    @classmethod
    def parse(cls, typed: str, number: Callable[[str], DocumentNumber] = DocumentNumber.parse) -> Self:
        """Read a name; `number` reads the number of the document.

        Raises:
            NotAValue: if it is not the name of a follow-up.
            NotANumber: if only the number of the document is wrong.
        """
        document, _, inner = typed.strip().rpartition("#")
        place, _, ordinal = inner.rpartition(".")
        if not document or not place or not read_ordinal(ordinal):
            raise NotAValue("a follow-up", typed, f"document, item and ordinal, {_FOLLOW_UP_FORM}")
        return cls(number(document), ItemPlace.parse(place), read_ordinal(ordinal))

    @property
    def within(self) -> str:
        """The name within its own document: 2.1."""
        return f"{self.place}.{self.ordinal}"

    def __str__(self) -> str:
        return f"{self.document}#{self.within}"


NAME_IN_TITLE = r"\((?P<name>[^()#]+#[^()#]+\.[0-9]+)\)"
"""The name of a follow-up in the title of an item that it was carried to."""


class LocatedItem(NamedTuple):
    """An item or a line below one, with its name and its path: the index at each level."""

    place: ItemPlace
    item: Item
    path: tuple[int, ...]


def locate_items(document: Document) -> Iterator[LocatedItem]:
    """Yield every item and line of a document, each with the only name that finds it."""
    used_numbers: set[str] = set()
    for index, item in enumerate(document.items):
        number = item.number or ""
        place = (
            ItemPlace(number) if _is_nameable(number) and number not in used_numbers else ItemPlace("", (index + 1,))
        )
        used_numbers.add(number)
        yield from _with_sub_items(LocatedItem(place, item, (index,)))


def _is_nameable(number: str) -> bool:
    """Return whether a printed number can be part of a name."""
    return bool(number) and number.isprintable() and number == number.strip() and not set(number) & set("/#")


def _with_sub_items(located: LocatedItem) -> Iterator[LocatedItem]:
    yield located
    for index, sub_item in enumerate(located.item.subitems):
        place = located.place._replace(places=(*located.place.places, index + 1))
        yield from _with_sub_items(LocatedItem(place, sub_item, (*located.path, index)))


def find_item(document: Document, place: ItemPlace) -> LocatedItem:
    """Return the item with a name.

    Raises:
        NotFound: if there is no such item, or several could be meant; the hint lists the items.
    """
    located_items = list(locate_items(document))
    exact_matches = [candidate for candidate in located_items if candidate.place == place]
    matches = exact_matches or [
        candidate
        for candidate in located_items
        if place.comparison_key[0] and candidate.place.comparison_key == place.comparison_key
    ]
    if len(matches) != 1:
        names = ", ".join(str(candidate.place) for candidate in located_items if len(candidate.path) == 1)
        problem = "several items are" if matches else "there is no item"
        hint = f"Items: {names}. The first line below item N is N/1." if names else ""
        raise NotFound(f"{document.number}: {problem} {place}.", hint)
    return matches[0]


def find_typed_item(document: Document, place: ItemPlace) -> LocatedItem:
    """Return an item by its name; `2.1` is also the first line below item 2 if no item is printed as 2.1.

    Raises:
        NotFound: if there is no such item.
    """
    try:
        return find_item(document, place)
    except NotFound as missing:
        number, dot, steps = place.number.partition(".")
        if not dot or place.places:
            raise
        try:
            return find_item(document, ItemPlace.parse(f"{number}/{steps.replace('.', '/')}"))
        except (NotFound, NotAValue):
            raise missing from None


def with_item(document: Document, located: LocatedItem, changed: Item) -> Document:
    """Return the document with an item replaced."""
    return replace(document, items=_replace_at(document.items, located.path, changed))


def _replace_at(items: tuple[Item, ...], way: tuple[int, ...], changed: Item) -> tuple[Item, ...]:
    index, *deeper = way
    if deeper:
        changed = items[index]._replace(subitems=_replace_at(items[index].subitems, tuple(deeper), changed))
    return (*items[:index], changed, *items[index + 1 :])
