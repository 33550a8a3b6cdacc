"""Making a calendar of the register: what may be told of meetings, deadlines and promises, and as of when."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from somei_cli.actions.meetings import MeetingFilter, Meetings
from somei_cli.model.countables import By
from somei_cli.model.events import Event, bears_a_name, may_be_named, of_meeting, of_promise, touching
from somei_cli.model.markings import Marking
from somei_cli.model.meetings import standing_among
from somei_cli.model.selection import Selection
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.clock import committed_at
from somei_cli.store.register import Register


class Schedule(NamedTuple):
    """The entries of a calendar by day; `held_back` are documents that it must not name."""

    name: str
    events: tuple[Event, ...]
    stamp: datetime
    held_back: int


def schedule(register: Register, snapshot: Snapshot, wanted: MeetingFilter, today: date) -> Schedule:
    """What a calendar shows of the documents in a register, as of the commit that it stands at."""
    shown = Snapshot(filter(may_be_named, snapshot.of_meetings()), lambda: snapshot.vocabulary, snapshot.settings)
    found = touching(_events(shown, wanted, today), wanted.since, wanted.until)
    events = sorted(found, key=lambda e: (e.first, e.last, e.uid))
    # Not the time of the call: the same commit gives the same bytes.
    stamp = committed_at(register.root) or datetime.combine(today, time(), UTC)
    return Schedule(register.settings.name, tuple(events), stamp, _held_back(snapshot))


def _held_back(snapshot: Snapshot) -> int:
    """How many documents of the register a calendar may not name."""
    by_marking = snapshot.counted(Selection(), (By.MARKING,)).times
    return sum(
        many for (marking,), many in by_marking.items() if not bears_a_name(Marking(str(marking)) if marking else None)
    )


def _events(snapshot: Snapshot, wanted: MeetingFilter, today: date) -> Iterator[Event]:
    # A deadline lies before its meeting and a promise is due after it: days are compared with each entry's own.
    meetings, unmarked = Meetings(snapshot, today), snapshot.settings.public_unmarked
    for facts in meetings.fitting(MeetingFilter(wanted.bodies)):
        yield from of_meeting(facts, unmarked)
        for promise in facts.promises:
            yield from of_promise(promise, facts.meeting, unmarked)
    if wanted.bodies:
        return
    of_meetings = {document.number for meeting in meetings.gathered.meetings for document in meeting.documents}
    for document in standing_among(d for d in snapshot if d.number not in of_meetings):
        for promise in meetings.promises.get(document.number, ()):
            yield from of_promise(promise, None, unmarked)
