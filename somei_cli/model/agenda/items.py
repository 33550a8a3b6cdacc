"""Add, number, move and withdraw the items of an agenda, and rename what names them by number."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple, TypeVar

from somei_cli.errors import NotANumber, NotAValue, Refused, WrongUsage
from somei_cli.model.agenda.item_match import match_items
from somei_cli.model.agenda.lifecycle import is_draft, printed_numbers, refuse_closed, refuse_frozen
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.item_refs import NAME_IN_TITLE, FollowUpName, ItemPlace, find_typed_item, locate_items, with_item
from somei_cli.model.items_and_follow_ups import (
    LEGISLATIVE_PART,
    Item,
    ItemKind,
    find_part,
    is_adoption,
    is_any_other_business,
)
from somei_cli.model.references import OutsideReference, Reference
from somei_cli.model.register.change import Change
from somei_cli.model.register.settings import LateNumbers
from somei_cli.model.register.snapshot import Snapshot


def find_top_item(agenda: Document, place: ItemPlace) -> Item:
    """Return a top item of an agenda.

    Raises:
        NotFound: if there is no item of that name.
        WrongUsage: if the name is that of a line below an item.
    """
    located = find_typed_item(agenda, place)
    if len(located.path) > 1:
        raise WrongUsage(
            f"{located.place} is a line below an item; only items are moved.", "Name an item, as 2 or 4 bis."
        )
    return located.item


def default_place(items: Sequence[Item], item: Item) -> int:
    """Return the default place of a new item, from 1: after the last item of its part, or before any other business."""
    part = find_part(item)
    for place, candidate in reversed(list(enumerate(items, start=1))):
        if part and find_part(candidate) == part and not is_any_other_business(candidate):
            return place + 1
    if part == LEGISLATIVE_PART:
        return next((place for place, candidate in enumerate(items) if not _is_before_parts(candidate)), len(items)) + 1
    return len(items) if items and is_any_other_business(items[-1]) else len(items) + 1


def _is_before_parts(item: Item) -> bool:
    """Return whether an item comes before both parts of a Council agenda: its adoption, and items without debate."""
    return is_adoption(item) or item.kind in {ItemKind.A, ItemKind.I}


def require_place(place: int, last: int) -> int:
    """Return the place, counted from 1.

    Raises:
        WrongUsage: if it does not exist.
    """
    if not 1 <= place <= last:
        raise WrongUsage(f"There is no place {place}.", f"Places run from 1 to {last}.")
    return place


UNNUMBERED = ""
"""The number of a new item that is still to get one; None means that the item is printed without a number."""

_LATIN = (
    "bis ter quater quinquies sexies septies octies nonies decies undecies duodecies terdecies quaterdecies "
    "quindecies sexdecies septdecies octodecies novodecies vicies"
).split()
_SUB_NUMBER = rf"(?P<main>.*\S) (?:{'|'.join(_LATIN)})|(?P<point>[^.]+)\.[0-9]+"
_FIGURES = r"[0-9]+"


def number_by_place(items: Iterable[Item]) -> tuple[Item, ...]:
    """Number the items of a first draft by their places; none is printed yet."""
    return tuple(item._replace(number=str(place)) for place, item in enumerate(items, start=1))


def number_late_items(items: Sequence[Item], printed: Collection[str], style: LateNumbers) -> tuple[Item, ...]:
    """Number new items among printed ones; a printed number stays with its item.

    A new item after all printed ones takes the next whole number. Any other takes a number below that of the item
    before it. No number is given that was ever printed.

    Raises:
        Refused: if a new item comes before the first, or no number is left below the item before it.
    """
    if not printed:
        # The page was printed without any numbers, so the new item gets none either.
        return tuple(item._replace(number=item.number or None) for item in items)
    used_numbers = set(printed)
    last_printed_index = max((index for index, item in enumerate(items) if item.number in printed), default=-1)
    numbered_items: list[Item] = []
    previous_number: str | None = None
    for index, item in enumerate(items):
        number = item.number
        if number is not None and number not in printed:
            number = _next_whole_number(used_numbers) if index > last_printed_index else None
            number = number or _number_below(previous_number, used_numbers, style)
            used_numbers.add(number)
        numbered_items.append(item._replace(number=number))
        previous_number = number or previous_number
    return tuple(numbered_items)


def _next_whole_number(used_numbers: Collection[str]) -> str | None:
    """Return the number after the highest one; None if no number begins with a digit."""
    numbers = [int(match[0]) for number in used_numbers if (match := re.match(_FIGURES, number, re.ASCII))]
    return str(max(numbers) + 1) if numbers else None


def _number_below(previous_number: str | None, used_numbers: Collection[str], style: LateNumbers) -> str:
    if previous_number is None:
        raise Refused("Nothing can stand before the first printed item.", "Choose a later place: --at 2")
    match = re.fullmatch(_SUB_NUMBER, previous_number, re.ASCII)
    main = (match["main"] or match["point"]) if match else previous_number
    if style is LateNumbers.POINT:
        candidates = [f"{main}.{ordinal}" for ordinal in range(1, len(used_numbers) + 2)]
    else:
        candidates = [f"{main} {word}" for word in _LATIN]
    free = next((number for number in candidates if number not in used_numbers), None)
    if free is None:
        hint = "Set late_items to “point” in somei.toml, which has no end, or choose another place."
        raise Refused(f"Item {main} has no number left below it.", hint)
    return free


def number_items(snapshot: Snapshot, agenda: Document, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with the numbers that they are, or will be, printed with.

    Those of an outcome keep the numbers of its agenda.
    """
    if agenda.agenda is None:
        return tuple(items)
    printed = printed_numbers(snapshot, agenda)
    if is_draft(agenda) and not printed:
        return number_by_place(items)
    return number_late_items(items, printed, snapshot.settings.late_items)


def make_item(
    title: str, sub_titles: Iterable[str], documents: Iterable[DocumentNumber], kind: ItemKind | None
) -> Item:
    """Make an item from what a clerk types; its number follows from its place."""
    lines = tuple(Item(title=sub_title) for sub_title in sub_titles)
    return Item(title, UNNUMBERED, kind, documents=tuple(dict.fromkeys(documents)), subitems=lines)


def add_item(snapshot: Snapshot, number: DocumentNumber, item: Item, chosen_place: int | None) -> Change:
    """Return the change that adds an item to an agenda, at a place from 1 or at its default place.

    On an issued agenda all printed numbers stay, and the item takes a number below that of the item before it.

    Raises:
        Refused: if the document is not an agenda, or the agenda is adopted or revised.
        WrongUsage: if the place does not exist.
    """
    agenda = snapshot.require(number)
    refuse_closed(snapshot, agenda)
    place = (
        default_place(agenda.items, item)
        if chosen_place is None
        else require_place(chosen_place, len(agenda.items) + 1)
    )
    items = list(agenda.items)
    items.insert(place - 1, item)
    puts = renumber_items(snapshot, agenda, items)
    printed = puts[0].items[place - 1].number
    return Change("agenda add-item", f"Put item {printed} on the agenda {number}", puts=puts)


def add_sub_item(snapshot: Snapshot, number: DocumentNumber, item: Item, parent_place: ItemPlace) -> Change:
    """Return the change that adds a line below an item of a draft, or below another line.

    Raises:
        Refused: if the document is not an agenda, or the agenda is issued.
        NotFound: if it has no such item.
    """
    agenda = snapshot.require(number)
    refuse_frozen(agenda)
    parent = find_typed_item(agenda, parent_place)
    line = item._replace(number=None)
    changed = with_item(agenda, parent, parent.item._replace(subitems=(*parent.item.subitems, line)))
    return Change("agenda add-item", f"Put a line under item {parent.place} of {number}", puts=(changed,))


def move_item(snapshot: Snapshot, number: DocumentNumber, moved_place: ItemPlace, new_place: int) -> Change:
    """Return the change that moves an item of a draft to another place, from 1; it keeps a printed number.

    Raises:
        Refused: if the document is not an agenda, or the agenda is issued.
        NotFound: if it has no such item.
        WrongUsage: if the place does not exist.
    """
    agenda = snapshot.require(number)
    refuse_frozen(agenda)
    item = find_top_item(agenda, moved_place)
    place = require_place(new_place, len(agenda.items))
    other_items = [candidate for candidate in agenda.items if candidate is not item]
    items = (*other_items[: place - 1], item, *other_items[place - 1 :])
    puts = renumber_items(snapshot, agenda, items)
    puts = puts if puts != (agenda,) else ()
    return Change("agenda move-item", f"Move item {item.number} of {number} to place {place}", puts=puts)


def withdraw_item(snapshot: Snapshot, number: DocumentNumber, place: ItemPlace, reason: str) -> Change:
    """Return the change that withdraws an item or a line: it keeps its place and number and is shown as withdrawn.

    Raises:
        Refused: if the item is withdrawn already, if the document is not an agenda, or if the agenda is adopted or
            revised.
        NotFound: if it has no such item.
    """
    agenda = snapshot.require(number)
    refuse_closed(snapshot, agenda)
    located = find_typed_item(agenda, place)
    if located.item.withdrawn:
        raise Refused(f"Item {located.place} of {number} has been withdrawn already.")
    changed = with_item(agenda, located, located.item._replace(withdrawn=True, reason=reason))
    summary = f"Withdraw item {located.place} from {number}"
    return Change("agenda withdraw-item", summary, puts=(changed,), reason=reason)


# ---- what names an item: references, follow-ups and waivers


class _NewNames(NamedTuple):
    """The new number of each item by its old number, None if the item is gone; and its new place by its old place."""

    numbers: Mapping[str, str | None]
    places: Mapping[ItemPlace, ItemPlace]


_OTHER_PLACE = "Choose a place where the item keeps its number."


def renumber_items(
    snapshot: Snapshot,
    agenda: Document,
    items: Sequence[Item],
    *,
    by_place: bool = False,
    way_out: str = _OTHER_PLACE,
) -> tuple[Document, ...]:
    """Return the agenda with these items, numbered, and the documents that must name its follow-ups by new names.

    References, waivers and names of follow-ups go with the item that they name. A reference of an item that is no
    longer among the items becomes one of the whole agenda.

    Args:
        snapshot: The family of the agenda; if its items have follow-ups, also the documents that may name these.
        agenda: As it is now.
        items: Those of the agenda that stay, the same objects, and new ones without a number.
        by_place: Number them by their places, whatever was printed.
        way_out: The hint if an issued document names a follow-up that would be renamed.

    Raises:
        Refused: if there is no number for an item, or an issued document names a follow-up that would be renamed.
    """
    changed = replace(agenda, items=number_by_place(items) if by_place else number_items(snapshot, agenda, items))
    indexes = {id(item): index for index, item in enumerate(items)}
    names = _compare_names(agenda, changed, [indexes.get(id(item)) for item in agenda.items])
    changed = _rename_follow_ups(_follow_numbers(changed, names.numbers), agenda.number, names.places)
    return changed, *_documents_with_new_names(snapshot, agenda, names.places, way_out)


def renumber_lines(
    snapshot: Snapshot, document: Document, changed: Document, *, way_out: str = _OTHER_PLACE
) -> tuple[Document, ...]:
    """Return a document whose items have other lines, and the documents that must name its follow-ups by new names.

    A line that stays is the same object in both versions.

    Raises:
        Refused: if an issued document names a follow-up that would be renamed.
    """
    new_places = {id(located.item): located.place for located in locate_items(changed)}
    places = {
        located.place: new_places[id(located.item)]
        for located in locate_items(document)
        if len(located.path) > 1 and new_places.get(id(located.item), located.place) != located.place
    }
    if not places:
        return (changed,)
    changed = _rename_follow_ups(changed, document.number, places)
    return changed, *_documents_with_new_names(snapshot, document, places, way_out)


def follow_items(document: Document, other_version: Document, *, keeps_free_numbers: bool = True) -> Document:
    """Return a version of a document in which references and waivers name items as another version numbers them.

    Items are matched by their titles. A reference of an item that the other version lacks becomes one of the whole
    document. If it `keeps_free_numbers`, a number that no item has there stays, so that the check reports it.
    """
    items, other_items = document.items, other_version.items
    if items == other_items or not (document.references or document.outside_references or document.waive):
        return document
    new_indexes = {id(item): index for index, item in enumerate(other_items)}
    old_indexes = {id(item): index for index, item in enumerate(items)}
    pairs: list[int | None] = [None] * len(items)
    for match in match_items(items, other_items):
        for item in match.earlier if match.later else ():
            pairs[old_indexes[id(item)]] = new_indexes[id(match.later[0])]
    numbers = _compare_names(document, other_version, pairs).numbers
    if keeps_free_numbers:
        used_numbers = {item.number for item in other_items}
        numbers = {old: old if new is None and old not in used_numbers else new for old, new in numbers.items()}
    return _follow_numbers(document, numbers)


def _compare_names(before: Document, after: Document, new_indexes: Sequence[int | None]) -> _NewNames:
    """Return the new names of the items that have a new index in the later version."""
    old_places, new_places = (
        [located.place for located in locate_items(document) if len(located.path) == 1] for document in (before, after)
    )
    numbers: dict[str, str | None] = {}
    places: dict[ItemPlace, ItemPlace] = {}
    for index, (item, new_index) in enumerate(zip(before.items, new_indexes, strict=True)):
        if item.number:
            # Of two items with one number, written by hand, references mean the first.
            numbers.setdefault(item.number, None if new_index is None else after.items[new_index].number)
        if new_index is not None:
            places[old_places[index]] = new_places[new_index]
    return _NewNames(numbers, places)


AnyReference = TypeVar("AnyReference", Reference, OutsideReference)


def _follow_numbers(document: Document, numbers: Mapping[str, str | None]) -> Document:
    """Return the document with references and waivers that name items by their new numbers.

    A waiver that was given for texts of a removed item alone is removed with it.
    """
    waivers = ((code, reason, _follow_in_waiver(reason, numbers)) for code, reason in document.waive)
    return replace(
        document,
        references=_follow_in_references(document.references, numbers),
        outside_references=_follow_in_references(document.outside_references, numbers),
        waive=tuple((code, new_reason) for code, reason, new_reason in waivers if new_reason or not reason),
    )


def _follow_in_references(
    references: Sequence[AnyReference], numbers: Mapping[str, str | None]
) -> tuple[AnyReference, ...]:
    """Return the references with new numbers; one that has become the same as another is left out."""
    unmoved: list[AnyReference] = [reference for reference in references if reference.item not in numbers]
    followed: list[AnyReference] = []
    for reference in references:
        if reference.item is None or reference.item not in numbers:
            followed.append(reference)
            continue
        moved = reference._replace(item=numbers[reference.item])
        if moved.item == reference.item or moved not in (*unmoved, *followed):
            followed.append(moved)
    return tuple(followed)


_PLACE_IN_WAIVER = r"(?<![\w.])items\.(?P<number>[^:,;]+?)\.(?=[a-z])"
"""The place of a text that only quotes a level, as the waiver names it: `items.2.title`."""

_PLACE = r"(?:items\.[^:,;]+|[a-z_][\w.]*)"
_PLACES = rf"{_PLACE}(?:, {_PLACE})*(?=: )"
_NEXT_REASON = rf"; (?={_PLACES})"


def _follow_in_waiver(reason: str, numbers: Mapping[str, str | None]) -> str:
    """Return the reason of a waiver with the new numbers of items, and without what was said of removed ones."""
    parts = (_without_removed_items(part, numbers) for part in re.split(_NEXT_REASON, reason))
    return re.sub(
        _PLACE_IN_WAIVER,
        lambda match: f"items.{numbers.get(match['number']) or match['number']}.",
        "; ".join(filter(None, parts)),
    )


def _without_removed_items(part: str, numbers: Mapping[str, str | None]) -> str:
    """Return `items.2.title, subject: As quoted` without the places of removed items; "" if all are removed."""
    match = re.match(_PLACES, part)
    if match is None:
        return part
    items = [(place, re.match(_PLACE_IN_WAIVER, place)) for place in match.group().split(", ")]
    places = [place for place, item in items if item is None or numbers.get(item["number"], "") is not None]
    return f"{', '.join(places)}{part[match.end() :]}" if places else ""


def _documents_with_new_names(
    snapshot: Snapshot, agenda: Document, places: Mapping[ItemPlace, ItemPlace], way_out: str
) -> Iterator[Document]:
    """Yield the other documents that name follow-ups of an agenda in titles, with the new names."""
    numbers = [document.number for document in snapshot.meeting_documents()] if agenda.has_follow_ups else []
    for document in map(snapshot.require, numbers):
        if document.number == agenda.number or document.status not in {Status.DRAFT, Status.ISSUED}:
            continue
        changed = _rename_follow_ups(document, agenda.number, places)
        if changed == document:
            continue
        if document.status is Status.ISSUED:
            names = (
                match["name"] for item in document.walk_items() for match in re.finditer(NAME_IN_TITLE, item.title)
            )
            name = next(name for name in names if _new_name(name, agenda.number, places) != name)
            raise Refused(
                f"{document.number} has been issued and names the follow-up {name}, which would get another number.",
                way_out,
            )
        yield changed


def _rename_follow_ups(document: Document, agenda: DocumentNumber, places: Mapping[ItemPlace, ItemPlace]) -> Document:
    """Return the document with new names of the agenda's follow-ups in the titles of its items."""
    if not any("#" in item.title for item in document.walk_items()):
        return document
    return replace(document, items=tuple(_with_new_names(item, agenda, places) for item in document.items))


def _with_new_names(item: Item, agenda: DocumentNumber, places: Mapping[ItemPlace, ItemPlace]) -> Item:
    title = re.sub(NAME_IN_TITLE, lambda match: f"({_new_name(match['name'], agenda, places)})", item.title)
    return item._replace(title=title, subitems=tuple(_with_new_names(line, agenda, places) for line in item.subitems))


def _new_name(typed: str, agenda: DocumentNumber, places: Mapping[ItemPlace, ItemPlace]) -> str:
    """Return the new name of a follow-up of the agenda; any other name as it is."""
    with suppress(NotAValue, NotANumber):
        name = FollowUpName.parse(typed)
        if name.document == agenda and name.place in places:
            return str(name._replace(place=places[name.place]))
        number, steps = name.place
        top, lines = (ItemPlace(number), steps) if number else (ItemPlace("", steps[:1]), steps[1:])
        new_top = places.get(top, top)
        if name.document == agenda and new_top != top:
            return str(name._replace(place=new_top._replace(places=(*new_top.places, *lines))))
    return typed
