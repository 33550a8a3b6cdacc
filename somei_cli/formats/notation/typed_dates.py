"""Dates as people type them: days, months, years and Presidencies, each read as the days from its first to its last."""

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
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
