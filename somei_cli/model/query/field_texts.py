"""The searchable texts of a document by section and field, and where in them a search found something."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.query.normalised_text import WORD, PlainText, fold_text

SUBJECT = "subject"
NUMBER = "number"
CODES = "codes"


class Section(StrEnum):
    """A group of texts of a document: those of one rank, or a field that a condition searches."""

    SUBJECT = "subject"
    ITEMS = "items"
    REST = "rest"
    ORIGINATOR = "originator"
    ADDRESSEE = "addressee"
    CITED = "cited"
    CODES = "codes"


TEXTS = (Section.SUBJECT, Section.ITEMS, Section.REST)
"""The sections in which a word without a condition is searched."""


class TextPlace(NamedTuple):
    """A stretch of one text, by the index of the text; numbers and codes have indexes below 0."""

    text_index: int
    start: int
    end: int


class Hit(NamedTuple):
    """What was found: the field, the lines of it that contain the match, and the position in these lines."""

    field: str
    text: str
    start: int
    end: int


def document_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every text of a document with its field: the subject, the items as printed, then remarks."""
    return ((name, text) for _, name, text in texts_with_sections(document))


def texts_with_sections(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield every text of a document as `document_texts` does, each after the section in which it is searched."""
    for section, attribute, called in _TEXT_FIELDS:
        value = getattr(document, attribute)
        if attribute == "items":
            for item in value:
                yield from ((section, name, text) for name, text in _texts_of_item(item, called))
        elif isinstance(value, tuple):
            yield from ((section, called, str(getattr(member, "to", member))) for member in value)
        elif value:
            yield section, called, value


_TEXT_FIELDS = tuple(
    ("rest" if field.searched == "cited" else field.searched, field.name, field.called)
    for field in DOCUMENT_FIELDS
    if field.searched in {"subject", "items", "rest", "cited"}
)
"""The section, the attribute and the name of each; what is cited is found by its words too."""


def _texts_of_item(item: Item, parent_name: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of an item. A part without a number bears the name of the item above it."""
    name = f"{parent_name} {item.number}" if item.number else parent_name
    yield name, item.title
    if item.by:
        yield f"{name} by", item.by
    if item.result:
        yield f"{name} result", item.result
    if item.summary:
        yield f"{name} summary", item.summary
    if item.reason:
        yield f"{name} reason", item.reason
    for follow_up in item.follow_ups:
        yield f"{name} follow-up", f"{follow_up.who}: {follow_up.what}" if follow_up.who else follow_up.what
    for part in item.subitems:
        yield from _texts_of_item(part, name)


class SearchableText:
    """The texts of a document in the forms that search terms need, each computed when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.texts = tuple(document_texts(document))

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The section of each text."""
        return tuple(section for section, _, _ in texts_with_sections(self.document))

    @cached_property
    def name_texts(self) -> tuple[tuple[str, str], ...]:
        """The number and the codes, which are found by value and not by their words."""
        codes = ((CODES, str(entry)) for entry in self.document.subject_codes)
        return ((NUMBER, str(self.document.number)), *codes)

    @cached_property
    def plain_text(self) -> str:
        """All texts as one, folded: a word that is not in it is in none."""
        return fold_text("\n".join(text for _, text in self.texts))

    @cached_property
    def words(self) -> frozenset[str]:
        """All words, folded."""
        return frozenset(WORD.findall(self.plain_text))

    @cached_property
    def plain_texts(self) -> tuple[PlainText, ...]:
        """Each text with its folded form."""
        return tuple(PlainText(text) for _, text in self.texts)

    def hit_at(self, place: TextPlace) -> Hit:
        """Return what is at a place, with the whole lines that it touches."""
        field, text = self.name_texts[place.text_index] if place.text_index < 0 else self.texts[place.text_index]
        first = text.rfind("\n", 0, place.start) + 1
        stop = text.find("\n", place.end)
        return Hit(field, text[first : stop if stop >= 0 else len(text)], place.start - first, place.end - first)
