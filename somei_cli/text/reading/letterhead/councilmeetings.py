"""Press texts: the ordinal of a Council meeting shows that place and date below it are the meeting's."""

import re

from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.numbers import DocumentNumber
from somei_cli.text.reading.letterhead.placedate import PlaceDate

ORDINAL = re.compile(
    r"[0-9]{3,4}\s?(?:st|nd|rd|th|e|ème|ª|a|ma)\.?\s{0,3}(?:Council\s{0,3})?(?:[Mm]eeting|MEETING|[Ss]ession|[Ss]es[sz]|[Rr]eun)|"
    r"[0-9]{3,4}\.\s{0,3}(?:Tagung|[Ss]amling|[Mm]ötet?|zasedání|zasadnutie|ülés|posiedzenie|seja|istung|sanāksme)|"
    r"[0-9]{3,4}(?:e|ste|de)\s{0,3}(?:[Zz]itting|[Bb]ijeenkomst)"
)
"""The running number of a Council meeting, `3735th Council meeting`, in the languages met."""
_ABOVE = 300
_LETTERHEAD = 700
_PRESS = re.compile(r"\s{0,3}\(\s?[Pp]ress[ea]?\s{0,2}(?P<serial>[0-9]{1,4})")
_TEXT = 20_000


def is_of_a_meeting(text: str, place_date: PlaceDate) -> bool:
    """Whether place and date are those of a meeting: the ordinal stands right above."""
    return bool(ORDINAL.search(text[max(0, place_date.start - _ABOVE) : place_date.start]))


def letterhead_start(text: str, place_date: PlaceDate) -> int:
    """Where the letterhead of a press text begins, which stands above the ordinal."""
    low = max(0, place_date.start - _ABOVE)
    ordinal = ORDINAL.search(text, low, place_date.start)
    return max(0, (ordinal.start() if ordinal else low) - _LETTERHEAD)


def press_code(text: str, number: DocumentNumber) -> tuple[CodeEntry, int] | None:
    """The code PRESSE as a press text prints it behind its number, `15535/03 (Presse 356)`, and where."""
    printed = re.compile(re.escape(f"{number.number}/{number.year % 100:02d}") + _PRESS.pattern)
    match = printed.search(text, 0, _TEXT)
    return (CodeEntry(SubjectCode("PRESSE"), int(match["serial"])), match.start()) if match else None
