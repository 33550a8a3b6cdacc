"""The part of the cross-references that is drawn: walked from one document, by families, only so many texts.

Lines between texts, as cross-references draw them.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from somei_cli.errors import NumberUnknown
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ReferenceKind, Target
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot


class Link(NamedTuple):
    """One document points to another text."""

    origin: DocumentNumber
    to: Target
    kind: ReferenceKind
    item: str | None = None


def links_from(document: Document) -> tuple[Link, ...]:
    """Everything a document points to, from whichever field, Council documents first."""
    inside = tuple(Link(document.number, r.to, r.kind, r.item) for r in document.pointing())
    commission = tuple(
        Link(document.number, to, ReferenceKind.COMMISSION)
        for to in document.commission_documents
        if not isinstance(to, DocumentNumber)
    )
    outside = tuple(Link(document.number, r.to, r.kind, r.item) for r in document.outside_references)
    return (*inside, *commission, *outside)


def links_to(snapshot: Snapshot, number: DocumentNumber) -> tuple[Link, ...]:
    """Everything that points to a document."""
    return tuple(Link(d.number, number, r.kind, r.item) for d, r in snapshot.citing(number))


def links_of(snapshot: Snapshot, number: DocumentNumber) -> tuple[Link, ...]:
    """What a document points to, then what points to it.

    Raises:
        NumberUnknown: where neither the document nor a reference to it is here.
    """
    document = snapshot.get(number)
    incoming = links_to(snapshot, number)
    if document is None and not incoming:
        raise NumberUnknown(number, (d.number for d in snapshot.family(number)))
    return (*(links_from(document) if document else ()), *incoming)


class Direction(StrEnum):
    """Which links are walked from a document: of those that point to it, of those it points to, or all."""

    TO = "to"
    FROM = "from"
    BOTH = "both"


class Collapse(StrEnum):
    """What becomes one node."""

    NONE = "none"
    FAMILY = "family"


class DrawnLinks(NamedTuple):
    """The links that are drawn, and how many texts and links were left out."""

    links: tuple[Link, ...]
    texts: int = 0
    others: int = 0


def walk(snapshot: Snapshot, around: DocumentNumber | None, depth: int, direction: Direction) -> tuple[Link, ...]:
    """Every link of the register, or those that can be walked from one document in so many steps, nearest first.

    Raises:
        NumberUnknown: where neither the document nor a reference to it is here.
    """
    if around is None:
        return tuple(link for document in snapshot.outlined(Selection()) for link in links_from(document))
    links_of(snapshot, around)
    found: dict[Link, None] = {}
    reached: set[DocumentNumber] = set()
    edge = {around}
    for _ in range(depth):
        fresh = [link for number in sorted(edge) for link in _touching(snapshot, number, direction)]
        found.update(dict.fromkeys(fresh))
        reached |= edge
        edge = {n for link in fresh for n in (link.origin, link.to) if isinstance(n, DocumentNumber)} - reached
        if not edge:
            break
    return tuple(found)


def _touching(snapshot: Snapshot, number: DocumentNumber, direction: Direction) -> tuple[Link, ...]:
    document = snapshot.get(number)
    forth = links_from(document) if document and direction is not Direction.TO else ()
    return (*forth, *(links_to(snapshot, number) if direction is not Direction.FROM else ()))


def by_families(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links between families: each stands under its first issue, and what is inside one is gone."""
    joined = (Link(link.origin.base, _family(link.to), link.kind) for link in links)
    return tuple(dict.fromkeys(link for link in joined if link.origin != link.to))


def _family(text: Target) -> Target:
    return text.base if isinstance(text, DocumentNumber) else text


def texts_of(links: Iterable[Link]) -> tuple[Target, ...]:
    """Every text at an end of a link, in order of appearance."""
    return tuple(dict.fromkeys(end for link in links for end in (link.origin, link.to)))


def keep(links: tuple[Link, ...], most: int | None, around: DocumentNumber | None) -> DrawnLinks:
    """At most so many texts: the nearest to the document, or without one those with most links."""
    texts = texts_of(links)
    if most is None or len(texts) <= most:
        return DrawnLinks(links)
    if around:
        ranked = dict.fromkeys((around, *texts))
    else:
        busy = Counter(end for link in links for end in (link.origin, link.to))
        ranked = dict.fromkeys(text for text, _ in busy.most_common())
    chosen = set(list(ranked)[:most])
    kept = tuple(link for link in links if link.origin in chosen and link.to in chosen)
    return DrawnLinks(kept, len(texts) - len(texts_of(kept)), len(links) - len(kept))
