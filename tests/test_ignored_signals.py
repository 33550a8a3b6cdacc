"""Tests are not told apart by how they were started: what their caller ignores, the programs that they start do not."""

import subprocess
import sys

import pytest
from conftest import PROJECT

CASES = (
    "tests/commands/test_statuses.py::test_interrupted_is_130_and_nothing_is_half_written",
    "tests/faults/test_interrupts.py::test_an_interruption_while_something_is_thrown_away_comes_a_moment_later",
    "tests/commands/test_pager.py::test_a_program_that_is_asked_to_end_leaves_the_terminal_to_the_pager_first",
)


@pytest.mark.parametrize("ignored", ["INT HUP", "INT HUP TERM QUIT"])
def test_a_caller_that_ignores_signals_changes_nothing(ignored: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *CASES]

    done = subprocess.run(
        ["sh", "-c", f"trap '' {ignored}; exec \"$@\"", "sh", *command],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout
    assert f"{len(CASES)} passed" in done.stdout
