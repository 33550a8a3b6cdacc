"""Patterns of settings: what may be written, and that nothing which could take long gets in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.formats.toml.bounded_patterns import MAX_TEXT, UnboundedPattern, compile_pattern

SOUND = {
    r"(Draft )?Council [a-z]+ on .*": "Draft Council conclusions on fish",
    r"[0-9]{4}/[0-9]{4}\([A-Z]{3}\)": "2018/0330(COD)",
    r"\d+|none": "none",
    r"(?:General Secretariat|Presidency)( of the Council)?": "General Secretariat of the Council",
    r"^[^.]*\.$": "A sentence.",
    r"[]a]x{2,}": "]xxx",
}
REFUSED = {
    "(a|a)*": "only a single character",
    "(a+)+b": "only a single character",
    "([a-z]+)*": "only a single character",
    "(a|b|ab){2,9}": "only a single character",
    ".*.*.*x": "could take long",
    "a?" * 30 + "a" * 30: "could take long",
    "(.*a)?(.*b)?(.*c)?": "could take long",
    "a**": "two repetitions",
    "a+?": "two repetitions",
    r"(a)\1": "is not possible here",
    "(?=a)": "is not possible here",
    "(?i)a": "is not possible here",
    "(?P<a>b)": "is not possible here",
    r"\u0041": "is not possible here",
    "[a": "is not possible here",
    "[z-a]": "bad character range",
    "(a": "is not closed",
    "a)": "closes nothing",
    "a{1,5000}": "at most 1000 times",
    "a{3,2}": "min repeat",
    "(" * 12 + "a" + ")" * 12: "deep",
    "": "1 to 200",
    "a" * 201: "1 to 200",
}


@pytest.mark.parametrize("pattern", SOUND)
def test_a_pattern_matches_a_whole_text(pattern: str) -> None:
    assert compile_pattern(pattern).fullmatch(SOUND[pattern])
    assert not compile_pattern(pattern).fullmatch("Something else that none of these matches, not at all!")


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_could_take_long_is_refused_with_the_reason(pattern: str) -> None:
    with pytest.raises(UnboundedPattern, match=re.escape(REFUSED[pattern])):
        compile_pattern(pattern)


@given(st.lists(st.sampled_from("a b . .* a+ a? [ab]* (a) (a|b) (a*)? | ( ) {2} a{0,3} \\d ^ $".split()), max_size=9))
def test_whatever_is_taken_is_tried_on_long_texts_in_no_time(pieces: list[str]) -> None:
    try:
        pattern = compile_pattern("".join(pieces))
    except UnboundedPattern:
        return
    for text in ("a" * 300, "ab" * 150, "a" * 299 + "!", "x" * MAX_TEXT):
        # A pattern that is not bounded does not come to an end here.
        pattern.fullmatch(text)
