"""Deciding on the items of an agenda: putting them on, moving them, withdrawing them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from somei_cli.errors import Refused, as_typed
from somei_cli.model.agenda_numbering import UNNUMBERED, by_place, with_late_numbers
from somei_cli.model.agenda_places import checked_place, top_item, usual_place
from somei_cli.model.agenda_states import is_draft, printed_numbers, refuse_closed, refuse_frozen
from somei_cli.model.changes import Change
from somei_cli.model.documents import Document, Status
from somei_cli.model.item_places import ItemPlace, find_item, with_item
from somei_cli.model.items import Item, ItemKind
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot


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
