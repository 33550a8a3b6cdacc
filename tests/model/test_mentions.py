"""Whether words that name an EU level only speak of it."""

import pytest
from rules.builders import num

from somei_cli.model.level_mentions import find_level, only_speaks_of_level

R = "RESTREINT UE/EU RESTRICTED"

SPOKEN_OF = [
    f"Handling of {R} information",
    f"The rules for “{R}” were explained",
    f"documents marked {R}, which are rare",
    "les informations RESTREINT UE sont protégées",
    f"Lamps, see 9000/15 ({R})",
    f"Lamps: 9000/15 ADD 1 JAI 3 {R}",
    f"{R} document 9000/15",
    "item 2 (SECRET UE/EU SECRET, room 70.4)",
    "Points IV [R-UE/EU-R]",
]
MARKS = [
    R,
    f"{R}: plan",
    f"Plan for the {R}",
    f"{R} until 1 January 2020",
    f"Plan ({R})",
    f"Lamps. {R} plan",
    f"9001/15 {R}",
    f"Handling of {R} information, {R}",
    f"Handling of {R} information\n{R}",
    "S E C R E T U E",
]
OF_ITEMS = [
    f"Threat assessment ({R})",
    f"Report on “{R}”",
    "Levels are told: RESTREINT UE, CONFIDENTIEL UE and SECRET UE.",
    f"Member States handle\n{R}\ninformation with care.",
    f"The paper 9000/15 on the north is classified {R}.",
]


@pytest.mark.parametrize("words", SPOKEN_OF)
def test_a_level_in_a_sentence_or_beside_another_document_is_spoken_of(words: str) -> None:
    assert find_level(words)
    assert only_speaks_of_level(words, num("9001/15"))
    assert only_speaks_of_level(words, num("9001/15"), of_item=True)


@pytest.mark.parametrize("words", MARKS)
def test_any_other_level_may_mark(words: str) -> None:
    assert find_level(words)
    assert not only_speaks_of_level(words, num("9001/15"))


@pytest.mark.parametrize("words", OF_ITEMS)
def test_in_the_text_of_an_item_more_is_spoken_of(words: str) -> None:
    assert not only_speaks_of_level(words, num("9001/15"))
    assert only_speaks_of_level(words, num("9001/15"), of_item=True)


def test_words_without_a_level_speak_of_none() -> None:
    assert not only_speaks_of_level("Lamps")
    assert not only_speaks_of_level("Regulation on EU restricted substances")
