"""The thread of a dossier: what follows what, from proposal to outcome, and where the thread is not straight.

How far a dossier has come with a document: working party, Coreper, Council, outcome; read off the document.

What belongs to one dossier: from a document to all that follows, is followed by, or shares a file with it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from somei_cli.model.document import Document, Status, hanging_words
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.meeting.meetings import is_record
from somei_cli.model.references import FOLLOWING, ExternalReference
from somei_cli.model.register.public_view import PublicDocument
from somei_cli.model.register.reference_cycles import followed
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.working_days import is_council

Paper = TypeVar("Paper", Document, PublicDocument)


class DossierNeighbourhood(Protocol[Paper]):
    """What lies around a document, as far as somebody may see it."""

    def get(self, number: DocumentNumber) -> Paper | None:
        """The document with a number, if it is here."""

    def family(self, number: DocumentNumber) -> Iterable[Paper]:
        """The members of its family."""

    def followed(self, paper: Paper) -> Iterable[DocumentNumber]:
        """The other texts that it comes after."""

    def followers(self, number: DocumentNumber) -> Iterable[Paper]:
        """The documents that come after it."""

    def naming(self, outside: ExternalReference) -> Iterable[Paper]:
        """The documents with this file or Commission document on their first page."""


class Belonging(NamedTuple, Generic[Paper]):
    """The documents by their numbers, nearest first; `left_out` were met and not walked to."""

    held: dict[DocumentNumber, Paper]
    left_out: int


def belonging(start: Paper, around: DossierNeighbourhood[Paper], most: int) -> Belonging[Paper]:
    """So many documents at the most, and how many more there are at least."""
    held = {start.number: start}
    left: set[DocumentNumber] = set()
    for paper in _walk(held, around):
        if paper.number in held:
            continue
        if len(held) < most:
            held[paper.number] = paper
        else:
            left.add(paper.number)
    return Belonging(held, len(left))


def nearest(start: Paper, around: DossierNeighbourhood[Paper], most: int) -> dict[DocumentNumber, Paper]:
    """So many documents at the most; nothing is looked at that is farther away."""
    held = {start.number: start}
    for paper in _walk(held, around):
        held[paper.number] = paper
        if len(held) == most:
            break
    return held


def commission_texts(paper: Document | PublicDocument) -> tuple[ExternalReference, ...]:
    """The Commission documents that are none of the register."""
    return tuple([to for to in paper.commission_documents if isinstance(to, ExternalReference)])


def _walk(held: dict[DocumentNumber, Paper], around: DossierNeighbourhood[Paper]) -> Iterator[Paper]:
    """What is one step away from any document that is held, also from those that are taken in meanwhile."""
    asked: set[ExternalReference] = set()
    done = 0
    while done < len(held):
        fresh = list(held.values())[done:]
        done += len(fresh)
        paper: Paper
        for paper in fresh:
            yield from around.family(paper.number)
            for number in around.followed(paper):
                if other := around.get(number):
                    yield other
            yield from around.followers(paper.number)
            for outside in (*paper.interinstitutional_files, *commission_texts(paper)):
                if outside not in asked:
                    asked.add(outside)
                    yield from around.naming(outside)


class DossierStage(StrEnum):
    """Where a document stands on the way of a dossier through the Council."""

    PROPOSAL = "proposal"
    WORKING_PARTY = "working party"
    COREPER = "Coreper"
    COUNCIL = "Council"
    OUTCOME = "outcome"
    ACT = "act"
    OTHER = "other"


class StageBody(Protocol):
    """A body with its short and its long name."""

    @property
    def key(self) -> str:
        """The short one."""

    @property
    def name(self) -> str:
        """The long one."""


_ITEMS = (
    ("I/A ITEM", DossierStage.COREPER),
    ("I ITEM", DossierStage.COREPER),
    ("A ITEM", DossierStage.COUNCIL),
    ("LEGISLATIVE ACT", DossierStage.ACT),
    ("PROPOSAL", DossierStage.PROPOSAL),
    ("VOTING RESULT", DossierStage.OUTCOME),
)
_MARKS = str.maketrans("", "", "'‘’‚‛“”„\"«»`´")
_PREPARING = ("working party", "working group", "counsellors", "friends of the presidency", "attachés", "committee")


def stage_of(document: Document | PublicDocument, listed: Callable[[str], StageBody | None]) -> DossierStage:
    """The stage, by the heading first, then by the body that met, then by the addressee; OTHER where none tells.

    `listed` gives the body with a name, if the register lists it.
    """
    if document.number.series == "PE-CONS":
        return DossierStage.ACT
    heading = (document.type or "").upper().translate(_MARKS)
    if is_record(document):
        return DossierStage.OUTCOME
    for words, stage in _ITEMS:
        if words in heading:
            return stage
    if document.commission_documents and "COVER NOTE" in heading:
        return DossierStage.PROPOSAL
    body = document.meeting.body if document.meeting else None
    found = (_of_body(name, listed(name)) for name in (body, document.addressee) if name)
    return next((stage for stage in found if stage), DossierStage.OTHER)


def _of_body(name: str, known: StageBody | None) -> DossierStage | None:
    """The stage at which a body deals with a dossier. Coreper stands before the Council in “Coreper/Council”."""
    key = known.key if known else name.upper()
    folded = f"{name} {known.name if known else ''}".casefold()
    if key == "COREPER" or "coreper" in folded or "permanent representatives" in folded:
        return DossierStage.COREPER
    if is_council(key) or folded.strip() == "council":
        return DossierStage.COUNCIL
    if known or any(words in folded for words in _PREPARING):
        return DossierStage.WORKING_PARTY
    return None


Naming = Callable[[ExternalReference], Iterable[Document]]
"""The documents that name a text from outside, in whichever field."""


class Strand(NamedTuple):
    """One document of a dossier, and the one that it hangs below; `words` say how it hangs there.

    `document` None: it is named, and not in the register.
    """

    number: DocumentNumber
    document: Document | None
    stage: DossierStage
    below: DocumentNumber | None
    words: str
    follows: tuple[DocumentNumber, ...]

    @property
    def day(self) -> dt.date | None:
        """The day of issue."""
        return self.document.date if self.document else None


class KnotKind(StrEnum):
    """What is not straight."""

    FORK = "fork"
    CIRCLE = "circle"
    BACKWARD = "backward"


class Knot(NamedTuple):
    """A place where the thread is not straight: the document there, and the others."""

    kind: KnotKind
    at: DocumentNumber
    others: tuple[DocumentNumber, ...]


class Dossier(NamedTuple):
    """The strands in the order of their days; `left_out` documents were met and not walked to."""

    around: DocumentNumber
    files: tuple[ExternalReference, ...]
    commission: tuple[ExternalReference, ...]
    strands: tuple[Strand, ...]
    knots: tuple[Knot, ...]
    left_out: int


def dossier_of(snapshot: Snapshot, number: DocumentNumber, naming: Naming, most: int) -> Dossier:
    """Everything that follows, is followed by, or shares a file or a Commission document with a document.

    The nearest come first, so that what is left out is the farthest.

    Raises:
        NumberUnknown: where the document is not here.
    """
    found = belonging(snapshot.need(number), _InHouse(snapshot, naming), most)
    thread = _Thread(snapshot, found.held)
    held = found.held.values()
    return Dossier(
        around=number,
        files=tuple(dict.fromkeys(file for document in held for file in document.interinstitutional_files)),
        commission=tuple(dict.fromkeys(text for document in held for text in commission_texts(document))),
        strands=tuple(sorted((_strand(snapshot, thread, one) for one in thread.reached()), key=_place)),
        knots=tuple(_knots(snapshot, thread)),
        left_out=found.left_out,
    )


class _InHouse:
    """A whole register around a document."""

    def __init__(self, snapshot: Snapshot, naming: Naming) -> None:
        self._snapshot = snapshot
        self._naming = naming

    def get(self, number: DocumentNumber) -> Document | None:
        document = self._snapshot.get(number)
        return document if document and _counts(document) else None

    def family(self, number: DocumentNumber) -> Iterable[Document]:
        return filter(_counts, self._snapshot.family(number))

    def followed(self, paper: Document) -> Iterable[DocumentNumber]:
        return followed(paper)

    def followers(self, number: DocumentNumber) -> Iterable[Document]:
        return (d for d, one in self._snapshot.citing(number) if one.kind in FOLLOWING and _counts(d))

    def naming(self, outside: ExternalReference) -> Iterable[Document]:
        return (document for document in self._naming(outside) if _shares(document, outside) and _counts(document))


def _counts(document: Document) -> bool:
    return document.status is not Status.VOID


def _shares(document: Document, outside: ExternalReference) -> bool:
    """Whether it stands on the first page; a mere mention makes no dossier."""
    return outside in document.interinstitutional_files or outside in document.commission_documents


class _Thread(NamedTuple):
    """The documents that belong together, amid the register."""

    snapshot: Snapshot
    held: dict[DocumentNumber, Document]

    def reached(self) -> Iterator[DocumentNumber]:
        """All that is held, and what it follows that is not in the register."""
        yield from self.held
        named = (number for document in self.held.values() for number in followed(document))
        yield from dict.fromkeys(number for number in named if self.snapshot.get(number) is None)

    def follows(self, number: DocumentNumber) -> tuple[DocumentNumber, ...]:
        """The texts of the dossier that a document follows; of those that are here only what is held."""
        named = dict.fromkeys(followed(self.held.get(number)))
        return tuple(to for to in named if to in self.held or self.snapshot.get(to) is None)


def _strand(snapshot: Snapshot, thread: _Thread, number: DocumentNumber) -> Strand:
    document = thread.held.get(number)
    follows = thread.follows(number)
    stage = stage_of(document, snapshot.vocabulary.body_named) if document else DossierStage.OTHER
    parent = number.parent
    while parent is not None and parent not in thread.held:
        parent = parent.parent
    if parent is not None:
        return Strand(number, document, stage, parent, hanging_words(number), follows)
    newest = max(follows, key=lambda to: _place_of(thread.held.get(to), to), default=None)
    return Strand(number, document, stage, newest, "follows" if newest else "", follows)


def _place(strand: Strand) -> tuple[dt.date, tuple[object, ...]]:
    return _place_of(strand.document, strand.number)


def _place_of(document: Document | None, number: DocumentNumber) -> tuple[dt.date, tuple[object, ...]]:
    """By the day; what has none stands at the beginning of the year of its number."""
    day = document.date if document and document.date else dt.date(number.year, 1, 1)
    return day, number.sort_key


# ---- where it is not straight


def _knots(snapshot: Snapshot, thread: _Thread) -> Iterator[Knot]:
    followers: dict[DocumentNumber, dict[DocumentNumber, None]] = {}
    told: set[DocumentNumber] = set()
    for number, document in thread.held.items():
        for to in thread.follows(number):
            if to.base != number.base:
                followers.setdefault(to, {})[number.base] = None
            day = thread.held[to].date if to in thread.held else None
            if day and document.date and document.date < day:
                yield Knot(KnotKind.BACKWARD, number, (to,))
        if number not in told and (circle := snapshot.circles.through(number)):
            told.update(snapshot.circles.companions(number))
            yield Knot(KnotKind.CIRCLE, number, circle[1:])
    for to, after in followers.items():
        if len(after) > 1:
            yield Knot(KnotKind.FORK, to, tuple(sorted(after)))
