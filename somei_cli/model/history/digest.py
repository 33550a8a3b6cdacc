"""A digest of a register for inside the house: what is new, what was changed, and what is due soon."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from somei_cli.model.classified_entries import is_closed
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.followup.list import ListedFollowUp
from somei_cli.model.history.change_consequences import Consequence
from somei_cli.model.history.changes_with_origins import NetChange
from somei_cli.model.level_mentions import find_level
from somei_cli.model.markings import Level, level_of
from somei_cli.model.meeting.place_and_deadlines import MeetingFacts, OutcomeState
from somei_cli.model.register.access_requests import AccessRequest, ReplyDay

_SHOWN_VALUES = frozenset({"status", "date", "marking", "subject_codes"})
"""The fields whose values are named; of all others a digest says only that they were changed."""
_WITHHELD_WORDS = "its words are left out, as they name a level"
DAYS_AHEAD = timedelta(days=14)
"""How far ahead a digest tells meetings, deadlines and days of reply."""
DAYS_AFTER = timedelta(days=14)
"""How long after a meeting a digest says that its outcome is missing."""


class DigestLine(NamedTuple):
    """A line of a digest. `document` is None for a meeting, a request or the settings."""

    words: str
    document: DocumentNumber | None = None
    marking: str | None = None
    subject: str | None = None
    day: date | None = None
    people: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


class Digest(NamedTuple):
    """The lines of a digest by section, and how many documents it names that are not for outside.

    `unnamed` documents have a marking above LIMITE: a digest is mailed, and does not even mention them.
    """

    name: str
    since: str
    today: date
    new: tuple[DigestLine, ...] = ()
    changed: tuple[DigestLine, ...] = ()
    due: tuple[DigestLine, ...] = ()
    restricted: int = 0
    unnamed: int = 0


class DigestFacts(NamedTuple):
    """What a digest is made of: new documents, changes since the state before, and what has a day.

    `changes` are about documents that were there before, and about the settings and the vocabulary.
    """

    new: Sequence[Document] = ()
    changes: Sequence[NetChange] = ()
    follow_ups: Sequence[ListedFollowUp] = ()
    meetings: Sequence[MeetingFacts] = ()
    requests: Sequence[tuple[AccessRequest, ReplyDay]] = ()


def make_digest(
    name: str, since: str, today: date, facts: DigestFacts, find: Callable[[DocumentNumber], Document | None]
) -> Digest:
    """Put a digest together; `find` returns a document as it is now."""
    named = _NamedDocuments(find)
    new = tuple(named.lines_of_new(facts.new))
    changed = tuple(named.lines_of_changed(facts.changes))
    due = (
        *named.lines_of_follow_ups(facts.follow_ups, today),
        *named.lines_of_meetings(facts.meetings, today),
        *_lines_of_requests(facts.requests, today),
    )
    return Digest(
        name,
        since,
        today,
        new,
        changed,
        tuple(sorted(due, key=lambda line: line.day or date.max)),
        len(named.restricted),
        len(named.unnamed),
    )


class _NamedDocuments:
    """Makes lines, and notes which documents they name and which they must not."""

    def __init__(self, find: Callable[[DocumentNumber], Document | None]) -> None:
        self._find = find
        self.restricted: set[DocumentNumber] = set()
        self.unnamed: set[DocumentNumber] = set()

    def lines_of_new(self, documents: Iterable[Document]) -> Iterator[DigestLine]:
        for document in documents:
            if self._may_name(document):
                words = document.type or "document"
                if document.status is not Status.ISSUED:
                    words += f", {document.status}"
                yield self._line(document, words, document.date)

    def lines_of_changed(self, changes: Iterable[NetChange]) -> Iterator[DigestLine]:
        by_place: dict[DocumentNumber | str, list[NetChange]] = {}
        for change in changes:
            by_place.setdefault(change.document or change.path, []).append(change)
        for place, group in by_place.items():
            document = self._find(place) if isinstance(place, DocumentNumber) else None
            if document and not self._may_name(document):
                continue
            commits = [change.introduced_by for change in group if change.introduced_by]
            people = tuple(dict.fromkeys(commit.author for commit in commits))
            reasons = tuple(dict.fromkeys(_speakable(commit.reason) for commit in commits if commit.reason))
            if isinstance(place, str):
                line = DigestLine(f"{place} changed")
            elif document is None:
                line = DigestLine("no longer in the register", place)
            else:
                line = self._line(document, "; ".join(dict.fromkeys(map(_describe_change, group))))
            yield line._replace(people=people, reasons=reasons)

    def lines_of_follow_ups(self, follow_ups: Iterable[ListedFollowUp], today: date) -> Iterator[DigestLine]:
        for entry in follow_ups:
            if self._may_name(entry.document):
                days_left = entry.days_left(today)
                late = f"{-days_left} days overdue" if days_left is not None and days_left < 0 else "follow-up due"
                task = _WITHHELD_WORDS if is_closed(entry.document) else _speakable(entry.follow_up.what)
                line = self._line(entry.document, f"{late}: {entry.name}: {task}", entry.due)
                yield line._replace(people=(entry.follow_up.who,) if entry.follow_up.who else ())

    def lines_of_meetings(self, meetings: Iterable[MeetingFacts], today: date) -> Iterator[DigestLine]:
        horizon = today + DAYS_AHEAD
        for facts in meetings:
            meeting = facts.meeting
            # A body is also what a document prints, and a meeting that only unnamed documents know is not named.
            if not any(self._may_name(document) for document in facts.current_documents) or find_level(meeting.body):
                continue
            if today <= meeting.first <= horizon:
                without = "" if facts.agenda else ", no agenda yet"
                yield DigestLine(f"meeting of {meeting.body}{without}", day=meeting.first)
            for deadline in facts.deadlines:
                if today <= deadline.by <= horizon:
                    words = f"{deadline.task}, for the meeting of {meeting.body} on {meeting.first}"
                    yield DigestLine(words, day=deadline.by)
            if facts.outcome_state is OutcomeState.MISSING and today - meeting.last <= DAYS_AFTER:
                yield DigestLine(
                    f"no outcome yet of the meeting of {meeting.body} on {meeting.first}", day=meeting.last
                )

    def _may_name(self, document: Document) -> bool:
        level = level_of(document.marking)
        if level > Level.LIMITE:
            self.unnamed.add(document.number)
        elif level is not Level.UNMARKED or document.status is not Status.ISSUED:
            self.restricted.add(document.number)
        return level <= Level.LIMITE

    def _line(self, document: Document, words: str, day: date | None = None) -> DigestLine:
        marking = str(document.marking) if document.marking else None
        subject = _speakable(document.subject) if document.subject else None
        return DigestLine(_speakable(words), document.number, marking, subject, day)


def _lines_of_requests(requests: Iterable[tuple[AccessRequest, ReplyDay]], today: date) -> Iterator[DigestLine]:
    for request, reply in requests:
        if today <= reply.by <= today + DAYS_AHEAD:
            yield DigestLine(f"reply to the request {request.name or 'of ' + str(request.received)}", day=reply.by)


def _describe_change(change: NetChange) -> str:
    difference = change.weighed.difference
    field = difference.field.split(" ")[0].replace("_", " ")
    if change.consequence is Consequence.UNREADABLE:
        return "its file cannot be read"
    if difference.field not in _SHOWN_VALUES:
        return f"{field} changed" if field else "changed"
    before, after = (_words_of_value(value) for value in (difference.before, difference.after))
    return f"{field}: {before} → {after}"


def _words_of_value(value: object) -> str:
    if value is None or value in ((), [], ""):
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _speakable(words: str) -> str:
    """Return words of an entry or an act, unless they name an EU level: such words are not typed, and not mailed."""
    return _WITHHELD_WORDS if find_level(words) else words
