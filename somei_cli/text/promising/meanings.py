"""What the words for a time mean, one function for each way to name one."""

import re
from datetime import date
from typing import NamedTuple

from somei_cli.model.presidencies import Presidencies
from somei_cli.text.promising.spans import (
    DaySpan,
    after,
    count_of,
    days_span,
    month_named,
    month_span,
    months,
    year_named,
)
from somei_cli.text.reading.letterhead.dates import find_days

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
