"""Place and date of the letterhead: `Brussels, 13 February 2020`, in the official languages.

Towns that letterheads name, in the official languages, with their English names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from somei_cli.extraction.cover.dates import Days, find_days, month_number

# The seats of the institutions first, then towns where the European Council and the ministers have met.
_TABLE = {
    "Brussels": "Bruxelles Brüssel Bruessel Brussel Bryssel Bruselas Bruxelas Brüsszel Bruksela Brusel Bruselj "
    "Briuselis Βρυξέλλες Брюксел Briselē Brussell Bhruiséil "
    "Bruseli Bruselu Bruxellesu Bruslju Briuselyje Brisele Brüsselis",
    "Luxembourg": "Luxemburg Lussemburgo Luxemburgo Luksemburg Liuksemburgas Lucemburk Λουξεμβούργο Люксембург "
    "Luksemburga Lussemburgu Lucsamburg Luxemburgu Lucemburku Luksemburgu Liuksemburge Luksemburgā",
    "Strasbourg": "Straßburg Strassburg Strasburgo Straatsburg Estrasburgo Strasburg Στρασβούργο Страсбург "
    "Štrasburk Štrasburg Strasbūra Strasbūras Štrasburgu Štrasburku Strasburgu Strasbūrā Strasbūre",
    "Athens": "Athènes Athen Atenas Atene Αθήνα",
    "Copenhagen": "København Kopenhagen Copenhague Copenaghen Köpenhamn Kööpenhamina",
    "Geneva": "Genève Genf Ginebra Ginevra Genebra",
    "Gothenburg": "Göteborg",
    "Helsinki": "Helsingfors",
    "Lisbon": "Lisboa Lisbonne Lissabon Lisbona",
    "Rome": "Roma Rom",
    "Seville": "Sevilla Séville Siviglia Sevilha",
    "Vienna": "Wien Vienne Viena Wenen",
    "Warsaw": "Warszawa Varsovie Warschau Varsovia",
}
_NAMED = {name: english for english, names in _TABLE.items() for name in (english, *names.split())}
_SEATS = tuple(_TABLE)[:3]


@cache
def towns() -> Mapping[str, str]:
    """The English name of each spelling, in small letters and in capitals."""
    return _NAMED | {name.upper(): english for name, english in _NAMED.items()}


@cache
def town() -> re.Pattern[str]:
    """A known town, as one word."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(towns(), reverse=True))})(?!\w)")


@cache
def spaced_seat() -> re.Pattern[str]:
    """A seat of the institutions whose name has blanks between its letters, and a comma after it."""
    names = [name for name, english in _NAMED.items() if english in _SEATS]
    return re.compile(rf"(?<![\w-])(?:{'|'.join('[ ]?'.join(name) for name in names)})[ ]?,")


# Only where one month name means two months is the language asked for, and only these tell it.
_SPEAKS = {"Bruksela": ("pl",), "Brusel": ("cs", "sk"), "Bruxelles": ("hr", "fr", "it", "ro", "da")}
_ARTICLE = r"(?:den|le|les|the|li|il|a|em|am|dne|dnia|,)?"
_BEFORE = re.compile(rf"(?P<place>[^\W\d_]{{3,20}})\s{{0,3}}(?:,|\()?\s{{0,3}}{_ARTICLE}\s{{0,3}}$")
_STRANGER = re.compile(
    r"(?:^|\n)\s*(?P<place>[^\W\d_a-z][^\W\d_]{2,20}(?:[ -][^\W\d_a-z][^\W\d_]{2,20})?),\s{0,3}(?:the )?$"
)
_INSTITUTION = re.compile(
    r"(?i)(?:council of the european (?:union|communities)|the (?:european )?council|"
    r"european (?:council|union|convention)|"
    r"union europ[ée]enne|europäischen union|europese unie|europæiske union|europeiska unionens råd|unione europea|"
    r"unión europea|união europeia|unii europejskiej|ευρωπαϊκής ένωσης|general secretariat)"
)
_NUMBER_BELOW = re.compile(
    r"\s{1,90}(?:\(OR[^()\n]{0,12}\)\s{0,90})?(?:[A-Z][A-Z-]{1,7}\s)?[0-9]{3,5}(?:/[0-9]{1,2})?\s?/\s?[0-9]{2}\b"
)
_YEARLESS = re.compile(
    rf"\s{{0,3}},\s{{0,3}}{_ARTICLE}\s{{0,3}}"
    r"(?P<day>[0-3]?[0-9])(?:\.|er|º|°|st|nd|rd|th)?\s{1,3}(?:de )?(?P<month>[^\W\d_]{3,12})"
    r"(?![\w.])(?!,?\s{0,3}(?:de |del )?[0-9])"
)
_ANY_DAY = (date.min, date.max)
_HEAD = 160


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """A place and a day; `place` is None where none is printed, the days are all there are where the year is lost."""

    place: str | None
    days: Days
    start: int
    end: int

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.days.first if self.days.single else None


def find_place_dates(text: str) -> Iterator[PlaceDate]:
    """Every place followed by a date, and a date alone under the name of the institution, in order.

    >>> [(p.place, str(p.day)) for p in find_place_dates("Brüssel, den 3. Mai 2004")]
    [('Brussels', '2004-05-03')]
    """
    whole = list(chain(_dated(text), _ambiguous(text), _spaced(text)))
    last = -1
    for place_date in sorted([*whole, *_yearless(text, whole)], key=lambda p: p.start):
        if place_date.start >= last:
            last = place_date.end
            yield place_date


def _dated(text: str) -> Iterator[PlaceDate]:
    known = towns()
    for days in find_days(text):
        before = text[max(0, days.start - 60) : days.start]
        match = _BEFORE.search(before)
        if match and match["place"] in known:
            place, at = known[match["place"]], match.start()
        elif stranger := _STRANGER.search(before):
            place, at = stranger["place"], stranger.start("place")
        elif _stands_alone(text, days):
            yield PlaceDate(None, days, days.start, days.end)
            continue
        else:
            continue
        yield PlaceDate(place, days, days.start - len(before) + at, days.end)


def _stands_alone(text: str, days: Days) -> bool:
    """Whether a date is all of its line, between the name of the institution and a document number."""
    above = text[max(0, days.start - _HEAD) : days.start]
    named = [match.end() for match in _INSTITUTION.finditer(above)]
    if not named or not _NUMBER_BELOW.match(text, days.end):
        return False
    between = above[named[-1] :]
    return days.single and "\n" in between and not between.strip()


def _ambiguous(text: str) -> Iterator[PlaceDate]:
    """Dates whose month only the language of the place can tell."""
    for match in town().finditer(text):
        speaks = _SPEAKS.get(match[0])
        if not speaks:
            continue
        after = text[match.end() : match.end() + 40]
        if next(find_days(after), None):
            continue
        days = next(find_days(after, speaks), None)
        if days and len(after[: days.start].strip()) <= 5:
            moved = Days(days.first, days.last, match.end() + days.start, match.end() + days.end)
            yield PlaceDate(towns()[match[0]], moved, match.start(), moved.end)


def _spaced(text: str) -> Iterator[PlaceDate]:
    """`Brusse ls, 10 De ce mbe r 2021`: read without the blanks between letters and between figures."""
    for match in spaced_seat().finditer(text):
        after = text[match.end() : match.end() + 60]
        closed = re.sub(r"(?<=[^\W\d_])[ ](?=[^\W\d_])|(?<=[0-9])[ ](?=[0-9])", "", after)
        days = next(find_days(closed), None)
        if days is None or closed[: days.start].strip():
            continue
        end = match.end() + _offset(after, len("".join(closed[: days.end].split())))
        place = towns()[match[0].replace(" ", "").rstrip(",")]
        yield PlaceDate(place, Days(days.first, days.last, match.end(), end), match.start(), end)


def _offset(text: str, letters: int) -> int:
    """Where so many characters other than blanks have been read."""
    for at, char in enumerate(text):
        letters -= not char.isspace()
        if letters == 0:
            return at + 1
    return len(text)


def _yearless(text: str, whole: Sequence[PlaceDate]) -> Iterator[PlaceDate]:
    """`Brussels, 14 June /02`: extraction ate the year; it is known where the same words stand whole elsewhere."""
    days_of: dict[tuple[str | None, int, int], set[date]] = {}
    for known in whole:
        if known.day:
            days_of.setdefault((known.place, known.day.month, known.day.day), set()).add(known.day)
    for match in town().finditer(text):
        rest = _YEARLESS.match(text, match.end())
        month = month_number(rest["month"]) if rest else None
        if rest is None or month is None:
            continue
        above = text[max(0, match.start() - _HEAD) : match.start()]
        if not _INSTITUTION.search(above):
            continue
        place = towns()[match[0]]
        same = days_of.get((place, month, int(rest["day"])), set())
        first, last = (day := next(iter(same)), day) if len(same) == 1 else _ANY_DAY
        yield PlaceDate(place, Days(first, last, rest.start(), rest.end()), match.start(), rest.end())
