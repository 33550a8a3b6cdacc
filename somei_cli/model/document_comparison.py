"""Compare two documents: what they are to each other, and in which items and references they differ."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from somei_cli.model.agenda.item_match import ItemMatch, MatchKind, match_items
from somei_cli.model.document import Document, relation_words
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.references import OutsideReference, Reference


class DocumentRelation(NamedTuple):
    """What two documents are to each other, in words, and which is the newer; None if nothing tells it."""

    words: str
    newer: DocumentNumber | None

    def __str__(self) -> str:
        if self.newer is None:
            return f"{self.words}; no date says which is the newer."
        return f"{self.words}; {self.newer} is the newer."


class DocumentComparison(NamedTuple):
    """Two documents, as they were named, and what differs; a difference has the value of the first, then the second.

    `items` are the items that differ, `references` are named by their kind, and `texts` by the item that has them.
    """

    first: DocumentNumber
    second: DocumentNumber
    relation: DocumentRelation
    fields: tuple[Difference, ...] = ()
    items: tuple[ItemMatch, ...] = ()
    texts: tuple[Difference, ...] = ()
    references: tuple[Difference, ...] = ()


def compare_with(first: Document, second: Document, fields: tuple[Difference, ...]) -> DocumentComparison:
    """Return the comparison of two documents; `fields` are the differences outside of items and references."""
    matches = match_items(first.items, second.items)
    return DocumentComparison(
        first.number,
        second.number,
        relate_documents(first, second),
        fields,
        tuple(match for match in matches if match.kind is not MatchKind.SAME or match.moved or match.changed_fields),
        tuple(difference for match in matches for difference in _compare_texts(match)),
        tuple(_compare_references(first, second)),
    )


# ---- the relation


def relate_documents(first: Document, second: Document) -> DocumentRelation:
    """Return what two documents are to each other: by their numbers, else by what one says of the other."""
    return DocumentRelation(_describe_relation(first, second), _find_newer(first, second))


def _describe_relation(first: Document, second: Document) -> str:
    pairs = ((first, second), (second, first))
    for this, base in pairs:
        if this.number.suffixes and this.number.parent == base.number:
            return f"{this.number} {relation_words(this.number)} {base.number}"
    for this, base in pairs:
        if this.agenda and this.agenda.revises == base.number:
            return f"The agenda {this.number} revises {base.number}"
    if first.number.base == second.number.base:
        return f"{first.number} and {second.number} are of one family, {first.number.base}"
    for this, base in pairs:
        for link in this.all_references():
            if link.to == base.number:
                return f"{this.number} {link.kind.forward_words} {base.number}"
    return f"{first.number} and {second.number} have no relation in the register"


def _find_newer(first: Document, second: Document) -> DocumentNumber | None:
    """Return the newer document: of a family by the numbers if both replace each base, else by the dates."""
    numbers = (first.number, second.number)
    for this, base in (numbers, numbers[::-1]):
        if this.suffixes and this.parent == base:
            return this
    if numbers[0].base == numbers[1].base and all(number.is_main_text for number in numbers):
        return max(numbers, key=lambda number: number.revision)
    dates: list[date] = [document.date for document in (first, second) if document.date]
    if len(dates) < len(numbers) or dates[0] == dates[1]:
        return None
    return numbers[0] if dates[0] > dates[1] else numbers[1]


# ---- the texts of items, and the references


_TEXTS = {"summary": "text", "result": "result"}


def _compare_texts(match: ItemMatch) -> Iterator[Difference]:
    """Yield what differs in the texts of an item that both documents have, and in those of the lines below it."""
    if len(match.earlier) != 1 or len(match.later) != 1:
        return
    (earlier,), (later,) = match.earlier, match.later
    yield from _compare_texts_of(f"item {later.number or earlier.number or f'“{later.title}”'}", earlier, later)


def _compare_texts_of(name: str, earlier: Item, later: Item) -> Iterator[Difference]:
    for attribute, word in _TEXTS.items():
        before, after = getattr(earlier, attribute), getattr(later, attribute)
        if before != after:
            yield Difference(f"{name}, {word}", before, after)
    before, after = ([follow_up.what for follow_up in item.follow_ups] for item in (earlier, later))
    if before != after:
        yield Difference(f"{name}, follow-ups", before or None, after or None)
    for line in match_items(earlier.subitems, later.subitems):
        # Lines that come and go are a change of the item.
        if len(line.earlier) == len(line.later) == 1:
            yield from _compare_texts_of(f"{name}, “{line.later[0].title}”", line.earlier[0], line.later[0])


def _compare_references(first: Document, second: Document) -> Iterator[Difference]:
    """Yield the references that only one document makes, or that it makes in another item."""
    before, after = _list_references(first), _list_references(second)
    own = {first.number, second.number}
    for key in dict.fromkeys([*before, *after]):
        (words, target), old, new = key, before.get(key), after.get(key)
        if old != new and target not in map(str, own):
            yield Difference(words, *(None if items is None else _on_items(target, items) for items in (old, new)))


def _list_references(document: Document) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the items in which a document refers to something, by the kind of the reference and what it is to."""
    items_by_key: dict[tuple[str, str], tuple[str, ...]] = {}
    references: tuple[Reference | OutsideReference, ...] = (*document.references, *document.outside_references)
    for reference in references:
        key = (reference.kind.forward_words, str(reference.to))
        items_by_key[key] = (*items_by_key.get(key, ()), *((reference.item,) if reference.item else ()))
    return items_by_key


def _on_items(target: str, items: tuple[str, ...]) -> str:
    return f"{target} (item {', '.join(items)})" if items else target
