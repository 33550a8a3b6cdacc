"""The days of a meeting where no field On tells them: on agendas, in the subject of minutes, in press texts."""

import re

from somei_cli.text.reading.box import BoxReading
from somei_cli.text.reading.dates import Days, find_days
from somei_cli.text.reading.labels import Box
from somei_cli.text.reading.masthead import Masthead
from somei_cli.text.reading.placedate import PlaceDate

_ORDINAL = re.compile(r"[0-9]{3,4}(?:st|nd|rd|th|e|ème)\s{0,3}(?:Council\s{0,3})?[Mm]eeting|[0-9]{3,4}\.\s{1,2}Tagung")
_HELD = re.compile(r"(?i)\b(?:meeting|session|held|réunion|sitzung)\b[^.]{0,160}$")
_AGENDA = re.compile(r"AGENDA|NOTICE OF MEETING|ORDRE DU JOUR|LIST OF .?A.? ITEMS")
_RECORD = re.compile(r"MINUTES|SUMMARY RECORD|LIST OF .?A.? ITEMS|SUMMARY OF|AGENDA")
_FIRST_ITEM = re.compile(r"(?m)^\s*(?:1|I)\.(?:\s|$)")


def press_meeting(text: str, place_date: PlaceDate) -> bool:
    """Whether place and date are those of a meeting: a press text names its ordinal right above."""
    return bool(_ORDINAL.search(text[max(0, place_date.start - 300) : place_date.start]))


def meeting_days(text: str, head: Masthead, box: BoxReading, heading: str) -> Days | None:
    """The days of the meeting, where the document is about one and names one only."""
    if head.place_date and press_meeting(text, head.place_date):
        return _at(head.place_date.days, 0)
    if not head.labels and (ordinal := _ORDINAL.search(text, head.start, min(len(text), head.start + 2000))):
        days = next(find_days(text[ordinal.end() : ordinal.end() + 250]), None)
        return _at(days, ordinal.end()) if days else None
    if _RECORD.search(heading) and (subject := box.first(Box.SUBJECT)):
        own = not _AGENDA.search(heading)
        found = [d for d in find_days(subject.text) if own or _HELD.search(subject.text[: d.start])]
        if len(found) == 1:
            return _at(found[0], subject.start)
    if (_AGENDA.search(heading) or _RECORD.search(heading)) and not head.labels:
        first = _FIRST_ITEM.search(text, head.foot)
        stop = min(first.start() if first else head.foot + 600, head.foot + 1200)
        found = list(find_days(text[head.foot : stop]))
        if found and all(found[0].first <= d.first and d.last <= found[0].last for d in found):
            return _at(found[0], head.foot)
    return None


def _at(days: Days, offset: int) -> Days:
    return Days(days.first, days.last, days.start + offset, days.end + offset)
