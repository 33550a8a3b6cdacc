"""Taking one step of a table back while later ones stay."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from somei_cli.formats.diff.revert import reverted, said_without_text

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
    assert reverted(before, after, after) == (before, ())


@given(TABLES, TABLES)
def test_a_step_that_did_nothing_takes_nothing_back(same: dict[str, Any], now: dict[str, Any]) -> None:
    assert reverted(same, same, now) == (now, ())


@given(TABLES, TABLES)
def test_what_is_undone_already_stays_so(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert reverted(before, after, before) == (before, ())


@given(TABLES, TABLES, TABLES)
def test_other_fields_are_never_touched(before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]) -> None:
    result = reverted(before, after, now)

    for key in {*before, *after, *now}:
        if before.get(key) == after.get(key):
            assert result.table.get(key) == now.get(key)
        elif not any(clash.split(" ")[0] == key for clash in result.clashes) and key in {"subject", "marking"}:
            assert result.table.get(key) == before.get(key)


def test_elements_come_and_go_one_by_one() -> None:
    assert reverted({"c": ["a", "b"]}, {"c": ["a"]}, {"c": ["a", "x"]}).table == {"c": ["a", "b", "x"]}
    assert reverted({}, {"c": ["a"]}, {"c": ["a", "x"]}).table == {"c": ["x"]}
    assert reverted({"c": ["a", "b"]}, {"c": ["b", "a"]}, {"c": ["b", "a", "x"]}).clashes == ("c",)
    assert reverted({}, {"c": ["a", "b"]}, {"c": ["b"]}).clashes == ("c",)


def test_an_item_that_changed_again_is_named_by_its_number() -> None:
    rows = [{"items": [{"number": "1", "title": title}]} for title in ("x", "y", "z")]

    assert reverted(*rows).clashes == ("items 1 title",)


def test_a_refusal_tells_no_title() -> None:
    assert said_without_text("items Some secret words title") == "items title"
    assert said_without_text("items 2 follow_ups 1 state") == "items 2 1 state"
    assert said_without_text("marking") == "marking"
