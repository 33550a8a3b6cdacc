"""Dates as people type them, days, months, years and Presidencies, and as spreadsheet programs write them."""

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from somei_cli.errors import DateNotCertain, NotADate, NotADay
from somei_cli.model.council_calendar import Presidencies

_MONTHS = "january february march april may june july august september october november december".split()
_SHORTEST_MONTH, _FIGURES_OF_YEAR = 3, 4
_DAYS_FROM_TODAY = {"yesterday": -1, "today": 0}

_NUMBERS = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4})")
_DAY_MONTH_YEAR = re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.? (?P<month>[a-z]+)\.?,? (?P<year>[0-9]{4})")
_MONTH_DAY_YEAR = re.compile(r"(?P<month>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})")
_MONTH_YEAR = re.compile(r"(?P<month>[a-z]+)\.? (?P<year>[0-9]{4})")
_YEAR_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_YEAR = re.compile(r"(?P<year>[0-9]{4})")
_SLASHES = re.compile(r"(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})/(?P<year>[0-9]{4}|[0-9]{2})")
_EDGE = re.compile(r"(?:the )?(?P<edge>beginning|start|end) of (?:the )?(?P<period>.+)")
_PRESIDENCY = re.compile(r"(?:the )?(?P<name>.+?)(?:'s|’s)? presidency(?: of the council)?")


class DateOrder(StrEnum):
    """What stands first in a date that is written in figures alone: the day, the month or the year."""

    DMY = "dmy"
    MDY = "mdy"
    ISO = "iso"


class Period(NamedTuple):
    """Days that follow one another, both ends included; a day is a period of one."""

    first: date
    last: date


def read_period(typed: str, today: date, presidencies: Callable[[], Presidencies]) -> Period:
    """Return the days that a person means, reckoned from today; the Presidencies are read only if one is named.

    >>> read_period("2020-04", date(2020, 1, 1), Presidencies).last
    datetime.date(2020, 4, 30)

    Raises:
        NotADate: if it is none.
        DateNotCertain: if it is written with slashes, so that the month may stand first or second.
    """
    words = " ".join(typed.casefold().split())
    edge = _EDGE.fullmatch(words)
    try:
        period = _read_period(edge["period"] if edge else words, today, presidencies)
    except ValueError:  # 31 February, the year 0, the last day before the calendar begins
        period = None
    if period is None:
        _refuse_slashes(typed, words)
        raise NotADate(typed)
    if edge:
        day = period.last if edge["edge"] == "end" else period.first
        return Period(day, day)
    return period


def read_day(typed: str, today: date, presidencies: Callable[[], Presidencies]) -> date:
    """Return the one day that a person means.

    Raises:
        NotADay: for a month, a year and a Presidency.
        NotADate: if it is none, or not certain.
    """
    period = read_period(typed, today, presidencies)
    if period.first != period.last:
        raise NotADay(typed, period.first, period.last)
    return period.first


def _read_period(words: str, today: date, presidencies: Callable[[], Presidencies]) -> Period | None:
    if (match := _YEAR_MONTH.fullmatch(words)) or (match := _MONTH_YEAR.fullmatch(words)):
        month = _month_number(match["month"])
        return _months(int(match["year"]), month, month) if month else None
    if match := _YEAR.fullmatch(words):
        return _months(int(match["year"]), 1, 12)
    if match := _PRESIDENCY.fullmatch(words):
        return _term_of(match["name"], today, presidencies())
    day = _read_one_day(words, today)
    return Period(day, day) if day else None


def _read_one_day(words: str, today: date) -> date | None:
    if words in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[words])
    for pattern in (_NUMBERS, _DAY_MONTH_YEAR, _MONTH_DAY_YEAR):
        if match := pattern.fullmatch(words):
            month = _month_number(match["month"])
            return date(int(match["year"]), month, int(match["day"])) if month else None
    days = _list_days_with_slashes(words)
    if len(days) == 1 and len(words.rpartition("/")[2]) == _FIGURES_OF_YEAR:
        return days[0]
    return date.fromisoformat(words)


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _month_number(word: str) -> int | None:
    """Return the number of a month by its figures, its name or the beginning of it: 11, November, Nov."""
    if word.isdigit():
        return int(word)
    if len(word) < _SHORTEST_MONTH:
        return None
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def _term_of(name: str, today: date, presidencies: Presidencies) -> Period | None:
    """Return the term of a country, the one that is on or comes soon, else its last one."""
    for country in presidencies.countries:
        if name in map(str.casefold, country.spellings) and (term := presidencies.term_named(country.code, today)):
            return Period(term.first, term.last)
    return None


def _refuse_slashes(typed: str, words: str) -> None:
    """Raise DateNotCertain for a date with slashes that may mean several days; it names each of them."""
    if days := _list_days_with_slashes(words):
        raise DateNotCertain(typed, days)


def _list_days_with_slashes(words: str) -> list[date]:
    """Return the days that a date with slashes may mean: its month may stand first or second."""
    match = _SLASHES.fullmatch(words)
    if match is None:
        return []
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    days = []
    for day, month in ((match["first"], match["second"]), (match["second"], match["first"])):
        with suppress(ValueError):
            days.append(date(year, int(month), int(day)))
    return list(dict.fromkeys(days))


# ---- dates in the cells of a table

_MIDNIGHT = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00(?:\.0{1,9})?)?Z?")
_SHORT_MONTH = re.compile(r"(?P<day>[0-9]{1,2})[- ](?P<month>[A-Za-z]{3,9})\.?[- ](?P<year>[0-9]{4}|[0-9]{2})")
_FIGURES = re.compile(r"([0-9]{1,4})(?P<sign>[/.-])([0-9]{1,2})(?P=sign)([0-9]{1,4})")
_FIRST_YEAR = 1952
"""No document of the Council is older."""


def read_written_day(text: str, today: date) -> date | None:
    """Return the day that a spreadsheet program wrote with the month in letters, or with a time of midnight.

    >>> read_written_day("2-May-20", date(2026, 1, 1)), read_written_day("2020-05-02T00:00:00.000", date(2026, 1, 1))
    (datetime.date(2020, 5, 2), datetime.date(2020, 5, 2))
    """
    with suppress(ValueError):
        if match := _MIDNIGHT.fullmatch(text):
            return date.fromisoformat(match["day"])
        if (match := _SHORT_MONTH.fullmatch(text)) and (month := _month_number(match["month"].casefold())):
            return date(_full_year(match["year"], today), month, int(match["day"]))
    return None


def list_days_by_order(text: str, today: date) -> dict[DateOrder, date]:
    """Return the days that a date in figures alone may mean, by what stands first; empty for any other text.

    A year of two figures stands first between hyphens only. 4.12.2019 has one meaning: `read_day` reads it.

    >>> [list(map(str, list_days_by_order(text, date(2026, 1, 1)))) for text in ("02/05/20", "31/05/20", "02-05-20")]
    [['dmy', 'mdy'], ['dmy'], ['dmy', 'mdy', 'iso']]
    """
    match = _FIGURES.fullmatch(text)
    if match is None or _NUMBERS.fullmatch(text):
        return {}
    first, sign, second, last = match.groups()
    days: dict[DateOrder, date] = {}
    for order, (day, month, year) in {
        DateOrder.DMY: (first, second, last),
        DateOrder.MDY: (second, first, last),
        DateOrder.ISO: (last, second, first),
    }.items():
        fits = len(year) == _FIGURES_OF_YEAR or (len(year) == 2 and (order is not DateOrder.ISO or sign == "-"))
        if fits and max(len(day), len(month)) <= 2:
            with suppress(ValueError):
                days[order] = date(_full_year(year, today), int(month), int(day))
    return {order: day for order, day in days.items() if day.year >= _FIRST_YEAR}


def _full_year(figures: str, today: date) -> int:
    """Return a year of four or two figures; one of two is of this century, unless that is still to come."""
    year = int(figures)
    if len(figures) == _FIGURES_OF_YEAR:
        return year
    return year + 2000 if year + 2000 <= today.year + 1 else year + 1900
