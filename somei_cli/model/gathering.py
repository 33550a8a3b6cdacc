"""Putting meetings together: nothing stores them, documents name the same body and days."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from somei_cli.errors import NotFound
from somei_cli.model.documents import Document, Status
from somei_cli.model.families import current_text
from somei_cli.model.meetings import BodyMeeting
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import ReferenceKind
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.vocabulary import Vocabulary

LONGEST = timedelta(days=14)
"""Days that stand further apart are no meeting but a misprint in one of them."""


class Gathered(NamedTuple):
    """All meetings by day and body, and the documents that name a day but no body."""

    meetings: tuple[BodyMeeting, ...]
    bodiless: tuple[DocumentNumber, ...]

    def of_body(self, key: str) -> tuple[BodyMeeting, ...]:
        """The meetings of one body, earliest first."""
        return tuple(m for m in self.meetings if m.body.casefold() == key.casefold())

    def about(self, number: DocumentNumber) -> BodyMeeting:
        """The meeting that a document is about.

        Raises:
            NotFound: where it names none.
        """
        for meeting in self.meetings:
            if any(d.number == number for d in meeting.documents):
                return meeting
        raise NotFound(f"{number} names no body and day of a meeting.", "See all meetings with: somei meeting list")


def gather(snapshot: Snapshot) -> Gathered:
    """Put together what belongs to one meeting: the same body, and days that touch."""
    by_body: dict[str, list[_Told]] = {}
    bodiless: list[DocumentNumber] = []
    keys = _Keys(snapshot.vocabulary)
    telling = snapshot.of_meetings()
    for document in telling:
        body, first, last = _body_and_days(document, telling)
        if body and first and last:
            by_body.setdefault(keys.key(body), []).append(_Told(first, last, document))
        elif first:
            bodiless.append(document.number)
    found = (meeting for key, rows in by_body.items() for meeting in _meetings(key, keys.names[key], rows))
    return Gathered(tuple(sorted(found, key=lambda m: (m.first, m.body))), tuple(bodiless))


class _Told(NamedTuple):
    first: date
    last: date
    document: Document


class _Keys:
    """The keys of bodies by the names that documents print; each name is looked up once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def key(self, body: str) -> str:
        if body not in self._known:
            self._known[body], name = key_and_name(self._vocabulary, body)
            self.names.setdefault(self._known[body], name)
        return self._known[body]


def key_and_name(vocabulary: Vocabulary, body: str) -> tuple[str, str]:
    """The key and the full name of a body; one that is not listed has only what is printed."""
    listed = vocabulary.body_named(body)
    return (listed.key, listed.name) if listed else (" ".join(body.split()),) * 2


def _meetings(body: str, name: str, rows: Iterable[_Told]) -> Iterator[BodyMeeting]:
    together: list[Document] = []
    first = last = date.min
    for told in sorted(rows, key=lambda t: (t.first, t.last)):
        if together and told.first > last:
            yield _meeting(body, name, first, last, together)
            together = []
        first, last = (first, max(last, told.last)) if together else (told.first, told.last)
        together.append(told.document)
    if together:
        yield _meeting(body, name, first, last, together)


def _meeting(body: str, name: str, first: date, last: date, together: Iterable[Document]) -> BodyMeeting:
    return BodyMeeting(body, name, first, last, tuple(sorted(together, key=lambda d: d.number.sort_key)))


def _body_and_days(document: Document, snapshot: Snapshot) -> tuple[str | None, date | None, date | None]:
    told = [teller.meeting for teller in _tellers(document, snapshot) if teller.meeting]
    body = next((meeting.body for meeting in told if meeting.body), None)
    for meeting in told:
        if meeting.start:
            sound = meeting.end and timedelta() <= meeting.end - meeting.start <= LONGEST
            return body, meeting.start, meeting.end if sound else meeting.start
    return body, None, None


def _tellers(document: Document, snapshot: Snapshot) -> Iterator[Document]:
    """Who tells the meeting of a document, the surest first.

    A main text asks the one of its family that stands, since a revision may move the meeting; an addendum itself,
    then what it was added to; an outcome at last its agenda.
    """
    texts = [d for d in snapshot.family(document.number) if d.number.is_main_text]
    if not document.number.is_main_text:
        yield document
    standing = current_text([d for d in texts if d.status is Status.ISSUED])
    if standing:
        yield standing
    yield from reversed(texts)
    for reference in document.references:
        agenda = snapshot.get(reference.to) if reference.kind is ReferenceKind.AGENDA else None
        if agenda:
            yield agenda
