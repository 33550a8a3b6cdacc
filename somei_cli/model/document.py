"""The register entry of one document, with everything a clerk records of it.

The official languages of the Union, as documents name them.
Families: what the members of one number are to each other, and which text stands.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document_number import DocumentNumber, SuffixKind
from somei_cli.model.items import Item
from somei_cli.model.markings import Marking
from somei_cli.model.references import ExternalReference, OutsideReference, Reference, ReferenceKind

Extra = tuple[tuple[str, object], ...]
"""Keys that this version does not know, kept for the rewrite."""


class Status(StrEnum):
    """Where a number stands in its life."""

    RESERVED = "reserved"
    DRAFT = "draft"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    VOID = "void"


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
    """The meeting a document is about: the field On, and the body where one is named."""

    body: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    extra: Extra = ()


class Agenda(NamedTuple):
    """The life of an agenda; once issued its printed numbers never change."""

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
    """The file an entry was read from: its name and the SHA-256 of its bytes, never its text."""

    name: str
    sha256: str
    extra: Extra = ()


class Paper(NamedTuple):
    """A document that an item lists: the way to it in the file, the printed numbers of the item and of the top one."""

    at: tuple[str | int, ...]
    number: DocumentNumber
    item: str | None
    top: str | None


class Allotment(NamedTuple):
    """How the office gave a number out: to whom, when, on which request, and what for.

    No two acts have one request, so that two entries made at the same time are never the same text. `series` is that
    in which a provisional number is to be settled; `provisional` are those that stood here until it was, and the one
    that still stands here: several, where one request was used in several clones. By that line, which no other entry
    has, git too finds an entry again under its other name.
    """

    by: str
    on: dt.date
    request: str
    purpose: str | None = None
    series: str | None = None
    provisional: tuple[DocumentNumber, ...] = ()
    extra: Extra = ()

    def having_stood_as(self, numbers: Iterable[DocumentNumber]) -> "Allotment":
        """The same of an entry that stood under more provisional numbers."""
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
    references: tuple[Reference, ...] = ()
    outside_references: tuple[OutsideReference, ...] = ()
    items: tuple[Item, ...] = ()
    waive: tuple[tuple[str, str], ...] = ()
    extra: Extra = ()

    def walk_items(self) -> Iterator[Item]:
        """Every item and sub-item, in printed order."""
        for item in self.items:
            yield from item.walk()

    @property
    def is_promising(self) -> bool:
        """Whether a follow-up hangs on one of its items."""
        return any(item.follow_ups for item in self.walk_items())

    def item(self, number: str) -> Item | None:
        """The item with this printed number."""
        return next((item for item in self.items if item.number == number), None)

    def entry_for(self, code: SubjectCode) -> CodeEntry | None:
        """The entry of this code, if the document carries it."""
        return next((entry for entry in self.subject_codes if entry.code == code), None)

    def pointing(self) -> tuple[Reference, ...]:
        """Every Council document this one points to, from whichever field, as a reference; none twice."""
        sent = (to for to in self.commission_documents if isinstance(to, DocumentNumber))
        found = (
            *(Reference(to, ReferenceKind.PREVIOUS) for to in self.previous_documents),
            *(Reference(to, ReferenceKind.COMMISSION) for to in sent),
            *self.references,
            *(Reference(paper.number, ReferenceKind.CITES, paper.item) for paper in self.papers()),
        )
        if len(found) < 2:
            return found
        first: dict[tuple[DocumentNumber, ReferenceKind, str | None], Reference] = {}
        for reference in found:
            first.setdefault(reference[:3], reference)
        return tuple(first.values())

    def papers(self) -> Iterator[Paper]:
        """Every document that an item or a sub-item lists, in printed order."""
        for index, top in enumerate(self.items):
            if top.documents or top.subitems:
                yield from _papers(("items", index), top, top.number)


def _papers(at: tuple[str | int, ...], item: Item, top: str | None) -> Iterator[Paper]:
    for index, number in enumerate(item.documents):
        yield Paper((*at, "documents", index), number, item.number, top)
    for index, sub in enumerate(item.subitems):
        if sub.documents or sub.subitems:
            yield from _papers((*at, "subitems", index), sub, top)


THREE_LETTERS = dict(
    pair.split("=")
    for pair in (
        "bg=bul cs=ces da=dan de=deu el=ell en=eng es=spa et=est fi=fin fr=fra ga=gle hr=hrv hu=hun it=ita lt=lit "
        "lv=lav mt=mlt nl=nld pl=pol pt=por ro=ron sk=slk sl=slv sv=swe"
    ).split()
)
"""As the authority tables of the Publications Office name them (ISO 639-3), by their two letters."""
LANGUAGES = frozenset(THREE_LETTERS)
"""By their two letters."""


_RELATIONS = {
    SuffixKind.REV: "revises",
    SuffixKind.ADD: "adds to",
    SuffixKind.COR: "corrects",
    SuffixKind.EXT: "is an extract of",
    SuffixKind.DCL: "declassifies",
    SuffixKind.AMD: "amends",
}

_NO_TEXT = frozenset({Status.RESERVED, Status.VOID, Status.WITHDRAWN})


def relation(number: DocumentNumber) -> str:
    """What a member is to its parent, in words; it follows from the number and is never stored."""
    if not number.suffixes:
        return "first issue"
    return f"{hanging_words(number)} {number.parent}"


def hanging_words(number: DocumentNumber) -> str:
    """The same without the parent; nothing for a first issue."""
    return _RELATIONS[number.suffixes[-1].kind] if number.suffixes else ""


def current_text(members: Sequence[Document]) -> Document | None:
    """The text of a family that stands: the highest revision of the main text, else the first issue."""
    texts = [d for d in members if d.status not in _NO_TEXT and d.number.is_main_text]
    return max(texts, key=lambda d: d.number.revision, default=None)
