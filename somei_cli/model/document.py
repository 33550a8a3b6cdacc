"""The register entry of one document with all its fields, the languages of the Union, and the members of a family."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document_number import DocumentNumber, Status, SuffixKind
from somei_cli.model.items_and_follow_ups import Item, have_follow_ups
from somei_cli.model.markings import Marking
from somei_cli.model.references import ExternalReference, OutsideReference, Reference, ReferenceKind

Extra = tuple[tuple[str, object], ...]
"""Keys that this version of somei does not know, kept so that a rewrite does not lose them."""


class AgendaState(StrEnum):
    """Whether a meeting has adopted the agenda."""

    PROVISIONAL = "provisional"
    ADOPTED = "adopted"


class AccessKind(StrEnum):
    """What happened to the access of a document; the marking as printed stays."""

    RELEASED = "released"
    PARTLY_RELEASED = "partly released"
    REFUSED = "refused"
    DECLASSIFIED = "declassified"


class Meeting(NamedTuple):
    """The meeting of a document: the field On, and the meeting body if it is named."""

    body: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    extra: Extra = ()


class Agenda(NamedTuple):
    """The state of an agenda; the printed item numbers of an issued agenda never change."""

    state: AgendaState = AgendaState.PROVISIONAL
    issued: dt.date | None = None
    adopted: dt.date | None = None
    revises: DocumentNumber | None = None
    extra: Extra = ()


class AccessEvent(NamedTuple):
    """One dated decision on access; `ground` is the reply code of Regulation 1049/2001 (4.1a.1 …)."""

    kind: AccessKind
    on: dt.date
    ground: str | None = None
    by: str | None = None
    extra: Extra = ()


class SourceFile(NamedTuple):
    """The file an entry was read from, or the row of a table: its name and the SHA-256 of its bytes, never its text."""

    name: str
    sha256: str
    extra: Extra = ()

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, named by `somei import --table`: list.csv, row 2."""
        table, _, row = self.name.rpartition(", row ")
        return bool(table) and row.isdecimal()


class LanguageVersion(NamedTuple):
    """The text of an entry in another language than the one it was made from: its subject there, and its file."""

    language: str
    title: str
    source: SourceFile
    extra: Extra = ()

    def __str__(self) -> str:
        return self.title


class KeptDoubt(NamedTuple):
    """A doubt in spite of which a value was accepted: the key of its field, the words of the file, and their line.

    `words` are words of the document, or say what was missing; they are never public.
    """

    field: str
    words: str | None = None
    line: int | None = None
    extra: Extra = ()


class ListedDocument(NamedTuple):
    """A document that an item lists: its path in the file, its number, and the printed item numbers.

    `item` is the number of the item or sub-item that lists it, `top_number` that of the top item.
    """

    path: tuple[str | int, ...]
    number: DocumentNumber
    item: str | None
    top_number: str | None


class Allotment(NamedTuple):
    """How the office gave out a number: to whom, when, by which request, and for what.

    The request id is unique, so two entries made at the same time never have the same text. `series` is the series in
    which a provisional number will be replaced. `provisional` are the provisional numbers that the entry had or has;
    there are several if one request was used in several clones. No other entry has that line, so git recognises the
    entry as renamed when its number is replaced.
    """

    by: str
    on: dt.date
    request: str
    purpose: str | None = None
    series: str | None = None
    provisional: tuple[DocumentNumber, ...] = ()
    extra: Extra = ()

    def with_provisional_numbers(self, numbers: Iterable[DocumentNumber]) -> "Allotment":
        """Return the allotment with more provisional numbers."""
        return self._replace(provisional=tuple(sorted({*self.provisional, *numbers})))


@dataclass(frozen=True, slots=True)
class Document:
    """One entry of the register. Absent fields are None or empty; nothing is guessed."""

    number: DocumentNumber
    status: Status = Status.ISSUED
    reason: str | None = None
    type: str | None = None
    subject: str | None = None
    date: dt.date | None = None
    place: str | None = None
    languages: tuple[str, ...] = ()
    marking: Marking | None = None
    subject_codes: tuple[CodeEntry, ...] = ()
    interinstitutional_files: tuple[ExternalReference, ...] = ()
    originator: str | None = None
    addressee: str | None = None
    previous_documents: tuple[DocumentNumber, ...] = ()
    commission_documents: tuple[DocumentNumber | ExternalReference, ...] = ()
    note: str | None = None
    source: SourceFile | None = None
    allotted: Allotment | None = None
    meeting: Meeting | None = None
    agenda: Agenda | None = None
    access: tuple[AccessEvent, ...] = ()
    versions: tuple[LanguageVersion, ...] = ()
    doubts: tuple[KeptDoubt, ...] = ()
    references: tuple[Reference, ...] = ()
    outside_references: tuple[OutsideReference, ...] = ()
    items: tuple[Item, ...] = ()
    waive: tuple[tuple[str, str], ...] = ()
    extra: Extra = ()

    def walk_items(self) -> Iterator[Item]:
        """Yield every item and sub-item, in printed order."""
        for item in self.items:
            yield from item.walk()

    @property
    def has_follow_ups(self) -> bool:
        """Whether one of the items has a follow-up."""
        return bool(self.items) and have_follow_ups(self.items)

    def item(self, number: str) -> Item | None:
        """Return the top item with this printed number."""
        return next((item for item in self.items if item.number == number), None)

    def entry_for(self, code: SubjectCode) -> CodeEntry | None:
        """Return the entry of this code, if the document carries it."""
        return next((entry for entry in self.subject_codes if entry.code == code), None)

    def all_references(self) -> tuple[Reference, ...]:
        """Return every reference to a Council document, from whichever field, each once."""
        references = [Reference(to, ReferenceKind.PREVIOUS) for to in self.previous_documents]
        if self.commission_documents:
            numbers = (to for to in self.commission_documents if isinstance(to, DocumentNumber))
            references += (Reference(to, ReferenceKind.COMMISSION) for to in numbers)
        references += self.references
        references += [Reference(paper.number, item=paper.item) for paper in self.listed_documents()]
        if len(references) < 2:
            return tuple(references)
        first: dict[tuple[DocumentNumber, ReferenceKind, str | None], Reference] = {}
        for reference in references:
            first.setdefault(reference[:3], reference)
        return tuple(first.values())

    def listed_documents(self) -> Iterator[ListedDocument]:
        """Yield every document that an item or sub-item lists, in printed order."""
        for index, top in enumerate(self.items):
            if top.documents or top.subitems:
                yield from _list_documents(("items", index), top, top.number)


def _list_documents(path: tuple[str | int, ...], item: Item, top_number: str | None) -> Iterator[ListedDocument]:
    for index, number in enumerate(item.documents):
        yield ListedDocument((*path, "documents", index), number, item.number, top_number)
    for index, sub_item in enumerate(item.subitems):
        if sub_item.documents or sub_item.subitems:
            yield from _list_documents((*path, "subitems", index), sub_item, top_number)


THREE_LETTER_CODES = dict(
    pair.split("=")
    for pair in (
        "bg=bul cs=ces da=dan de=deu el=ell en=eng es=spa et=est fi=fin fr=fra ga=gle hr=hrv hu=hun it=ita lt=lit "
        "lv=lav mt=mlt nl=nld pl=pol pt=por ro=ron sk=slk sl=slv sv=swe"
    ).split()
)
"""The ISO 639-3 code of each language, as in the authority tables of the Publications Office, by its two letters."""
LANGUAGES = frozenset(THREE_LETTER_CODES)
"""The official languages of the Union, by their two letters."""


_RELATION_WORDS = {
    SuffixKind.REV: "revises",
    SuffixKind.ADD: "adds to",
    SuffixKind.COR: "corrects",
    SuffixKind.EXT: "is an extract of",
    SuffixKind.DCL: "declassifies",
    SuffixKind.AMD: "amends",
}

_WITHOUT_TEXT = frozenset({Status.RESERVED, Status.VOID, Status.WITHDRAWN})


def describe_relation(number: DocumentNumber) -> str:
    """Describe what a member of a family is to its parent; this follows from the number and is never stored."""
    if not number.suffixes:
        return "first issue"
    return f"{relation_words(number)} {number.parent}"


def relation_words(number: DocumentNumber) -> str:
    """Return the words of the relation without the parent; empty for a first issue."""
    return _RELATION_WORDS[number.suffixes[-1].kind] if number.suffixes else ""


def current_text(members: Sequence[Document]) -> Document | None:
    """Return the current text of a family: the highest revision of the main text, else the first issue."""
    texts = [document for document in members if document.status not in _WITHOUT_TEXT and document.number.is_main_text]
    return max(texts, key=lambda document: document.number.revision, default=None)
