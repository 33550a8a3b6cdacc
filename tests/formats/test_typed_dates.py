"""Dates as people type them are read as days, months, years and Presidencies, and what is not certain is refused."""

from datetime import date

import pytest

from somei_cli.errors import DateNotCertain, NotADate, NotADay
from somei_cli.formats.notation.typed_dates import read_day, read_period
from somei_cli.store.disk.packaged_calendar_tables import read_packaged_presidencies

TODAY = date(2020, 3, 1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", date(2020, 3, 1)),
        ("Yesterday", date(2020, 2, 29)),
        ("2019-12-04", date(2019, 12, 4)),
        ("4.12.2019", date(2019, 12, 4)),
        ("04. 12. 2019", date(2019, 12, 4)),
        ("8 November 2019", date(2019, 11, 8)),
        ("8th Nov 2019", date(2019, 11, 8)),
        ("November 8, 2019", date(2019, 11, 8)),
        ("end of Croatian Presidency", date(2020, 6, 30)),
        ("end of the Finnish Presidency", date(2019, 12, 31)),
        ("end of 2020-02", date(2020, 2, 29)),
        ("start of 2019", date(2019, 1, 1)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, read_packaged_presidencies) == day


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("April 2020", date(2020, 4, 1), date(2020, 4, 30)),
        ("Croatian Presidency", date(2020, 1, 1), date(2020, 6, 30)),
    ],
)
def test_a_period_has_two_ends_and_is_no_day(typed: str, first: date, last: date) -> None:
    assert read_period(typed, TODAY, read_packaged_presidencies) == (first, last)
    with pytest.raises(NotADay, match=f"“{typed}” means {first} to {last}; one day is needed here"):
        read_day(typed, TODAY, read_packaged_presidencies)


def test_slashes_are_refused_with_each_day_that_may_be_meant() -> None:
    with pytest.raises(DateNotCertain, match="“04/12/2019” does not say which figure is the month") as refusal:
        read_day("04/12/2019", TODAY, read_packaged_presidencies)
    assert refusal.value.hint == "Write 2019-12-04 or 2019-04-12."


@pytest.mark.parametrize(
    ("typed", "day"),
    [("25/9/2026", date(2026, 9, 25)), ("9/25/2026", date(2026, 9, 25)), ("5/5/2026", date(2026, 5, 5))],
)
def test_slashes_are_read_if_only_one_day_can_be_meant(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, read_packaged_presidencies) == day
    with pytest.raises(DateNotCertain):
        read_day(typed.replace("2026", "26"), TODAY, read_packaged_presidencies)


@pytest.mark.parametrize(
    "typed", ["31.2.2020", "0000", "2020-13", "99/99/2019", "8 Nonember 2019", "4.12.19", "Ruritanian Presidency", ""]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(NotADate, match="is not a date"):
        read_period(typed, TODAY, read_packaged_presidencies)
