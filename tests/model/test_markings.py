"""Markings: spellings, levels, and what counts as lower."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import markings

from somei_cli.errors import NotAValue
from somei_cli.model.markings import (
    Level,
    Marking,
    find_classification,
    fold_marking,
    level_of,
    may_resemble_classification,
    resembles_classification,
)


@pytest.mark.parametrize(
    ("typed", "printed", "level"),
    [
        ("limite", "LIMITE", Level.LIMITE),
        (" Limite  jur ", "LIMITE JUR", Level.LIMITE),
        ("public", "PUBLIC", Level.UNMARKED),
        ("restreint ue", "RESTREINT UE/EU RESTRICTED", Level.RESTRICTED),
        ("EU CONFIDENTIAL", "CONFIDENTIEL UE/EU CONFIDENTIAL", Level.CONFIDENTIAL),
        ("SECRET UE / EU SECRET", "SECRET UE/EU SECRET", Level.SECRET),
        ("très secret ue", "TRES SECRET UE/EU TOP SECRET", Level.TOP_SECRET),
        ("R-UE/EU-R", "RESTREINT UE/EU RESTRICTED", Level.RESTRICTED),
        ("NATO RESTRICTED", "NATO RESTRICTED", Level.RESTRICTED),
        ("not for publication", "NOT FOR PUBLICATION", Level.UNKNOWN),
    ],
)
def test_every_spelling_becomes_the_printed_one(typed: str, printed: str, level: Level) -> None:
    marking = Marking.parse(typed)

    assert (str(marking), marking.level) == (printed, level)


@given(markings())
def test_what_is_printed_reads_back(marking: Marking) -> None:
    assert Marking.parse(str(marking)) == marking


@pytest.mark.parametrize("typed", ["", " ", "?", "[bold]", "-", "x" * 200])
def test_what_is_no_marking(typed: str) -> None:
    with pytest.raises(NotAValue):
        Marking.parse(typed)


def test_absent_is_unmarked_and_unknown_is_the_highest() -> None:
    assert level_of(None) is Level.UNMARKED
    assert Marking("STRANGE").level > Level.TOP_SECRET
    assert not Marking("STRANGE").classified


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("This is RESTREINT  UE / EU RESTRICTED text", "RESTREINT UE/EU RESTRICTED"),
        ("Très secret UE", "TRES SECRET UE/EU TOP SECRET"),
        ("LIMITE", None),
        ("non-restricted", None),
        ("a secret", None),
    ],
)
def test_a_classification_is_found_in_a_line(line: str, name: str | None) -> None:
    assert find_classification(line) == name


@given(st.text(max_size=30))
def test_folding_a_second_time_changes_nothing(text: str) -> None:
    assert fold_marking(fold_marking(text)) == fold_marking(text)


def test_a_level_is_found_in_a_long_line_and_each_time_it_is_asked_for() -> None:
    line = "RESTREINT UE"
    filler = "lamps " * 200

    assert find_classification(line) == find_classification(line) == find_classification(f"{filler}{line}") is not None
    assert find_classification(filler) is None


HALVES = (
    "RESTREINT",
    "RESTREINTE",
    "RESTRICTED",
    "CONFIDENTIEL",
    "CONFIDENTIAL",
    "TRES SECRET",
    "TOP SECRET",
    "SECRET",
)


def _slips_in(word: str) -> set[str]:
    """Return the word with each letter left out, exchanged, swapped with the next, and with one put in."""
    slips = {word}
    for place in range(len(word) + 1):
        before, letter, after = word[:place], word[place : place + 1], word[place + 1 :]
        slips |= {f"{before}{after}", f"{before}{after[:1]}{letter}{after[1:]}"}
        slips |= {f"{before}{sign}{ending}" for sign in "AEX -" for ending in (after, f"{letter}{after}")}
    return slips


@pytest.mark.parametrize("half", HALVES)
def test_the_first_look_at_a_misspelt_level_overlooks_none(half: str) -> None:
    lines = [line for slip in _slips_in(half) for line in (f"EU {slip}", f"{slip} UE", f"ue {slip.lower()}")]
    resembling = [line for line in lines if resembles_classification(line)]

    assert resembling
    assert [line for line in resembling if not may_resemble_classification(f"Item 3: {line}, 1")] == []
