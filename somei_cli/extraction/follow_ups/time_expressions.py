"""Work out which days the words for a time mean, reckoned from the day of the text.

Each kind of words has a function of its own, which the table of patterns in deadlines refers to.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from somei_cli.extraction.cover.printed_dates import find_days
from somei_cli.model.council_calendar import Presidencies

_NUMBER_WORDS = {
    word: n for n, word in enumerate("a two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_NUMBER_WORDS |= {"an": 1, "one": 1}

_MAX_DAYS_AHEAD = 270
"""Days: a later date without a year is not certain to be in the next one."""


class DaySpan(NamedTuple):
    """A range of days, both included."""

    first: date
    last: date


def parse_count(words: str) -> int | None:
    """Return a small number written in figures or words."""
    return int(words) if words.isdigit() else _NUMBER_WORDS.get(words.casefold())


def span_of_months(year: int, first: int, last: int) -> DaySpan:
    """Return the days from one month to another of the same year."""
    return DaySpan(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def resolve_year(words: str, day: date | None) -> int | None:
    """Return the year meant by 2020, “next year”, “this year” or “the year”; the latter are reckoned from `day`."""
    if words.isdigit():
        return int(words)
    if day is None:
        return None
    return day.year + 1 if words.startswith("next") else day.year


def month_number(word: str) -> int | None:
    """Return the number of an English month, None for other words."""
    days = next(find_days(f"1 {word.rstrip('.')} 2000", ("en",)), None)
    return days.first.month if days else None


def find_month_span(word: str, year: str | None, day: date | None) -> DaySpan | None:
    """Return the days of a month; without a year, those of the next one, if that is certain."""
    number = month_number(word)
    return _span_in_year(lambda y: span_of_months(y, number, number) if number else None, year, day)


def find_days_span(words: str, year: str | None, day: date | None) -> DaySpan | None:
    """Return a day or days of one month; without a year, the next ones, if that is certain."""

    def span_in(year: int) -> DaySpan | None:
        days = next(find_days(f"{words} {year}", ("en",)), None)
        return DaySpan(days.first, days.last) if days else None

    return _span_in_year(span_in, year, day)


def _span_in_year(span_in: Callable[[int], DaySpan | None], year: str | None, day: date | None) -> DaySpan | None:
    """Return the span in the named year, else the next such span.

    None if that is too far ahead: “November”, written in December, may as well mean the last one.
    """
    if year is not None:
        named_year = resolve_year(year, day)
        return span_in(named_year) if named_year else None
    if day is None:
        return None
    spans_to_come = (span for years_later in (0, 1) if (span := span_in(day.year + years_later)) and span.last >= day)
    next_span = next(spans_to_come, None)
    return next_span if next_span and (next_span.first - day).days <= _MAX_DAYS_AHEAD else None


def shift_day(day: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years later; the last day of the month if that has no such day."""
    if unit.startswith(("day", "week")):
        return day + timedelta(days=count * (7 if unit.startswith("week") else 1))
    ahead = day.month - 1 + count * (12 if unit.startswith("year") else 1)
    year, month = day.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 0}
"""Words that count halves and quarters; 0 is the last one."""

_WORDS_FOR_NEXT = frozenset({"incoming", "next", "forthcoming", "upcoming", "future"})


class TimeContext(NamedTuple):
    """The day from which words for a time are reckoned, None if unknown, and the Council Presidencies."""

    day: date | None
    presidencies: Presidencies


class NamedTime(NamedTuple):
    """A time that was named: where its words end, and its days; None if they are not certain."""

    stop: int
    span: DaySpan | None


def of_full_day(match: re.Match[str], _: TimeContext) -> NamedTime | None:
    """Read a day with its year, in any printed form of a date."""
    words = match["words"]
    days = next(find_days(words, ("en",)), None)
    if days is None or days.start:
        return None
    return NamedTime(match.start("words") + days.end, DaySpan(days.first, days.last))


def of_day(match: re.Match[str], context: TimeContext) -> NamedTime | None:
    """Read a day or days without a year."""
    if month_number(match["month"]) is None:
        return None
    return NamedTime(match.end(), find_days_span(match["days"], match["year"], context.day))


def of_month(match: re.Match[str], context: TimeContext) -> NamedTime | None:
    """Read a month, with or without its year."""
    if month_number(match["month"]) is None:
        return None
    return NamedTime(match.end(), find_month_span(match["month"], match.groupdict().get("year"), context.day))


def of_year(match: re.Match[str], context: TimeContext) -> NamedTime:
    """Read a year, also “next year”."""
    year = resolve_year(match["year"], context.day)
    return NamedTime(match.end(), span_of_months(year, 1, 12) if year else None)


def of_part_of_a_year(match: re.Match[str], context: TimeContext) -> NamedTime | None:
    """Read a half or a quarter of a year in words."""
    parts = 4 if match["unit"] == "quarter" else 2
    nth = ORDINALS[match["nth"]] or parts
    return _span_of_part(match, context, nth, parts) if nth <= parts else None


def of_short_part(match: re.Match[str], context: TimeContext) -> NamedTime:
    """Read a half or a quarter of a year written as H1 or Q1."""
    return _span_of_part(match, context, int(match["nth"][1]), 4 if match["nth"][0] == "Q" else 2)


def _span_of_part(match: re.Match[str], context: TimeContext, nth: int, parts: int) -> NamedTime:
    year = resolve_year(match["year"], context.day)
    size = 12 // parts
    return NamedTime(match.end(), span_of_months(year, nth * size - size + 1, nth * size) if year else None)


def of_middle(match: re.Match[str], context: TimeContext) -> NamedTime | None:
    """Read the middle of a year (30 June) or of a month (the fifteenth)."""
    word = match["month"]
    if word is None and match["year"] is None:
        return None
    if word is None:
        year = resolve_year(match["year"], context.day)
        return NamedTime(match.end(), DaySpan(date(year, 6, 30), date(year, 6, 30)) if year else None)
    if month_number(word) is None:
        return None
    span = find_month_span(word, match["year"], context.day)
    middle = span.first.replace(day=15) if span else None
    return NamedTime(match.end(), DaySpan(middle, middle) if middle else None)


def of_presidency(match: re.Match[str], context: TimeContext) -> NamedTime:
    """Read the term of a Presidency, named by its country or as current or next; no days if the two disagree."""
    table, day = context.presidencies, context.day
    words = {word for country in table.countries for word in country.spellings}
    name = next((match[group] for group in ("name", "of") if match[group] in words), None)
    is_unknown = day is None or (match["name"] is not None and name is None)
    if day is None or is_unknown:
        return NamedTime(match.end(), None)
    order = match["order"]
    term_by_order = table.next_term(day) if order in _WORDS_FOR_NEXT else table.term_on(day)
    if name:
        term = table.term_named(name, day)
        term = None if order and term != term_by_order else term
    else:
        term = None if match["own"] and not order else term_by_order
    return NamedTime(match.end(), DaySpan(term.first, term.last) if term else None)


def of_from_now(match: re.Match[str], context: TimeContext) -> NamedTime:
    """Read a number of weeks or months from the day of the text; no days if they are counted from another event."""
    count = parse_count(match["count"])
    if match["other"] or context.day is None or count is None:
        return NamedTime(match.end(), None)
    day = shift_day(context.day, count, match["unit"])
    return NamedTime(match.end(), DaySpan(day, day))


def of_this_month(match: re.Match[str], context: TimeContext) -> NamedTime:
    """Read the month of the text, or the next."""
    if context.day is None:
        return NamedTime(match.end(), None)
    day = shift_day(context.day, 1, "month") if match[0].startswith("next") else context.day
    return NamedTime(match.end(), span_of_months(day.year, day.month, day.month))


def of_vague(match: re.Match[str], context: TimeContext) -> NamedTime:
    """Read a season or the like, which names no day; only a past year gives days, so that it counts as over."""
    year = resolve_year(match["year"], context.day) if match["year"] else None
    is_past = year is not None and context.day is not None and year < context.day.year
    return NamedTime(match.end(), span_of_months(year, 12, 12) if year and is_past else None)


def of_nameless(match: re.Match[str], _: TimeContext) -> NamedTime:
    """Read something with an end that no calendar knows: no days."""
    return NamedTime(match.end(), None)
