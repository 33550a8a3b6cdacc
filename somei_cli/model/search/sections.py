"""The sections of a document that the index knows by their words: told once, for what is kept and for what is asked."""

from functools import lru_cache

from somei_cli.model.document import Document
from somei_cli.model.query.field_texts import SUBJECT, texts_of
from somei_cli.model.query.spelling import words_of
from somei_cli.model.references import ExternalReference
from somei_cli.model.register.index_query import Section
from somei_cli.model.search.presence import cited_by

_words_of_name = lru_cache(4_096)(words_of)
"""Originators, addressees and codes recur."""


def sections_of(document: Document) -> dict[Section, tuple[tuple[str, ...], ...]]:
    """The words of each text, section by section; only words in a row in one text can be a phrase."""
    held: dict[Section, list[tuple[str, ...]]] = {section: [] for section in Section}
    for field, text in texts_of(document):
        held[_section_of(field)].append(words_of(text))
    for section, told in (
        (Section.ORIGINATOR, (document.originator or "",)),
        (Section.ADDRESSEE, (document.addressee or "",)),
        (Section.CITED, (to.text for to in cited_by(document) if isinstance(to, ExternalReference))),
        (Section.CODES, (entry.code.name for entry in document.subject_codes)),
    ):
        held[section].extend(map(_words_of_name, told))
    return {section: tuple(filter(None, texts)) for section, texts in held.items()}


def _section_of(field: str) -> Section:
    if field == SUBJECT:
        return Section.SUBJECT
    return Section.ITEMS if field.startswith("item") else Section.REST
