"""What the words for a time mean, one function for each way to name one.

The days that words for a time mean, reckoned from the day they were said.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from somei_cli.extraction.cover.dates import find_days
from somei_cli.model.working_days import Presidencies

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


ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 0}
"""Words that count halves and quarters; 0 is the last one."""

_TO_COME = frozenset({"incoming", "next", "forthcoming", "upcoming", "future"})


class Said(NamedTuple):
    """When something was said, and the Presidencies of the time; `day` is None where nobody knows."""

    day: date | None
    presidencies: Presidencies


class NamedTime(NamedTuple):
    """A time that was named: where the words end, and the days; None where they name none for certain."""

    stop: int
    span: DaySpan | None


def of_full_day(match: re.Match[str], _: Said) -> NamedTime | None:
    """A day with its year, in any form that dates are printed in."""
    words = match["words"]
    days = next(find_days(words, ("en",)), None)
    if days is None or days.start:
        return None
    return NamedTime(match.start("words") + days.end, DaySpan(days.first, days.last))


def of_day(match: re.Match[str], said: Said) -> NamedTime | None:
    """A day or days without a year."""
    if month_named(match["month"]) is None:
        return None
    return NamedTime(match.end(), days_span(match["days"], match["year"], said.day))


def of_month(match: re.Match[str], said: Said) -> NamedTime | None:
    """A month, with or without its year."""
    if month_named(match["month"]) is None:
        return None
    return NamedTime(match.end(), month_span(match["month"], match.groupdict().get("year"), said.day))


def of_year(match: re.Match[str], said: Said) -> NamedTime:
    """A year, also “next year”."""
    year = year_named(match["year"], said.day)
    return NamedTime(match.end(), months(year, 1, 12) if year else None)


def of_part_of_a_year(match: re.Match[str], said: Said) -> NamedTime | None:
    """A half or a quarter in words."""
    parts = 4 if match["unit"] == "quarter" else 2
    nth = ORDER[match["nth"]] or parts
    return _part(match, said, nth, parts) if nth <= parts else None


def of_short_part(match: re.Match[str], said: Said) -> NamedTime:
    """A half or a quarter as H1 or Q1."""
    return _part(match, said, int(match["nth"][1]), 4 if match["nth"][0] == "Q" else 2)


def _part(match: re.Match[str], said: Said, nth: int, parts: int) -> NamedTime:
    year = year_named(match["year"], said.day)
    size = 12 // parts
    return NamedTime(match.end(), months(year, nth * size - size + 1, nth * size) if year else None)


def of_middle(match: re.Match[str], said: Said) -> NamedTime | None:
    """The middle of a year is the end of June, that of a month the fifteenth."""
    word = match["month"]
    if word is None and match["year"] is None:
        return None
    if word is None:
        year = year_named(match["year"], said.day)
        return NamedTime(match.end(), DaySpan(date(year, 6, 30), date(year, 6, 30)) if year else None)
    if month_named(word) is None:
        return None
    span = month_span(word, match["year"], said.day)
    middle = span.first.replace(day=15) if span else None
    return NamedTime(match.end(), DaySpan(middle, middle) if middle else None)


def of_presidency(match: re.Match[str], said: Said) -> NamedTime:
    """A term by the name of its country, or as the one under way or to come; nothing where the two disagree."""
    table, day = said.presidencies, said.day
    words = {word for country in table.countries for word in country.spellings}
    name = next((match[group] for group in ("name", "of") if match[group] in words), None)
    unknown = day is None or (match["name"] is not None and name is None)
    if day is None or unknown:
        return NamedTime(match.end(), None)
    order = match["order"]
    ordered = table.incoming(day) if order in _TO_COME else table.on(day)
    if name:
        term = table.named(name, day)
        term = None if order and term != ordered else term
    else:
        term = None if match["own"] and not order else ordered
    return NamedTime(match.end(), DaySpan(term.first, term.last) if term else None)


def of_from_now(match: re.Match[str], said: Said) -> NamedTime:
    """So many weeks or months, counted from the day it was said; from another day they name none."""
    count = count_of(match["count"])
    if match["other"] or said.day is None or count is None:
        return NamedTime(match.end(), None)
    day = after(said.day, count, match["unit"])
    return NamedTime(match.end(), DaySpan(day, day))


def of_this_month(match: re.Match[str], said: Said) -> NamedTime:
    """The month it was said in, or the next."""
    if said.day is None:
        return NamedTime(match.end(), None)
    day = after(said.day, 1, "month") if match[0].startswith("next") else said.day
    return NamedTime(match.end(), months(day.year, day.month, day.month))


def of_vague(match: re.Match[str], said: Said) -> NamedTime:
    """A season or the like names no day; that it is over can be seen from the year."""
    year = year_named(match["year"], said.day) if match["year"] else None
    past = year is not None and said.day is not None and year < said.day.year
    return NamedTime(match.end(), months(year, 12, 12) if year and past else None)


def of_nameless(match: re.Match[str], _: Said) -> NamedTime:
    """What has an end that no calendar knows."""
    return NamedTime(match.end(), None)
