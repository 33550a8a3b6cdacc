"""What it costs to give a register out, as exports and as a site: ratios to reading it, measured in the same run.

    DOCUMENTS=10k,100k pytest tests/benchmarks/test_publication.py -s

Prints Markdown, asserts no times. `ROUNDS` is how often each is run (3), `SOMEI` the program (that of this Python),
`REGISTERS` a folder where the registers stay for the next time.

Reading is to load every document of the last commit, in a process that does nothing else. All run turn by turn. Each
round writes into folders of its own: some file systems are slow to make files where others were just deleted.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest
from registers_at_scale import Made, documents, kept_register
from stopwatch import Cost, Stopwatch, stopwatch

SIZES = [int(size.lower().replace("k", "000")) for size in os.environ.get("DOCUMENTS", "10k").split(",")]
ROUNDS = int(os.environ.get("ROUNDS", "3"))
SOMEI = os.environ.get("SOMEI", str(Path(sys.executable).parent / "somei"))
KEPT = os.environ.get("REGISTERS")

READING = """
from pathlib import Path

from somei_cli.actions.committed import read_source

read_source(Path(), "HEAD", lambda steps, total, words: steps)
"""


class Row(NamedTuple):
    """A command to measure: its words, given the folder of the round, and what is done before it."""

    name: str
    words: Callable[[Path], Sequence[str]]
    before: Callable[[], None] = lambda: None


class Desk(NamedTuple):
    """A register of one size, and the document in the midst of its last year that is changed."""

    folder: Path
    one: Made

    def git(self, *words: str) -> None:
        subprocess.run(["git", *words], cwd=self.folder, check=True, capture_output=True)

    def somebody_commits(self) -> None:
        """The place of a document is another one, then again the first one."""
        file = self.folder / self.one.path
        there = file.read_text(encoding="utf-8")
        file.write_text(
            self.one.text.replace('"Brussels"', '"Luxembourg"') if there == self.one.text else self.one.text
        )
        self.git("commit", "-qm", "By hand", "--", self.one.path)


def _rows(desk: Desk) -> list[Row]:
    def export(*forms: str) -> Callable[[Path], Sequence[str]]:
        named = [word for form in forms for word in ("--format", form)]
        return lambda at: (SOMEI, "export", *named, "-o", str(at / "-".join(["export", *forms])))

    def site(at: Path) -> Sequence[str]:
        return (SOMEI, "site", "build", "-o", str(at / "site"))

    return [
        Row("reading", lambda _: (sys.executable, "-c", READING)),
        Row("export, JSON lines", export("jsonl")),
        Row("export, CSV", export("csv")),
        Row("export, all forms", export()),
        Row("site build", site),
        Row("site build, nothing changed", site),
        Row("site build after one change", site, desk.somebody_commits),
    ]


@pytest.fixture
def desks(tmp_path: Path) -> Callable[[int], Desk]:
    """Registers by their size."""

    def desk(size: int) -> Desk:
        folder = Path(KEPT or tmp_path) / str(size)
        kept_register(folder, size)
        desk = Desk(folder, next(islice(documents(), size - size // 8, None)))
        desk.git("reset", "-q", "--hard", "made")
        return desk

    return desk


def _measured(desk: Desk, watch: Stopwatch, outside: Path) -> list[list[Cost]]:
    """The costs of each round; the first one warms up and is left out."""
    rounds = []
    for at in range(ROUNDS + 1):
        folder = outside / str(at)
        folder.mkdir(parents=True)
        costs = []
        for row in _rows(desk):
            row.before()
            costs.append(watch.time(row.words(folder), desk.folder))
        assert {cost.status for cost in costs} == {0}
        rounds.append(costs)
    return rounds[1:]


def _table(desk: Desk, rounds: Sequence[Sequence[Cost]]) -> Iterator[str]:
    yield "| | time | processor | seconds | MiB |"
    yield "|---|---:|---:|---:|---:|"
    for row, costs in zip(_rows(desk), zip(*rounds, strict=True), strict=True):
        ratios = [
            median(getattr(cost, what) / getattr(each[0], what) for cost, each in zip(costs, rounds, strict=True))
            for what in ("wall", "cpu")
        ]
        times = " | ".join(f"{ratio:.1f}" for ratio in ratios)
        seconds, memory = (median(getattr(cost, what) for cost in costs) for what in ("wall", "memory"))
        yield f"| {row.name} | {times} | {seconds:.1f} | {memory:.0f} |"


def test_what_leaves_against_reading(
    desks: Callable[[int], Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Printed, never asserted."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    for size in SIZES:
        desk = desks(size)
        with stopwatch(os.environ) as watch:
            rounds = _measured(desk, watch, tmp_path / f"out-{size}")
        with capsys.disabled():
            sys.stdout.write(f"\n### {size:,} documents\n\n" + "\n".join(_table(desk, rounds)) + "\n")
