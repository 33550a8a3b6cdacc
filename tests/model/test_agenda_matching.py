"""Items of an agenda and of what follows it: each is matched once, and what became of it is said."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import items as any_items
from strategies import items_with

from somei_cli.model.agenda.item_match import ItemMatch, MatchKind, match_items
from somei_cli.model.item_words import title_key
from somei_cli.model.items_and_follow_ups import Item

TITLES = ("Adoption of the agenda", "Counter Terrorism", "Organized crime", "Cyber", "Drugs", "Any other business")
numbered_items = st.lists(
    items_with(
        title=st.sampled_from((*TITLES, "Counter Terrorism and drugs", "Introduction and adoption of the agenda")),
        number=st.sampled_from((None, "1", "2", "3", "4", "2 bis", "2 and 3", "2-4")),
        withdrawn=st.booleans(),
    ),
    max_size=8,
)
some_items = st.one_of(numbered_items, st.lists(any_items(), max_size=5))


def _agenda(*titles: str) -> list[Item]:
    return [Item(title, str(place)) for place, title in enumerate(titles, start=1)]


def _told(matches: tuple[ItemMatch, ...]) -> list[tuple[str, str, str]]:
    return [
        (str(m.kind), ",".join(i.number or "" for i in m.earlier), ",".join(i.number or "" for i in m.later))
        for m in matches
        if m.kind is not MatchKind.SAME
    ]


@given(some_items, some_items)
def test_every_item_is_in_exactly_one_match(earlier: list[Item], later: list[Item]) -> None:
    matches = match_items(earlier, later)

    assert sorted(id(item) for m in matches for item in m.earlier) == sorted(map(id, earlier))
    assert [item for m in matches for item in m.later] == later
    for match in matches:
        assert bool(match.earlier) == (match.kind is not MatchKind.ADDED)
        assert bool(match.later) == (match.kind is not MatchKind.DROPPED)
        assert (len(match.earlier) > 1) == (match.kind is MatchKind.MERGED)
        if match.kind in {MatchKind.SAME, MatchKind.RENUMBERED}:
            assert title_key(match.earlier[0]) == title_key(match.later[0])


@given(some_items)
def test_a_list_is_the_same_as_itself(items: list[Item]) -> None:
    matches = match_items(items, items)

    assert {m.kind for m in matches} <= {MatchKind.SAME}
    assert not any(m.moved or m.changed_fields for m in matches)


@given(st.integers(), st.integers(1, 40))
def test_order_alone_changes_no_item(seed: int, count: int) -> None:
    earlier = _agenda(*(f"Subject {place} of the day" for place in range(count)))
    later = random.Random(seed).sample(earlier, count)

    matches = match_items(earlier, later)

    assert {m.kind for m in matches} == {MatchKind.SAME}
    still = [m.later[0] for m in matches if not m.moved]
    assert still == sorted(still, key=earlier.index)


@given(numbered_items, numbered_items)
def test_what_is_dropped_one_way_is_added_the_other_way(earlier: list[Item], later: list[Item]) -> None:
    plain = [item for item in (*earlier, *later) if item.number not in {"2 and 3", "2-4"} and " and " not in item.title]
    here, there = plain[: len(plain) // 2], plain[len(plain) // 2 :]

    forth, back = match_items(here, there), match_items(there, here)

    dropped = sorted(title_key(i) for m in forth if m.kind is MatchKind.DROPPED for i in m.earlier)
    assert dropped == sorted(title_key(i) for m in back if m.kind is MatchKind.ADDED for i in m.later)


def test_the_adoption_of_the_agenda_may_have_any_title() -> None:
    later = _agenda("Introduction and adoption of the agenda", "Cyber:  The way – forward", "AOB")

    assert not _told(match_items(_agenda("Adoption of the agenda", "Cyber: the way forward", "Other business"), later))


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (
            [Item("Terrorism and organized crime", "2"), Item("Cyber", "3")],
            [("merged", "2,3", "2"), ("renumbered", "4", "3")],
        ),
        ([Item("Internal security", "2-3"), Item("Cyber", "4")], [("merged", "2,3", "2-3")]),
        ([Item("Internal security", "2 and 3"), Item("Cyber", "4")], [("merged", "2,3", "2 and 3")]),
        (
            [Item("Terrorism", "2", subitems=(Item("Organized crime"),)), Item("Cyber", "4")],
            [("merged", "2,3", "2")],
        ),
        ([Item("Terrorism: state of play", "2"), Item("Organized crime", "3"), Item("Cyber", "4")],
         [("renamed", "2", "2")]),
        ([Item("Terrorism", "2"), Item("Cyber", "4")], [("dropped", "3", "")]),
        ([Item("Terrorism", "2"), Item("Drugs", "2 bis"), Item("Organized crime", "3"), Item("Cyber", "4")],
         [("added", "", "2 bis")]),
        ([Item("Terrorism", "2"), Item("Organised crimes", "3"), Item("Cyber", "4")], [("renamed", "3", "3")]),
        ([Item("Cyber", "2"), Item("Organised crimes", "3"), Item("Terrorism", "4")],
         [("renumbered", "4", "2"), ("renamed", "3", "3"), ("renumbered", "2", "4")]),
    ],
)  # fmt: skip
def test_what_became_of_items(later: list[Item], told: list[tuple[str, str, str]]) -> None:
    planned = [Item("Terrorism", "2"), Item("Organized crime", "3"), Item("Cyber", "4")]

    assert _told(match_items(planned, later)) == told


def test_what_else_changed_is_named() -> None:
    old = Item("Cyber", "2", possible=True, subitems=(Item("One"),))
    new = Item("Cyber", "2", by="Europol", withdrawn=True, subitems=(Item("Two"),))

    (match,) = match_items([old], [new])

    assert match.kind is MatchKind.SAME
    assert match.changed_fields == ("withdrawn", "possible", "by", "subitems")


def test_long_lists_are_matched_quickly() -> None:
    earlier = _agenda(*(f"Subject {place} and more of the same words" for place in range(2000)))
    later = _agenda(*(f"Another text {place}, of other words" for place in range(2000)))

    assert {m.kind for m in match_items(earlier, later)} == {MatchKind.RENAMED}
