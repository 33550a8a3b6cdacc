"""Commands killed at random moments, as many as asked for: nothing lost, nothing corrupt, nothing repaired by hand.

    KILLS=1000 SEED=1 pytest tests/benchmarks/test_kills.py

Prints how many there were of each command.
"""

import os
import sys
import time

import pytest
from conftest import Clerk
from faults.clerk_clone import furnish
from faults.killed_commands import kill_at_random


def test_kills(empty: Clerk, capsys: pytest.CaptureFixture[str]) -> None:
    kills, seed = int(os.environ.get("KILLS", "1000")), int(os.environ.get("SEED", "1"))
    furnish(empty)
    begin = time.monotonic()
    figures = kill_at_random(empty, kills, seed)
    took = time.monotonic() - begin
    wrong = {
        "lost": figures.lost,
        "corrupt": figures.corrupt,
        "repaired by hand": figures.stopped,
        "own work touched, or left over": figures.own_work,
        "tracebacks": figures.words,
    }
    lines = [
        f"{figures.kills} kills in {took:.0f} s; {figures.commits} commits",
        f"{figures.done} commands done, {figures.refused} refused",
        *(f"{count:6} {command}" for command, count in figures.by_command.most_common()),
        ", ".join(f"{name} {len(found)}" for name, found in wrong.items()),
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert figures.wrong == []
