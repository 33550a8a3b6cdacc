"""Find place and date of the letterhead: `Brussels, 13 February 2020`, in all official languages."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from somei_cli.extraction.cover.printed_dates import Days, find_days, month_number
from somei_cli.model.document_number import DocumentNumber, complete_year
from somei_cli.model.groups import join_spellings

# The seats of the institutions first, then towns where the European Council and the ministers have met.
_TOWN_TABLE = {
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
_ENGLISH_NAMES = {name: english for english, names in _TOWN_TABLE.items() for name in (english, *names.split())}
_SEATS = tuple(_TOWN_TABLE)[:3]


_NOT_WITHIN_WORD = r"(?<![\w-].)"


@cache
def town_names() -> Mapping[str, str]:
    """Return the English name of each spelling of a town, with and without its accents, also in capitals."""
    names = {_without_accents(name): english for name, english in _ENGLISH_NAMES.items()} | _ENGLISH_NAMES
    return names | {name.upper(): english for name, english in names.items()}


def _without_accents(name: str) -> str:
    """Return a name as a program that loses the accents leaves it."""
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


@cache
def town_pattern() -> re.Pattern[str]:
    """Return a pattern for a known town, as one word."""
    return re.compile(rf"{join_spellings(sorted(town_names(), reverse=True), _NOT_WITHIN_WORD)}(?!\w)")


@cache
def _misread_seats() -> Mapping[str, str]:
    """Return the English names of the seats by their spellings with letters that scans confuse made the same."""
    spellings = (name for name, english in _ENGLISH_NAMES.items() if english in _SEATS)
    return {printed.translate(_ALIKE): _ENGLISH_NAMES[name] for name in spellings for printed in (name, name.upper())}


@cache
def spaced_seat_pattern() -> re.Pattern[str]:
    """Return a pattern for a seat of the institutions with blanks between its letters, and a comma after it."""
    names = [name for name, english in _ENGLISH_NAMES.items() if english in _SEATS]
    return re.compile(rf"{join_spellings(('[ ]?'.join(name) for name in names), _NOT_WITHIN_WORD)}[ ]?,")


# The language matters only if a month name means two months; only these spellings show it.
_LANGUAGES_OF = {"Bruksela": ("pl",), "Brusel": ("cs", "sk"), "Bruxelles": ("hr", "fr", "it", "ro", "da")}
_ARTICLE = r"(?:den|le|les|the|li|il|a|em|am|dne|dnia|,)?"
_TOWN_BEFORE = re.compile(rf"(?P<place>[^\W\d_][\w|]{{2,19}})\s{{0,3}}(?:[,.;(])?\s{{0,3}}{_ARTICLE}\s{{0,3}}$")
_LONGEST_TOWN_BEFORE = 34
"""What the pattern matches, at most: a town, blanks, a sign and an article."""
# Figures and letters that scans put for others, each to be read as one of them.
_ALIKE = str.maketrans(
    {"1": "l", "I": "l", "|": "l", "i": "l", "í": "l", "0": "o", "O": "o", "5": "s", "8": "B", "ß": "B"}
)
_UNKNOWN_TOWN = re.compile(
    r"(?:^|\n)\s*(?P<place>[^\W\d_a-z][^\W\d_]{2,20}(?:[ -][^\W\d_a-z][^\W\d_]{2,20})?),\s{0,3}(?:the )?$"
)
_INSTITUTION = re.compile(
    r"(?i)(?:council of the european (?:union|communities)|the (?:european )?council|"
    r"european (?:council|union|convention)|"
    r"union europ[ée]enne|europäischen union|europese unie|europæiske union|europeiska unionens råd|unione europea|"
    r"unión europea|união europeia|unii europejskiej|ευρωπαϊκής ένωσης|general secretariat|"
    r"európai unió tanácsa|rada evropské unie|rada európskej únie|svet evropske unije|vijeće europske unije|"
    r"euroopan unionin neuvosto|euroopa liidu nõukogu|eiropas savienības padome|europos sąjungos taryba|"
    r"съвет на европейския съюз|consiliul uniunii europene|il-kunsill tal-unjoni ewropea)"
)
_NUMBER_BELOW = re.compile(
    r"\s{1,90}(?:\(OR[^()\n]{0,12}\)\s{0,90})?(?:[A-Z][A-Z-]{1,7}\s)?[0-9]{3,5}(?:/[0-9]{1,2})?\s?/\s?[0-9]{2}\b"
)
_YEARLESS = re.compile(
    rf"\s{{0,3}},\s{{0,3}}{_ARTICLE}\s{{0,3}}"
    r"(?:(?P<day>[0-3]?[0-9])(?:\.|er|º|°|st|nd|rd|th)?\s{1,3}(?:de )?(?P<month>[^\W\d_]{3,12})"
    r"(?![\w.])(?!,?\s{0,3}(?:de |del )?[0-9])|"
    # Hungarian, which begins with the year: “Brüsszel, 2016. április 21.”
    r"(?P<month_first>[^\W\d_]{3,12})\s(?P<day_behind>[0-3]?[0-9])\.(?!\w))"
)
_ANY_DAY = (date.min, date.max)
_LETTERHEAD_ABOVE = 160


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """A place and its days; `place` is None if none is printed. Without a readable year, `days` are all there are."""

    place: str | None
    days: Days
    start: int
    end: int

    @property
    def day(self) -> date | None:
        """The day, if it is one day."""
        return self.days.first if self.days.single else None


def find_place_dates(text: str) -> Iterator[PlaceDate]:
    """Find every place followed by a date, and a date alone under the name of the institution, in order.

    >>> [(p.place, str(p.day)) for p in find_place_dates("Brüssel, den 3. Mai 2004")]
    [('Brussels', '2004-05-03')]
    """
    towns = list(town_pattern().finditer(text))
    complete = list(
        chain(_find_dated(text), _find_ambiguous(text, towns), _find_spaced(text), _find_misread(text, towns))
    )
    last_end = -1
    for place_date in sorted([*complete, *_find_without_year(text, towns, complete)], key=lambda p: p.start):
        if place_date.start >= last_end:
            last_end = place_date.end
            yield place_date


def _find_dated(text: str) -> Iterator[PlaceDate]:
    names = town_names()
    for days in find_days(text):
        before = text[max(0, days.start - 60) : days.start]
        match = _TOWN_BEFORE.search(before, max(0, len(before) - _LONGEST_TOWN_BEFORE))
        if match and (
            town := names.get(match["place"])
            or _find_glued_town(match["place"])
            or _misread_seats().get(match["place"].translate(_ALIKE))
        ):
            place, place_start = town, match.start()
        elif unknown := _UNKNOWN_TOWN.search(before):
            place, place_start = unknown["place"], unknown.start("place")
        elif _is_date_line(text, days):
            yield PlaceDate(None, days, days.start, days.end)
            continue
        else:
            continue
        yield PlaceDate(place, days, days.start - len(before) + place_start, days.end)


_GLUED_ARTICLE = re.compile(r"(?<=[^\W\d_]{4})(?:den|les?|il|li)$")


def _find_glued_town(place: str) -> str | None:
    """Return the town of `Brysselden 4 november`, which lost the blank before the article."""
    return town_names().get(_GLUED_ARTICLE.sub("", place))


def _is_date_line(text: str, days: Days) -> bool:
    """Whether a date fills its line, between the name of the institution and a document number."""
    above = text[max(0, days.start - _LETTERHEAD_ABOVE) : days.start]
    words_end = len(above.rstrip())
    if not days.single or "\n" not in above[words_end:] or not _NUMBER_BELOW.match(text, days.end):
        return False
    institutions = list(_INSTITUTION.finditer(above))
    return bool(institutions) and institutions[-1].end() == words_end


def _find_ambiguous(text: str, towns: Iterable[re.Match[str]]) -> Iterator[PlaceDate]:
    """Find dates with a month name that means one month only in the language of the place."""
    for match in towns:
        languages = _LANGUAGES_OF.get(match[0])
        if not languages:
            continue
        after = text[match.end() : match.end() + 40]
        if next(find_days(after), None):
            continue
        days = next(find_days(after, languages), None)
        if days and len(after[: days.start].strip()) <= 5:
            shifted = Days(days.first, days.last, match.end() + days.start, match.end() + days.end)
            yield PlaceDate(town_names()[match[0]], shifted, match.start(), shifted.end)


def _find_spaced(text: str) -> Iterator[PlaceDate]:
    """Find `Brusse ls, 10 De ce mbe r 2021`: read without the blanks between letters and between figures."""
    for match in spaced_seat_pattern().finditer(text):
        after = text[match.end() : match.end() + 60]
        closed_up = re.sub(r"(?<=[^\W\d_])[ ](?=[^\W\d_])|(?<=[0-9])[ ](?=[0-9])", "", after)
        days = next(find_days(closed_up), None)
        if days is None or closed_up[: days.start].strip():
            continue
        end = match.end() + _offset_after(after, len("".join(closed_up[: days.end].split())))
        place = town_names()[match[0].replace(" ", "").rstrip(",")]
        yield PlaceDate(place, Days(days.first, days.last, match.end(), end), match.start(), end)


_MISREAD_FIGURES = re.compile(r"(?<![\w/.-])(?=[lIOoSB]{0,3}[0-9])[0-9lIOoSB]{2,4}(?![\w/])")
# “Bruxelles,le12mai2010”
_GLUED_ARTICLE_BEHIND = re.compile(r"^[ ,]{0,3}(?:den|les?|il|li|dne|dnia|the)(?=[0-9])")
_BEFORE_DAY = re.compile(rf"[\s,.(]{{0,6}}{_ARTICLE}\s{{0,3}}")
_FIGURES_FOR_LETTERS = str.maketrans("lIOoSB", "110058")
_MISREAD_LETTERS = re.compile(r"(?<!\w)(?=[01]?[^\W\d_])(?=[^\W_]{0,9}[01])[^\W_]{2,10}(?!\w)")
_LETTERS_FOR_FIGURES = str.maketrans("10", "lo")
_ARTICLE_WITHIN = 3


def _find_misread(text: str, towns: Iterable[re.Match[str]]) -> Iterator[PlaceDate]:
    """Find `Brussels, l2 March l987`, in which a scan has letters for figures, or `Bruxelles, 1e 2 avri1 1998`."""
    for match in sorted([*towns, *_find_misread_seats(text)], key=re.Match.start):
        after = text[match.end() : match.end() + 40]
        repaired = _MISREAD_FIGURES.sub(_with_figures, _GLUED_ARTICLE_BEHIND.sub(_without_article, after))
        repaired = _MISREAD_LETTERS.sub(_with_letters, repaired)
        days = next(find_days(repaired), None) if repaired != after else None
        if days and _BEFORE_DAY.fullmatch(repaired[: days.start]) and next(find_days(after), days).start >= days.start:
            shifted = Days(days.first, days.last, match.end() + days.start, match.end() + days.end)
            town = town_names().get(match[0]) or _misread_seats()[match[0].translate(_ALIKE)]
            yield PlaceDate(town, shifted, match.start(), shifted.end)


# Brusse1s, BRUXE11ES: figures and strokes within a word that begins like a seat.
_MISREAD_WORD = re.compile(r"[BLSΒ](?<![\w|-].)(?=[^\s,]{0,9}[0-9|])[\w|]{5,10}(?=,)")


def _find_misread_seats(text: str) -> Iterator[re.Match[str]]:
    """Find the seats of institutions in which a scan put figures for letters, with a comma behind them."""
    return (match for match in _MISREAD_WORD.finditer(text) if match[0].translate(_ALIKE) in _misread_seats())


def _without_article(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _with_figures(match: re.Match[str]) -> str:
    return match[0].translate(_FIGURES_FOR_LETTERS)


def _with_letters(match: re.Match[str]) -> str:
    """Return a month, or the article before a day, with the letters for which a scan has figures."""
    word = match[0].translate(_LETTERS_FOR_FIGURES)
    return word if month_number(word) or (word == "le" and match.start() < _ARTICLE_WITHIN) else match[0]


def _offset_after(text: str, letters: int) -> int:
    """Return the offset after so many characters other than blanks."""
    for index, char in enumerate(text):
        letters -= not char.isspace()
        if letters == 0:
            return index + 1
    return len(text)


def _parts_of(yearless: re.Match[str]) -> tuple[int | None, int]:
    """Return the month and the day of a date without a year; the month is None if it is no name of one."""
    return month_number(yearless["month"] or yearless["month_first"]), int(yearless["day"] or yearless["day_behind"])


def _find_without_year(text: str, towns: Iterable[re.Match[str]], complete: Sequence[PlaceDate]) -> Iterator[PlaceDate]:
    """Find `Brussels, 14 June /02`, which lost its year in extraction; the same words elsewhere may have it."""
    days_of: dict[tuple[str | None, int, int], set[date]] = {}
    for place_date in complete:
        if place_date.day:
            days_of.setdefault((place_date.place, place_date.day.month, place_date.day.day), set()).add(place_date.day)
    for match in towns:
        date_match = _YEARLESS.match(text, match.end())
        month, day_of_month = _parts_of(date_match) if date_match else (None, 0)
        if date_match is None or month is None:
            continue
        above = text[max(0, match.start() - _LETTERHEAD_ABOVE) : match.start()]
        if not _INSTITUTION.search(above):
            continue
        place = town_names()[match[0]]
        same_days = days_of.get((place, month, day_of_month), set())
        first, last = (day := next(iter(same_days)), day) if len(same_days) == 1 else _ANY_DAY
        yield PlaceDate(place, Days(first, last, date_match.start(), date_match.end()), match.start(), date_match.end())


_TORN_NUMBER = re.compile(r"\s{0,3}(?:/[0-9]{1,2})?/(?P<year>[0-9]{2})(?![0-9/])")


def complete_yearless_day(text: str, place_date: PlaceDate, number: DocumentNumber | None) -> date | None:
    """Return the day of a letterhead with the year of the document's number, if a site lost what is between them.

    Of `Brussels, 14 June 2002 10019/02` it left `Brussels, 14 June /02`. Without a number the year is that of its rest.
    """
    if place_date.days.first != date.min:
        return None
    torn = _TORN_NUMBER.match(text, place_date.end)
    town = town_pattern().match(text, place_date.start)
    day = _YEARLESS.match(text, town.end()) if town else None
    month, day_of_month = _parts_of(day) if day else (None, 0)
    if torn is None or month is None:
        return None
    year = number.year if number else complete_year(int(torn["year"]))
    if int(torn["year"]) != year % 100:
        return None
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


_FIRST_NUMBER_OF_YEAR = 5_000
_NUMBERS_OF_YEAR = range(9_500, 13_000)
"""The fewest and the most documents of the standard series in a year."""


def is_due_about(number: DocumentNumber, day: date, days_after: int) -> bool:
    """Whether a day is about the one on which a number of the standard series was due, or so many days later.

    >>> is_due_about(DocumentNumber.parse("9558/07"), date(2007, 5, 15), 10)
    True
    >>> is_due_about(DocumentNumber.parse("15558/07"), date(2007, 5, 15), 10)
    False
    """
    year_share = (number.number - _FIRST_NUMBER_OF_YEAR) * 365
    day_of_year = day.timetuple().tm_yday
    first, last = year_share // _NUMBERS_OF_YEAR.stop, year_share // _NUMBERS_OF_YEAR.start
    return number.series == "ST" and year_share >= 0 and first <= day_of_year <= last + days_after
