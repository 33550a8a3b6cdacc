"""Lines between texts, as cross-references draw them."""

from typing import NamedTuple

from somei_cli.errors import NumberUnknown
from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import ReferenceKind, Target
from somei_cli.model.snapshot import Snapshot


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
