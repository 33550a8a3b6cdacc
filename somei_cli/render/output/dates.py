"""Dates and date ranges in words, as Council documents print them."""

import os
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from somei_cli.model.register.words import pluralise

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


_DAY = r"(?<![\w/.“-])(?<!\bas )[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w/”-])"
"""A date, but for one that was typed, or that shows how dates are typed."""


def with_short_days(text: str) -> str:
    """Return a text with its dates in few words.

    >>> with_short_days("LIMITE, and nothing on access since 2018-12-03")
    'LIMITE, and nothing on access since 3 Dec 2018'
    >>> with_short_days("“2018-12-03” is not a number; write dates as 2019-12-04")
    '“2018-12-03” is not a number; write dates as 2019-12-04'
    """
    return re.sub(_DAY, lambda match: short_day_of(match[0]), text)


_SENTENCE = re.compile(r"(?:somei|note|warning): (?!.*\b(?:somei|git) [a-z-]+ ).*")
"""A line of a refusal or a note without a command, in which a date would be typed."""


def with_days_in_words(message: str) -> str:
    """Return a message with the dates in its sentences as screens show them.

    >>> with_days_in_words("somei: 15070/19 was issued on 2020-02-13.")
    'somei: 15070/19 was issued on 13 Feb 2020.'
    >>> with_days_in_words("hint: Use: somei issue 15070/19 --date 2020-02-13")
    'hint: Use: somei issue 15070/19 --date 2020-02-13'
    """
    return "\n".join(with_short_days(line) if _SENTENCE.match(line) else line for line in message.split("\n"))


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


def zone_in_words(moment: datetime) -> str:
    """Return in which time zone a moment is told; empty if the zone has no name.

    >>> from zoneinfo import ZoneInfo
    >>> zone_in_words(datetime(2020, 6, 2, 14, 5, tzinfo=ZoneInfo("Europe/Brussels")))
    'Brussels time'
    """
    name = str(getattr(moment.tzinfo, "key", None) or moment.tzname() or "")
    place = name.rpartition("/")[2].replace("_", " ")
    return place if place in {"", "UTC"} else f"{place} time"


def with_zone(words: str, moments: Iterable[datetime]) -> str:
    """Return the words at the end of a page, with the time zone in which its moments are told."""
    return " · ".join(filter(None, (words, next(map(zone_in_words, moments), ""))))


def _today_in(moment: datetime) -> date:
    """Return the day it is in the time zone of a moment; SOMEI_TODAY sets it, as for the act itself."""
    try:
        return date.fromisoformat(os.environ.get("SOMEI_TODAY", ""))
    except ValueError:
        return datetime.now(moment.tzinfo).date()


def minute_with_offset(time: str) -> str:
    """Return a time for machines: to the minute, with its offset, since authors of commits are in several time zones.

    >>> minute_with_offset("2020-06-02T14:05:10+02:00"), minute_with_offset("")
    ('2020-06-02 14:05+02:00', '')
    """
    return datetime.fromisoformat(time).isoformat(" ", "minutes") if time else ""


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


def near_day(day: date, today: date) -> str:
    """Return a day in few words, the days around today by their names.

    >>> near_day(date(2020, 6, 3), date(2020, 6, 2)), near_day(date(2020, 7, 3), date(2020, 6, 2))
    ('tomorrow', '3 Jul 2020')
    """
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days) or short_day(day)


_MONTHS_FROM, _YEARS_FROM = 60, 730
"""Days from which a distance is counted in months and in years."""


def distance_in_words(days: int) -> str:
    """Return a number of days in words, a great one in months or years.

    >>> distance_in_words(1), distance_in_words(17), distance_in_words(100), distance_in_words(2493)
    ('1 day', '17 days', '3 months', '6 years')
    """
    days = abs(days)
    for least, length, unit in ((_YEARS_FROM, 365.25, "year"), (_MONTHS_FROM, 30.44, "month")):
        if days >= least:
            return pluralise(int(days / length) or 1, unit)
    return pluralise(days, "day")


def describe_days_left(days: int) -> str:
    """Return how long there is to a day, or how late it is.

    >>> describe_days_left(-3), describe_days_left(0), describe_days_left(1), describe_days_left(17)
    ('3 days late', 'today', 'tomorrow', 'in 17 days')
    """
    if days < 0:
        return f"{distance_in_words(days)} late"
    return {0: "today", 1: "tomorrow"}.get(days) or f"in {distance_in_words(days)}"


def short_period(first: date, last: date | None) -> str:
    """Return the days of a meeting in few words, for a column.

    >>> short_period(date(2023, 9, 20), date(2023, 9, 22)), short_period(date(2015, 11, 30), date(2015, 12, 1))
    ('20-22 Sep 2023', '30 Nov - 1 Dec 2015')
    """
    if last is None or last == first:
        return short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{short_day(last)}"
    start = short_day(first).removesuffix(f" {last.year}")
    return f"{start} - {short_day(last)}"
