"""A calendar as an iCalendar file (RFC 5545)."""

from datetime import datetime

from somei_cli.errors import ExtraMissing
from somei_cli.model.events import Event, EventKind
from somei_cli.model.meeting_days import day_behind
from somei_cli.text.cleaning import clean_line

_PRODUCER = "-//somei//Register of documents//EN"
_CATEGORIES = {EventKind.MEETING: "Meeting", EventKind.DEADLINE: "Deadline", EventKind.FOLLOW_UP: "Follow-up"}


def ics(name: str, events: tuple[Event, ...], stamp: datetime) -> str:
    """The calendar, line ends and all.

    Days have no hour in the register, so that every entry is for whole days; no time zone is needed.

    Raises:
        ExtraMissing: where icalendar is not installed.
    """
    try:
        from icalendar import Calendar
        from icalendar import Event as Component
    except ImportError as reason:
        raise ExtraMissing("Making a calendar", "calendar") from reason
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
        # The end is the first day behind.
        component.add("dtend", day_behind(event.last))
        component.add("summary", clean_line(event.title))
        if event.lines:
            component.add("description", "\n".join(map(clean_line, event.lines)))
        if event.place:
            component.add("location", clean_line(event.place))
        component.add("sequence", event.sequence)
        component.add("status", event.holding.upper())
        component.add("transp", "OPAQUE" if event.kind is EventKind.MEETING else "TRANSPARENT")
        component.add("categories", [_CATEGORIES[event.kind]])
        calendar.add_component(component)
    text: str = calendar.to_ical().decode("utf-8")
    return text
