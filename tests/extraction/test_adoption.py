"""The sentence that adopts an agenda: what is written is read back, and others are read too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.extraction.agenda_adoption import adopted_agendas, adoption_sentence
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Suffix, SuffixKind
from somei_cli.model.items_and_follow_ups import Item

OUTCOME = DocumentNumber.parse("15070/19")
AGENDA = DocumentNumber.parse("13735/19")


def _named(text: str, **where: str) -> list[str]:
    outcome = Document(OUTCOME, items=(Item("Adoption", "1", **(where or {"summary": text})),))  # type: ignore[arg-type]
    return [str(number) for number in adopted_agendas(outcome, [SubjectCode("COSI")])]


AGENDAS = st.builds(
    DocumentNumber.from_parts,
    st.just(""),
    st.sampled_from(("ST", "CM", "SN")),
    st.integers(1, 15069),
    st.integers(1999, 2030),
    st.integers(0, 9).map(lambda n: (Suffix(SuffixKind.REV, n),) if n else ()),
)


@given(AGENDAS)
def test_the_sentence_is_read_back(number: DocumentNumber) -> None:
    assert _named(adoption_sentence(number)) == [str(number)]
    assert _named(adoption_sentence(number, "an additional point under AOB")) == [str(number)]


@given(st.integers(4_000, 19_999), st.integers(2000, 2030))
def test_a_usual_number_needs_no_series_to_be_read_back(number: int, year: int) -> None:
    agenda = DocumentNumber.parse(f"{number}/{year % 100:02}")
    sentence = adoption_sentence(agenda)

    assert f" in {agenda} " in sentence
    assert _named(sentence) == [str(agenda)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The agenda as set out in 13735/1/19 REV 1 was adopted.", ["13735/1/19 REV 1"]),
        ("The agenda was adopted as set out in document CM 2146/15.", ["CM 2146/15"]),
        ("The Committee adopted the agenda.", []),
        ("The agenda was not yet there. Document 13735/19 was adopted.", []),
        ("It was adopted as set out in 13735/19.", []),
    ],
)
def test_which_document_a_text_names(text: str, named: list[str]) -> None:
    assert _named(text) == named


def test_results_and_lines_below_count_too() -> None:
    sentence = adoption_sentence(AGENDA)
    assert _named("", result=sentence) == ["13735/19"]
    below = Item("Opening", "1", subitems=(Item("Adoption", summary=sentence),))
    assert adopted_agendas(Document(OUTCOME, items=(below,))) == (AGENDA,)


@pytest.mark.parametrize("words", ["subject to a change", "with a change", "Without item 3", "a change.", " a change "])
def test_a_difference_is_joined_as_it_is_worded(words: str) -> None:
    sentence = adoption_sentence(AGENDA, words)

    assert sentence.startswith("The agenda as set out in 13735/19 was adopted ")
    assert sentence.endswith(("change.", "item 3."))
    assert "with with" not in sentence
