"""Honest references that dangle in a register that holds a part: hardly any is taken for another number with a slip."""

import random
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registers_at_scale import documents
from rules.builders import snapshot_of
from strategies import numbers

from somei_cli.formats.toml.document import load
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.number_slips import is_number_slip, is_slip, is_swap, slips_of, swaps_of
from somei_cli.model.references import ReferenceKind
from somei_cli.rules.areas.reference_targets import find_intended_document
from somei_cli.rules.definition.document_parts import references_with_paths

MOST_IN_1000 = 10


@cache
def made() -> tuple[Document, ...]:
    """Documents of a made-up register; those with items belong to a meeting, and name agendas."""
    chance = random.Random(3)
    held = (load(one.text).document for one in islice(documents(), 5_000))
    return tuple(_at_meeting(document, chance) for document in held if document)


def _at_meeting(document: Document, chance: random.Random) -> Document:
    if not document.items or not document.date:
        return document
    first_of_week = document.date.replace(day=1 + (document.date.day - 1) // 7 * 7)
    return replace(
        document,
        type="PROVISIONAL AGENDA" if chance.random() < 0.3 else document.type,
        meeting=Meeting(document.subject_codes[0].code.name, first_of_week),
        references=tuple(
            one._replace(kind=ReferenceKind.AGENDA) if chance.random() < 0.5 else one for one in document.references
        ),
    )


def taken_for_slips(held: Iterable[Document]) -> tuple[int, int]:
    """How many honest references dangle, and how many of them are taken for slips."""
    snapshot = snapshot_of(held)
    dangling = [
        (document, number)
        for document in snapshot
        for number in {reference.to for _, reference in references_with_paths(document)}
        if number not in snapshot
    ]
    return len(dangling), sum(
        find_intended_document(document, number, snapshot) is not None for document, number in dangling
    )


@pytest.mark.parametrize("part", [0.9, 0.5, 0.1])
def test_a_part_of_a_register_at_random(part: float) -> None:
    chance = random.Random(1)
    dangling, slips = taken_for_slips(document for document in made() if chance.random() < part)
    assert dangling > 300
    assert 1000 * slips < MOST_IN_1000 * dangling


@pytest.mark.parametrize("codes", [{"JAI", "ENFOPOL", "COSI"}, {"PECHE"}])
def test_a_register_of_one_field(codes: set[str]) -> None:
    dangling, slips = taken_for_slips(
        document for document in made() if codes & {entry.code.name for entry in document.subject_codes}
    )
    assert dangling > 1000
    assert 1000 * slips < MOST_IN_1000 * dangling


@given(numbers(), st.integers(1, 1_200))
def test_what_is_a_slip_is_so_both_ways_and_listed(number: DocumentNumber, other: int) -> None:
    listed, swaps = set(slips_of(number)), set(swaps_of(number))

    assert number not in listed
    assert swaps <= listed
    for near in listed:
        assert is_number_slip(near, number)
        assert is_swap(near, number) == (near in swaps)
        assert number in slips_of(near)
    near = number._replace(number=other)
    assert is_number_slip(number, near) == (near in listed)


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("LIMITE", "LIMITE", False),
        ("LIMITTE", "LIMITE", True),
        ("LIMITEX", "LIMITE", True),
        ("IMITE", "LIMITE", True),
        ("LIMIT", "LIMITE", True),
        ("LIMIET", "LIMITE", True),
        ("ILMITE", "LIMITE", True),
        ("LIMITA", "LIMITE", True),
        ("LIIMTEE", "LIMITE", False),
        ("LTMIIE", "LIMITE", False),
        ("", "L", True),
        ("", "", False),
    ],
)
def test_one_slip_and_no_more(word: str, known: str, expected: bool) -> None:
    assert is_slip(word, known) == expected
    assert is_slip(known, word) == expected
