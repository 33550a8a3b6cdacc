"""Edit items, remove those of a draft with what names them, and say what a clerk should know of a change of items."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from somei_cli.errors import FieldRefused, Refused, shell_word
from somei_cli.model.agenda.items import renumber_items, renumber_lines
from somei_cli.model.agenda.lifecycle import is_draft, printed_numbers, require_agenda
from somei_cli.model.document import AgendaState, Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.item_refs import (
    FollowUpName,
    ItemPlace,
    LocatedItem,
    find_item,
    find_typed_item,
    locate_items,
    with_item,
)
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.change import Change
from somei_cli.model.register.snapshot import Snapshot

TEXTS_OF_OUTCOME = {"summary": "text", "result": "result"}
"""The fields of an item that say what a meeting did with it, and what a clerk calls them."""


def edit_item(snapshot: Snapshot, number: DocumentNumber, place: ItemPlace, values: Mapping[str, Any]) -> Change:
    """Return the change that gives fields of an item of a draft other values; it is empty if they are the same.

    Raises:
        Refused: if the document is not a draft, or the item cannot have these values.
        NotFound: if it has no such item.
    """
    draft = snapshot.require(number)
    _require_draft(
        draft,
        f"Draft a revised agenda: somei agenda revise {shell_word(number)}",
        f"Correct it with: somei edit {shell_word(number)} --item {shell_word(place)} FIELD=VALUE",
    )
    located = find_typed_item(draft, place)
    changed = with_edited_item(draft, located, values)
    puts = renumber_lines(snapshot, draft, changed, way_out=_keep_lines_hint(number, located.place))
    return Change("agenda edit-item", f"Edit item {located.place} of {number}", puts=puts if changed != draft else ())


def _keep_lines_hint(number: DocumentNumber, place: ItemPlace) -> str:
    return f"Name all lines, in their order: somei agenda edit-item {shell_word(number)} {shell_word(place)} --sub TEXT"


def with_edited_item(document: Document, located: LocatedItem, values: Mapping[str, Any]) -> Document:
    """Return a document in which fields of an item, by the names of their attributes, have other values.

    Of new lines (`subitems`), one with the title of a line that the item has is that line, with all that it holds.

    Raises:
        Refused: for the text or the result of an item of an agenda, and for lines whose content would be lost.
    """
    refuse_texts_of_outcome(document, located, values)
    if "subitems" in values:
        values = {**values, "subitems": _merge_lines(document.number, located, values["subitems"])}
    return with_item(document, located, located.item._replace(**values))


def refuse_texts_of_outcome(document: Document, located: LocatedItem, values: Mapping[str, Any]) -> None:
    """Raise FieldRefused if an item of an agenda would get the text or the result of an outcome.

    Raises:
        FieldRefused: with the act that writes it, and where the first of these values is.
    """
    names = [name for name in TEXTS_OF_OUTCOME if values.get(name)]
    if document.agenda and names:
        lines = [step for index in located.path[1:] for step in ("subitems", index)]
        raise FieldRefused(
            f"{document.number} is an agenda, whose items have no "
            f"{' and no '.join(TEXTS_OF_OUTCOME[name] for name in names)}.",
            f"Write it into the outcome: somei agenda outcome {shell_word(document.number)} --number N",
            ("items", located.path[0], *lines, names[0]),
        )


def _merge_lines(number: DocumentNumber, located: LocatedItem, lines: Iterable[Item]) -> tuple[Item, ...]:
    """Return the new lines of an item, in which those that it has keep their content."""
    remaining = list(located.item.subitems)
    merged: list[Item] = []
    for line in lines:
        same_line = next((old for old in remaining if old.title == line.title), None)
        remaining = [old for old in remaining if old is not same_line]
        merged.append(same_line or line)
    for index, old in enumerate(located.item.subitems, start=1):
        if any(old is gone for gone in remaining) and old != Item(old.title):
            place = located.place._replace(places=(*located.place.places, index))
            raise Refused(
                f"The line {place} of {number} holds more than its title, and that would be lost.",
                f"Change its title first: somei agenda edit-item {shell_word(number)} {shell_word(place)} --title TEXT",
            )
    return tuple(merged)


def remove_item(snapshot: Snapshot, number: DocumentNumber, place: ItemPlace) -> Change:
    """Return the change that removes an item or a line of a draft; an agenda is numbered anew.

    References that the item makes become references of the whole document.

    Raises:
        Refused: if the document is not a draft, or if the item was printed or has follow-ups.
        NotFound: if it has no such item.
    """
    draft = snapshot.require(number)
    withdrawal = f"Withdraw it: somei agenda withdraw-item {shell_word(number)} {shell_word(place)} -m TEXT"
    correction = f"Record what came of it: somei edit {shell_word(number)} --item {shell_word(place)} result=TEXT"
    _require_draft(draft, withdrawal, correction)
    located = find_typed_item(draft, place)
    if draft.agenda and len(located.path) == 1 and located.item.number in printed_numbers(snapshot, draft):
        raise Refused(f"Item {located.place} of {number} has been printed, so it stays.", withdrawal)
    _refuse_follow_ups(draft, located, withdrawal)
    summary = f"Remove item {located.place} from {number}"
    if len(located.path) == 1:
        items = [item for item in draft.items if item is not located.item]
        puts = renumber_items(snapshot, draft, items, way_out=withdrawal)
    else:
        parent = find_item(draft, located.place._replace(places=located.place.places[:-1]))
        lines = tuple(line for line in parent.item.subitems if line is not located.item)
        changed = with_item(draft, parent, parent.item._replace(subitems=lines))
        puts = renumber_lines(snapshot, draft, changed, way_out=withdrawal)
    return Change("agenda remove-item", summary, puts=puts)


def _refuse_follow_ups(draft: Document, removed: LocatedItem, withdrawal: str) -> None:
    """Raise Refused if follow-ups are recorded on the item or below it: they are never deleted."""
    names = [
        str(FollowUpName(draft.number, located.place, ordinal))
        for located in locate_items(draft)
        if located.path[: len(removed.path)] == removed.path
        for ordinal in range(1, len(located.item.follow_ups) + 1)
    ]
    if names:
        count = "a follow-up, which stays" if len(names) == 1 else "follow-ups, which stay"
        number = shell_word(draft.number)
        undoing = f"Undo the act that recorded it, with its commit: somei history {number} --field items"
        raise Refused(
            f"Item {removed.place} of {draft.number} has {count}: {', '.join(names)}.",
            withdrawal if draft.agenda else undoing,
        )


def _require_draft(document: Document, if_printed: str, if_issued: str) -> None:
    """Raise Refused if a document is not a draft; the hints are for an issued agenda and for another issued document.

    Raises:
        Refused: with the act that does it.
    """
    if is_draft(document):
        return
    number = shell_word(document.number)
    if document.agenda is None:
        hint = if_issued if document.status is Status.ISSUED else f"Look at it: somei show {number}"
        raise Refused(f"{document.number} is {document.status}; this changes items of a draft.", hint)
    if require_agenda(document).state is AgendaState.ADOPTED:
        hint = f"Record what was different in the outcome: somei agenda outcome {number} --number N"
        raise Refused(f"The agenda {document.number} has been adopted; its items no longer change.", hint)
    raise Refused(f"The agenda {document.number} has been issued; its items no longer change.", if_printed)


# ---- remarks


def describe_same_titles(title: str, items: Iterable[Item]) -> Iterator[str]:
    """Yield a sentence if several items have this title."""
    same_titles = [
        other_item
        for other_item in items
        if not other_item.withdrawn and other_item.title.casefold() == title.casefold()
    ]
    if len(same_titles) > 1:
        yield f"items {' and '.join(str(other_item.number) for other_item in same_titles)} have the same title"


def describe_unusable_documents(documents: Iterable[Document]) -> Iterator[str]:
    """Yield a sentence for each document that is void or withdrawn, so that no meeting can discuss it."""
    for document in documents:
        if document.status in {Status.VOID, Status.WITHDRAWN}:
            yield f"{document.number} is {document.status}: somei show {shell_word(document.number)}"


def describe_references_of_whole(before: Document, removed: ItemPlace) -> Iterator[str]:
    """Yield a sentence for each reference that a removed item made, and that the whole document makes now."""
    located = find_typed_item(before, removed)
    if len(located.path) > 1 or not located.item.number:
        return
    targets = [
        *((reference.to, reference.kind) for reference in before.references if reference.item == located.item.number),
        *((link.to, link.kind) for link in before.outside_references if link.item == located.item.number),
    ]
    for target, kind in targets:
        yield (
            f"item {located.place} referred to {target}; now the whole document {before.number} does. To end that: "
            f"somei xref remove {shell_word(before.number)} {shell_word(target)} --kind {kind}"
        )
