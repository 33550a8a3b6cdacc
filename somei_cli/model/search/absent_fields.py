"""What a document has and what it lacks, and its words by section, both for the index and for a search."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache, partial

from somei_cli.model.document import Document
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.query.field_texts import Section, texts_with_sections
from somei_cli.model.query.normalised_text import split_words
from somei_cli.model.references import ExternalReference, Target

DocumentTest = Callable[[Document], bool]


class Companion(StrEnum):
    """What a document may lack: items or references of its own, or another document of its meeting."""

    AGENDA = "agenda"
    OUTCOME = "outcome"
    REFERENCES = "references"
    ITEMS = "items"


_PART_TESTS: dict[str, DocumentTest] = {
    "serial": lambda d: all(entry.serial is not None for entry in d.subject_codes),
    "body": lambda d: bool(d.meeting and d.meeting.body),
}


def _has(name: str, document: Document) -> bool:
    return bool(getattr(document, name))


FIELD_TESTS: dict[str, DocumentTest] = {
    word: _PART_TESTS[word] if part else partial(_has, field.name)
    for field in DOCUMENT_FIELDS
    for part, word in enumerate(field.missing)
}
"""The fields that a search can ask for as missing, each with a test whether a document has it."""

ABSENCES = (*FIELD_TESTS, "references", "items")
"""Everything that the index records as missing from a document."""


def cited_texts(document: Document) -> Iterator[Target]:
    """Yield every text to which a document refers, of the Council and external."""
    yield from (reference.to for reference in document.all_references())
    yield from (reference.to for reference in document.outside_references)
    yield from document.commission_documents
    yield from document.interinstitutional_files


def absent_fields(document: Document) -> Iterator[str]:
    """Yield what the document lacks."""
    yield from (field for field, holds in FIELD_TESTS.items() if not holds(document))
    if next(cited_texts(document), None) is None:
        yield "references"
    if not document.items:
        yield "items"


_words_of_name = lru_cache(4_096)(split_words)
"""Cached: originators, addressees and codes recur."""


def section_words(document: Document) -> dict[Section, tuple[tuple[str, ...], ...]]:
    """Return the words of each text, by section. A phrase must be within one text."""
    sections: dict[Section, list[tuple[str, ...]]] = {section: [] for section in Section}
    for section_name, _, text in texts_with_sections(document):
        sections[Section(section_name)].append(split_words(text))
    for section, texts in (
        (Section.ORIGINATOR, (document.originator or "",)),
        (Section.ADDRESSEE, (document.addressee or "",)),
        (Section.CITED, (to.text for to in cited_texts(document) if isinstance(to, ExternalReference))),
        (Section.CODES, (entry.code.name for entry in document.subject_codes)),
    ):
        sections[section].extend(map(_words_of_name, texts))
    return {section: tuple(filter(None, texts)) for section, texts in sections.items()}
