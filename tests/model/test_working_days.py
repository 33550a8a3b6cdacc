"""Easter, the holidays of the institutions, where the Council meets, and the deadlines before it."""

from datetime import date, timedelta

import pytest
from dateutil import easter as other
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.formats.toml.holidays_and_presidencies import HOLIDAYS_FILE, load_holidays
from somei_cli.model.council_calendar import CONFIGURATIONS, council_seat, easter, meeting_deadlines
from somei_cli.store.disk.packaged_data import read_data_text

TABLE = load_holidays(read_data_text(HOLIDAYS_FILE))


def test_easter_is_that_of_every_other_calendar() -> None:
    assert [easter(year) for year in range(1583, 4100)] == [other.easter(year) for year in range(1583, 4100)]
    assert [easter(year) for year in (2019, 2020, 2023, 2024)] == [
        date(2019, 4, 21), date(2020, 4, 12), date(2023, 4, 9), date(2024, 3, 31),
    ]  # fmt: skip


def _days(year: int, place: str | None = None) -> list[str]:
    days = (date(year, 1, 1) + timedelta(ahead) for ahead in range(366))
    return [f"{day:%m-%d}" for day in days if day.year == year and day.weekday() < 5 and TABLE.holiday_on(day, place)]


def test_the_days_of_2014_are_those_of_the_official_journal() -> None:
    assert _days(2014) == (
        "01-01 01-02 04-17 04-18 04-21 05-01 05-09 05-29 05-30 06-09 07-21 08-15 "
        "12-24 12-25 12-26 12-29 12-30 12-31".split()
    )


def test_the_days_of_2023_are_those_of_the_official_journal() -> None:
    expected = (
        "01-02 04-06 04-07 04-10 05-01 05-09 05-18 05-19 05-29 07-21 08-15 11-01 11-02 "
        "12-25 12-26 12-27 12-28 12-29".split()
    )
    assert _days(2023) == expected
    assert sorted({*_days(2023, "Luxembourg")} - {*expected}) == ["06-23"]


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        (date(2019, 12, 4), None),
        (date(2020, 5, 21), "2020-05-21 is a holiday: Ascension Day"),
        (date(2020, 5, 23), "2020-05-23 is a Saturday"),
        (date(2020, 5, 9), "2020-05-09 is a Saturday"),
        (date(2031, 1, 2), "the holidays of 2031 are not known"),
        (date(2008, 1, 2), "the holidays of 2008 are not known"),
    ],
)
def test_a_day_on_which_nobody_meets(day: date, warning: str | None) -> None:
    assert TABLE.warning(day) == warning


@given(st.dates(date(2009, 1, 1), date(2030, 12, 31)))
def test_what_moves_with_easter_keeps_its_weekday(day: date) -> None:
    weekdays = {"Maundy Thursday": 3, "Good Friday": 4, "Easter Monday": 0, "Ascension Day": 3, "Whit Monday": 0}
    holiday = TABLE.holiday_on(day)
    if holiday in weekdays:
        assert day.weekday() == weekdays[holiday]


@pytest.mark.parametrize("month", range(1, 13))
def test_april_june_and_october_are_in_luxembourg(month: int) -> None:
    expected = "Luxembourg" if month in {4, 6, 10} else "Brussels"
    assert len(CONFIGURATIONS) == 10
    assert {council_seat(body, date(2019, month, 7)) for body in (*CONFIGURATIONS, "COUNCIL")} == {expected}
    assert council_seat("SOMEI", date(2019, month, 7)) is None


def test_deadlines_are_counted_back_and_not_moved() -> None:
    first = date(2020, 6, 4)

    def days(body: str, own: int | None = None) -> list[tuple[int, str]]:
        return [(deadline.days, str(deadline.by)) for deadline in meeting_deadlines(body, first, own)]

    assert days("ECOFIN") == [(16, "2020-05-19"), (14, "2020-05-21")]  # Ascension Day
    assert days("JHA") == [(21, "2020-05-14"), *days("ECOFIN")]
    assert days("SOMEI") == []
    assert days("SOMEI", 7) == days("JHA", 7) == [(7, "2020-05-28")]
