"""Deciding on cross-references: adding and removing what one document says of another text."""

from dataclasses import replace
from typing import TypeVar

from somei_cli.errors import NotFound, Refused, as_typed
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ExternalReference, OutsideReference, Reference, ReferenceKind, Target
from somei_cli.model.register.change import Change

T = TypeVar("T")


def add_reference(document: Document, to: Target, kind: ReferenceKind, item: str | None) -> Change:
    """Record that a document points to another text; nothing changes where it is recorded already.

    What follows a document or transmits one of the Commission stands in the header fields
    No. prev. doc. and No. Cion doc., everything else among the references.

    Raises:
        NotFound: where the document has no item of that number.
        Refused: where it would point to itself.
    """
    if to == document.number:
        raise Refused(f"{to} cannot refer to itself.")
    if item is not None and document.item(item) is None:
        raise NotFound(
            f"{document.number} has no item {item}.",
            "Items: " + ", ".join(i.number for i in document.items if i.number) if document.items else "",
        )
    changed = _added(document, to, kind, item)
    puts = (changed,) if changed != document else ()
    return Change("xref add", f"Refer from {document.number} to {_named(to)}", puts=puts)


def remove_reference(document: Document, to: Target, kind: ReferenceKind | None) -> Change:
    """Take off every record that a document points to this text, or those of one kind.

    Raises:
        NotFound: where there is none.
    """
    changed = _without(document, to, kind)
    if changed == document:
        raise NotFound(
            f"{document.number} does not refer to {to}.", f"See: somei xref list {as_typed(document.number)}"
        )
    return Change("xref remove", f"Refer no longer from {document.number} to {_named(to)}", puts=(changed,))


def _named(to: Target) -> str:
    """Outside texts are named by kind only: an address may tell more than a commit message should."""
    return str(to) if isinstance(to, DocumentNumber) else f"a text outside ({to.kind})"


def _added(document: Document, to: Target, kind: ReferenceKind, item: str | None) -> Document:
    if kind is ReferenceKind.COMMISSION and item is None:
        return replace(document, commission_documents=_with(document.commission_documents, to))
    if isinstance(to, ExternalReference):
        outside = OutsideReference(to, kind, item)
        return replace(document, outside_references=_with(document.outside_references, outside))
    if kind is ReferenceKind.PREVIOUS and item is None:
        return replace(document, previous_documents=_with(document.previous_documents, to))
    return replace(document, references=_with(document.references, Reference(to, kind, item)))


def _with(held: tuple[T, ...], new: T) -> tuple[T, ...]:
    return held if new in held else (*held, new)


def _without(document: Document, to: Target, kind: ReferenceKind | None) -> Document:
    changed = replace(
        document,
        references=tuple(r for r in document.references if r.to != to or kind not in {None, r.kind}),
        outside_references=tuple(r for r in document.outside_references if r.to != to or kind not in {None, r.kind}),
    )
    if kind in {None, ReferenceKind.PREVIOUS}:
        changed = replace(changed, previous_documents=tuple(n for n in changed.previous_documents if n != to))
    if kind in {None, ReferenceKind.COMMISSION}:
        changed = replace(changed, commission_documents=tuple(n for n in changed.commission_documents if n != to))
    return changed
