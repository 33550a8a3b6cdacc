"""Lines between texts, as cross-references draw them, and the graph around a document."""

from collections.abc import Iterable
from dataclasses import dataclass

from somei_cli.errors import NumberUnknown
from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import ReferenceKind, Target
from somei_cli.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Link:
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


def graph(snapshot: Snapshot, around: DocumentNumber | None, depth: int) -> tuple[Link, ...]:
    """Every link of the register, or those that can be walked to from one document in `depth` steps."""
    if around is None:
        return tuple(link for document in snapshot for link in links_from(document))
    found: dict[Link, None] = {}
    reached: set[DocumentNumber] = set()
    edge: set[DocumentNumber] = {around}
    links_of(snapshot, around)
    for _ in range(depth):
        fresh = [link for number in sorted(edge) for link in _touching(snapshot, number)]
        found.update(dict.fromkeys(fresh))
        reached |= edge
        edge = _numbers(fresh) - reached
    return tuple(found)


def _touching(snapshot: Snapshot, number: DocumentNumber) -> tuple[Link, ...]:
    document = snapshot.get(number)
    return (*(links_from(document) if document else ()), *links_to(snapshot, number))


def _numbers(links: Iterable[Link]) -> set[DocumentNumber]:
    return {n for link in links for n in (link.origin, link.to) if isinstance(n, DocumentNumber)}
