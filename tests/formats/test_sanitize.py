"""Text made safe to show: nothing steers, nothing is lost."""

import json

from hostile_texts import STEERING, TEXTS
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.formats.sanitize import clean, clean_json, clean_line, has_invisible_characters

ANY = st.one_of(st.text(), st.sampled_from(list(TEXTS.values())), st.text(st.characters(categories=["Cc", "Cf", "Cs"])))


@given(ANY)
def test_nothing_unseen_is_left(text: str) -> None:
    assert not STEERING.search(clean(text))
    assert not has_invisible_characters(clean(text))
    assert "\n" not in clean_line(text)
    assert "\t" not in clean_line(text)


@given(ANY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]).filter(lambda c: not has_invisible_characters(c))))
def test_visible_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(st.one_of(ANY, st.lists(ANY), st.dictionaries(ANY, ANY)))
def test_json_keeps_its_values(value: object) -> None:
    text = clean_json(json.dumps(value, ensure_ascii=False, indent=2))

    assert json.loads(text) == json.loads(json.dumps(value))
    assert not STEERING.search(text)


def test_every_unseen_character_is_named() -> None:
    assert clean("a\x1b[2J\u202e\U000e0041") == "a<U+001B>[2J<U+202E><U+E0041>"
    assert clean("a\tb\nc") == "a\tb\nc"
    assert clean_line("a\tb\nc\r") == "a b c<U+000D>"
