"""The dossier of a document: what belongs to it, the stage of each document, their order, and irregularities in it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from somei_cli.model.council_calendar import is_council
from somei_cli.model.document import Document, relation_words
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.meeting.meetings import is_meeting_record
from somei_cli.model.references import FOLLOWING, ExternalReference
from somei_cli.model.register.public_view import PublicDocument
from somei_cli.model.register.reference_cycles import followed_numbers
from somei_cli.model.register.snapshot import Snapshot

AnyDocument = TypeVar("AnyDocument", Document, PublicDocument)


class DossierNeighbourhood(Protocol[AnyDocument]):
    """The documents around a document, as far as the reader may see them."""

    def get(self, number: DocumentNumber) -> AnyDocument | None:
        """Return the document with a number, if the reader may see it."""

    def family(self, number: DocumentNumber) -> Iterable[AnyDocument]:
        """Return the members of its family."""

    def followed(self, paper: AnyDocument) -> Iterable[DocumentNumber]:
        """Return the numbers of the texts that a document follows."""

    def followers(self, number: DocumentNumber) -> Iterable[AnyDocument]:
        """Return the documents that follow it."""

    def naming(self, outside: ExternalReference) -> Iterable[AnyDocument]:
        """Return the documents that name this file or Commission document on their first page."""


class DossierMembers(NamedTuple, Generic[AnyDocument]):
    """The documents by number, nearest first; `left_out` counts further documents that were found but not followed."""

    documents: dict[DocumentNumber, AnyDocument]
    left_out: int


def collect_members(
    start: AnyDocument, neighbourhood: DossierNeighbourhood[AnyDocument], limit: int
) -> DossierMembers[AnyDocument]:
    """Collect at most `limit` documents around a document, and count further ones."""
    documents = {start.number: start}
    left_out: set[DocumentNumber] = set()
    for document in _walk_neighbours(documents, neighbourhood):
        if document.number in documents:
            continue
        if len(documents) < limit:
            documents[document.number] = document
        else:
            left_out.add(document.number)
    return DossierMembers(documents, len(left_out))


def collect_nearest(
    start: AnyDocument, neighbourhood: DossierNeighbourhood[AnyDocument], limit: int
) -> dict[DocumentNumber, AnyDocument]:
    """Collect at most `limit` documents around a document; nothing farther away is read."""
    documents = {start.number: start}
    for document in _walk_neighbours(documents, neighbourhood):
        documents[document.number] = document
        if len(documents) == limit:
            break
    return documents


def external_commission_texts(document: Document | PublicDocument) -> tuple[ExternalReference, ...]:
    """Return the Commission documents that are not in the register."""
    return tuple([to for to in document.commission_documents if isinstance(to, ExternalReference)])


def _walk_neighbours(
    documents: dict[DocumentNumber, AnyDocument], neighbourhood: DossierNeighbourhood[AnyDocument]
) -> Iterator[AnyDocument]:
    """Yield what is one step away from any collected document; the caller adds to `documents` meanwhile."""
    seen_files: set[ExternalReference] = set()
    visited = 0
    while visited < len(documents):
        new_documents = list(documents.values())[visited:]
        visited += len(new_documents)
        document: AnyDocument
        for document in new_documents:
            yield from neighbourhood.family(document.number)
            for number in neighbourhood.followed(document):
                if followed_document := neighbourhood.get(number):
                    yield followed_document
            yield from neighbourhood.followers(document.number)
            for file in (*document.interinstitutional_files, *external_commission_texts(document)):
                if file not in seen_files:
                    seen_files.add(file)
                    yield from neighbourhood.naming(file)


class DossierStage(StrEnum):
    """The stage of a document in the procedure."""

    PROPOSAL = "proposal"
    WORKING_PARTY = "working party"
    COREPER = "Coreper"
    COUNCIL = "Council"
    OUTCOME = "outcome"
    ACT = "act"
    OTHER = "other"


class StageBody(Protocol):
    """A meeting body with its key and its name."""

    @property
    def key(self) -> str:
        """The short name."""

    @property
    def name(self) -> str:
        """The long name."""


_STAGES_BY_HEADING = (
    ("I/A ITEM", DossierStage.COREPER),
    ("I ITEM", DossierStage.COREPER),
    ("A ITEM", DossierStage.COUNCIL),
    ("LEGISLATIVE ACT", DossierStage.ACT),
    ("PROPOSAL", DossierStage.PROPOSAL),
    ("VOTING RESULT", DossierStage.OUTCOME),
)
_QUOTATION_MARKS = str.maketrans("", "", "'‘’‚‛“”„\"«»`´")
_PREPARATORY_BODIES = (
    "working party",
    "working group",
    "counsellors",
    "friends of the presidency",
    "attachés",
    "committee",
)


def find_stage(document: Document | PublicDocument, body_named: Callable[[str], StageBody | None]) -> DossierStage:
    """Return the stage by the type heading, then by the meeting body, then by the addressee; else OTHER.

    `body_named` returns the meeting body with a name, if the register lists it.
    """
    if document.number.series == "PE-CONS":
        return DossierStage.ACT
    heading = (document.type or "").upper().translate(_QUOTATION_MARKS)
    if is_meeting_record(document):
        return DossierStage.OUTCOME
    for words, stage in _STAGES_BY_HEADING:
        if words in heading:
            return stage
    if document.commission_documents and "COVER NOTE" in heading:
        return DossierStage.PROPOSAL
    body = document.meeting.body if document.meeting else None
    stages = (_stage_of_body(name, body_named(name)) for name in (body, document.addressee) if name)
    return next((stage for stage in stages if stage), DossierStage.OTHER)


def _stage_of_body(name: str, listed_body: StageBody | None) -> DossierStage | None:
    """Return the stage at which a meeting body acts; “Coreper/Council” is Coreper."""
    key = listed_body.key if listed_body else name.upper()
    folded = f"{name} {listed_body.name if listed_body else ''}".casefold()
    if key == "COREPER" or "coreper" in folded or "permanent representatives" in folded:
        return DossierStage.COREPER
    if is_council(key) or folded.strip() == "council":
        return DossierStage.COUNCIL
    if listed_body or any(words in folded for words in _PREPARATORY_BODIES):
        return DossierStage.WORKING_PARTY
    return None


FindNaming = Callable[[ExternalReference], Iterable[Document]]
"""Finds the documents that name an external text, in whichever field."""


class ThreadEntry(NamedTuple):
    """One document of a dossier and its parent in the thread; `words` say how they are related.

    `document` is None if the number is named but not in the register.
    """

    number: DocumentNumber
    document: Document | None
    stage: DossierStage
    parent: DocumentNumber | None
    words: str
    follows: tuple[DocumentNumber, ...]

    @property
    def day(self) -> dt.date | None:
        """The day of issue."""
        return self.document.date if self.document else None


class IrregularityKind(StrEnum):
    """Why a thread is irregular."""

    FORK = "fork"
    CIRCLE = "circle"
    BACKWARD = "backward"


class Irregularity(NamedTuple):
    """A place where the order of a dossier is irregular: the document there, and the documents it concerns."""

    kind: IrregularityKind
    document: DocumentNumber
    related: tuple[DocumentNumber, ...]


class Dossier(NamedTuple):
    """The entries by day; `left_out` counts documents that were found but not followed."""

    document: DocumentNumber
    files: tuple[ExternalReference, ...]
    commission: tuple[ExternalReference, ...]
    entries: tuple[ThreadEntry, ...]
    irregularities: tuple[Irregularity, ...]
    left_out: int


class InterinstitutionalFile(str):
    """The procedure of a dossier as a filter has it: `2018/0330(COD)`, or `2018/0330(` for any with that number."""

    __slots__ = ()


def build_dossier(snapshot: Snapshot, number: DocumentNumber, naming: FindNaming, limit: int) -> Dossier:
    """Build the dossier of a document: all that follows it, is followed by it, or shares a file with it.

    A shared Commission document counts like a shared file. The nearest documents come first, so the farthest are left
    out.

    Raises:
        NumberUnknown: if the register does not have the document.
    """
    members = collect_members(snapshot.require(number), _RegisterNeighbourhood(snapshot, naming), limit)
    thread = _Thread(snapshot, members.documents)
    documents = members.documents.values()
    return Dossier(
        document=number,
        files=tuple(dict.fromkeys(file for document in documents for file in document.interinstitutional_files)),
        commission=tuple(dict.fromkeys(text for document in documents for text in external_commission_texts(document))),
        entries=tuple(
            sorted(
                (_make_entry(snapshot, thread, entry_number) for entry_number in thread.reached()),
                key=_entry_sort_key,
            )
        ),
        irregularities=tuple(_find_irregularities(snapshot, thread)),
        left_out=members.left_out,
    )


class _RegisterNeighbourhood:
    """The neighbourhood of a document in a whole register."""

    def __init__(self, snapshot: Snapshot, naming: FindNaming) -> None:
        self._snapshot = snapshot
        self._naming = naming

    def get(self, number: DocumentNumber) -> Document | None:
        document = self._snapshot.get(number)
        return document if document and _is_not_void(document) else None

    def family(self, number: DocumentNumber) -> Iterable[Document]:
        return filter(_is_not_void, self._snapshot.family(number))

    def followed(self, document: Document) -> Iterable[DocumentNumber]:
        return followed_numbers(document)

    def followers(self, number: DocumentNumber) -> Iterable[Document]:
        return (
            document
            for document, reference in self._snapshot.citing(number)
            if reference.kind in FOLLOWING and _is_not_void(document)
        )

    def naming(self, outside: ExternalReference) -> Iterable[Document]:
        return (
            document
            for document in self._naming(outside)
            if _is_on_first_page(document, outside) and _is_not_void(document)
        )


def _is_not_void(document: Document) -> bool:
    return document.status is not Status.VOID


def _is_on_first_page(document: Document, outside: ExternalReference) -> bool:
    """Return whether the first page names the external text; a mere mention in the text does not make a dossier."""
    return outside in document.interinstitutional_files or outside in document.commission_documents


class _Thread(NamedTuple):
    """The collected documents, with the register around them."""

    snapshot: Snapshot
    documents: dict[DocumentNumber, Document]

    def reached(self) -> Iterator[DocumentNumber]:
        """Yield all collected documents, and what they follow that is not in the register."""
        yield from self.documents
        named = (number for document in self.documents.values() for number in followed_numbers(document))
        yield from dict.fromkeys(number for number in named if self.snapshot.get(number) is None)

    def follows(self, number: DocumentNumber) -> tuple[DocumentNumber, ...]:
        """Return the texts that a document follows, except those of the register that were not collected."""
        named = dict.fromkeys(followed_numbers(self.documents.get(number)))
        return tuple(to for to in named if to in self.documents or self.snapshot.get(to) is None)


def _make_entry(snapshot: Snapshot, thread: _Thread, number: DocumentNumber) -> ThreadEntry:
    document = thread.documents.get(number)
    follows = thread.follows(number)
    stage = find_stage(document, snapshot.vocabulary.body_named) if document else DossierStage.OTHER
    parent = number.parent
    while parent is not None and parent not in thread.documents:
        parent = parent.parent
    if parent is not None:
        return ThreadEntry(number, document, stage, parent, relation_words(number), follows)
    latest = max(follows, key=lambda to: _sort_key(thread.documents.get(to), to), default=None)
    return ThreadEntry(number, document, stage, latest, "follows" if latest else "", follows)


def _entry_sort_key(strand: ThreadEntry) -> tuple[dt.date, tuple[object, ...]]:
    return _sort_key(strand.document, strand.number)


def _sort_key(document: Document | None, number: DocumentNumber) -> tuple[dt.date, tuple[object, ...]]:
    """Sort by day; a document without a day sorts at the beginning of the year of its number."""
    day = document.date if document and document.date else dt.date(number.year, 1, 1)
    return day, number.sort_key


# ---- irregularities


def _find_irregularities(snapshot: Snapshot, thread: _Thread) -> Iterator[Irregularity]:
    followers: dict[DocumentNumber, dict[DocumentNumber, None]] = {}
    reported: set[DocumentNumber] = set()
    for number, document in thread.documents.items():
        for to in thread.follows(number):
            if to.base != number.base:
                followers.setdefault(to, {})[number.base] = None
            day = thread.documents[to].date if to in thread.documents else None
            if day and document.date and document.date < day:
                yield Irregularity(IrregularityKind.BACKWARD, number, (to,))
        if number not in reported and (circle := snapshot.cycles.cycle_through(number, snapshot.get)):
            reported.update(snapshot.cycles.members_with(number, snapshot.get))
            yield Irregularity(IrregularityKind.CIRCLE, number, circle[1:])
    for to, follower_bases in followers.items():
        if len(follower_bases) > 1:
            yield Irregularity(IrregularityKind.FORK, to, tuple(sorted(follower_bases)))
