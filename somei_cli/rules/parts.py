"""The parts of a document with the key path of each: items, references, follow-ups, every text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.model.items import FollowUp, Item
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.text.codec import to_table
from somei_cli.text.fields import KeyPath


@dataclass(frozen=True, slots=True)
class Part:
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


def items(document: Document) -> Iterator[Part]:
    """Every item and sub-item, in printed order."""
    for index, item in enumerate(document.items):
        yield from _below(("items", index), item, item)


def _below(at: KeyPath, item: Item, top: Item) -> Iterator[Part]:
    yield Part(at, item, top)
    for index, sub in enumerate(item.subitems):
        yield from _below((*at, "subitems", index), sub, top)


def follow_ups(document: Document) -> Iterator[tuple[KeyPath, FollowUp, str]]:
    """Every promise with its name: number of the item, and its place among all promises of that item."""
    for index, top in enumerate(document.items):
        for place, (at, promise) in enumerate(_promises(("items", index), top), start=1):
            yield at, promise, f"follow-up {top.number or '?'}.{place}"


def _promises(at: KeyPath, item: Item) -> Iterator[tuple[KeyPath, FollowUp]]:
    for index, promise in enumerate(item.follow_ups):
        yield (*at, "follow_ups", index), promise
    for index, sub in enumerate(item.subitems):
        if sub.follow_ups or sub.subitems:
            yield from _promises((*at, "subitems", index), sub)


def pointers(document: Document) -> Iterator[tuple[KeyPath, Reference]]:
    """Every Council document that this one points to, from whichever field, as written there."""
    for index, number in enumerate(document.previous_documents):
        yield ("previous_documents", index), Reference(number, ReferenceKind.PREVIOUS)
    for index, target in enumerate(document.commission_documents):
        if isinstance(target, DocumentNumber):
            yield ("commission_documents", index), Reference(target, ReferenceKind.COMMISSION)
    for index, reference in enumerate(document.references):
        yield ("references", index), reference
    for index, top in enumerate(document.items):
        if top.documents or top.subitems:
            yield from _listed(("items", index), top, top.number)


def _listed(at: KeyPath, item: Item, top: str | None) -> Iterator[tuple[KeyPath, Reference]]:
    for index, number in enumerate(item.documents):
        yield (*at, "documents", index), Reference(number, ReferenceKind.CITES, top)
    for index, sub in enumerate(item.subitems):
        if sub.documents or sub.subitems:
            yield from _listed((*at, "subitems", index), sub, top)


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
