"""Numbers that may have been meant by one that is not there."""

import pytest

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.similar_numbers import list_similar_numbers, mistype


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15071/19", "15070/19"),
        ("51070/19", "15070/19"),
        ("1507/19", "15070/19"),
        ("5070/19", "15070/19"),
        ("15070/19", "15700/19"),
        ("15070/20", "15070/19"),
        ("15070/91", "15070/19"),
        ("CM 15070/19", "15070/19"),
        ("15071/1/19 REV 1", "15070/1/19 REV 1"),
        ("15071/1/19 REV 1", "15070/19"),
        ("5/00", "5/99"),
    ],
)
def test_one_slip_leads_from_the_typed_number_to_the_meant_one(typed: str, meant: str) -> None:
    similar = list(list_similar_numbers(DocumentNumber.parse(typed)))

    assert DocumentNumber.parse(meant) in similar
    assert DocumentNumber.parse(typed) not in similar
    assert len(similar) < 300


def test_what_is_far_off_is_not_similar() -> None:
    similar = {str(number) for number in list_similar_numbers(DocumentNumber.parse("15070/19"))}
    assert similar.isdisjoint({"15170/20", "16171/19", "70150/19", "CM 15070/19", "15070/1/19 REV 1"})


@pytest.mark.parametrize("number", [1, 9, 10, 11, 100, 99_999, 10_000])
def test_slips_are_numbers_that_there_can_be(number: int) -> None:
    slips = list(mistype(number))
    assert slips == list(dict.fromkeys(slips))
    assert all(1 <= slip <= 99_999 and slip != number for slip in slips)


def test_figures_that_are_swapped_come_before_those_that_are_changed() -> None:
    slips = list(mistype(15_070))
    assert slips.index(51_070) < slips.index(1_570) < slips.index(15_071)
