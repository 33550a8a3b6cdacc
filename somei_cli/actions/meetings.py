"""Finding meetings: those that fit, the one of a body and a day, the one that a document is about."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from somei_cli.actions.following_up import follow_ups_of
from somei_cli.errors import NotFound, as_typed
from somei_cli.model.followup_list import Promise
from somei_cli.model.gathering import gather, key_and_name
from somei_cli.model.meeting_facts import Almanac, MeetingFacts, facts_of
from somei_cli.model.meetings import BodyMeeting
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.almanac import packaged_holidays
from somei_cli.store.presidencies import packaged_presidencies

_NEAREST = 3
_MOST_BODIES = 20


class MeetingFilter(NamedTuple):
    """Which meetings are asked for; a meeting is in a span of days or a year when one of its days is."""

    bodies: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    years: frozenset[int] = frozenset()


class Meetings:
    """The meetings of a snapshot, with what there is to know of each."""

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.snapshot = snapshot
        self.gathered = gather(snapshot)
        self._almanac = Almanac(today, packaged_presidencies(), packaged_holidays())

    @cached_property
    def promises(self) -> Mapping[DocumentNumber, list[Promise]]:
        """Every follow-up, by its document."""
        found: dict[DocumentNumber, list[Promise]] = {}
        for promise in follow_ups_of(self.snapshot):
            found.setdefault(promise.name.document, []).append(promise)
        return found

    def facts(self, meeting: BodyMeeting) -> MeetingFacts:
        """What there is to know of one of them."""
        return facts_of(meeting, self.promises, self._almanac, self.snapshot.settings)

    def fitting(self, wanted: MeetingFilter) -> tuple[MeetingFacts, ...]:
        """Those that are asked for, by day."""
        keys = {key_and_name(self.snapshot.vocabulary, body)[0].casefold() for body in wanted.bodies}
        own = (m for m in self.gathered.meetings if not keys or m.body.casefold() in keys)
        return tuple(self.facts(meeting) for meeting in own if _in_span(meeting, wanted))

    def about(self, number: DocumentNumber) -> MeetingFacts:
        """The meeting that a document is about.

        Raises:
            NumberUnknown: where the document is not in the register.
            NotFound: where it names no meeting.
        """
        self.snapshot.need(number)
        return self.facts(self.gathered.about(number))

    def on(self, body: str, day: date) -> MeetingFacts:
        """The meeting of a body on a day.

        Raises:
            NotFound: naming meetings of the body that are near.
        """
        own = self._of(body)
        for meeting in own:
            if meeting.first <= day <= meeting.last:
                return self.facts(meeting)
        near = sorted(own, key=lambda m: abs((m.first - day).days))[:_NEAREST]
        days = ", ".join(str(m.first) for m in sorted(near, key=lambda m: m.first))
        key = own[0].body
        hint = f"Nearest: {days}. All: somei meeting list --body {as_typed(key)}"
        raise NotFound(f"No document names a meeting of {key} on {day}.", hint)

    def nearest(self, body: str) -> MeetingFacts:
        """The next meeting of a body; where none is to come the last.

        Raises:
            NotFound: where it has none.
        """
        own = self._of(body)
        coming = (m for m in own if m.last >= self._almanac.today)
        return self.facts(next(coming, own[-1]))

    def _of(self, body: str) -> tuple[BodyMeeting, ...]:
        key, _ = key_and_name(self.snapshot.vocabulary, body)
        own = self.gathered.of_body(key)
        if not own:
            # What is not listed was printed in some document, and a refusal never tells what documents say.
            listed = {listed.key for listed in self.snapshot.vocabulary.bodies}
            bodies = ", ".join(sorted(listed & {m.body for m in self.gathered.meetings})[:_MOST_BODIES])
            raise NotFound(f"No document names a meeting of {key}.", f"Bodies that meet: {bodies}" if bodies else "")
        return own


def _in_span(meeting: BodyMeeting, wanted: MeetingFilter) -> bool:
    if wanted.years and wanted.years.isdisjoint({meeting.first.year, meeting.last.year}):
        return False
    late = wanted.since is not None and meeting.last < wanted.since
    return not late and (wanted.until is None or meeting.first <= wanted.until)
