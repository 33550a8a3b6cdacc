"""A few kills at random moments, always the same ones; `tests/benchmarks/test_kills.py` makes a thousand."""

from conftest import Clerk
from faults.killed_commands import kill_at_random


def test_a_few_kills(at_desk: Clerk) -> None:
    figures = kill_at_random(at_desk, 12, seed=7)

    assert figures.wrong == []
    assert figures.commits > 5
