"""What is too much is refused before a parser sees it, and quickly."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.formats.toml.parser import LARGEST_DOCUMENT, InvalidToml, describe_excess, read_toml

TOO_MUCH = {
    "larger than 1024 KiB": ["x" * (LARGEST_DOCUMENT + 1)],
    "nested deeper than 16": [
        "a = " + "[" * 10_000,
        "a = " + "{a = " * 10_000,
        "# " + "x" * 9_000 + "\na = " + "[" * 17,
        'a = "text"\n' * 1_000 + "a = " + "[" * 17,
        'a = "text"\n' * 1_000 + "a = " + "[" * 15 + "\n" + "[[a]]\n",
        'a = "text"\n' * 1_000 + "a = [" * 17 + '"text"]',
        "a = [\n" * 2_000 + '"a",\n' + "]\n" * 2_000,
        "a = '''\nb = \"''', " + "[" * 17 + '"\n' + 'a = "text"\n' * 1_000,
    ],
    "a key of more than 9 parts": [
        'a = "text"\n' * 1_000 + "a." * 9 + "b = 1",
        "a." * 10_000,
        "[" + "a . " * 10_000,
        '"a".' * 10_000,
        "'a'." * 10_000,
    ],
}


@pytest.mark.parametrize("said", TOO_MUCH)
def test_bombs_are_not_parsed(said: str) -> None:
    for text in TOO_MUCH[said]:
        began = time.monotonic()
        assert describe_excess(text) == said
        assert time.monotonic() - began < 0.5


@pytest.mark.parametrize(
    "text",
    ['note = "' + "[" * 9_000 + '"', "note = '''" + "a.b.c.d.e.f.g.h.i.j.k." * 900 + "'''", "# " + "[" * 9_000,
     'a = ["x", "y.z"]\n[[b]]\n[b.c]\n"d e" = "[[[["\n' * 900,
     "a = 1\n" * 90_000, "a = [\n" + '    "x",\n' * 9_000 + "]\n"],
)  # fmt: skip
def test_what_only_looks_deep_is_let_through(text: str) -> None:
    assert describe_excess(text) == ""


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "'",
        '"""',
        "'''",
        '"a',
        "'a",
        '\\"',
        '""a',
        "''a",
        "#",
        '"""\\',
        "[",
        "a.",
        '"\n',
        "'''a",
        "- ",
        "a .",
        "\t.",
        "a = [",
        'a = ["x",\n',
        'a = "x" ',
        "[a.b",
    ],
)
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (LARGEST_DOCUMENT // len(unit))
    began = time.monotonic()

    describe_excess(text)

    assert time.monotonic() - began < 2


def test_a_large_text_that_is_no_toml_does_not_take_long() -> None:
    lines = "".join(f"[{at}.b.c.d.e.f.g.h]\n" for at in range(45_000))
    began = time.monotonic()

    with pytest.raises(InvalidToml) as bad:
        read_toml(f"{lines}x=")

    assert bad.value.line == 45_001
    assert time.monotonic() - began < 8


@given(st.text(max_size=200))
def test_small_texts_are_let_through(text: str) -> None:
    assert describe_excess(text) == ""
