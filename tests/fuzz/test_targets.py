"""A short run of every fuzz target; `FUZZ_SECONDS=300 pytest tests/fuzz` is a long one without atheris."""

import os
import time
from collections.abc import Callable

import pytest
from fuzz.targets import BETWEEN, LARGEST_INPUT, TARGETS, seeds
from hostile_texts import TEXTS
from hypothesis import given, seed, settings
from hypothesis import strategies as st

SECONDS = float(os.environ.get("FUZZ_SECONDS", "1.5"))
"""Of processor time for each target, after which no new round begins."""

_PIECES = (
    *(text.encode() for text in TEXTS.values()),
    b"", b"\0", b"\xff\xfe", b"\n", b'"', b"'", b'"""', b"[", b"]]", b"{", b".", b"=", b"#", b"\\", b"/19", b"REV 1",
    b"[" * 3000, b"a." * 3000, b"9" * 5000, b"<", b"</w:p>", b"<!DOCTYPE x>", b"endobj", b"0 0 0 rg", BETWEEN,
)  # fmt: skip


@st.composite
def changed(draw: Callable[..., bytes], begun: tuple[bytes, ...]) -> bytes:
    """A seed with up to four places where something else stands, or other bytes altogether."""
    data = draw(st.one_of(st.sampled_from(begun), st.sampled_from(begun), st.binary(max_size=200)))
    for _ in range(int(draw(st.integers(0, 4)))):
        begin = int(draw(st.integers(0, len(data))))
        end = min(len(data), begin + int(draw(st.integers(0, 40))))
        piece = draw(st.one_of(st.sampled_from(_PIECES), st.binary(max_size=8), st.sampled_from(begun)))
        data = data[:begin] + piece[:5000] + data[end:]
    return data[:LARGEST_INPUT]


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_stands(name: str) -> None:
    until = time.process_time() + SECONDS
    begun = tuple(seeds(name))
    turn = 0
    while time.process_time() < until:
        _round(name, begun, turn)
        turn += 1


def _round(name: str, begun: tuple[bytes, ...], turn: int) -> None:
    @seed(turn)
    @settings(max_examples=25, database=None)
    @given(changed(begun))
    def stands(data: bytes) -> None:
        TARGETS[name](data)

    stands()


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_stands(name: str) -> None:
    for data in seeds(name):
        TARGETS[name](data)
