"""Dates and date ranges in words, as Council documents print them."""

import os
import re
from datetime import date, datetime, timedelta

MONTHS = ("January February March April May June July August September October November December").split()


def day_in_words(day: date) -> str:
    """Return a date in words.

    >>> day_in_words(date(2019, 12, 4))
    '4 December 2019'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return a date in few words, for a column.

    >>> short_day(date(2019, 11, 7))
    '7 Nov 2019'
    """
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def short_day_of(text: str) -> str:
    """Return a date in few words, given as ISO 8601; any other text as it is.

    >>> short_day_of("2019-11-07"), short_day_of("")
    ('7 Nov 2019', '')
    """
    try:
        return short_day(date.fromisoformat(text))
    except ValueError:
        return text


_DAY = re.compile(r"(?<![\w/.-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w/-])")


def with_short_days(text: str) -> str:
    """Return a text with its dates in few words.

    >>> with_short_days("LIMITE, and nothing on access since 2018-12-03")
    'LIMITE, and nothing on access since 3 Dec 2018'
    """
    return _DAY.sub(lambda match: short_day_of(match[0]), text)


def moment_in_words(moment: datetime, today: date | None = None) -> str:
    """Return when something was done, as seen today: the time of today's acts, else the day.

    Without `today` it is the day in the time zone of the moment.

    >>> moment_in_words(datetime(2020, 6, 2, 14, 5), date(2020, 6, 2))
    'today 14:05'
    >>> moment_in_words(datetime(2020, 6, 1, 9, 0), date(2020, 6, 2))
    'yesterday'
    >>> moment_in_words(datetime(2019, 11, 7, 9, 0), date(2020, 6, 2))
    '7 Nov 2019'
    """
    today = today or _today_in(moment)
    if moment.date() == today:
        return f"today {moment:%H:%M}"
    return "yesterday" if today - moment.date() == timedelta(days=1) else short_day(moment.date())


def _today_in(moment: datetime) -> date:
    """Return the day it is in the time zone of a moment; SOMEI_TODAY sets it, as for the act itself."""
    try:
        return date.fromisoformat(os.environ.get("SOMEI_TODAY", ""))
    except ValueError:
        return datetime.now(moment.tzinfo).date()


def days_in_words(first: date, last: date | None) -> str:
    """Return the days of a meeting in words.

    >>> days_in_words(date(2019, 12, 2), date(2019, 12, 3)), days_in_words(date(2017, 2, 7), date(2017, 2, 9))
    ('2 and 3 December 2019', '7-9 February 2017')
    >>> days_in_words(date(2015, 11, 30), date(2015, 12, 1))
    '30 November and 1 December 2015'
    """
    if last is None or last == first:
        return day_in_words(first)
    two = last - first == timedelta(days=1)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{' and ' if two else '-'}{day_in_words(last)}"
    between = " and " if two else " - "
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]}{between}{day_in_words(last)}"
    return f"{day_in_words(first)}{between}{day_in_words(last)}"
