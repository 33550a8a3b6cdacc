"""The days of a meeting where no field On tells them: on agendas, in the subject of minutes, in press texts."""

import re

from somei_cli.extraction.cover.dates import Days, find_days
from somei_cli.extraction.cover.letterhead import ORDINAL, is_of_a_meeting
from somei_cli.extraction.header_table.columns import BoxReading
from somei_cli.extraction.header_table.labels import LabelKind
from somei_cli.extraction.items.agenda_phrases import first_item
from somei_cli.extraction.masthead import Masthead

_HELD = re.compile(r"(?i)\b(?:meeting|session|held|réunion|sitzung|samling|zitting|møde|möte)\b[^.]{0,160}$")
_AGENDA = re.compile(r"AGENDA|NOTICE OF MEETING|ORDRE DU JOUR|LIST OF .?A.? ITEMS")
_RECORD = re.compile(r"MINUTES|SUMMARY RECORD|LIST OF .?A.? ITEMS|SUMMARY OF|AGENDA")
_NUMBERED = re.compile(r"(?m)^\s*(?:1|I)\.(?:\s|$)")
_HOURS = re.compile(r"\s?\(\s?[0-2]?[0-9]\s?[.:hH][0-5][0-9][^()]{0,40}\)")
_AN_HOUR = re.compile(r"\s{0,3}\(\s?[0-2]?[0-9]\s?[.:hH]")
_WEEKDAYS = re.compile(
    r"(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:maan|dins|woens|donder|vrij|zater|zon)dag|"
    r"(?:man|tirs|ons|tors|fre|lør|søn)dag|(?:lune|marte|mercole|giove|vener)dì|lunes|martes|miércoles|jueves|viernes),?\s"
)
_REACH = 1200
_ABOVE = 2000
_BELOW = 250
_ITEMS_REACH = 600


def meeting_days(text: str, head: Masthead, box: BoxReading, heading: str) -> Days | None:
    """The days of the meeting, where the document is about one and names one only."""
    first = first_item(text, head.start)
    if _AGENDA.search(heading) or (first is not None and not head.labels):
        return _in_subject(box, heading) or _above_the_items(text, head, box, first)
    if head.place_date and is_of_a_meeting(text, head.place_date):
        return _moved(head.place_date.days, 0)
    if not {label.box for label in head.labels} - {LabelKind.SUBJECT} and (found := _below_ordinal(text, head)):
        return found
    if not _RECORD.search(heading):
        return None
    return _in_subject(box, heading) or (None if head.labels else _above_the_items(text, head, box, first))


def _below_ordinal(text: str, head: Masthead) -> Days | None:
    """A press text: the first days behind the running number of the Council meeting."""
    ordinal = ORDINAL.search(text, head.start, min(len(text), head.start + _ABOVE))
    days = next(find_days(text[ordinal.end() : ordinal.end() + _BELOW]), None) if ordinal else None
    return _moved(days, ordinal.end()) if days and ordinal else None


def _in_subject(box: BoxReading, heading: str) -> Days | None:
    """The one meeting that the subject of minutes, of an agenda or of a list names."""
    subject = box.first(LabelKind.SUBJECT)
    if subject is None or not _RECORD.search(heading):
        return None
    own = not _AGENDA.search(heading)
    found = [d for d in find_days(subject.text) if own or _HELD.search(subject.text[: d.start])]
    return _moved(found[0], subject.start) if len(found) == 1 else None


def _above_the_items(text: str, head: Masthead, box: BoxReading, first: int | None) -> Days | None:
    """The days between the letterhead and the first item, if they are one meeting's."""
    start = head.foot
    if head.heading is None and head.place_date:
        start = head.place_date.end
    if head.labels:
        start = max(start, box.body)
    if first is None:
        numbered = _NUMBERED.search(text, start)
        first = numbered.start() if numbered else start + _ITEMS_REACH
    # The page title of a web site may show the heading before the letterhead does.
    if head.heading and (again := text.rfind(head.heading.text, start, first)) >= 0:
        start = again
    region = text[start : min(first, start + _REACH)]
    found = list(days_held(region))
    # Hours in brackets behind the days are those of the meeting; other dates may be those of other meetings.
    with_hours = [d for d in found if _AN_HOUR.match(region, d.end)]
    likely = with_hours[:1] or found
    if likely and all(likely[0].first <= d.first and d.last <= likely[0].last for d in likely):
        return _moved(likely[0], start)
    return None


def days_held(text: str) -> list[Days]:
    """Dates in a text where hours and names of days may stand within a list of days.

    >>> [(d.first.day, d.last.day) for d in days_held("Date: 11 (10.00) and Thursday 12 April 2001")]
    [(11, 12)]
    """
    kept = bytearray(b"\x01") * len(text)
    for pattern in (_HOURS, _WEEKDAYS):
        for match in pattern.finditer(text):
            kept[match.start() : match.end()] = bytes(match.end() - match.start())
    places = [at for at, keep in enumerate(kept) if keep]
    bare = "".join(text[at] for at in places)
    return [Days(d.first, d.last, places[d.start], places[d.end - 1] + 1) for d in find_days(bare)]


def _moved(days: Days, offset: int) -> Days:
    return Days(days.first, days.last, days.start + offset, days.end + offset)
