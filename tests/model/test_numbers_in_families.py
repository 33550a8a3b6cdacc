"""Numbers and families: how they sort, who belongs to whom, and which text stands."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import numbers

from somei_cli.model.document import Document, current_text, describe_relation
from somei_cli.model.document_number import DocumentNumber, Status

FAMILY = ["1/19", "1/19 COR 1", "1/19 ADD 1", "1/1/19 REV 1", "1/1/19 REV 1 COR 1", "1/2/19 REV 2"]


def _document(number: str, status: Status = Status.ISSUED) -> Document:
    return Document(DocumentNumber.parse(number), status=status)


@given(st.lists(numbers(), unique=True), st.randoms())
def test_numbers_sort_one_way(held: list[DocumentNumber], chance: Random) -> None:
    ordered = sorted(held)
    chance.shuffle(held)

    assert sorted(held) == ordered
    assert all(one.year <= other.year for one, other in pairwise(ordered))


@given(numbers())
def test_parents_lead_to_the_first_issue(number: DocumentNumber) -> None:
    steps = [number]
    while (parent := steps[-1].parent) is not None:
        steps.append(parent)

    assert steps[-1] == number.base
    assert len(steps) == len(number.suffixes) + 1
    assert {step.base for step in steps} == {number.base}


def test_a_family_stands_in_the_order_of_its_texts() -> None:
    assert [str(n) for n in sorted(map(DocumentNumber.parse, reversed(FAMILY)))] == FAMILY


@pytest.mark.parametrize(
    ("number", "words"),
    [("1/19", "first issue"), ("1/1/19 REV 1", "revises 1/19"), ("1/1/19 REV 1 COR 2", "corrects 1/1/19 REV 1")],
)
def test_what_a_member_is_follows_from_its_number(number: str, words: str) -> None:
    assert describe_relation(DocumentNumber.parse(number)) == words


def test_the_highest_revision_stands() -> None:
    found = current_text([_document(number) for number in FAMILY])

    assert found is not None
    assert str(found.number) == "1/2/19 REV 2"


def test_what_has_no_text_never_stands() -> None:
    members = [_document("1/19"), _document("1/1/19 REV 1", Status.RESERVED), _document("1/2/19 REV 2", Status.VOID)]
    found = current_text(members)

    assert found is members[0]
    assert current_text([_document("1/19 COR 1")]) is None
