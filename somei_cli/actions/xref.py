"""Recording cross-references: what one document says of another text."""

from collections.abc import Callable

from somei_cli.actions.act import Circumstances, act
from somei_cli.model.cross_references import add_reference, remove_reference
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ReferenceKind, Target
from somei_cli.model.register.change import Change, Receipt
from somei_cli.store.register.register import Register


def refer(
    register: Register,
    origin: DocumentNumber,
    to: Target,
    kind: ReferenceKind,
    item: str | None,
    how: Circumstances,
) -> Receipt:
    """Record that a document points to another text."""
    return _changing(register, origin, lambda d: add_reference(d, to, kind, item), how)


def refer_no_longer(
    register: Register,
    origin: DocumentNumber,
    to: Target,
    kind: ReferenceKind | None,
    how: Circumstances,
) -> Receipt:
    """Take off what a document says of another text."""
    return _changing(register, origin, lambda d: remove_reference(d, to, kind), how)


def _changing(
    register: Register,
    origin: DocumentNumber,
    decide: Callable[[Document], Change],
    how: Circumstances,
) -> Receipt:
    return act(register, lambda: register.family(origin), lambda before: decide(before.need(origin)), how)
