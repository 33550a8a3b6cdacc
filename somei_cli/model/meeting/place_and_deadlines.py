"""What follows from a meeting's documents and days: Presidency, place, deadlines, follow-ups, warnings.

Also the days of each body's meetings, drafts of agendas included.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.council_calendar import (
    BRUSSELS,
    LUXEMBOURG,
    Holidays,
    MeetingDeadline,
    Presidencies,
    PresidencyTerm,
    council_seat,
    meeting_deadlines,
)
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.followup.list import ListedFollowUp
from somei_cli.model.meeting.meetings import BodyMeeting, MeetingRole, find_agenda, role_of
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.model.register.words import casefold_text


class MeetingCalendar(NamedTuple):
    """Presidencies and holidays, with today's date."""

    today: date
    presidencies: Presidencies
    holidays: Holidays


FollowUpsByDocument = Mapping[DocumentNumber, Sequence[ListedFollowUp]]
"""The follow-ups of a register, by the document that records them."""


class OutcomeState(StrEnum):
    """Whether a meeting has its outcome. It is missing only once the meeting is over."""

    REGISTERED = "there"
    MISSING = "missing"
    EXPECTED = "expected"


class MeetingFacts(NamedTuple):
    """A meeting with everything that follows from its documents and its days.

    `place` is where the Council has to meet by the Treaties; `other_places` are documents that state another place.
    """

    today: date
    meeting: BodyMeeting
    current_documents: tuple[Document, ...]
    agenda: Document | None
    outcome_state: OutcomeState
    follow_ups: tuple[ListedFollowUp, ...]
    presidency: PresidencyTerm | None
    incoming_presidency: PresidencyTerm | None
    place: str | None
    other_places: tuple[tuple[DocumentNumber, str], ...]
    deadlines: tuple[MeetingDeadline, ...]
    warnings: tuple[str, ...]

    def in_role(self, role: MeetingRole) -> tuple[Document, ...]:
        """Return the current documents with a role."""
        return tuple(d for d in self.current_documents if role_of(d) is role)

    def is_overdue(self, follow_up: ListedFollowUp) -> bool:
        """Whether the day of a follow-up has passed."""
        days_left = follow_up.days_left(self.today)
        return days_left is not None and days_left < 0


def meeting_facts(
    meeting: BodyMeeting, follow_ups: FollowUpsByDocument, almanac: MeetingCalendar, settings: Settings
) -> MeetingFacts:
    """Work out what follows from a meeting's documents and days."""
    current = meeting.current_documents
    has_outcome = any(role_of(d) is MeetingRole.OUTCOME for d in current)
    is_over = meeting.last < almanac.today
    place = council_seat(meeting.body, meeting.first)
    other_places = tuple(_other_places(meeting, place) if place else ())
    return MeetingFacts(
        almanac.today,
        meeting,
        current,
        find_agenda(current),
        OutcomeState.REGISTERED if has_outcome else OutcomeState.MISSING if is_over else OutcomeState.EXPECTED,
        tuple(follow_up for document in current for follow_up in follow_ups.get(document.number, ())),
        almanac.presidencies.term_on(meeting.first),
        almanac.presidencies.next_term(meeting.first),
        place,
        other_places,
        meeting_deadlines(meeting.body, meeting.first, settings.deadlines.get(meeting.body)),
        tuple(
            dict.fromkeys(
                (*_day_warnings(meeting, place, almanac.holidays), *_place_warnings(meeting, place, other_places))
            )
        ),
    )


def _day_warnings(meeting: BodyMeeting, place: str | None, holidays: Holidays) -> Iterator[str]:
    for offset in range((meeting.last - meeting.first).days + 1):
        warning = holidays.warning(meeting.first + timedelta(offset), place)
        if warning:
            yield warning


def _place_warnings(
    meeting: BodyMeeting, place: str | None, other_places: Iterable[tuple[DocumentNumber, str]]
) -> Iterator[str]:
    for number, stated in other_places:
        yield f"{number} says {stated}; in {meeting.first:%B} the Council meets in {place}"


def _other_places(meeting: BodyMeeting, place: str) -> Iterator[tuple[DocumentNumber, str]]:
    for document in meeting.current_documents:
        stated = stated_place(document, meeting)
        if stated and stated.casefold() != place.casefold():
            yield document.number, stated


def stated_place(document: Document, meeting: BodyMeeting) -> str | None:
    """Return the place that a document states for its meeting: in its subject, or above a date of the meeting.

    The place above any other date is where the document was written, so it is ignored.
    """
    if role_of(document) is MeetingRole.PAPER:
        return None
    named_places = {BRUSSELS, LUXEMBOURG} & set(re.split(r"\W+", document.subject or ""))
    if len(named_places) == 1:
        return named_places.pop()
    at_meeting = document.date is not None and meeting.first <= document.date <= meeting.last
    return document.place if at_meeting else None


_CALLED_OFF = frozenset({Status.WITHDRAWN, Status.VOID})


class MeetingDays:
    """The first days of all meetings by body, in order. All spellings of a body count as one."""

    def __init__(self, documents: Iterable[Document], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._keys: dict[str, str] = {}
        days: dict[str, set[date]] = {}
        for document in documents:
            meeting = document.meeting
            if meeting and meeting.body and meeting.start and document.status not in _CALLED_OFF:
                days.setdefault(self.key(meeting.body), set()).add(meeting.start)
        self._days = {key: sorted(body_days) for key, body_days in days.items()}

    def key(self, body: str) -> str:
        """Return the key of a body in the vocabulary, or its printed name without case."""
        if body not in self._keys:
            listed = self._vocabulary.body_named(body)
            self._keys[body] = listed.key if listed else casefold_text(body)
        return self._keys[body]

    def next_day(self, body: str, after: date) -> date | None:
        """Return the first day of the body's next meeting after a day, or None."""
        days = self._days.get(self.key(body), [])
        index = bisect_right(days, after)
        return days[index] if index < len(days) else None


def day_after(last: date) -> date:
    """Return the day after. The last day of Python's calendar is returned unchanged."""
    return last if last == date.max else last + timedelta(days=1)
