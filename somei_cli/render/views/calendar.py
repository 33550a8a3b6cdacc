"""A calendar of meetings, deadlines and follow-ups: as iCalendar (RFC 5545), as records, and in one sentence."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from somei_cli.errors import ExtraMissing
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.meeting.calendar_events import Event, EventKind
from somei_cli.model.meeting.place_and_deadlines import day_after
from somei_cli.render.output.view import View

_PRODUCER = "-//somei//Register of documents//EN"
_CATEGORIES = {EventKind.MEETING: "Meeting", EventKind.DEADLINE: "Deadline", EventKind.FOLLOW_UP: "Follow-up"}


def icalendar_text(name: str, events: tuple[Event, ...], stamp: datetime) -> str:
    """Return the calendar as iCalendar text.

    The register holds days without hours, so every entry is for whole days, and no time zone is needed.

    Raises:
        ExtraMissing: if icalendar is not installed.
    """
    try:
        from icalendar import Calendar
        from icalendar import Event as Component
    except ImportError as error:
        raise ExtraMissing("Making a calendar", "calendar") from error
    calendar = Calendar()
    calendar.add("prodid", _PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", clean_line(name))
    for event in events:
        component = Component()
        component.add("uid", event.uid)
        component.add("dtstamp", stamp)
        component.add("dtstart", event.first)
        # iCalendar's end is the day after the last one.
        component.add("dtend", day_after(event.last))
        component.add("summary", clean_line(event.title))
        if event.lines:
            component.add("description", "\n".join(map(clean_line, event.lines)))
        if event.place:
            component.add("location", clean_line(event.place))
        component.add("sequence", event.sequence)
        component.add("status", event.certainty.upper())
        component.add("transp", "OPAQUE" if event.kind is EventKind.MEETING else "TRANSPARENT")
        component.add("categories", [_CATEGORIES[event.kind]])
        calendar.add_component(component)
    text: str = calendar.to_ical().decode("utf-8")
    return text


def calendar_view(events: Iterable[Event]) -> View:
    """One record per entry, for machines; there is no table."""
    records = tuple(
        {
            "id": event.uid,
            "kind": str(event.kind),
            "start": event.first.isoformat(),
            "end": event.last.isoformat(),
            "title": event.title,
            "lines": list(event.lines),
            "place": event.place,
            "sequence": event.sequence,
            "status": str(event.certainty),
        }
        for event in events
    )
    return View("calendar", (), records)


def describe_calendar(events: Iterable[Event], withheld: int) -> str:
    """Return how many entries of each kind there are, and how many documents were left out."""
    counts = Counter(event.kind for event in events)
    kinds = ", ".join(f"{counts[kind]} {kind}{'s' * (counts[kind] != 1)}" for kind in EventKind)
    left_out = f"; documents marked above LIMITE are left out: {withheld}" if withheld else ""
    return f"{kinds}{left_out}."
