"""Record references from one document to another text."""

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.model import reference_edits
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ReferenceKind, Target
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.register.register import Register


def add_reference(
    register: Register,
    origin: DocumentNumber,
    to: Target,
    kind: ReferenceKind,
    item: str | None,
    languages: tuple[str, ...],
    circumstances: Circumstances,
) -> Receipt:
    """Record that a document refers to another text."""

    def decide(before: Snapshot) -> Change:
        return reference_edits.add_reference(before.require(origin), to, kind, item, languages)

    return carry_out(register, origin, decide, circumstances)


def remove_reference(
    register: Register,
    origin: DocumentNumber,
    to: Target,
    kind: ReferenceKind | None,
    circumstances: Circumstances,
) -> Receipt:
    """Remove what a document says of another text."""

    def decide(before: Snapshot) -> Change:
        return reference_edits.remove_reference(before.require(origin), to, kind)

    return carry_out(register, origin, decide, circumstances)
