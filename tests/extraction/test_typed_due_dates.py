"""The words for a time as a clerk types them: what they mean, and that nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import lines

from somei_cli.errors import NotAValue
from somei_cli.extraction.follow_ups.time_expressions import TimeContext
from somei_cli.extraction.follow_ups.typed_due_dates import find_next_meeting_body, read_due
from somei_cli.extraction.follow_ups.verbs_and_actors import build_lexicon
from somei_cli.formats.toml import vocabulary
from somei_cli.formats.toml.holidays_and_presidencies import PRESIDENCIES_FILE, load_presidencies
from somei_cli.model.followup.follow_up_edits import DueDate
from somei_cli.store.disk.packaged_data import read_data_text, read_vocabulary_texts

WORDS = vocabulary.load(read_vocabulary_texts())
TABLE = load_presidencies(read_data_text(PRESIDENCIES_FILE))
NAMES = build_lexicon(WORDS, TABLE)
MEETING = date(2019, 12, 4)


def _due(typed: str, day: date | None = MEETING, body: str | None = "SOMEI") -> DueDate:
    return read_due(typed, TimeContext(day, TABLE), NAMES, WORDS, body)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31 January 2020", date(2020, 1, 31)),
        ("end of January 2020", date(2020, 1, 31)),
        ("by the end of January 2020", date(2020, 1, 31)),
        ("end of Croatian Presidency", date(2020, 6, 30)),
        ("the end of the Croatian Presidency", date(2020, 6, 30)),
        ("end of the incoming Presidency", date(2020, 6, 30)),
        ("end of the German Presidency", date(2020, 12, 31)),
        ("mid-2021", date(2021, 6, 30)),
        ("the first half of 2020", date(2020, 6, 30)),
        ("Q1 2020", date(2020, 3, 31)),
        ("before 1 June 2020", date(2020, 5, 31)),
        ("two weeks", date(2019, 12, 18)),
        ("within three months", date(2020, 3, 4)),
        ("2020", date(2020, 12, 31)),
    ],
)
def test_words_become_a_day_and_are_kept(typed: str, day: date) -> None:
    assert _due(typed) == DueDate(day, typed)


@pytest.mark.parametrize("typed", ["before the summer break", "three months after the adoption", "end of the mandate"])
def test_words_without_a_certain_day_are_kept_alone(typed: str) -> None:
    assert _due(typed) == DueDate(None, typed)


@pytest.mark.parametrize(
    "typed", ["soon", "end of Januray 2020", "31/01", "2020-02-30", "by", "the day of the meeting"]
)
def test_what_names_no_time_is_refused(typed: str) -> None:
    with pytest.raises(NotAValue):
        _due(typed)


@given(st.dates())
def test_a_day_is_a_day(day: date) -> None:
    assert _due(day.isoformat()) == DueDate(day)


@given(lines())
def test_any_words_are_read_or_refused(typed: str) -> None:
    try:
        due = _due(typed)
    except NotAValue:
        return
    assert due.words == typed or due.day is not None


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("next-meeting", "SOMEI"),
        ("Next meeting", "SOMEI"),
        ("at the next SOMEI", "SOMEI"),
        ("at the next SOMEI meeting", "SOMEI"),
        ("at the next meeting of COSI", "COSI"),
        ("at its next session", "SOMEI"),
        ("next Standing Committee on Operational Cooperation on Internal Security", "COSI"),
        ("next year", None),
        ("at the next conference of Ruritania", None),
        ("before the next meeting", None),
        ("next", None),
    ],
)
def test_whose_next_meeting_is_meant(typed: str, body: str | None) -> None:
    assert find_next_meeting_body(typed, WORDS, "SOMEI") == body


def test_the_next_meeting_of_nobody_known_is_kept_in_words() -> None:
    assert _due("next-meeting", body=None) == DueDate(None, "next-meeting")
    assert _due("at the next meeting", body="A group nobody lists").meeting_of == "A group nobody lists"


def test_without_a_day_to_reckon_from_only_full_dates_are_certain() -> None:
    assert _due("end of January 2020", None).day == date(2020, 1, 31)
    assert _due("two weeks", None) == DueDate(None, "two weeks")
