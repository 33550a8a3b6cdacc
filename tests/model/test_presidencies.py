"""The table of Presidencies, and which term a name means."""

from datetime import date, timedelta

import pytest

from somei_cli.formats.toml.holidays_and_presidencies import PRESIDENCIES_FILE, load_presidencies
from somei_cli.model.council_calendar import Presidencies
from somei_cli.store.disk.packaged_data import read_data_text

TABLE = load_presidencies(read_data_text(PRESIDENCIES_FILE))
MEETING = date(2019, 12, 4)


def test_the_terms_follow_each_other_without_a_gap() -> None:
    assert (TABLE.terms[0].first, TABLE.terms[-1].last) == (date(2009, 1, 1), date(2030, 12, 31))
    for before, behind in zip(TABLE.terms, TABLE.terms[1:], strict=False):
        assert behind.first == before.last + timedelta(days=1)


def test_every_member_state_of_the_time_has_its_turn() -> None:
    assert len(TABLE.countries) == 27
    spellings = [word for country in TABLE.countries for word in set(country.spellings)]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    ("day", "present", "incoming"),
    [
        (MEETING, "FI", "HR"),
        (date(2020, 1, 1), "HR", "DE"),
        (date(2020, 6, 30), "HR", "DE"),
        (date(2022, 7, 1), "CZ", "SE"),
    ],
)
def test_the_term_under_way_and_the_one_to_come(day: date, present: str, incoming: str) -> None:
    on, next_one = TABLE.term_on(day), TABLE.next_term(day)

    assert (on and on.country.code, next_one and next_one.country.code) == (present, incoming)


@pytest.mark.parametrize("day", [date(2008, 12, 31), date(2031, 1, 1)])
def test_nobody_is_named_outside_the_table(day: date) -> None:
    assert TABLE.term_on(day) is None
    assert TABLE.next_term(day) is None


@pytest.mark.parametrize("word", ["Croatian", "Croatia", "HR"])
def test_a_term_is_known_by_every_word_for_its_country(word: str) -> None:
    term = TABLE.term_named(word, MEETING)

    assert term is not None
    assert (term.first, term.last) == (date(2020, 1, 1), date(2020, 6, 30))


@pytest.mark.parametrize(
    ("word", "day", "last"),
    [
        ("Finnish", MEETING, date(2019, 12, 31)),  # the one under way
        ("Czech", date(2009, 7, 1), date(2009, 6, 30)),  # a day after its end: not the one of 2022
        ("Czech", date(2021, 7, 1), date(2022, 12, 31)),
        ("Czech Republic", date(2022, 7, 1), date(2022, 12, 31)),
    ],
)
def test_the_nearest_term_is_meant(word: str, day: date, last: date) -> None:
    term = TABLE.term_named(word, day)

    assert term is not None
    assert term.last == last


def test_a_word_that_is_no_country_names_no_term() -> None:
    assert TABLE.term_named("Trio", MEETING) is None
    assert Presidencies().term_named("HR", MEETING) is None
