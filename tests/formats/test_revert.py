"""Taking one step of a document back while later ones stay."""

from dataclasses import replace
from typing import Any

import tomli_w
from formats.merge.two_clerks import Versions, facts, following
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import documents

from somei_cli.formats.diff.document import field_name_without_titles
from somei_cli.formats.merge.documents import revert
from somei_cli.formats.toml.document import dump, load, to_table
from somei_cli.model.document import Document
from somei_cli.model.merge import MergeResult

_WORDS = st.sampled_from(["a", "b", "c"])
_ROWS = st.lists(
    st.fixed_dictionaries({"number": st.sampled_from("123"), "title": _WORDS}, optional={"by": _WORDS}),
    unique_by=lambda row: row["number"],
    max_size=3,
)
TABLES = st.fixed_dictionaries(
    {},
    optional={
        "subject": _WORDS,
        "marking": st.sampled_from(["LIMITE", "PUBLIC", "LIMITE JUR"]),
        "languages": st.lists(_WORDS, unique=True, min_size=1),
        "meeting": st.dictionaries(st.sampled_from(["body", "room"]), _WORDS, min_size=1),
        "items": _ROWS.filter(bool),
    },
)


def _document(table: dict[str, Any]) -> Document:
    document = load(tomli_w.dumps({"number": "1/20", **table})).document
    assert document
    return document


def _reverted(
    before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    result = revert(*map(_document, (before, after, now)))
    table = to_table(result.document)
    del table["number"]
    return table, tuple(conflict.field for conflict in result.conflicts)


@given(TABLES, TABLES)
def test_without_later_steps_the_table_is_as_before(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert _reverted(before, after, after) == (before, ())


def test_unknown_keys_return_to_their_old_order() -> None:
    before, after = {"x-first": 1, "x-second": 2}, {"x-second": 3}

    assert list(_reverted(before, after, after)[0].items()) == [("x-first", 1), ("x-second", 2)]
    assert list(_reverted(before, after, {**after, "x-new": 4})[0]) == ["x-first", "x-second", "x-new"]
    assert list(_reverted(before, {"x-second": 3, "x-first": 1}, {"x-first": 1, "x-second": 3})[0]) == [
        "x-first",
        "x-second",
    ]
    moved_since = {"x-new": 4, "x-second": 2, "x-first": 1}
    assert list(_reverted(before, before, moved_since)[0]) == list(moved_since)


@given(TABLES, TABLES)
def test_a_step_that_did_nothing_takes_nothing_back(same: dict[str, Any], now: dict[str, Any]) -> None:
    assert _reverted(same, same, now) == (now, ())


@given(TABLES, TABLES)
def test_what_is_undone_already_stays_so(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert _reverted(before, after, before) == (before, ())


@given(TABLES, TABLES, TABLES)
def test_other_fields_are_never_touched(before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]) -> None:
    table, clashes = _reverted(before, after, now)

    for key in {*before, *after, *now}:
        if before.get(key) == after.get(key):
            assert table.get(key) == now.get(key)
        elif not any(clash.split(" ")[0] == key for clash in clashes) and key in {"subject", "marking"}:
            assert table.get(key) == before.get(key)


def test_elements_come_and_go_one_by_one() -> None:
    def languages(*steps: list[str]) -> tuple[Any, tuple[str, ...]]:
        table, clashes = _reverted(*({"languages": step} if step else {} for step in steps))  # type: ignore[arg-type]
        return table.get("languages"), clashes

    assert languages(["a", "b"], ["a"], ["a", "x"]) == (["a", "b", "x"], ())
    assert languages([], ["a"], ["a", "x"]) == (["x"], ())
    assert languages(["a", "b"], ["b", "a"], ["b", "a", "x"])[1] == ("languages",)
    assert languages([], ["a", "b"], ["b"])[1] == ("languages a",)
    assert languages(["a", "b", "c"], ["a", "c"], ["c", "x", "a"]) == (["c", "x", "a", "b"], ())
    assert languages(["a", "b"], ["b"], ["b", "a"]) == (["b", "a"], ())


def test_an_item_that_changed_again_is_named_by_its_number() -> None:
    before, after, now = ({"items": [{"number": "1", "title": f"Lamp {word}"}]} for word in ("x", "y", "z"))

    assert _reverted(before, after, now)[1] == ("items 1 title",)


@settings(max_examples=100)
@given(following())
def test_no_later_step_is_lost_and_nothing_else_is_taken_back(held: Versions) -> None:
    before, after, now = held
    result = revert(before, after, now)
    if result.conflicts:
        return
    had, got, have, left = map(facts, (before, after, now, result.document))

    assert not [fact for fact in have - got if not left[fact]], "a later addition is lost"
    assert not [fact for fact in got - have if left[fact] > have[fact] and not had[fact] > got[fact]], (
        "a removal is lost"
    )
    assert not [fact for fact in (have & got & had) if not left[fact]], "what the step did not do is taken back"
    assert not left - (had | have), "a fact stands there that nobody wrote, or twice"


@settings(max_examples=100)
@given(following())
def test_a_reverted_document_is_in_canonical_form(held: Versions) -> None:
    text = dump(revert(*held).document)

    assert dump(load(text).document or held.base) == text


def test_a_refusal_tells_no_title() -> None:
    assert field_name_without_titles("items Some secret words title") == "items title"
    assert field_name_without_titles("items 2 follow_ups 1 state") == "items 2 1 state"
    assert field_name_without_titles("marking") == "marking"


@settings(max_examples=50)
@given(documents(), documents())
def test_an_act_with_nothing_after_it_is_taken_back_whole(before: Document, other: Document) -> None:
    after = replace(other, number=before.number)

    # So an undo need not merge if a document is still as the act left it.
    assert revert(before, after, after) == MergeResult(before, ())
