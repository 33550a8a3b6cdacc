"""The parts of a document with the key path of each: items, references, follow-ups, every text."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from somei_cli.model.documents import Document
from somei_cli.model.followup_names import FollowUpName, named_follow_ups
from somei_cli.model.items import FollowUp, Item
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.text.codec import to_table
from somei_cli.text.fields import KeyPath


class ItemPart(NamedTuple):
    """An item or sub-item; `top` is the item of the first level that it belongs to."""

    at: KeyPath
    item: Item
    top: Item

    @property
    def name(self) -> str:
        """What messages call it: by its printed number, else by its place."""
        _, index, *below = self.at
        steps = [f"item {self.top.number}" if self.top.number else f"the item at place {int(index) + 1}"]
        steps += [f"sub-item {int(step) + 1}" for step in below if isinstance(step, int)]
        return ", ".join(steps)


def items(document: Document) -> Iterator[ItemPart]:
    """Every item and sub-item, in printed order."""
    for index, item in enumerate(document.items):
        yield from _below(("items", index), item, item)


def _below(at: KeyPath, item: Item, top: Item) -> Iterator[ItemPart]:
    yield ItemPart(at, item, top)
    for index, sub in enumerate(item.subitems):
        yield from _below((*at, "subitems", index), sub, top)


def follow_ups(document: Document) -> Iterator[tuple[KeyPath, FollowUp, FollowUpName]]:
    """Every promise with its name."""
    for name, held, promise in named_follow_ups(document):
        top, *below = held.way
        lines = (step for index in below for step in ("subitems", index))
        yield ("items", top, *lines, "follow_ups", name.ordinal - 1), promise, name


def pointers(document: Document) -> Iterator[tuple[KeyPath, Reference]]:
    """Every Council document that this one points to, from whichever field, as written there."""
    for index, number in enumerate(document.previous_documents):
        yield ("previous_documents", index), Reference(number, ReferenceKind.PREVIOUS)
    for index, target in enumerate(document.commission_documents):
        if isinstance(target, DocumentNumber):
            yield ("commission_documents", index), Reference(target, ReferenceKind.COMMISSION)
    for index, reference in enumerate(document.references):
        yield ("references", index), reference
    for paper in document.papers():
        yield paper.at, Reference(paper.number, ReferenceKind.CITES, paper.top)


def strings(document: Document) -> Iterator[tuple[KeyPath, str]]:
    """Every text of the document, as its file holds it."""
    yield from _strings((), to_table(document))


def _strings(at: KeyPath, value: Any) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _strings((*at, key), held)
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from _strings((*at, index), held)
