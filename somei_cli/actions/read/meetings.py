"""Find meetings in a register, and make its calendar of meetings, deadlines and follow-ups."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import NamedTuple

from somei_cli.actions.followup.followups import follow_ups_of
from somei_cli.errors import NotFound, as_typed
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.list import Promise
from somei_cli.model.markings import Marking
from somei_cli.model.meeting.events import Event, bears_a_name, may_be_named, of_meeting, of_promise, touching
from somei_cli.model.meeting.meetings import BodyMeeting, gather, key_and_name, standing_among
from somei_cli.model.meeting.overview import Almanac, MeetingFacts, facts_of
from somei_cli.model.query.group_by import By
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.disk.calendar_tables import packaged_holidays, packaged_presidencies
from somei_cli.store.git.dates import committed_at
from somei_cli.store.register.register import Register

_NEAREST = 3
_MAX_BODIES = 20


class MeetingFilter(NamedTuple):
    """Which meetings are selected; a meeting belongs to a span of days or a year if one of its days does."""

    bodies: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    years: frozenset[int] = frozenset()


class Meetings:
    """The meetings of a snapshot, with the facts about each."""

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.snapshot = snapshot
        self.gathered = gather(snapshot)
        self._almanac = Almanac(today, packaged_presidencies(), packaged_holidays())

    @cached_property
    def promises(self) -> Mapping[DocumentNumber, list[Promise]]:
        """Every follow-up, by its document."""
        by_document: dict[DocumentNumber, list[Promise]] = {}
        for follow_up in follow_ups_of(self.snapshot):
            by_document.setdefault(follow_up.name.document, []).append(follow_up)
        return by_document

    def facts(self, meeting: BodyMeeting) -> MeetingFacts:
        """Return the facts about one meeting."""
        return facts_of(meeting, self.promises, self._almanac, self.snapshot.settings)

    def fitting(self, meeting_filter: MeetingFilter) -> tuple[MeetingFacts, ...]:
        """Return the meetings that a filter selects, by day."""
        keys = {key_and_name(self.snapshot.vocabulary, body)[0].casefold() for body in meeting_filter.bodies}
        selected = (m for m in self.gathered.meetings if not keys or m.body.casefold() in keys)
        return tuple(self.facts(meeting) for meeting in selected if _in_span(meeting, meeting_filter))

    def about(self, number: DocumentNumber) -> MeetingFacts:
        """Return the meeting that a document is about.

        Raises:
            NumberUnknown: if the document is not in the register.
            NotFound: if it names no meeting.
        """
        self.snapshot.need(number)
        return self.facts(self.gathered.about(number))

    def on(self, body: str, day: date) -> MeetingFacts:
        """Return the meeting of a meeting body on a day.

        Raises:
            NotFound: if there is none; it names the nearest meetings of the body.
        """
        meetings = self._of(body)
        for meeting in meetings:
            if meeting.first <= day <= meeting.last:
                return self.facts(meeting)
        nearest = sorted(meetings, key=lambda m: abs((m.first - day).days))[:_NEAREST]
        days = ", ".join(str(m.first) for m in sorted(nearest, key=lambda m: m.first))
        key = meetings[0].body
        hint = f"Nearest: {days}. All: somei meeting list --body {as_typed(key)}"
        raise NotFound(f"No document names a meeting of {key} on {day}.", hint)

    def nearest(self, body: str) -> MeetingFacts:
        """Return the next meeting of a meeting body, or the last one if none is to come.

        Raises:
            NotFound: if it has none.
        """
        meetings = self._of(body)
        upcoming = (m for m in meetings if m.last >= self._almanac.today)
        return self.facts(next(upcoming, meetings[-1]))

    def _of(self, body: str) -> tuple[BodyMeeting, ...]:
        key, _ = key_and_name(self.snapshot.vocabulary, body)
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
    held_back: int


def schedule(register: Register, snapshot: Snapshot, meeting_filter: MeetingFilter, today: date) -> Schedule:
    """Return the calendar of a register's documents, dated by the commit at HEAD."""
    nameable = Snapshot(filter(may_be_named, snapshot.of_meetings()), lambda: snapshot.vocabulary, snapshot.settings)
    in_span = touching(_list_events(nameable, meeting_filter, today), meeting_filter.since, meeting_filter.until)
    events = sorted(in_span, key=lambda e: (e.first, e.last, e.uid))
    # Not the present time: the same commit must give the same bytes.
    stamp = committed_at(register.root) or datetime.combine(today, time(), UTC)
    return Schedule(register.settings.name, tuple(events), stamp, _count_withheld(snapshot))


def _count_withheld(snapshot: Snapshot) -> int:
    """Count the documents of the register that a calendar must not name."""
    by_marking = snapshot.counted(Selection(), (By.MARKING,)).times
    return sum(
        count
        for (marking,), count in by_marking.items()
        if not bears_a_name(Marking(str(marking)) if marking else None)
    )


def _list_events(snapshot: Snapshot, meeting_filter: MeetingFilter, today: date) -> Iterator[Event]:
    # The days are not filtered here: a deadline is before its meeting and a follow-up is due after it.
    meetings, unmarked = Meetings(snapshot, today), snapshot.settings.public_unmarked
    for facts in meetings.fitting(MeetingFilter(meeting_filter.bodies)):
        yield from of_meeting(facts, unmarked)
        for follow_up in facts.promises:
            yield from of_promise(follow_up, facts.meeting, unmarked)
    if meeting_filter.bodies:
        return
    of_meetings = {document.number for meeting in meetings.gathered.meetings for document in meeting.documents}
    for document in standing_among(d for d in snapshot if d.number not in of_meetings):
        for follow_up in meetings.promises.get(document.number, ()):
            yield from of_promise(follow_up, None, unmarked)
