"""Where an item stands in a document, and how it is named: by its printed number, a line below it by its place."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, Self

from somei_cli.errors import NotAValue, NotFound
from somei_cli.model.document import Document
from somei_cli.model.items import Item

_PLACE = "its printed number, as 2 or 4 bis; 2/1 is the first line below it"
_MOST_FIGURES = 6


class ItemPlace(NamedTuple):
    """Where an item stands: the printed number of the item, then the places of the lines below it, from 1.

    An item that has no number of its own is named by its place alone: `/3`.
    """

    number: str
    places: tuple[int, ...] = ()

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a place: `2`, `4 bis`, `2/1`, `/3`.

        Raises:
            NotAValue: where it is none.
        """
        number, *steps = typed.strip().split("/")
        places = tuple(map(count, steps))
        if (not number.strip() and not places) or not all(places):
            raise NotAValue("an item", typed, _PLACE)
        return cls(number.strip(), places)

    def __str__(self) -> str:
        return "/".join((self.number, *map(str, self.places)))

    @property
    def loosely(self) -> tuple[str, tuple[int, ...]]:
        """As it is compared where nothing fits exactly: `4bis` and `4-BIS` are 4 bis."""
        return "".join(c for c in self.number.casefold() if c.isalnum() or c == ".").rstrip("."), self.places


def count(figures: str) -> int:
    """A number from 1; 0 for what is none."""
    plain = figures.isascii() and figures.isdigit() and len(figures) <= _MOST_FIGURES
    return int(figures) if plain and not figures.startswith("0") else 0


class ItemAt(NamedTuple):
    """An item or a line below one, with its name, and the way to it through the items."""

    place: ItemPlace
    item: Item
    way: tuple[int, ...]


def held_items(document: Document) -> Iterator[ItemAt]:
    """Every item and line, each under the one name that finds it."""
    taken: set[str] = set()
    for at, item in enumerate(document.items):
        number = item.number or ""
        place = ItemPlace(number) if _names(number) and number not in taken else ItemPlace("", (at + 1,))
        taken.add(number)
        yield from _below(ItemAt(place, item, (at,)))


def _names(number: str) -> bool:
    """Whether a printed number can stand in a name."""
    return bool(number) and number.isprintable() and number == number.strip() and not set(number) & set("/#")


def _below(held: ItemAt) -> Iterator[ItemAt]:
    yield held
    for at, sub in enumerate(held.item.subitems):
        place = held.place._replace(places=(*held.place.places, at + 1))
        yield from _below(ItemAt(place, sub, (*held.way, at)))


def find_item(document: Document, place: ItemPlace) -> ItemAt:
    """The item of a name.

    Raises:
        NotFound: naming the items that are there; or where several could be meant.
    """
    held = list(held_items(document))
    exactly = [one for one in held if one.place == place]
    found = exactly or [one for one in held if place.loosely[0] and one.place.loosely == place.loosely]
    if len(found) != 1:
        names = ", ".join(str(one.place) for one in held if len(one.way) == 1)
        why = "several items are" if found else "there is no item"
        hint = f"Items: {names}. The first line below item N is N/1." if names else ""
        raise NotFound(f"{document.number}: {why} {place}.", hint)
    return found[0]


def with_item(document: Document, held: ItemAt, changed: Item) -> Document:
    """The document with another item in the place of one of its own."""
    return replace(document, items=_put(document.items, held.way, changed))


def _put(items: tuple[Item, ...], way: tuple[int, ...], changed: Item) -> tuple[Item, ...]:
    at, *further = way
    if further:
        changed = items[at]._replace(subitems=_put(items[at].subitems, tuple(further), changed))
    return (*items[:at], changed, *items[at + 1 :])
