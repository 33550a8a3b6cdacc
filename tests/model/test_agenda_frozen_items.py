"""Whatever is done with an agenda: numbers that were printed never change, and none is lost or doubled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.builders import num, snapshot_of

from somei_cli.errors import NotFound, Refused, WrongUsage
from somei_cli.model.agenda.issue_and_revision import issue_agenda, revise_agenda
from somei_cli.model.agenda.item_edits import edit_item, remove_item
from somei_cli.model.agenda.items import (
    UNNUMBERED,
    add_item,
    add_sub_item,
    make_item,
    move_item,
    number_late_items,
    withdraw_item,
)
from somei_cli.model.agenda.lifecycle import is_draft
from somei_cli.model.agenda.new_agenda import create_agenda
from somei_cli.model.agenda.outcome_and_adoption import adopt_agenda
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.change import Change, apply_change
from somei_cli.model.register.settings import LateNumbers, Settings
from somei_cli.model.register.snapshot import Snapshot

NUMBER = num("13735/19")
DAY = date(2019, 12, 4)
Step = Callable[[Snapshot, DocumentNumber], Change]


def _title(at: int) -> str:
    return f"Item that came {at}th"


def _add(at: int | None) -> Step:
    return lambda held, number: add_item(held, number, make_item(_title(_count(held)), (), (), None), at)


def _count(held: Snapshot) -> int:
    return len({item.title for document in held for item in document.items})


def _of(held: Snapshot, number: DocumentNumber, place: int) -> ItemPlace:
    items = held.require(number).items
    return ItemPlace(items[place % len(items)].number or "" if items else "1")


PLACES = st.integers(0, 12)
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.one_of(st.none(), st.integers(0, 8)).map(_add),
    st.tuples(PLACES, PLACES).map(lambda two: lambda held, n: move_item(held, n, _of(held, n, two[0]), two[1])),
    PLACES.map(lambda place: lambda held, n: withdraw_item(held, n, _of(held, n, place), "no time")),
    PLACES.map(lambda at: lambda held, n: remove_item(held, n, _of(held, n, at))),
    PLACES.map(lambda at: lambda held, n: edit_item(held, n, _of(held, n, at), {"by": f"Person {at}"})),
    PLACES.map(lambda at: lambda held, n: add_sub_item(held, n, Item("A line"), _of(held, n, at))),
    st.just(lambda held, number: issue_agenda(held, number, date(2019, 11, 20))),
    st.just(revise_agenda),
    st.just(lambda held, number: adopt_agenda(held, number, DAY, DAY, None)),
)
"""Every act on an agenda, most of them with places that may not exist."""


def _printed(document: Document) -> dict[str, str]:
    return {item.number: item.title for item in document.items if item.number}


def _tried(step: Step, held: Snapshot, number: DocumentNumber) -> Snapshot:
    """How it stands after an act, or after its refusal."""
    try:
        return apply_change(held, step(held, number))
    except (WrongUsage, NotFound, Refused):
        return held


def _begun(style: LateNumbers) -> Snapshot:
    empty = snapshot_of([], Settings(late_items=style))
    return apply_change(empty, create_agenda(empty, NUMBER, "SOMEI", (DAY, None), subject=None, earlier=None))


@given(st.lists(st.tuples(STEPS, st.integers(0, 3)), max_size=30), st.sampled_from(LateNumbers))
def test_printed_numbers_stay_through_any_sequence_of_commands(
    steps: list[tuple[Step, int]], style: LateNumbers
) -> None:
    held = _begun(style)
    printed: dict[DocumentNumber, dict[str, str]] = {}
    ever: dict[str, str] = {}
    for step, which in steps:
        numbers = [document.number for document in held]
        before, held = held, _tried(step, held, numbers[min(which, len(numbers) - 1)])
        for document in held:
            numbers_now = [item.number for item in document.items]
            assert all(numbers_now)
            assert len(set(numbers_now)) == len(numbers_now)
            old = before.get(document.number)
            assert old is None or is_draft(document) or len(document.items) >= len(old.items)
            if not is_draft(document):
                now = _printed(document)
                assert now.items() >= printed.get(document.number, {}).items()
                printed[document.number] = now
                # The same number never stands for two things in one family.
                assert all(ever.setdefault(number, title) == title for number, title in now.items())
            if document.agenda and document.agenda.revises:
                assert _printed(document).items() >= printed[document.agenda.revises].items()


@given(st.lists(st.integers(0, 9), max_size=18), st.sampled_from(LateNumbers))
def test_late_items_keep_the_order_of_the_printed_ones(places: list[int], style: LateNumbers) -> None:
    held = apply_change(_begun(style), issue_agenda(_begun(style), NUMBER, date(2019, 11, 20)))
    for place in places:
        before = [item.number for item in held.require(NUMBER).items]
        held = apply_change(held, _add(2 + place % len(before))(held, NUMBER))
        now = [item.number for item in held.require(NUMBER).items]
        assert [number for number in now if number in before] == before
        assert len(set(now) - set(before)) == 1


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        (LateNumbers.BIS, ["1", "1 bis", "2", "2 bis", "2 quater", "2 ter", "3", "4"]),
        (LateNumbers.POINT, ["1", "1.1", "2", "2 bis", "2.2", "2.1", "3", "4"]),
    ],
)
def test_late_numbers_follow_from_the_item_before(style: LateNumbers, numbers: list[str]) -> None:
    printed = ["1", None, "2", "2 bis", None, "2 ter" if style is LateNumbers.BIS else "2.1", "3", None]
    items = [Item("x", number or UNNUMBERED) for number in printed]

    numbered = number_late_items(items, {number for number in printed if number}, style)

    assert [item.number for item in numbered] == numbers


def test_an_agenda_that_is_printed_without_numbers_stays_without() -> None:
    items = number_late_items([Item("A"), Item("B", UNNUMBERED)], frozenset(), LateNumbers.BIS)

    assert [item.number for item in items] == [None, None]


def test_roman_numbers_and_the_end_of_latin() -> None:
    items = [Item("A", "I"), Item("B", UNNUMBERED), Item("C", "II"), Item("D", UNNUMBERED)]
    assert [item.number for item in number_late_items(items, {"I", "II"}, LateNumbers.BIS)] == [
        "I", "I bis", "II", "II bis",
    ]  # fmt: skip
    many = [Item("A", "1"), *[Item("B", UNNUMBERED)] * 20, Item("C", "2")]
    with pytest.raises(Refused, match="Item 1 has no number left below it"):
        number_late_items(many, {"1", "2"}, LateNumbers.BIS)
    assert len({item.number for item in number_late_items(many, {"1", "2"}, LateNumbers.POINT)}) == 22


def test_a_number_that_is_printed_in_any_agenda_of_the_family_is_not_given_again() -> None:
    held = apply_change(_begun(LateNumbers.BIS), issue_agenda(_begun(LateNumbers.BIS), NUMBER, date(2019, 11, 20)))
    held = apply_change(held, _add(2)(held, NUMBER))
    held = apply_change(held, revise_agenda(held, NUMBER))
    draft = held.require(num("13735/1/19 REV 1"))
    # Somebody takes the late item out of the file by hand.
    held = held.with_documents([replace(draft, items=(draft.items[0], draft.items[2]))])
    held = apply_change(held, _add(2)(held, draft.number))

    assert [item.number for item in held.require(draft.number).items] == ["1", "1 ter", "2"]
