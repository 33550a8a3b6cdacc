"""What commands cost, as a ratio to an empty typer program in the same run: `pytest tests/benchmarks --benchmark-only`.

Never asserted: a machine under load must not fail a test. Read the column “ratio” that is printed at the end.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import SAMPLE, Clerk
from pytest_benchmark.fixture import BenchmarkFixture

ROUNDS = 15

EMPTY = """
import typer

app = typer.Typer(add_completion=False)


@app.command()
def show(number: str) -> None:
    print(number)


app()
"""

COMMANDS = {
    "--version": ("--version",),
    "show": ("show", "15070/19"),
    "show --json": ("show", "15070/19", "--json"),
    "list": ("list",),
    "xref list": ("xref", "list", "15070/19"),
    "history": ("history", "15070/19"),
    "check": ("check", "-q"),
    "classify --dry-run": ("classify", "15070/19", "SIRIS", "--dry-run"),
}


def _seconds(words: Sequence[str], folder: Path) -> float:
    # Users run from bytecode; a machine that forbids writing it would measure the compiler.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    subprocess.run(words, cwd=folder, env=surroundings, capture_output=True, check=False)
    return time.perf_counter() - begun


@pytest.fixture
def empty_program(tmp_path: Path) -> list[str]:
    """A program with one command that does nothing, under the same typer."""
    file = tmp_path / "empty.py"
    file.write_text(EMPTY)
    return [sys.executable, str(file), "15070/19"]


@pytest.mark.parametrize("name", COMMANDS)
def test_cost_of_a_command(
    benchmark: BenchmarkFixture,
    clerk: Clerk,
    empty_program: list[str],
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    clerk.ok("import", str(SAMPLE))
    command = [str(Path(sys.executable).parent / "somei"), *COMMANDS[name]]
    assert subprocess.run(command, cwd=clerk.folder, capture_output=True, check=False).returncode == 0
    floors, costs = [], []
    for _ in range(ROUNDS):
        # Turn by turn, so that a load on the machine falls on both alike.
        floors.append(_seconds(empty_program, clerk.folder))
        costs.append(_seconds(command, clerk.folder))
    floor, cost = statistics.median(floors), statistics.median(costs)
    benchmark.extra_info.update(floor_ms=round(floor * 1000, 1), ratio=round(cost / floor, 2))
    benchmark.pedantic(_seconds, args=(command, clerk.folder), rounds=3)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{name:20} {cost * 1000:7.1f} ms   floor {floor * 1000:6.1f} ms   ratio {cost / floor:5.2f}\n"
        )
