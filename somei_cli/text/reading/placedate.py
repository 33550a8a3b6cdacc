"""Place and date of the letterhead: `Brussels, 13 February 2020`, in the official languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from somei_cli.text.reading.dates import Days, find_days

_PLACES = {
    "Brussels": "Brussels BRUSSELS Bruxelles BRUXELLES Brüssel Brussel Bryssel Bruselas Bruxelas Brüsszel Bruksela "
    "Brusel Bruselj Βρυξέλλες Брюксел Briselē Briuselis Brussell Bhruiséil",
    "Luxembourg": "Luxembourg LUXEMBOURG Luxemburg Lussemburgo Luxemburgo Luksemburg Liuksemburgas Lucemburk "
    "Λουξεμβούργο Люксембург Luksemburga Lussemburgu Lucsamburg",
    "Strasbourg": "Strasbourg STRASBOURG Straßburg Strassburg Strasburgo Straatsburg Estrasburgo Strasburg Στρασβούργο "
    "Страсбург Štrasburk Štrasburg",
}
_ENGLISH = {spelling: english for english, spellings in _PLACES.items() for spelling in spellings.split()}
# Only where one month name means two months is the language asked for, and only these tell it.
_SPEAKS = {"Bruksela": ("pl",), "Brusel": ("cs", "sk"), "Bruxelles": ("hr", "fr", "it", "ro", "da")}
_BEFORE = re.compile(r"(?P<place>[^\W\d_]{3,20})\s{0,3}(?:,|\()?\s{0,3}(?:den|le|the|li|am|dne|dnia|,)?\s{0,3}$")
_STRANGER = re.compile(
    r"(?:^|\n)\s*(?P<place>[^\W\d_a-z][^\W\d_]{2,20}(?:[ -][^\W\d_a-z][^\W\d_]{2,20})?),\s{0,3}(?:the )?$"
)


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """A place and a day; `place` is None where its name could not be read."""

    place: str | None
    days: Days
    start: int
    end: int

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.days.first if self.days.single else None


def find_place_dates(text: str) -> Iterator[PlaceDate]:
    """Every place followed by a date.

    >>> [(p.place, str(p.day)) for p in find_place_dates("Brüssel, den 3. Mai 2004")]
    [('Brussels', '2004-05-03')]
    """
    known = re.compile(rf"(?<![\w-])(?:{'|'.join(_ENGLISH)})(?!\w)")
    if not known.search(text) and "," not in text:
        return
    for days in find_days(text):
        before = text[max(0, days.start - 60) : days.start]
        match = _BEFORE.search(before)
        if match and match["place"] in _ENGLISH:
            place, at = _ENGLISH[match["place"]], match.start()
        elif stranger := _STRANGER.search(before):
            place, at = stranger["place"], stranger.start("place")
        else:
            continue
        yield PlaceDate(place, days, days.start - len(before) + at, days.end)
    yield from _ambiguous(text, known)


def _ambiguous(text: str, known: re.Pattern[str]) -> Iterator[PlaceDate]:
    """Dates whose month only the language of the place can tell."""
    for match in known.finditer(text):
        speaks = _SPEAKS.get(match[0])
        if not speaks:
            continue
        after = text[match.end() : match.end() + 40]
        if next(find_days(after), None):
            continue
        days = next(find_days(after, speaks), None)
        if days and len(after[: days.start].strip()) <= 5:
            moved = Days(days.first, days.last, match.end() + days.start, match.end() + days.end)
            yield PlaceDate(_ENGLISH[match[0]], moved, match.start(), moved.end)
