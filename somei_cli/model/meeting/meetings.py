"""Meetings of the Council's bodies, put together from documents that name the same body and days.

Nothing stores a meeting: it is the group of documents that name it, each with its role, such as agenda or outcome.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from somei_cli.errors import NotFound
from somei_cli.model.document import AgendaState, Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary

if TYPE_CHECKING:
    from somei_cli.model.register.public_view import PublicDocument

Paper = TypeVar("Paper", Document, "PublicDocument")
_RECORD_HEADINGS = ("OUTCOME OF", "SUMMARY OF", "SUMMARY RECORD", "DRAFT MINUTES", "MINUTES")
_WRITTEN = frozenset({Status.ISSUED, Status.DRAFT})
_CURRENT = _WRITTEN | {Status.RESERVED}


class MeetingRole(StrEnum):
    """What a document is to its meeting."""

    AGENDA = "agenda"
    NOTICE = "notice"
    OUTCOME = "outcome"
    PAPER = "paper"


_ROLE_ORDER = (MeetingRole.AGENDA, MeetingRole.NOTICE, MeetingRole.OUTCOME, MeetingRole.PAPER)


class AgendaStage(StrEnum):
    """How far an agenda has come. An issued agenda is provisional until it is adopted."""

    DRAFT = "draft"
    ISSUED = "issued"
    ADOPTED = "adopted"


class MeetingCertainty(StrEnum):
    """Whether a meeting will be held: tentative while nothing is issued, cancelled if every document is withdrawn."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class BodyMeeting(NamedTuple):
    """A meeting of a body. `body` is its key in the vocabulary, or the printed name if it is not listed."""

    body: str
    name: str
    first: date
    last: date
    documents: tuple[Document, ...]

    @property
    def current_documents(self) -> tuple[Document, ...]:
        """The documents that are neither withdrawn nor replaced."""
        return current_documents(self.documents)

    @property
    def certainty(self) -> MeetingCertainty:
        """Whether the meeting will be held."""
        statuses = {d.status for d in self.documents}
        if Status.ISSUED in statuses:
            return MeetingCertainty.CONFIRMED
        return MeetingCertainty.CANCELLED if statuses.isdisjoint(_CURRENT) else MeetingCertainty.TENTATIVE


def current_documents(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Leave out withdrawn documents, and texts that a later revision of their family replaced.

    A draft replaces only drafts.
    """
    candidates = [d for d in documents if d.status in _CURRENT]
    highest, issued = (
        _highest_revisions(candidates),
        _highest_revisions(d for d in candidates if d.status is Status.ISSUED),
    )

    def stands(document: Document) -> bool:
        latest = issued if document.status is Status.ISSUED else highest
        return not document.number.is_main_text or document.number.revision >= latest[document.number.base]

    return tuple(filter(stands, candidates))


def is_meeting_record(document: "Document | PublicDocument") -> bool:
    """Whether the document reports on a meeting that was held."""
    if (document.type or "").upper().startswith(_RECORD_HEADINGS):
        return True
    return any(reference.kind is ReferenceKind.AGENDA for reference in document.references)


def role_of(document: "Document | PublicDocument") -> MeetingRole:
    """Return what a document is to its meeting. A notice that carries the agenda counts as the agenda."""
    heading = (document.type or "").upper()
    reports = is_meeting_record(document)
    if document.agenda is not None or ("AGENDA" in heading and not reports):
        return MeetingRole.AGENDA
    if reports:
        return MeetingRole.OUTCOME
    return MeetingRole.NOTICE if heading.startswith(("NOTICE OF MEETING", "CONVOCATION")) else MeetingRole.PAPER


def find_agenda(standing: Iterable[Document]) -> Document | None:
    """Find the agenda among current documents: issued before draft, not revised by another one, highest number."""
    agendas = [
        d for d in standing if role_of(d) is MeetingRole.AGENDA and d.number.is_main_text and d.status in _WRITTEN
    ]
    revised = {d.agenda.revises for d in agendas if d.agenda and d.status is Status.ISSUED}
    candidates = (d for d in agendas if d.number not in revised)
    return max(
        candidates, key=lambda d: (d.status is Status.ISSUED, d.agenda is not None, d.number.sort_key), default=None
    )


def stable_id_of(
    documents: Sequence[Paper], may_name: Callable[[DocumentNumber], bool] = lambda _: True
) -> tuple[str, int]:
    """Return the register id that identifies a meeting for good, and the revision of its text.

    The id is that of the agenda, if there is one: it comes first and stays when the meeting moves. The first issue is
    used instead of a revision, unless it may not be named. The revision is the last one that was issued, as only that
    moves a meeting. It never falls, so a calendar can use it as the sequence number of an event.
    """
    first = min(documents, key=lambda d: (_ROLE_ORDER.index(role_of(d)), d.number.sort_key)).number
    if not first.is_main_text:
        return first.register_id, 0
    texts = (d for d in documents if d.number.base == first.base and d.number.is_main_text)
    revision = max((d.number.revision for d in texts if _was_issued(d)), default=0)
    return (first.base if may_name(first.base) else first).register_id, revision


def agenda_stage(agenda: Document) -> AgendaStage:
    """Return how far an agenda has come."""
    if agenda.agenda and agenda.agenda.state is AgendaState.ADOPTED:
        return AgendaStage.ADOPTED
    return AgendaStage.ISSUED if agenda.status is Status.ISSUED else AgendaStage.DRAFT


def _highest_revisions(documents: Iterable[Document]) -> dict[DocumentNumber, int]:
    """Return the highest revision of each family, by base number."""
    revisions: dict[DocumentNumber, int] = {}
    for document in documents:
        if not document.number.is_main_text:
            continue
        base = document.number.base
        revisions[base] = max(revisions.get(base, 0), document.number.revision)
    return revisions


Paper_co = TypeVar("Paper_co", Document, "PublicDocument", covariant=True)

LONGEST_MEETING = timedelta(days=14)
"""Days further apart than this are a misprint in one of them."""


class MeetingList(NamedTuple):
    """All meetings by day and body, and the numbers of documents that name a day but no body."""

    meetings: tuple[BodyMeeting, ...]
    bodiless: tuple[DocumentNumber, ...]

    def of_body(self, key: str) -> tuple[BodyMeeting, ...]:
        """Return the meetings of one body, earliest first."""
        return tuple(m for m in self.meetings if m.body.casefold() == key.casefold())

    def meeting_of(self, number: DocumentNumber) -> BodyMeeting:
        """Return the meeting to which a document belongs.

        Raises:
            NotFound: if the document names no body and day.
        """
        for meeting in self.meetings:
            if any(d.number == number for d in meeting.documents):
                return meeting
        raise NotFound(f"{number} names no body and day of a meeting.", "See all meetings with: somei meeting list")


class DocumentLookup(Protocol[Paper_co]):
    """Finds the documents around a document, as far as the reader may see them."""

    def get(self, number: DocumentNumber) -> Paper_co | None:
        """Return the document with a number, or None."""

    def family(self, number: DocumentNumber) -> Iterable[Paper_co]:
        """Return the members of its family, in order."""


class MeetingGroup(NamedTuple, Generic[Paper]):
    """The documents of one meeting, in order, with the key of its body."""

    body: str
    first: date
    last: date
    documents: tuple[Paper, ...]


class MeetingGroups(NamedTuple, Generic[Paper]):
    """All meetings by day and body, and the numbers of documents that name a day but no body."""

    groups: tuple[MeetingGroup[Paper], ...]
    bodiless: tuple[DocumentNumber, ...]


def collect_meetings(snapshot: Snapshot) -> MeetingList:
    """Put together the documents of each meeting: the same body, and days that touch."""
    keys = _BodyKeys(snapshot.vocabulary)
    documents = snapshot.meeting_documents()
    groups, bodiless = group_by_meeting(documents, documents, keys.key)
    meetings = (BodyMeeting(body, keys.names[body], first, last, members) for body, first, last, members in groups)
    return MeetingList(tuple(meetings), bodiless)


def group_by_meeting(
    papers: Iterable[Paper], lookup: DocumentLookup[Paper], key_of: Callable[[str], str]
) -> MeetingGroups[Paper]:
    """Group documents, or public views of documents, by meeting. `key_of` returns the key of a body."""
    by_body: dict[str, list[_DatedDocument[Paper]]] = {}
    bodiless: list[DocumentNumber] = []
    for paper in papers:
        body, first, last = _body_and_days(paper, lookup)
        if body and first and last:
            by_body.setdefault(key_of(body), []).append(_DatedDocument(first, last, paper))
        elif first:
            bodiless.append(paper.number)
    groups = (group for key, rows in by_body.items() for group in _groups(key, rows))
    return MeetingGroups(tuple(sorted(groups, key=lambda group: (group.first, group.body))), tuple(bodiless))


class _DatedDocument(NamedTuple, Generic[Paper]):
    first: date
    last: date
    document: Paper


class _BodyKeys:
    """Keys of bodies by the names that documents print. Each name is looked up once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._key_by_name: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def key(self, body: str) -> str:
        if body not in self._key_by_name:
            self._key_by_name[body], name = body_key_and_name(self._vocabulary, body)
            self.names.setdefault(self._key_by_name[body], name)
        return self._key_by_name[body]


def body_key_and_name(vocabulary: Vocabulary, body: str) -> tuple[str, str]:
    """Return the key and the full name of a body. A body that is not listed has only its printed name."""
    listed = vocabulary.body_named(body)
    return (listed.key, listed.name) if listed else (" ".join(body.split()),) * 2


def _groups(body: str, rows: Iterable[_DatedDocument[Paper]]) -> Iterator[MeetingGroup[Paper]]:
    members: list[Paper] = []
    first = last = date.min
    for row in sorted(rows, key=lambda t: (t.first, t.last)):
        if members and row.first > last:
            yield _group(body, first, last, members)
            members = []
        first, last = (first, max(last, row.last)) if members else (row.first, row.last)
        members.append(row.document)
    if members:
        yield _group(body, first, last, members)


def _group(body: str, first: date, last: date, members: Iterable[Paper]) -> MeetingGroup[Paper]:
    return MeetingGroup(body, first, last, tuple(sorted(members, key=lambda d: d.number.sort_key)))


def _body_and_days(paper: Paper, lookup: DocumentLookup[Paper]) -> tuple[str | None, date | None, date | None]:
    meetings = [source.meeting for source in _meeting_sources(paper, lookup) if source.meeting]
    body = next((meeting.body for meeting in meetings if meeting.body), None)
    for meeting in meetings:
        if meeting.start:
            sound = meeting.end and timedelta() <= meeting.end - meeting.start <= LONGEST_MEETING
            return body, meeting.start, meeting.end if sound else meeting.start
    return body, None, None


def _meeting_sources(paper: Paper, lookup: DocumentLookup[Paper]) -> Iterator[Paper]:
    """List the documents that may state the meeting of a document, the most reliable first.

    An outcome asks its agenda last: that agenda may have been moved by a revision, as any other.
    """
    yield from _family_sources(paper, lookup)
    for reference in paper.references:
        agenda = lookup.get(reference.to) if reference.kind is ReferenceKind.AGENDA else None
        if agenda:
            yield from _family_sources(agenda, lookup)


def _family_sources(paper: Paper, lookup: DocumentLookup[Paper]) -> Iterator[Paper]:
    """List the documents of a family that may state the meeting of one of its members.

    A main text asks the current text first, because a revision may move the meeting. An addendum asks itself first,
    then the text to which it was added.
    """
    texts = [d for d in lookup.family(paper.number) if d.number.is_main_text]
    if not paper.number.is_main_text:
        yield paper
    current = max(filter(_is_issued, texts), key=lambda d: d.number.revision, default=None)
    if current:
        yield current
    yield from reversed(texts)


def _is_issued(paper: "Document | PublicDocument") -> bool:
    return paper.status is Status.ISSUED if isinstance(paper, Document) else not paper.withdrawn


def _was_issued(paper: "Document | PublicDocument") -> bool:
    return not isinstance(paper, Document) or paper.status in {Status.ISSUED, Status.WITHDRAWN}
