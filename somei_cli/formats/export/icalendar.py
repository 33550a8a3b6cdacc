"""Calendars as iCalendar text (RFC 5545). Every entry is for whole days, so no time zone is needed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.meeting.calendar_events import Event, EventKind
from somei_cli.model.meeting.place_and_deadlines import day_after

_NO_EVENTS = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""A calendar must have a component (RFC 5545, 3.6); this one is not shown by any program."""


def icalendar_text(
    producer: str, name: str, events: Iterable[tuple[Event, datetime]], properties: Sequence[str] = ()
) -> str:
    """Return a calendar of events, each with the time of its last change; `properties` are those to show, else all."""
    event_lines = [line for event, stamp in events for line in _event_lines(event, stamp, properties)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//somei//{producer}//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *(event_lines or _NO_EVENTS),
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold_line(line)}\r\n" for line in lines)


def _event_lines(event: Event, stamp: datetime, properties: Sequence[str]) -> Iterator[str]:
    values = {
        "SUMMARY": _text(event.title),
        "DTSTART;VALUE=DATE": _day(event.first),
        # iCalendar's end is the day after the last one.
        "DTEND;VALUE=DATE": _day(day_after(event.last)),
        "DTSTAMP": f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "UID": event.uid,
        "SEQUENCE": str(event.sequence),
        "CATEGORIES": event.kind.capitalize(),
        "DESCRIPTION": r"\n".join(map(_text, event.lines)),
        "LOCATION": _text(event.place or ""),
        "STATUS": event.certainty.upper(),
        "TRANSP": "OPAQUE" if event.kind is EventKind.MEETING else "TRANSPARENT",
    }
    yield "BEGIN:VEVENT"
    yield from (f"{name}:{values[name]}" for name in properties or values if values[name])
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    plain = clean_line(text)
    for character in "\\;,":
        plain = plain.replace(character, f"\\{character}")
    return plain


def _fold_line(line: str) -> str:
    """Fold a line into lines of at most 75 bytes; all but the first begin with a blank, and no character is cut."""
    if len(line.encode()) <= 75:
        return line
    pieces, available, used = [""], 75, 0
    for character in line:
        size = len(character.encode())
        if used + size > available:
            pieces.append("")
            available, used = 74, 0
        pieces[-1] += character
        used += size
    return "\r\n ".join(pieces)
