"""The parts of a document with the key path of each: items, references, follow-ups, every text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.model.items import FollowUp, Item
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.text.codec import to_table
from somei_cli.text.places import KeyPath


@dataclass(frozen=True, slots=True)
class Part:
    """An item or sub-item; `top` is the item of the first level that it belongs to, `name` is for messages."""

    at: KeyPath
    item: Item
    top: Item
    name: str


def items(document: Document) -> Iterator[Part]:
    """Every item and sub-item, in printed order."""
    for index, item in enumerate(document.items):
        name = f"item {item.number}" if item.number else f"the item at place {index + 1}"
        yield from _below(("items", index), item, item, name)


def _below(at: KeyPath, item: Item, top: Item, name: str) -> Iterator[Part]:
    yield Part(at, item, top, name)
    for index, sub in enumerate(item.subitems):
        yield from _below((*at, "subitems", index), sub, top, f"{name}, sub-item {sub.number or index + 1}")


def follow_ups(document: Document) -> Iterator[tuple[KeyPath, FollowUp, str]]:
    """Every promise with its name: number of the item, and its place among all promises of that item."""
    counts: dict[int, int] = {}
    for part in items(document):
        for index, promise in enumerate(part.item.follow_ups):
            place = counts[id(part.top)] = counts.get(id(part.top), 0) + 1
            yield (*part.at, "follow_ups", index), promise, f"follow-up {part.top.number or '?'}.{place}"


def pointers(document: Document) -> Iterator[tuple[KeyPath, Reference]]:
    """Every Council document that this one points to, from whichever field, as written there."""
    for index, number in enumerate(document.previous_documents):
        yield ("previous_documents", index), Reference(number, ReferenceKind.PREVIOUS)
    for index, target in enumerate(document.commission_documents):
        if isinstance(target, DocumentNumber):
            yield ("commission_documents", index), Reference(target, ReferenceKind.COMMISSION)
    for index, reference in enumerate(document.references):
        yield ("references", index), reference
    for part in items(document):
        for index, number in enumerate(part.item.documents):
            yield (*part.at, "documents", index), Reference(number, ReferenceKind.CITES, part.top.number)


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
