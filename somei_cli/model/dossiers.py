"""The thread of a dossier: what follows what, from proposal to outcome, and where the thread is not straight."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.circles import FOLLOWING, followed
from somei_cli.model.documents import Document, Status
from somei_cli.model.dossier_stages import DossierStage, stage_of
from somei_cli.model.families import relation
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import Outside
from somei_cli.model.snapshot import Snapshot

Naming = Callable[[Outside], Iterable[Document]]
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
    files: tuple[Outside, ...]
    commission: tuple[Outside, ...]
    strands: tuple[Strand, ...]
    knots: tuple[Knot, ...]
    left_out: int


def dossier_of(snapshot: Snapshot, number: DocumentNumber, naming: Naming, most: int) -> Dossier:
    """Everything that follows, is followed by, or shares a file or a Commission document with a document.

    Raises:
        NumberUnknown: where the document is not here.
    """
    start = snapshot.need(number)
    walk = _Walk(snapshot, naming, most)
    walk.from_(start)
    held = walk.held
    strands = sorted((_strand(snapshot, walk, one) for one in walk.reached()), key=_place)
    return Dossier(
        around=number,
        files=tuple(dict.fromkeys(file for d in held.values() for file in d.interinstitutional_files)),
        commission=tuple(dict.fromkeys(_commission(held.values()))),
        strands=tuple(strands),
        knots=tuple(_knots(snapshot, walk)),
        left_out=walk.left_out,
    )


def _commission(documents: Iterable[Document]) -> Iterator[Outside]:
    for document in documents:
        yield from (to for to in document.commission_documents if isinstance(to, Outside))


class _Walk:
    """What is reached from a document, nearest first, so that what is left out is the farthest."""

    def __init__(self, snapshot: Snapshot, naming: Naming, most: int) -> None:
        self._snapshot = snapshot
        self._naming = naming
        self._most = most
        self._asked: set[Outside] = set()
        self._left: set[DocumentNumber] = set()
        self.held: dict[DocumentNumber, Document] = {}

    @property
    def left_out(self) -> int:
        """How many were met and not walked to."""
        return len(self._left)

    def from_(self, start: Document) -> None:
        """Walk from a document to all that belongs together."""
        self._take([start])
        for document in _growing(self.held):
            self._take(self._beside(document))

    def _take(self, documents: Iterable[Document]) -> None:
        for document in documents:
            if document.status is Status.VOID or document.number in self.held:
                continue
            if len(self.held) < self._most:
                self.held[document.number] = document
            else:
                self._left.add(document.number)

    def _beside(self, document: Document) -> Iterator[Document]:
        yield from self._snapshot.family(document.number)
        for number in followed(document):
            if other := self._snapshot.get(number):
                yield other
        yield from (citing for citing, one in self._snapshot.citing(document.number) if one.kind in FOLLOWING)
        shared = (*document.interinstitutional_files, *_commission([document]))
        for outside in shared:
            if outside not in self._asked:
                self._asked.add(outside)
                yield from (other for other in self._naming(outside) if _shares(other, outside))

    def reached(self) -> Iterator[DocumentNumber]:
        """All that is held, and what it follows that is not in the register."""
        yield from self.held
        named = (number for document in self.held.values() for number in followed(document))
        yield from dict.fromkeys(number for number in named if self._snapshot.get(number) is None)

    def follows(self, number: DocumentNumber) -> tuple[DocumentNumber, ...]:
        """The texts of the dossier that a document follows; of those that are here only what is held."""
        named = dict.fromkeys(followed(self.held.get(number)))
        return tuple(to for to in named if to in self.held or self._snapshot.get(to) is None)


def _growing(held: dict[DocumentNumber, Document]) -> Iterator[Document]:
    """Every document that is held, also those that are taken in meanwhile."""
    done = 0
    while done < len(held):
        fresh = list(held.values())[done:]
        done += len(fresh)
        yield from fresh


def _shares(document: Document, outside: Outside) -> bool:
    """Whether it stands on the first page; a mere mention makes no dossier."""
    return outside in document.interinstitutional_files or outside in document.commission_documents


def _strand(snapshot: Snapshot, walk: _Walk, number: DocumentNumber) -> Strand:
    document = walk.held.get(number)
    follows = walk.follows(number)
    stage = stage_of(document, snapshot.vocabulary) if document else DossierStage.OTHER
    parent = number.parent
    while parent is not None and parent not in walk.held:
        parent = parent.parent
    if parent is not None:
        return Strand(number, document, stage, parent, relation(number).partition(" ")[0], follows)
    newest = max(follows, key=lambda to: _place_of(walk.held.get(to), to), default=None)
    return Strand(number, document, stage, newest, "follows" if newest else "", follows)


def _place(strand: Strand) -> tuple[dt.date, tuple[object, ...]]:
    return _place_of(strand.document, strand.number)


def _place_of(document: Document | None, number: DocumentNumber) -> tuple[dt.date, tuple[object, ...]]:
    """By the day; what has none stands at the beginning of the year of its number."""
    day = document.date if document and document.date else dt.date(number.year, 1, 1)
    return day, number.sort_key


# ---- where it is not straight


def _knots(snapshot: Snapshot, walk: _Walk) -> Iterator[Knot]:
    followers: dict[DocumentNumber, dict[DocumentNumber, None]] = {}
    told: set[DocumentNumber] = set()
    for number, document in walk.held.items():
        for to in walk.follows(number):
            if to.base != number.base:
                followers.setdefault(to, {})[number.base] = None
            day = walk.held[to].date if to in walk.held else None
            if day and document.date and document.date < day:
                yield Knot(KnotKind.BACKWARD, number, (to,))
        if number not in told and (circle := snapshot.circles.through(number)):
            told.update(snapshot.circles.companions(number))
            yield Knot(KnotKind.CIRCLE, number, circle[1:])
    for to, after in followers.items():
        if len(after) > 1:
            yield Knot(KnotKind.FORK, to, tuple(sorted(after)))
