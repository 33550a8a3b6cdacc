"""The days that words for a time mean, reckoned from the day they were said."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from somei_cli.text.reading.letterhead.dates import find_days

_SMALL = {word: n for n, word in enumerate("a two three four five six seven eight nine ten eleven twelve".split(), 1)}
_SMALL |= {"an": 1, "one": 1}

_AHEAD = 270
"""Days: what comes later without a year is not certain to be of the next."""


class DaySpan(NamedTuple):
    """From a day to a day."""

    first: date
    last: date


def count_of(words: str) -> int | None:
    """A small number in figures or words."""
    return int(words) if words.isdigit() else _SMALL.get(words.casefold())


def months(year: int, first: int, last: int) -> DaySpan:
    """From one month to another of the same year."""
    return DaySpan(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def year_named(words: str, said: date | None) -> int | None:
    """The year that is meant by 2020, “next year”, “this year” or “the year”."""
    if words.isdigit():
        return int(words)
    if said is None:
        return None
    return said.year + 1 if words.startswith("next") else said.year


def month_named(word: str) -> int | None:
    """The number of an English month."""
    found = next(find_days(f"1 {word.rstrip('.')} 2000", ("en",)), None)
    return found.first.month if found else None


def month_span(word: str, year: str | None, said: date | None) -> DaySpan | None:
    """A month of a year; where no year is named, of the one that is certain."""
    number = month_named(word)
    return _of_the_year(lambda y: months(y, number, number) if number else None, year, said)


def days_span(words: str, year: str | None, said: date | None) -> DaySpan | None:
    """A day or days of one month; where no year is named, of the one that is certain."""

    def of(year: int) -> DaySpan | None:
        days = next(find_days(f"{words} {year}", ("en",)), None)
        return DaySpan(days.first, days.last) if days else None

    return _of_the_year(of, year, said)


def _of_the_year(of: Callable[[int], DaySpan | None], year: str | None, said: date | None) -> DaySpan | None:
    """Without a year the next one is meant; but “November”, said in December, may as well be the last."""
    if year is not None:
        named = year_named(year, said)
        return of(named) if named else None
    if said is None:
        return None
    coming = (span for more in (0, 1) if (span := of(said.year + more)) and span.last >= said)
    found = next(coming, None)
    return found if found and (found.first - said).days <= _AHEAD else None


def after(said: date, count: int, unit: str) -> date:
    """A day so many days, weeks, months or years later; the last of a month where it has no such day."""
    if unit.startswith(("day", "week")):
        return said + timedelta(days=count * (7 if unit.startswith("week") else 1))
    ahead = said.month - 1 + count * (12 if unit.startswith("year") else 1)
    year, month = said.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(said.day, calendar.monthrange(year, month)[1]))
