"""Add and remove the references of one document to other texts."""

from dataclasses import replace
from typing import TypeVar

from somei_cli.errors import NotFound, Refused, shell_word
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ExternalReference, OutsideReference, Reference, ReferenceKind, Target
from somei_cli.model.register.change import Change

T = TypeVar("T")


def add_reference(
    document: Document, to: Target, kind: ReferenceKind, item: str | None, languages: tuple[str, ...] = ()
) -> Change:
    """Return the change that records a reference; it is empty if the reference is recorded already.

    `languages` of a corrigendum are added to those that are recorded for it.

    A previous document or a Commission document goes into its header field (No. prev. doc., No. Cion doc.), every other
    reference among the references.

    Raises:
        NotFound: if the document has no item of that number.
        Refused: if the document would refer to itself.
    """
    if to == document.number:
        raise Refused(f"{to} cannot refer to itself.")
    if item is not None and document.item(item) is None:
        raise NotFound(
            f"{document.number} has no item {item}.",
            "Items: " + ", ".join(listed_item.number for listed_item in document.items if listed_item.number)
            if document.items
            else "",
        )
    changed = _with_reference(document, to, kind, item, languages)
    puts = (changed,) if changed != document else ()
    return Change("xref add", f"Add a reference of {document.number} to {_describe_target(to)}", puts=puts)


def remove_reference(document: Document, to: Target, kind: ReferenceKind | None) -> Change:
    """Return the change that removes every reference to this text, or those of one kind.

    Raises:
        NotFound: if there is no such reference.
    """
    changed = _without_reference(document, to, kind)
    if changed == document:
        raise NotFound(
            f"{document.number} does not refer to {to}.", f"See: somei xref list {shell_word(document.number)}"
        )
    summary = f"Remove the reference of {document.number} to {_describe_target(to)}"
    return Change("xref remove", summary, puts=(changed,))


def _describe_target(to: Target) -> str:
    """Name an external text by its kind only: an address may reveal more than a commit message should."""
    return str(to) if isinstance(to, DocumentNumber) else f"a text outside ({to.kind})"


def _with_reference(
    document: Document, to: Target, kind: ReferenceKind, item: str | None, languages: tuple[str, ...]
) -> Document:
    if kind is ReferenceKind.COMMISSION and item is None:
        return replace(document, commission_documents=_with_value(document.commission_documents, to))
    if isinstance(to, ExternalReference):
        outside = OutsideReference(to, kind, item)
        return replace(document, outside_references=_with_value(document.outside_references, outside))
    if kind is ReferenceKind.PREVIOUS and item is None:
        return replace(document, previous_documents=_with_value(document.previous_documents, to))
    for index, reference in enumerate(document.references):
        if (reference.to, reference.kind, reference.item) == (to, kind, item):
            united = reference._replace(languages=tuple(dict.fromkeys((*reference.languages, *languages))))
            return replace(
                document, references=(*document.references[:index], united, *document.references[index + 1 :])
            )
    return replace(document, references=(*document.references, Reference(to, kind, item, languages)))


def _with_value(values: tuple[T, ...], value: T) -> tuple[T, ...]:
    return values if value in values else (*values, value)


def _without_reference(document: Document, to: Target, kind: ReferenceKind | None) -> Document:
    changed = replace(
        document,
        references=tuple(
            reference for reference in document.references if reference.to != to or kind not in {None, reference.kind}
        ),
        outside_references=tuple(
            reference
            for reference in document.outside_references
            if reference.to != to or kind not in {None, reference.kind}
        ),
    )
    if kind in {None, ReferenceKind.PREVIOUS}:
        changed = replace(
            changed, previous_documents=tuple(previous for previous in changed.previous_documents if previous != to)
        )
    if kind in {None, ReferenceKind.COMMISSION}:
        changed = replace(
            changed, commission_documents=tuple(previous for previous in changed.commission_documents if previous != to)
        )
    return changed
