"""Decisions about the vocabulary: what replaces a retired code, and saved searches that name a renamed one."""

from datetime import date

import pytest

from somei_cli.model.codes import SubjectCode
from somei_cli.model.register.vocabulary import RetiredCode, Vocabulary
from somei_cli.model.register.vocabulary_acts import rename_in_search

OLD, NEW = SubjectCode("DRONSE"), SubjectCode("DRONES")
DAY = date(2026, 3, 1)


def _vocabulary(**replaced_by: str | None) -> Vocabulary:
    retired = {
        SubjectCode(code): RetiredCode(DAY, SubjectCode(successor) if successor else None)
        for code, successor in replaced_by.items()
    }
    return Vocabulary(dict.fromkeys(map(SubjectCode, "ABCD"), "T"), retired=retired)


@pytest.mark.parametrize(
    ("replaced_by", "successor"),
    [
        ({}, None),
        ({"A": None}, None),
        ({"A": "B"}, "B"),
        ({"A": "B", "B": "C"}, "C"),
        ({"A": "B", "B": None}, None),
        ({"A": "B", "B": "A"}, None),
        ({"A": "A"}, None),
    ],
)
def test_what_replaces_a_code_is_in_use(replaced_by: dict[str, str | None], successor: str | None) -> None:
    found = _vocabulary(**replaced_by).successor_of(SubjectCode("A"))
    assert found == (SubjectCode(successor) if successor else None)


def test_near_a_code_are_those_in_use() -> None:
    codes = dict.fromkeys(map(SubjectCode, ("DROIPEN", "DROIPER", "COPEN")), "T")
    retired = {SubjectCode("DROIPEN"): RetiredCode(DAY, SubjectCode("COPEN")), SubjectCode("DROIPER"): RetiredCode(DAY)}

    near = Vocabulary(codes, retired=retired).nearest_codes(SubjectCode("DROIPEM"))

    assert near == (SubjectCode("COPEN"),)


@pytest.mark.parametrize(
    ("words", "renamed"),
    [
        ("--code DRONSE", "--code DRONES"),
        ("--code=DRONSE lamps", "--code=DRONES lamps"),
        ("--code 'DRONSE 7' --year 2026", "--code 'DRONES 7' --year 2026"),
        ("--code dronse", "--code DRONES"),
        ("DRONSE lamps", "DRONES lamps"),
        ("'DRONSE 7'", "'DRONES 7'"),
        ("dronse lamps", "dronse lamps"),
        ("--code DRONSEN", "--code DRONSEN"),
        ("'not closed DRONSE", "'not closed DRONSE"),
    ],
)
def test_a_saved_search_follows_a_renaming(words: str, renamed: str) -> None:
    assert rename_in_search(words, OLD, NEW) == renamed
