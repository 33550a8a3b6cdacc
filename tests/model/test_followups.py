"""Follow-ups: their names, and what is decided on them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents, lines

from somei_cli.errors import NotAValue, NotFound, Refused, SomeiError
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.follow_up_edits import Closing, DueDate, add_follow_up, close_follow_up, move_follow_up
from somei_cli.model.followup.list import named_follow_ups
from somei_cli.model.item_refs import FollowUpName, ItemPlace, find_item, locate_items
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item

MEETING = date(2019, 12, 4)
TODAY = date(2020, 2, 14)
NUMBER = DocumentNumber.parse("15070/19")
PROMISE = FollowUp("Questionnaire", "Eurojust", date(2020, 1, 31), "by the end of January 2020")


def _document(*items: Item) -> Document:
    return Document(NUMBER, meeting=Meeting("SOMEI", MEETING), items=items)


def _named(document: Document) -> dict[str, FollowUp]:
    return {name.within: follow_up for name, _, follow_up in named_follow_ups(document)}


# ---- names


@given(documents())
def test_every_item_and_every_follow_up_is_found_by_its_name(document: Document) -> None:
    held = list(locate_items(document))

    assert [one.item for one in held] == list(document.walk_items())
    assert len({one.place for one in held}) == len(held)
    for one in held:
        assert ItemPlace.parse(str(one.place)) == one.place
        assert find_item(document, one.place) == one
    for name, _, _ in named_follow_ups(document):
        assert FollowUpName.parse(str(name)) == name


@pytest.mark.parametrize(
    ("number", "typed"),
    [("2", "2"), ("2", "2."), ("4 bis", "4bis"), ("4 bis", "4-BIS"), ("4.1", "4.1"), ("II", "ii"), ("B.2", "b.2")],
)
def test_an_item_is_found_as_it_is_typed(number: str, typed: str) -> None:
    document = _document(Item("First", "1"), Item("Wanted", number, follow_ups=(PROMISE,)))

    name = FollowUpName.parse(f"15070/19#{typed}.1")

    assert find_item(document, name.place).item.title == "Wanted"


def test_lines_items_without_a_number_and_doubled_numbers_have_names() -> None:
    below = Item("Line", subitems=(Item("Deeper", follow_ups=(PROMISE,)),), follow_ups=(PROMISE,))
    document = _document(
        Item("First", "1", follow_ups=(PROMISE, PROMISE), subitems=(Item("Other"), below)),
        Item("Bare", follow_ups=(PROMISE,)),
        Item("Twice", "1", follow_ups=(PROMISE,)),
    )

    assert list(_named(document)) == ["1.1", "1.2", "1/2.1", "1/2/1.1", "/2.1", "/3.1"]


@pytest.mark.parametrize("typed", ["", "15070/19", "#2.1", "15070/19#", "15070/19#2", "15070/19#2.0", "15070/19#.1",
                                   "15070/19#2.x", "15070/19#2/0.1", "15070/19#2/.1", "15070/19#2.٢"])  # fmt: skip
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(NotAValue):
        FollowUpName.parse(typed)


def test_several_items_that_could_be_meant_are_refused() -> None:
    document = _document(Item("One", "4-bis"), Item("Other", "4 BIS"))

    with pytest.raises(NotFound, match="several items are 4bis"):
        find_item(document, ItemPlace("4bis"))
    assert find_item(document, ItemPlace("4 BIS")).item.title == "Other"


# ---- what any sequence of acts leaves

_WHATS = st.sampled_from(["Questionnaire", "Mandate", "State of play"])
_ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(["1", "1/1", "2", "4 bis"]), _WHATS),
        st.tuples(st.just("move"), st.integers(0, 8), st.dates(date(2019, 1, 1), date(2021, 1, 1))),
        st.tuples(st.sampled_from(["done", "dropped"]), st.integers(0, 8), lines()),
    ),
    max_size=12,
)


@given(_ACTS)
def test_whatever_is_done_no_name_changes_hands_and_nothing_is_lost(
    acts: list[tuple[str, object, object]],
) -> None:
    document = _document(Item("First", "1", subitems=(Item("Line"),)), Item("Second", "2"), Item("Late", "4 bis"))
    for kind, at, value in acts:
        before = _named(document)
        try:
            document = _done(document, kind, at, value)
        except SomeiError:
            assert _named(document) == before
        after = _named(document)
        assert before.keys() <= after.keys()
        for name, told in before.items():
            now = after[name]
            assert (now.what, now.who, now.due_as_said) == (told.what, told.who, told.due_as_said)
            assert now.moved[: len(told.moved)] == told.moved
            assert told.state is FollowUpState.OPEN or (now.state, now.closed) == (told.state, told.closed)
            assert _first_day(now) == _first_day(told)


def _done(document: Document, kind: str, at: object, value: object) -> Document:
    if kind == "add":
        change = add_follow_up(
            document, ItemPlace.parse(str(at)), str(value), "COM", DueDate(date(2020, 6, 30), "mid-2020")
        )
    else:
        names = [name for name, _, _ in named_follow_ups(document)]
        name = names[int(str(at)) % len(names)] if names else FollowUpName(NUMBER, ItemPlace("1"), 1)
        if isinstance(value, date):
            change = move_follow_up(document, name, DueDate(value), TODAY, None)
        else:
            change = close_follow_up(document, name, Closing(FollowUpState(kind), None, str(value)), TODAY)
    return change.puts[0] if change.puts else document


def _first_day(follow_up: FollowUp) -> date | None:
    return follow_up.moved[0].before if follow_up.moved else follow_up.due


# ---- deciding

HELD = _document(Item("First", "1"), Item("Terrorism", "2", follow_ups=(PROMISE,)))
NAME = FollowUpName(NUMBER, ItemPlace("2"), 1)


def test_a_move_keeps_the_words_of_the_meeting_and_the_day_before() -> None:
    (moved,) = move_follow_up(HELD, NAME, DueDate(date(2020, 3, 31), "end of March"), TODAY, "asked for").puts
    (again,) = move_follow_up(moved, NAME, DueDate(None, "next-meeting", "SOMEI"), date(2020, 3, 1), None).puts

    follow_up = _named(again)["2.1"]
    assert (follow_up.due, follow_up.due_as_said) == (None, "by the end of January 2020")
    assert [(m.on, m.before, m.as_said, m.reason) for m in follow_up.moved] == [
        (TODAY, date(2020, 1, 31), "end of March", "asked for"),
        (date(2020, 3, 1), date(2020, 3, 31), "next-meeting", None),
    ]


def test_a_move_to_the_same_day_changes_nothing() -> None:
    assert move_follow_up(HELD, NAME, DueDate(date(2020, 1, 31)), TODAY, None).puts == ()


def test_a_reason_can_be_given_later_but_nothing_is_said_otherwise() -> None:
    (dropped,) = close_follow_up(HELD, NAME, Closing(FollowUpState.DROPPED), TODAY).puts
    later = date(2020, 3, 1)
    (told,) = close_follow_up(dropped, NAME, Closing(FollowUpState.DROPPED, None, "overtaken"), later).puts

    assert _named(told)["2.1"] == PROMISE._replace(state=FollowUpState.DROPPED, closed=TODAY, reason="overtaken")
    assert close_follow_up(told, NAME, Closing(FollowUpState.DROPPED), later).puts == ()
    for closing in (
        Closing(FollowUpState.DONE),
        Closing(FollowUpState.DROPPED, later),
        Closing(FollowUpState.DROPPED, None, "other"),
    ):
        with pytest.raises(Refused, match="is dropped since 2020-02-14"):
            close_follow_up(told, NAME, closing, later)
    with pytest.raises(Refused, match="is dropped since"):
        move_follow_up(told, NAME, DueDate(later), later, None)


def test_a_closed_follow_up_without_a_day_can_be_given_one() -> None:
    bare = replace(HELD, items=(Item("T", "2", follow_ups=(PROMISE._replace(state=FollowUpState.DONE),)),))

    (mended,) = close_follow_up(bare, NAME, Closing(FollowUpState.DONE, date(2020, 1, 7)), TODAY).puts

    assert _named(mended)["2.1"].closed == date(2020, 1, 7)


@pytest.mark.parametrize("state", [FollowUpState.DONE, FollowUpState.DROPPED])
@pytest.mark.parametrize("day", [date(2019, 12, 3), date(2020, 2, 15)])
def test_nothing_is_closed_before_the_meeting_or_on_a_day_to_come(state: FollowUpState, day: date) -> None:
    with pytest.raises(Refused):
        close_follow_up(HELD, NAME, Closing(state, day), TODAY)
