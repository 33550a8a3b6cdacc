"""Links between texts, and the part of them that is drawn: around one document, by families, up to a limit."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ReferenceKind, Target
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot


class Link(NamedTuple):
    """A reference of one document to another text."""

    origin: DocumentNumber
    to: Target
    kind: ReferenceKind
    item: str | None = None


def links_from(document: Document) -> tuple[Link, ...]:
    """Return every reference of a document, from whichever field, Council documents first."""
    inside = tuple(
        Link(document.number, reference.to, reference.kind, reference.item) for reference in document.all_references()
    )
    commission = tuple(
        Link(document.number, to, ReferenceKind.COMMISSION)
        for to in document.commission_documents
        if not isinstance(to, DocumentNumber)
    )
    outside = tuple(
        Link(document.number, reference.to, reference.kind, reference.item) for reference in document.outside_references
    )
    return (*inside, *commission, *outside)


def links_to(snapshot: Snapshot, number: DocumentNumber) -> tuple[Link, ...]:
    """Return every reference to a document."""
    return tuple(
        Link(citing.number, number, reference.kind, reference.item) for citing, reference in snapshot.citing(number)
    )


def links_of(snapshot: Snapshot, number: DocumentNumber) -> tuple[Link, ...]:
    """Return the references of a document, then the references to it.

    Raises:
        NumberUnknown: if the register has neither the document nor a reference to it.
    """
    document = snapshot.get(number)
    incoming = links_to(snapshot, number)
    if document is None and not incoming:
        raise snapshot.refuse_number(number)
    return (*(links_from(document) if document else ()), *incoming)


class Direction(StrEnum):
    """Which links are followed: those to a document, those from it, or both."""

    TO = "to"
    FROM = "from"
    BOTH = "both"


class Collapse(StrEnum):
    """What becomes one node of the graph."""

    NONE = "none"
    FAMILY = "family"


class DrawnLinks(NamedTuple):
    """The links that are drawn, and how many texts and links are left out."""

    links: tuple[Link, ...]
    hidden_texts: int = 0
    hidden_links: int = 0


def walk_links(snapshot: Snapshot, around: DocumentNumber | None, depth: int, direction: Direction) -> tuple[Link, ...]:
    """Return every link of the register, or those within `depth` steps of a document, nearest first.

    Raises:
        NumberUnknown: if the register has neither the document nor a reference to it.
    """
    if around is None:
        return tuple(link for document in snapshot.select_lazily(Selection()) for link in links_from(document))
    links_of(snapshot, around)
    links: dict[Link, None] = {}
    visited: set[DocumentNumber] = set()
    frontier = {around}
    for _ in range(depth):
        new_links = [link for number in sorted(frontier) for link in _links_around(snapshot, number, direction)]
        links.update(dict.fromkeys(new_links))
        visited |= frontier
        frontier = {
            number for link in new_links for number in (link.origin, link.to) if isinstance(number, DocumentNumber)
        } - visited
        if not frontier:
            break
    return tuple(links)


def _links_around(snapshot: Snapshot, number: DocumentNumber, direction: Direction) -> tuple[Link, ...]:
    document = snapshot.get(number)
    outgoing = links_from(document) if document and direction is not Direction.TO else ()
    return (*outgoing, *(links_to(snapshot, number) if direction is not Direction.FROM else ()))


def merge_families(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links between families, each under its first issue; links inside a family are left out."""
    family_links = (Link(link.origin.base, _family_of(link.to), link.kind) for link in links)
    return tuple(dict.fromkeys(link for link in family_links if link.origin != link.to))


def _family_of(text: Target) -> Target:
    return text.base if isinstance(text, DocumentNumber) else text


def linked_texts(links: Iterable[Link]) -> tuple[Target, ...]:
    """Return every text at an end of a link, in order of appearance."""
    return tuple(dict.fromkeys(end for link in links for end in (link.origin, link.to)))


def limit_texts(links: tuple[Link, ...], limit: int | None, around: DocumentNumber | None) -> DrawnLinks:
    """Return the links among at most `limit` texts: the nearest to a document, or without one those with most links."""
    texts = linked_texts(links)
    if limit is None or len(texts) <= limit:
        return DrawnLinks(links)
    if around:
        ranked = dict.fromkeys((around, *texts))
    else:
        link_counts = Counter(end for link in links for end in (link.origin, link.to))
        ranked = dict.fromkeys(text for text, _ in link_counts.most_common())
    chosen = set(list(ranked)[:limit])
    kept_links = tuple(link for link in links if link.origin in chosen and link.to in chosen)
    return DrawnLinks(kept_links, len(texts) - len(linked_texts(kept_links)), len(links) - len(kept_links))
