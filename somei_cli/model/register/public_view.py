"""What the public may see of a document: a value of its own, filled field by field from an allow-list.

A field that is not copied here cannot leak.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import AccessKind, AgendaState, Document
from somei_cli.model.document_fields import DOCUMENT_FIELDS, require_answers
from somei_cli.model.document_number import DocumentNumber, Status, SuffixKind
from somei_cli.model.items_and_follow_ups import Item, ItemKind
from somei_cli.model.markings import LIMITE, Level, Marking, find_classification, level_of
from somei_cli.model.references import ExternalReference, Reference, ReferenceKind
from somei_cli.model.register.access_status import AccessStatus, access_now, is_open_to_all, is_unconfirmed, reply_codes
from somei_cli.model.register.snapshot import Snapshot


class Visibility(IntEnum):
    """How much of a document the public may see."""

    NUMBER = 1
    ENTRY = 2
    TEXT = 3


class Publication(StrEnum):
    """The publication status, in the words of the Council's open data."""

    PUBLIC = "PUBLIC"
    PARTIAL = "PARTIAL ACCESS"
    REFUSED = "REFUSED"


class PublicMeeting(NamedTuple):
    """The meeting to which a document is linked."""

    body: str | None
    start: dt.date | None
    end: dt.date | None


class PublicAccess(NamedTuple):
    """A decision on access, without the person who took it, and with no more of its ground than the reply codes."""

    kind: AccessKind
    on: dt.date
    ground: str | None


class PublicAgenda(NamedTuple):
    """The state of a public agenda."""

    state: AgendaState
    issued: dt.date | None
    adopted: dt.date | None


class PublicReference(NamedTuple):
    """A Council document that a public text names. `visibility` is None if it is not in this register."""

    to: DocumentNumber
    kind: ReferenceKind
    item: str | None
    visibility: Visibility | None
    languages: tuple[str, ...] = ()


class PublicOutside(NamedTuple):
    """A text outside the register that a public text names."""

    to: ExternalReference
    kind: ReferenceKind
    item: str | None


@dataclass(frozen=True, slots=True)
class PublicItem:
    """An item of a public text, without follow-ups and without the reason why an item was withdrawn."""

    number: str | None
    title: str
    kind: ItemKind | None
    legislative: bool
    possible: bool
    by: str | None
    documents: tuple[DocumentNumber, ...]
    withdrawn: bool
    result: str | None
    summary: str | None
    subitems: tuple["PublicItem", ...]

    def walk(self) -> Iterator["PublicItem"]:
        """Yield this item and everything below it, in printed order."""
        yield self
        for subitem in self.subitems:
            yield from subitem.walk()


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """A document as the public may see it. What is withheld is None or empty, as if it had never been there.

    The fields down to `access` are the official ones of the Council's open data, which an ENTRY has; those after it
    only a TEXT has. A NUMBER has the number, and whether it was withdrawn. The codes of LIMITE documents come without
    serials, as in the Council's register.
    """

    number: DocumentNumber
    shown: Visibility
    publication: Publication
    withdrawn: bool = False
    type: str | None = None
    subject: str | None = None
    date: dt.date | None = None
    languages: tuple[str, ...] = ()
    marking: Marking | None = None
    subject_codes: tuple[CodeEntry, ...] = ()
    interinstitutional_files: tuple[ExternalReference, ...] = ()
    originator: str | None = None
    addressee: str | None = None
    meeting: PublicMeeting | None = None
    access: tuple[PublicAccess, ...] = ()
    place: str | None = None
    agenda: PublicAgenda | None = None
    previous_documents: tuple[DocumentNumber, ...] = ()
    commission_documents: tuple[DocumentNumber | ExternalReference, ...] = ()
    references: tuple[PublicReference, ...] = ()
    outside_references: tuple[PublicOutside, ...] = ()
    items: tuple[PublicItem, ...] = ()
    by_setting: tuple[tuple[str, Any], ...] = ()
    """Fields that are public because a setting of the register says so, with their values."""

    @property
    def access_status(self) -> AccessStatus | None:
        """What was decided on access to the text of an ENTRY; None for others.

        `publication` has one word, REFUSED, for a text that was refused and for one on which nobody has decided.
        """
        if self.shown is not Visibility.ENTRY:
            return None
        return AccessStatus[self.access[-1].kind.name] if self.access else AccessStatus.UNDECIDED

    def walk_items(self) -> Iterator[PublicItem]:
        """Yield every item and sub-item, in printed order."""
        for item in self.items:
            yield from item.walk()

    def texts_by_setting(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the name of each field that is public by a setting, with its values as texts."""
        for name, value in self.by_setting:
            yield name, tuple(map(str, value if isinstance(value, tuple) else (value,)))


FIELDS_BY_SETTING = tuple(field.name for field in DOCUMENT_FIELDS if field.public == "setting")
"""The fields of which the setting `public_fields` decides."""
require_answers(
    "model/register/public_view.py",
    PublicDocument.__dataclass_fields__.keys() - {"shown", "publication", "withdrawn", "by_setting"},
    [field.name for field in DOCUMENT_FIELDS if field.public not in {"never", "setting"}],
)


# ---- how much is shown

_WARNING_CODES = {"NCI": Level.RESTRICTED, "NACN": Level.LIMITE, "NUCI": Level.LIMITE}
"""Codes that restrict a paper without a marking: information of NATO, or for Member States only."""
_DEPENDENT_SUFFIXES = frozenset({SuffixKind.ADD, SuffixKind.COR, SuffixKind.AMD})
_PUBLIC_SUFFIXES = frozenset({SuffixKind.DCL, SuffixKind.EXT})
_PUBLISHED_STATUSES = (Status.ISSUED, Status.WITHDRAWN)


def visibility_of(document: Document, snapshot: Snapshot) -> Visibility | None:
    """Return how much of a document may be seen; None for nothing, not even its number.

    The snapshot must contain its family. In doubt less is shown: an unknown marking counts as the highest; of a partial
    release nobody here knows the part; a declassification is not a release; and an import without a marking may have
    one that was missed, if the register says so (`public_unmarked`).
    """
    if document.number.is_provisional or document.status not in _PUBLISHED_STATUSES:
        return None
    decision = access_now(document)
    level = _level(document, snapshot)
    if level > Level.RESTRICTED:
        return None
    if level is Level.RESTRICTED or document.status is Status.WITHDRAWN:
        return Visibility.NUMBER
    if decision is AccessKind.REFUSED or decision is AccessKind.PARTLY_RELEASED:
        return Visibility.ENTRY
    if is_unconfirmed(document, snapshot.settings.public_unmarked):
        return Visibility.ENTRY
    return Visibility.TEXT if level is Level.UNMARKED or is_open_to_all(document) else Visibility.ENTRY


def _level(document: Document, snapshot: Snapshot) -> Level:
    """Return the level of the marking, or a higher one that the codes or the family imply."""
    level = level_of(document.marking)
    for entry in document.subject_codes:
        if entry.code.name in _WARNING_CODES:
            level = max(level, _WARNING_CODES[entry.code.name])
    if document.marking is None:
        level = max(level, _parent_text_level(document, snapshot))
    if level > Level.LIMITE and any(event.kind is AccessKind.DECLASSIFIED for event in document.access):
        return Level.LIMITE
    return level


def _parent_text_level(document: Document, snapshot: Snapshot) -> Level:
    """Return the level that a text without a marking takes from a closed text on which it depends.

    A text made to be public (DCL, EXT) takes none, nor a revision from a text that is no more than LIMITE.
    """
    suffixes = document.number.suffixes
    parent = _parent(document.number, snapshot)
    if parent is None or suffixes[-1].kind in _PUBLIC_SUFFIXES or visibility_of(parent, snapshot) is Visibility.TEXT:
        return Level.UNMARKED
    parent_level = max(_level(parent, snapshot), Level.LIMITE)
    return (
        Level.UNMARKED
        if parent_level is Level.LIMITE and suffixes[-1].kind not in _DEPENDENT_SUFFIXES
        else parent_level
    )


def _parent(number: DocumentNumber, snapshot: Snapshot) -> Document | None:
    """Return the nearest text of the family on which this one depends and which is in the snapshot."""
    above = number.parent
    while above is not None:
        if document := snapshot.get(above):
            return document
        above = above.parent
    return None


# ---- what is shown


class Disclosure:
    """What may be told of the documents of one snapshot. Each is judged once, however many refer to it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.public_fields = snapshot.settings.public_fields
        self._visibility_by_number: dict[DocumentNumber, Visibility | None] = {}

    def view(self, document: Document) -> PublicDocument | None:
        """Return the public view of a document of the snapshot, as `public_view` does."""
        visibility = self.visibility(document)
        return None if visibility is None else _public_document(document, visibility, self)

    def visibility(self, document: Document) -> Visibility | None:
        """Return how much of a document of the snapshot may be seen, as `visibility_of` does."""
        number = document.number
        if number not in self._visibility_by_number:
            self._visibility_by_number[number] = visibility_of(document, self._snapshot)
        return self._visibility_by_number[number]

    def naming(self, number: DocumentNumber) -> tuple[bool, Visibility | None]:
        """Return whether a number may be named, and how much of its document is shown.

        The second is None if the document is not in the snapshot. A document of the snapshot may be named only if it
        has a public view; a provisional number never.
        """
        document = self._snapshot.get(number)
        visibility = self.visibility(document) if document else None
        return not number.is_provisional and (document is None or visibility is not None), visibility


def public_view(document: Document, snapshot: Snapshot) -> PublicDocument | None:
    """Return a document as the public may see it; None if the public may not know of it.

    The snapshot must contain its family and the documents to which it refers: a number that is missing is taken for one
    of another register.
    """
    visibility = visibility_of(document, snapshot)
    return None if visibility is None else _public_document(document, visibility, Disclosure(snapshot))


def _public_document(document: Document, visibility: Visibility, disclosure: Disclosure) -> PublicDocument:
    publication = _publication(document, visibility)
    if visibility is Visibility.NUMBER:
        withdrawn = document.status is Status.WITHDRAWN
        return PublicDocument(document.number, visibility, publication, withdrawn=withdrawn)
    is_text = visibility is Visibility.TEXT
    return PublicDocument(
        number=document.number,
        shown=visibility,
        publication=publication,
        type=document.type,
        subject=document.subject,
        date=document.date,
        languages=document.languages,
        marking=document.marking if is_text else _level_marking(document.marking),
        subject_codes=document.subject_codes if is_text else tuple(CodeEntry(e.code) for e in document.subject_codes),
        interinstitutional_files=document.interinstitutional_files,
        originator=document.originator,
        addressee=document.addressee,
        meeting=_public_meeting(document),
        access=tuple(PublicAccess(e.kind, e.on, reply_codes(e.ground)) for e in document.access),
        place=document.place if is_text else None,
        agenda=_public_agenda(document) if is_text else None,
        previous_documents=_nameable(document.previous_documents, disclosure) if is_text else (),
        commission_documents=tuple(_commission_documents(document, disclosure)) if is_text else (),
        references=tuple(_references(document.references, disclosure)) if is_text else (),
        outside_references=tuple(PublicOutside(o.to, o.kind, o.item) for o in document.outside_references)
        if is_text
        else (),
        items=tuple([_public_item(item, disclosure) for item in document.items]) if is_text else (),
        by_setting=tuple(_fields_by_setting(document, disclosure)) if is_text else (),
    )


def _publication(document: Document, visibility: Visibility) -> Publication:
    if visibility is Visibility.TEXT:
        return Publication.PUBLIC
    is_partial = visibility is Visibility.ENTRY and access_now(document) is AccessKind.PARTLY_RELEASED
    return Publication.PARTIAL if is_partial else Publication.REFUSED


def _level_marking(marking: Marking | None) -> Marking | None:
    """Return the marking without what follows it: the addressees of a release are not public."""
    if marking is None or level_of(marking) is Level.UNMARKED:
        return marking
    level = find_classification(marking.text)
    return Marking(level) if level else LIMITE


def _fields_by_setting(document: Document, disclosure: Disclosure) -> Iterator[tuple[str, Any]]:
    for name in FIELDS_BY_SETTING:
        if name in disclosure.public_fields and (value := getattr(document, name)):
            yield name, value


def _public_meeting(document: Document) -> PublicMeeting | None:
    meeting = document.meeting
    return PublicMeeting(meeting.body, meeting.start, meeting.end) if meeting else None


def _public_agenda(document: Document) -> PublicAgenda | None:
    agenda = document.agenda
    return PublicAgenda(agenda.state, agenda.issued, agenda.adopted) if agenda else None


def _nameable(numbers: Iterable[DocumentNumber], disclosure: Disclosure) -> tuple[DocumentNumber, ...]:
    return tuple([number for number in numbers if disclosure.naming(number)[0]])


def _commission_documents(document: Document, disclosure: Disclosure) -> Iterator[DocumentNumber | ExternalReference]:
    for to in document.commission_documents:
        if isinstance(to, ExternalReference) or disclosure.naming(to)[0]:
            yield to


def _references(references: Iterable[Reference], disclosure: Disclosure) -> Iterator[PublicReference]:
    for reference in references:
        may_name, visibility = disclosure.naming(reference.to)
        if may_name:
            yield PublicReference(reference.to, reference.kind, reference.item, visibility, reference.languages)


def _public_item(item: Item, disclosure: Disclosure) -> PublicItem:
    return PublicItem(
        number=item.number,
        title=item.title,
        kind=item.kind,
        legislative=item.legislative,
        possible=item.possible,
        by=item.by,
        documents=_nameable(item.documents, disclosure),
        withdrawn=item.withdrawn,
        result=item.result,
        summary=item.summary,
        subitems=tuple([_public_item(subitem, disclosure) for subitem in item.subitems]),
    )
