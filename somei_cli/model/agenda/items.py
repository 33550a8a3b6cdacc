"""Deciding on the items of an agenda: putting them on, moving them, withdrawing them.

Where an item of an agenda is found, and where a new one goes.
The printed numbers of items: by place in a first draft, below a printed number for what comes later.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from somei_cli.errors import Refused, WrongUsage, as_typed
from somei_cli.model.agenda.lifecycle import is_draft, printed_numbers, refuse_closed, refuse_frozen
from somei_cli.model.document import Document, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace, find_item, with_item
from somei_cli.model.items import Item, ItemKind, is_adoption, is_any_other_business
from somei_cli.model.register.change import Change
from somei_cli.model.register.settings import LateNumbers
from somei_cli.model.register.snapshot import Snapshot


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


UNNUMBERED = ""
"""The number of an item that has just come and is to get one; None stands for an item that is printed without."""

_LATIN = (
    "bis ter quater quinquies sexies septies octies nonies decies undecies duodecies terdecies quaterdecies "
    "quindecies sexdecies septdecies octodecies novodecies vicies"
).split()
_SUB_NUMBER = rf"(?P<main>.*\S) (?:{'|'.join(_LATIN)})|(?P<point>[^.]+)\.[0-9]+"
_FIGURES = r"[0-9]+"


def by_place(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items of a first draft: nothing is printed yet, so their numbers follow from their places."""
    return tuple(item._replace(number=str(place)) for place, item in enumerate(items, start=1))


def with_late_numbers(items: Sequence[Item], printed: Collection[str], style: LateNumbers) -> tuple[Item, ...]:
    """Items that stand among printed ones: printed numbers stay wherever the item stands, the others follow from it.

    A new item behind all printed ones takes the next whole number, any other one a number below that of the item
    before it. No number is given that was ever printed.

    Raises:
        Refused: where a new item stands before the first, or where a number has no place left below it.
    """
    if not printed:
        # The page has no numbers at all, so the new item has none either.
        return tuple(item._replace(number=item.number or None) for item in items)
    taken = set(printed)
    last_printed = max((at for at, item in enumerate(items) if item.number in printed), default=-1)
    numbered: list[Item] = []
    before: str | None = None
    for at, item in enumerate(items):
        number = item.number
        if number is not None and number not in printed:
            number = _next_whole(taken) if at > last_printed else None
            number = number or _below(before, taken, style)
            taken.add(number)
        numbered.append(item._replace(number=number))
        before = number or before
    return tuple(numbered)


def _next_whole(taken: Collection[str]) -> str | None:
    """The number behind the highest one; None where no number begins with a figure."""
    figures = [int(found[0]) for number in taken if (found := re.match(_FIGURES, number, re.ASCII))]
    return str(max(figures) + 1) if figures else None


def _below(before: str | None, taken: Collection[str], style: LateNumbers) -> str:
    if before is None:
        raise Refused("Nothing can stand before the first printed item.", "Choose a later place: --at 2")
    found = re.fullmatch(_SUB_NUMBER, before, re.ASCII)
    main = (found["main"] or found["point"]) if found else before
    if style is LateNumbers.POINT:
        candidates = [f"{main}.{ordinal}" for ordinal in range(1, len(taken) + 2)]
    else:
        candidates = [f"{main} {word}" for word in _LATIN]
    free = next((number for number in candidates if number not in taken), None)
    if free is None:
        hint = "Set late_items to “point” in somei.toml, which has no end, or choose another place."
        raise Refused(f"Item {main} has no number left below it.", hint)
    return free


def make_item(title: str, subs: Iterable[str], documents: Iterable[DocumentNumber], kind: ItemKind | None) -> Item:
    """An item as a clerk gives it; its number follows from its place."""
    lines = tuple(Item(title=sub) for sub in subs)
    return Item(title, UNNUMBERED, kind, documents=tuple(dict.fromkeys(documents)), subitems=lines)


def add_item(snapshot: Snapshot, number: DocumentNumber, item: Item, at: int | None) -> Change:
    """Put an item on an agenda, at a place counted from 1; without one before any other business.

    A legislative item goes behind those of its part. On an issued agenda all numbers stay as they are printed and the
    item takes one below that of the item before it.

    Raises:
        Refused: where the agenda is adopted or revised, or is none.
        WrongUsage: where the place does not exist.
    """
    agenda = snapshot.need(number)
    refuse_closed(snapshot, agenda)
    place = usual_place(agenda.items, item) if at is None else checked_place(at, len(agenda.items) + 1)
    items = list(agenda.items)
    items.insert(place - 1, item)
    changed = replace(agenda, items=numbered(snapshot, agenda, items))
    printed = changed.items[place - 1].number
    return Change("agenda add-item", f"Put item {printed} on the agenda {number}", puts=(changed,))


def title_remarks(item: Item, items: Iterable[Item]) -> Iterator[str]:
    """A sentence if an item of this title stands more than once among the items of an agenda."""
    same = [held for held in items if not held.withdrawn and held.title.casefold() == item.title.casefold()]
    if len(same) > 1:
        yield f"items {' and '.join(str(held.number) for held in same)} have the same title"


def status_remarks(documents: Iterable[Document]) -> Iterator[str]:
    """A sentence for each document that no meeting can discuss."""
    for document in documents:
        if document.status in {Status.VOID, Status.WITHDRAWN}:
            yield f"{document.number} is {document.status}: somei show {as_typed(document.number)}"


def add_sub_item(snapshot: Snapshot, number: DocumentNumber, item: Item, under: ItemPlace) -> Change:
    """Put a line below an item of a draft, or below another line.

    Raises:
        Refused: where the agenda is issued, or is none.
        NotFound: where it has no such item.
    """
    agenda = snapshot.need(number)
    refuse_frozen(agenda)
    above = find_item(agenda, under)
    line = item._replace(number=None)
    changed = with_item(agenda, above, above.item._replace(subitems=(*above.item.subitems, line)))
    return Change("agenda add-item", f"Put a line under item {above.place} of {number}", puts=(changed,))


def move_item(snapshot: Snapshot, number: DocumentNumber, moved: ItemPlace, to: int) -> Change:
    """Move an item of a draft to another place, counted from 1; a number that was printed before goes with it.

    Raises:
        Refused: where the agenda is issued, or is none.
        NotFound: where it has no such item.
        WrongUsage: where the place does not exist.
    """
    agenda = snapshot.need(number)
    refuse_frozen(agenda)
    item = top_item(agenda, moved)
    place = checked_place(to, len(agenda.items))
    others = [one for one in agenda.items if one is not item]
    items = (*others[: place - 1], item, *others[place - 1 :])
    changed = replace(agenda, items=numbered(snapshot, agenda, items))
    puts = (changed,) if changed != agenda else ()
    return Change("agenda move-item", f"Move item {item.number} of {number} to place {place}", puts=puts)


def withdraw_item(snapshot: Snapshot, number: DocumentNumber, withdrawn: ItemPlace, reason: str) -> Change:
    """Withdraw an item or a line: it stays on the page with its number and is shown as withdrawn.

    Raises:
        Refused: where it is withdrawn already; where the agenda is adopted or revised, or is none.
        NotFound: where it has no such item.
    """
    agenda = snapshot.need(number)
    refuse_closed(snapshot, agenda)
    held = find_item(agenda, withdrawn)
    if held.item.withdrawn:
        raise Refused(f"Item {held.place} of {number} has been withdrawn already.")
    changed = with_item(agenda, held, held.item._replace(withdrawn=True, reason=reason))
    summary = f"Withdraw item {held.place} from {number}"
    return Change("agenda withdraw-item", summary, puts=(changed,), reason=reason)


def numbered(snapshot: Snapshot, agenda: Document, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with the numbers that they are, or will be, printed with."""
    printed = printed_numbers(snapshot, agenda)
    if is_draft(agenda) and not printed:
        return by_place(items)
    return with_late_numbers(items, printed, snapshot.settings.late_items)
