"""Taking one step of a table back while later ones stay."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from somei_cli.formats.diff.revert import field_name_without_titles, revert_change

_WORDS = st.sampled_from(["a", "b", "c"])
_ROWS = st.lists(
    st.fixed_dictionaries({"number": st.sampled_from("123")}, optional={"title": _WORDS, "by": _WORDS}),
    unique_by=lambda row: row["number"],
    max_size=3,
)
TABLES = st.fixed_dictionaries(
    {},
    optional={
        "subject": _WORDS,
        "marking": _WORDS,
        "codes": st.lists(_WORDS, unique=True, min_size=1),
        "meeting": st.dictionaries(st.sampled_from(["body", "start"]), _WORDS, min_size=1),
        "items": _ROWS.filter(bool),
    },
)


@given(TABLES, TABLES)
def test_without_later_steps_the_table_is_as_before(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert revert_change(before, after, after) == (before, ())


@given(TABLES, TABLES)
def test_a_step_that_did_nothing_takes_nothing_back(same: dict[str, Any], now: dict[str, Any]) -> None:
    assert revert_change(same, same, now) == (now, ())


@given(TABLES, TABLES)
def test_what_is_undone_already_stays_so(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert revert_change(before, after, before) == (before, ())


@given(TABLES, TABLES, TABLES)
def test_other_fields_are_never_touched(before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]) -> None:
    result = revert_change(before, after, now)

    for key in {*before, *after, *now}:
        if before.get(key) == after.get(key):
            assert result.table.get(key) == now.get(key)
        elif not any(clash.split(" ")[0] == key for clash in result.clashes) and key in {"subject", "marking"}:
            assert result.table.get(key) == before.get(key)


def test_elements_come_and_go_one_by_one() -> None:
    assert revert_change({"c": ["a", "b"]}, {"c": ["a"]}, {"c": ["a", "x"]}).table == {"c": ["a", "b", "x"]}
    assert revert_change({}, {"c": ["a"]}, {"c": ["a", "x"]}).table == {"c": ["x"]}
    assert revert_change({"c": ["a", "b"]}, {"c": ["b", "a"]}, {"c": ["b", "a", "x"]}).clashes == ("c",)
    assert revert_change({}, {"c": ["a", "b"]}, {"c": ["b"]}).clashes == ("c",)


def test_an_item_that_changed_again_is_named_by_its_number() -> None:
    rows = [{"items": [{"number": "1", "title": title}]} for title in ("x", "y", "z")]

    assert revert_change(*rows).clashes == ("items 1 title",)


def test_a_refusal_tells_no_title() -> None:
    assert field_name_without_titles("items Some secret words title") == "items title"
    assert field_name_without_titles("items 2 follow_ups 1 state") == "items 2 1 state"
    assert field_name_without_titles("marking") == "marking"
