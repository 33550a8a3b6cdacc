"""The rows that the index keeps of a document for those who ask from the other end."""

from somei_cli.model.documents import Document
from somei_cli.model.references import ReferenceKind
from somei_cli.store.lookup.keys import key_of

KINDS = tuple(ReferenceKind)
"""The index keeps the place of a kind among these."""
REVISED = len(KINDS)
"""As a kind: the agenda that another one revises, which is no reference and yet looked at."""


def code_rows(document: Document) -> tuple[tuple[str, int, int, int, bool], ...]:
    """The codes of a document as rows; one in outline gives the same."""
    return tuple(
        (entry.code.name, document.number.year, entry.serial or 0, ordinal, document.entry_for(entry.code) is entry)
        for ordinal, entry in enumerate(document.subject_codes)
    )


def reference_rows(document: Document) -> tuple[tuple[str, int, str], ...]:
    """What a document points to as rows; one in outline gives the same."""
    revised = document.agenda.revises if document.agenda else None
    rows = ((key_of(one.to), KINDS.index(one.kind), one.item or "") for one in document.pointing())
    return (*rows, *([(key_of(revised), REVISED, "")] if revised else []))
