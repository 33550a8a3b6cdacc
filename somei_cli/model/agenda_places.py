"""Where an item of an agenda is found, and where a new one goes."""

from collections.abc import Sequence

from somei_cli.errors import WrongUsage
from somei_cli.model.documents import Document
from somei_cli.model.item_places import ItemPlace, find_item
from somei_cli.model.items import Item, ItemKind, is_adoption, is_any_other_business


def top_item(agenda: Document, place: ItemPlace) -> Item:
    """An item that has a place of its own on the agenda.

    Raises:
        NotFound: where there is none of that name.
        WrongUsage: where a line below an item is named.
    """
    held = find_item(agenda, place)
    if len(held.way) > 1:
        raise WrongUsage(f"{held.place} is a line below an item; only items are moved.", "Name an item, as 2 or 4 bis.")
    return held.item


def usual_place(items: Sequence[Item], item: Item) -> int:
    """Behind the last legislative item for one of that part, else before the last any other business."""
    if item.legislative:
        part = [at for at, one in enumerate(items, start=1) if one.legislative and not is_any_other_business(one)]
        opening = next((at for at, one in enumerate(items) if not _opens(one)), len(items))
        return (part[-1] if part else opening) + 1
    return len(items) if items and is_any_other_business(items[-1]) else len(items) + 1


def _opens(item: Item) -> bool:
    """Whether it stands before both parts of a Council agenda: its adoption, and what needs no debate."""
    return is_adoption(item) or item.kind in {ItemKind.A, ItemKind.I}


def checked_place(place: int, last: int) -> int:
    """The place, counted from 1.

    Raises:
        WrongUsage: where it does not exist.
    """
    if not 1 <= place <= last:
        raise WrongUsage(f"There is no place {place}.", f"Places run from 1 to {last}.")
    return place
