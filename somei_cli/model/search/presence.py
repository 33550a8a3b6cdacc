"""What a document has and what it is without, as a search may ask for it."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from somei_cli.model.document import Document
from somei_cli.model.references import Target

Holds = Callable[[Document], bool]


class Companion(StrEnum):
    """What a document may lack: items or references of its own, or another document of its meeting."""

    AGENDA = "agenda"
    OUTCOME = "outcome"
    REFERENCES = "references"
    ITEMS = "items"


FIELDS: dict[str, Holds] = {
    "type": lambda d: bool(d.type),
    "subject": lambda d: bool(d.subject),
    "date": lambda d: d.date is not None,
    "place": lambda d: bool(d.place),
    "languages": lambda d: bool(d.languages),
    "marking": lambda d: d.marking is not None,
    "codes": lambda d: bool(d.subject_codes),
    "serial": lambda d: all(entry.serial is not None for entry in d.subject_codes),
    "from": lambda d: bool(d.originator),
    "to": lambda d: bool(d.addressee),
    "meeting": lambda d: d.meeting is not None,
    "body": lambda d: bool(d.meeting and d.meeting.body),
    "source": lambda d: d.source is not None,
    "note": lambda d: bool(d.note),
}
"""The fields that can be asked for as missing, and when a document has them."""

ABSENT = (*FIELDS, "references", "items")
"""What a document may be without, and the index knows of it."""


def cited_by(document: Document) -> Iterator[Target]:
    """Every text that a document refers to, of the Council and from outside."""
    yield from (reference.to for reference in document.pointing())
    yield from (reference.to for reference in document.outside_references)
    yield from document.commission_documents
    yield from document.interinstitutional_files


def absent_from(document: Document) -> Iterator[str]:
    """What the document is without."""
    yield from (field for field, holds in FIELDS.items() if not holds(document))
    if next(cited_by(document), None) is None:
        yield "references"
    if not document.items:
        yield "items"
