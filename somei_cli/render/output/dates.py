"""Dates and date ranges in words, as Council documents print them."""

from datetime import date, timedelta

MONTHS = ("January February March April May June July August September October November December").split()


def day_in_words(day: date) -> str:
    """Return a date in words.

    >>> day_in_words(date(2019, 12, 4))
    '4 December 2019'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


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
