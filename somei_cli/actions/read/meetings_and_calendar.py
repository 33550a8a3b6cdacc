"""Find meetings in a register, and make its calendar of meetings, deadlines and follow-ups."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import NamedTuple

from somei_cli.actions.followup.followups import all_follow_ups
from somei_cli.errors import NotFound, shell_word
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.list import ListedFollowUp
from somei_cli.model.groups import group_pairs
from somei_cli.model.markings import Marking
from somei_cli.model.meeting.calendar_events import (
    Event,
    events_between,
    follow_up_events,
    may_name_document,
    may_name_marking,
    meeting_events,
)
from somei_cli.model.meeting.meetings import BodyMeeting, body_key_and_name, collect_meetings, current_documents
from somei_cli.model.meeting.place_and_deadlines import MeetingCalendar, MeetingFacts, meeting_facts
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.disk.packaged_calendar_tables import read_packaged_holidays, read_packaged_presidencies
from somei_cli.store.git.dates import read_head_date
from somei_cli.store.register.register import Register

_NEAREST = 3
_MAX_BODIES = 20


class MeetingFilter(NamedTuple):
    """Which meetings are selected; a meeting belongs to a span of days or a year if one of its days does."""

    bodies: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    years: frozenset[int] = frozenset()


class MeetingName(NamedTuple):
    """How a clerk names a meeting: by who meets, and the day if need be, or by the number of a document about it."""

    body: str
    day: date | None = None
    number: DocumentNumber | None = None


class Meetings:
    """The meetings of a snapshot, with the facts about each."""

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.snapshot = snapshot
        self.gathered = collect_meetings(snapshot)
        self._almanac = MeetingCalendar(today, read_packaged_presidencies(), read_packaged_holidays())

    @cached_property
    def follow_ups(self) -> Mapping[DocumentNumber, list[ListedFollowUp]]:
        """Every follow-up, by its document."""
        return group_pairs((follow_up.name.document, follow_up) for follow_up in all_follow_ups(self.snapshot))

    def facts(self, meeting: BodyMeeting) -> MeetingFacts:
        """Return the facts about one meeting."""
        return meeting_facts(meeting, self.follow_ups, self._almanac, self.snapshot.settings)

    def list_matching(self, meeting_filter: MeetingFilter) -> tuple[MeetingFacts, ...]:
        """Return the meetings that a filter selects, by day."""
        keys = {body_key_and_name(self.snapshot.vocabulary, body)[0].casefold() for body in meeting_filter.bodies}
        selected = (m for m in self.gathered.meetings if not keys or m.body.casefold() in keys)
        return tuple(self.facts(meeting) for meeting in selected if _in_span(meeting, meeting_filter))

    def find(self, name: MeetingName) -> MeetingFacts:
        """Return the meeting that is named; without a day or a number the next one of the body, or the last.

        Raises:
            NumberUnknown, NotFound: see `meeting_about`, `meeting_on` and `nearest_meeting`.
        """
        if name.number:
            return self.meeting_about(name.number)
        return self.meeting_on(name.body, name.day) if name.day else self.nearest_meeting(name.body)

    def meeting_about(self, number: DocumentNumber) -> MeetingFacts:
        """Return the meeting that a document is about.

        Raises:
            NumberUnknown: if the document is not in the register.
            NotFound: if it names no meeting.
        """
        self.snapshot.require(number)
        return self.facts(self.gathered.meeting_of(number))

    def meeting_on(self, body: str, day: date) -> MeetingFacts:
        """Return the meeting of a meeting body on a day.

        Raises:
            NotFound: if there is none; it names the nearest meetings of the body.
        """
        meetings = self._meetings_of(body)
        for meeting in meetings:
            if meeting.first <= day <= meeting.last:
                return self.facts(meeting)
        nearest = sorted(meetings, key=lambda m: abs((m.first - day).days))[:_NEAREST]
        days = ", ".join(str(m.first) for m in sorted(nearest, key=lambda m: m.first))
        key = meetings[0].body
        hint = f"Nearest: {days}. All: somei meeting list --body {shell_word(key)}"
        raise NotFound(f"No document names a meeting of {key} on {day}.", hint)

    def nearest_meeting(self, body: str) -> MeetingFacts:
        """Return the next meeting of a meeting body, or the last one if none is to come.

        Raises:
            NotFound: if it has none.
        """
        meetings = self._meetings_of(body)
        upcoming = (m for m in meetings if m.last >= self._almanac.today)
        return self.facts(next(upcoming, meetings[-1]))

    def _meetings_of(self, body: str) -> tuple[BodyMeeting, ...]:
        key, _ = body_key_and_name(self.snapshot.vocabulary, body)
        meetings = self.gathered.of_body(key)
        if not meetings:
            # Only bodies of the vocabulary: others come from the text of documents, which a message must not show.
            listed = {listed.key for listed in self.snapshot.vocabulary.bodies}
            bodies = ", ".join(sorted(listed & {m.body for m in self.gathered.meetings})[:_MAX_BODIES])
            raise NotFound(f"No document names a meeting of {key}.", f"Bodies that meet: {bodies}" if bodies else "")
        return meetings


def _in_span(meeting: BodyMeeting, meeting_filter: MeetingFilter) -> bool:
    if meeting_filter.years and meeting_filter.years.isdisjoint({meeting.first.year, meeting.last.year}):
        return False
    is_before = meeting_filter.since is not None and meeting.last < meeting_filter.since
    return not is_before and (meeting_filter.until is None or meeting.first <= meeting_filter.until)


class Schedule(NamedTuple):
    """The entries of a calendar by day; `withheld_count` is the number of documents that it must not name."""

    name: str
    events: tuple[Event, ...]
    stamp: datetime
    withheld_count: int


def build_schedule(register: Register, snapshot: Snapshot, meeting_filter: MeetingFilter, today: date) -> Schedule:
    """Return the calendar of a register's documents, dated by the commit at HEAD."""
    nameable = Snapshot(
        filter(may_name_document, snapshot.meeting_documents()), lambda: snapshot.vocabulary, snapshot.settings
    )
    in_span = events_between(_list_events(nameable, meeting_filter, today), meeting_filter.since, meeting_filter.until)
    events = sorted(in_span, key=lambda e: (e.first, e.last, e.uid))
    # Not the present time: the same commit must give the same bytes.
    stamp = read_head_date(register.root) or datetime.combine(today, time(), UTC)
    return Schedule(register.settings.name, tuple(events), stamp, _count_withheld(snapshot))


def _count_withheld(snapshot: Snapshot) -> int:
    """Count the documents of the register that a calendar must not name."""
    by_marking = snapshot.group_counts(Selection(), (GroupBy.MARKING,)).times
    return sum(
        count
        for (marking,), count in by_marking.items()
        if not may_name_marking(Marking(str(marking)) if marking else None)
    )


def _list_events(snapshot: Snapshot, meeting_filter: MeetingFilter, today: date) -> Iterator[Event]:
    # The days are not filtered here: a deadline is before its meeting and a follow-up is due after it.
    meetings, unmarked = Meetings(snapshot, today), snapshot.settings.public_unmarked
    for facts in meetings.list_matching(MeetingFilter(meeting_filter.bodies)):
        yield from meeting_events(facts, unmarked)
        for follow_up in facts.follow_ups:
            yield from follow_up_events(follow_up, facts.meeting, unmarked)
    if meeting_filter.bodies:
        return
    of_meetings = {document.number for meeting in meetings.gathered.meetings for document in meeting.documents}
    for document in current_documents(d for d in snapshot if d.number not in of_meetings):
        for follow_up in meetings.follow_ups.get(document.number, ()):
            yield from follow_up_events(follow_up, None, unmarked)
