"""Traits: what a file, a document or a family must have, or lack, for a rule to report anything about it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from enum import Enum, auto
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from somei_cli.formats.register_paths import path_text_of
from somei_cli.model.document import LANGUAGES, Document
from somei_cli.model.document_number import DocumentNumber, Status, SuffixKind
from somei_cli.model.references import FOLLOWING, ReferenceKind
from somei_cli.rules.definition import text_features as looks
from somei_cli.rules.definition.document_parts import is_agenda

TraitTest = Callable[[Any], object]
"""Whether a subject has a trait; any true value means yes."""


class Trait(Enum):
    """A trait. A rule that names it reports nothing about a subject without it."""

    # Of a file
    UNREAD = auto()
    READ = auto()
    OTHER_PATH = auto()
    OUT_OF_FORM = auto()
    UNUSUAL_KEY = auto()
    UNSEEN_CHARACTER = auto()
    DECOMPOSED_LETTER = auto()
    LOOKALIKE = auto()
    DAMAGE = auto()
    STRAY_BLANK = auto()
    LETTER_BEHIND_FIGURE = auto()
    WRONG_ENCODING = auto()
    LEVEL_NAMED = auto()
    MARKUP = auto()

    # Of a document; a family has it if one of its members does
    LETTERED_SERIES = auto()
    SUFFIX = auto()
    UNUSUAL_SUFFIX = auto()
    NOT_ISSUED = auto()
    REASON = auto()
    NO_SUBJECT = auto()
    DATE = auto()
    DATE_IN_OTHER_YEAR = auto()
    NO_DATE = auto()
    FOREIGN_LANGUAGE = auto()
    MARKING = auto()
    CODE = auto()
    IRREGULAR_CODES = auto()
    NO_CODE = auto()
    PROCEDURE = auto()
    SOURCE = auto()
    DOUBT = auto()
    MEETING = auto()
    AGENDA = auto()
    LIFE_OF_AGENDA = auto()
    ACCESS = auto()
    POINTER = auto()
    IRREGULAR_POINTER = auto()
    PREDECESSOR = auto()
    AGENDA_REFERENCE = auto()
    COMMISSION_DOCUMENT = auto()
    OUTSIDE_REFERENCE = auto()
    ITEM_REFERENCE = auto()
    ITEM = auto()
    RESULT = auto()
    WITHDRAWAL = auto()
    FOLLOW_UP = auto()
    DATED_ACT = auto()

    # Of a document by the vocabulary: for rules about files and documents alone
    UNUSUAL_CODE = auto()
    UNLISTED_TYPE = auto()

    # Of a family
    SEVERAL_MEMBERS = auto()


def _names_documents(document: Document) -> object:
    """Whether it may refer to a Council document, in any field."""
    if document.references or document.previous_documents or document.commission_documents:
        return True
    return any(item.documents or item.subitems for item in document.items)


def _has_unusual_suffixes(document: Document) -> object:
    """Whether a number has several suffixes, or one that is not a revision, an addendum or a corrigendum."""
    suffixes = document.number.suffixes
    if not suffixes:
        return False
    kind, ordinal = suffixes[0]
    return len(suffixes) > 1 or not ordinal or kind not in _USUAL_SUFFIXES


_USUAL_SUFFIXES = frozenset({SuffixKind.REV, SuffixKind.ADD, SuffixKind.COR})


def _has_irregular_pointers(document: Document) -> object:
    """Whether a document names one twice, one of its own number, or one of a later year than its date."""
    numbers = _numbers_in(document)
    if not numbers:
        return False
    if len(numbers) > 1 and len(set(numbers)) < len(numbers):
        return True
    _, own, own_year, _ = document.number
    year = document.date.year if document.date else date.max.year
    for number in numbers:
        if isinstance(number, DocumentNumber):
            _, other, other_year, _ = number
            if other_year > year or (other == own and other_year == own_year):
                return True
    return False


def _has_irregular_codes(document: Document) -> object:
    """Whether a subject code has no serial, or is there twice."""
    codes = document.subject_codes
    if len(codes) == 1:
        return codes[0].serial is None
    return None in map(_serial_of, codes) or len(set(map(code_of, codes))) < len(codes)


def _numbers_in(document: Document) -> list[object]:
    """Return what a document points to, in any field; most documents point to nothing."""
    numbers: list[object] = []
    if document.previous_documents or document.commission_documents:
        numbers += (*document.previous_documents, *document.commission_documents)
    if document.references:
        numbers += [reference.to for reference in document.references]
    if document.outside_references:
        numbers += [reference.to for reference in document.outside_references]
    for top in document.items:
        numbers += top.documents
        if top.subitems:
            numbers += [number for item in top.walk() if item is not top for number in item.documents]
    return numbers


_serial_of, code_of = attrgetter("serial"), attrgetter("code")


def _refers_by_item(document: Document) -> object:
    """Whether a reference belongs to an item."""
    references, outside = document.references, document.outside_references
    return (references and any(map(_item_of, references))) or (outside and any(map(_item_of, outside)))


_item_of = attrgetter("item")


def _has_predecessor(document: Document) -> object:
    if document.previous_documents:
        return True
    return bool(document.references) and any(reference.kind in FOLLOWING for reference in document.references)


def _names_agenda(document: Document) -> object:
    return document.references and any(reference.kind is ReferenceKind.AGENDA for reference in document.references)


def _has_results(document: Document) -> object:
    """Whether an item has a result, or sub-items that may have one."""
    return any(item.result or item.summary or item.subitems for item in document.items)


def _has_withdrawals(document: Document) -> object:
    """Whether an item is withdrawn or gives a reason, or has sub-items that may."""
    return any(item.withdrawn or item.reason or item.subitems for item in document.items)


def _find_other_paths(files: looks.JoinedTexts) -> Collection[int]:
    """Return the files whose path is not that of their number."""
    return [
        position
        for position, entry in enumerate(files.entries)
        if entry.document and str(entry.path) != path_text_of(entry.document.number)
    ]


FILE_TRAITS: Mapping[Trait, Callable[[looks.JoinedTexts], Collection[int]]] = MappingProxyType(
    {
        Trait.UNREAD: lambda files: [position for position, entry in enumerate(files.entries) if entry.faults],
        Trait.READ: lambda files: [position for position, entry in enumerate(files.entries) if entry.document],
        Trait.OTHER_PATH: _find_other_paths,
        Trait.OUT_OF_FORM: looks.find_out_of_form,
        Trait.UNUSUAL_KEY: looks.find_unusual_keys,
        Trait.UNSEEN_CHARACTER: looks.find_unseen,
        Trait.DECOMPOSED_LETTER: looks.find_decomposed,
        Trait.LOOKALIKE: looks.find_lookalikes,
        Trait.DAMAGE: looks.find_damaged,
        Trait.STRAY_BLANK: looks.find_stray_blanks,
        Trait.LETTER_BEHIND_FIGURE: looks.find_letters_in_figures,
        Trait.WRONG_ENCODING: looks.find_wrong_encoding,
        Trait.LEVEL_NAMED: looks.find_level_names,
        Trait.MARKUP: looks.find_markup,
    }
)
"""What finds the files with a trait, by their positions."""

DOCUMENT_TRAITS: Mapping[Trait, TraitTest] = MappingProxyType(
    {
        Trait.LETTERED_SERIES: lambda document: document.number.series != "ST",
        Trait.SUFFIX: attrgetter("number.suffixes"),
        Trait.UNUSUAL_SUFFIX: _has_unusual_suffixes,
        Trait.NOT_ISSUED: lambda document: document.status is not Status.ISSUED,
        Trait.REASON: attrgetter("reason"),
        Trait.NO_SUBJECT: lambda document: not document.subject,
        Trait.DATE: attrgetter("date"),
        Trait.DATE_IN_OTHER_YEAR: lambda document: document.date and document.date.year != document.number.year,
        Trait.NO_DATE: lambda document: document.date is None,
        Trait.FOREIGN_LANGUAGE: lambda document: not LANGUAGES.issuperset(document.languages),
        Trait.MARKING: attrgetter("marking"),
        Trait.CODE: attrgetter("subject_codes"),
        Trait.IRREGULAR_CODES: _has_irregular_codes,
        Trait.NO_CODE: lambda document: not document.subject_codes,
        Trait.PROCEDURE: attrgetter("interinstitutional_files"),
        Trait.SOURCE: attrgetter("source"),
        Trait.DOUBT: attrgetter("doubts"),
        Trait.MEETING: attrgetter("meeting"),
        Trait.AGENDA: is_agenda,
        Trait.LIFE_OF_AGENDA: attrgetter("agenda"),
        Trait.ACCESS: attrgetter("access"),
        Trait.POINTER: _names_documents,
        Trait.IRREGULAR_POINTER: _has_irregular_pointers,
        Trait.PREDECESSOR: _has_predecessor,
        Trait.AGENDA_REFERENCE: _names_agenda,
        Trait.COMMISSION_DOCUMENT: lambda document: document.commission_documents or document.outside_references,
        Trait.OUTSIDE_REFERENCE: lambda document: (
            document.interinstitutional_files or document.commission_documents or document.outside_references
        ),
        Trait.ITEM_REFERENCE: _refers_by_item,
        Trait.ITEM: attrgetter("items"),
        Trait.RESULT: _has_results,
        Trait.WITHDRAWAL: _has_withdrawals,
        Trait.FOLLOW_UP: attrgetter("has_follow_ups"),
        Trait.DATED_ACT: lambda document: document.agenda or document.access or document.has_follow_ups,
    }
)


def _any_member(test: TraitTest, members: Iterable[Document]) -> bool:
    return any(map(test, members))


FAMILY_TRAITS: Mapping[Trait, TraitTest] = MappingProxyType(
    {
        Trait.SEVERAL_MEMBERS: lambda members: len(members) > 1,
        **{trait: partial(_any_member, test) for trait, test in DOCUMENT_TRAITS.items()},
    }
)
