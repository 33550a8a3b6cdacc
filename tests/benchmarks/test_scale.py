"""What every command costs in a register of any size, as ratios to floors measured in the same run.

    DOCUMENTS=1k,10k,100k pytest tests/benchmarks/test_scale.py -s

Prints Markdown, asserts no times. `ROUNDS` is how often each is run (7), `SOMEI` the program (that of this Python),
`REGISTERS` a folder where the registers stay for the next time.

The floors: E an empty typer program, S `git status`, B `git cat-file --batch` of every document, C `git add` of one
file and `git commit` of it. All run turn by turn with the commands, so that a load on the machine falls on all alike.
Git is set up in each register as `somei doctor --tune` does it, for the floors too.
"""

import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest
from empty_program import empty_program
from figures_page import note_figures
from registers_at_scale import A_YEAR, Made, documents, kept_register
from stopwatch import Cost, Stopwatch, stopwatch

SIZES = [int(size.lower().replace("k", "000")) for size in os.environ.get("DOCUMENTS", "10k").split(",")]
ROUNDS = int(os.environ.get("ROUNDS", "7"))
SOMEI = os.environ.get("SOMEI", str(Path(sys.executable).parent / "somei"))
KEPT = os.environ.get("REGISTERS")
SETTLED = "--version"
"""The command before which nothing is new to somei."""
SLOW, FEW = 5.0, 3
"""Seconds from which on a command is run only so often."""

COMPLETE = """
source "$0"
COMP_WORDS=(somei show "$1")
COMP_CWORD=2
_somei
"""


class Row(NamedTuple):
    """A command to measure: its words in a round, what is done before it, the floors it is held to, its budget."""

    name: str
    words: Callable[[int], Sequence[str]]
    floors: str = "E"
    budget: str = ""
    before: Callable[[int], None] | None = None


class Desk(NamedTuple):
    """A register of one size that is measured."""

    folder: Path
    empty: Sequence[str]
    completion: Path
    size: int
    one: Made
    last: Made

    def git(self, *words: str) -> None:
        subprocess.run(["git", *words], cwd=self.folder, check=True, capture_output=True)

    def forget(self, _: int) -> None:
        """As a fresh clone: no index, no memory."""
        shutil.rmtree(self.folder / ".git/somei", ignore_errors=True)

    def somebody_commits(self, _: int) -> None:
        """Another person changes a document, past somei."""
        file, elsewhere = self.folder / self.one.path, self.one.text.replace('"Brussels"', '"Luxembourg"')
        file.write_text(elsewhere if file.read_text("utf-8") == self.one.text else self.one.text, encoding="utf-8")
        self.git("commit", "-qm", "By hand", "--", self.one.path)

    def settle(self) -> None:
        """Let somei see the commits of the round before and of the floors, and make its full text, unmeasured."""
        for words in (("list", "--limit", "1"), ("check", "-q"), ("search", "fishing", "--limit", "1")):
            subprocess.run([SOMEI, *words], cwd=self.folder, check=False, capture_output=True)


def _floors(desk: Desk) -> list[Row]:
    read = "git ls-tree -r --format='%(objectname)' HEAD documents | git cat-file --batch --buffer"
    commit = 'mkdir -p notes/1/2 && echo "$1" > notes/1/2/"$0$1" && git add notes && git commit -qm x -- notes'
    return [
        Row("E", lambda _: desk.empty),
        Row("S", lambda _: ("git", "status", "--porcelain=v2", "-z", "--no-renames")),
        Row("B", lambda _: ("sh", "-c", read)),
        Row("C", lambda at: ("sh", "-c", commit, "floor", str(at))),
    ]


def _rows(desk: Desk) -> list[Row]:
    number, year = desk.one.number, desk.last.day.year % 100

    def somei(*words: str) -> Callable[[int], Sequence[str]]:
        return lambda _: (SOMEI, *words)

    def add(at: int) -> Sequence[str]:
        return (SOMEI, "add", f"{90_000 + at}/{year:02d}", "--subject", "A note", "--type", "NOTE")

    complete = ("bash", "--norc", "-c", COMPLETE, str(desk.completion), desk.last.number[:4])
    return [
        Row("--version", somei("--version")),
        Row("show", somei("show", number), "E", "≤ 1.5 E"),
        Row("list --limit 50", somei("list", "--limit", "50"), "E", "≤ 1.5 E"),
        Row("list --limit 50, as a table", somei("list", "--limit", "50", "--format", "table"), "E", "≤ 2.2 E"),
        Row("search, 50 hits", somei("search", "fishing opportunities", "--limit", "50"), "E", "≤ 1.5 E"),
        Row("xref list", somei("xref", "list", number), "E", "≤ 1.5 E"),
        Row("history", somei("history", number), "E", "≤ 1.5 E"),
        Row("log", somei("log"), "E", "≤ 1.6 E"),
        Row("log of a document", somei("log", "--document", number), "E", "≤ 1.6 E"),
        Row("status", somei("status"), "E", "≤ 1.6 E"),
        Row("completion of a number", lambda _: complete, "E", "≤ 0.5 E"),
        Row("classify --dry-run", somei("classify", number, "SIRIS", "--dry-run")),
        Row("check, nothing changed", somei("check", "-q"), "S+E", "≤ 1.3 (S + E)"),
        Row("list after somebody's commit", somei("list", "--limit", "50"), "E", "≤ 1.6 E", desk.somebody_commits),
        Row("check after one commit", somei("check", "-q"), "S+E", "≤ 1.8 (S + E)", desk.somebody_commits),
        Row("add", add, "E+C", "≤ E + 0.8 C"),
        Row("check from nothing", somei("check", "-q"), "E+B", "≤ E + 3 B, 4 B at 400,000", desk.forget),
    ]


@pytest.fixture
def desks(tmp_path: Path) -> Callable[[int], Desk]:
    """Registers by their size, with the program that does nothing beside them."""
    empty, completion = empty_program(tmp_path), tmp_path / "somei.bash"
    completion.write_bytes(subprocess.run([SOMEI, "completion", "bash"], check=True, capture_output=True).stdout)

    def desk(size: int) -> Desk:
        folder = Path(KEPT or tmp_path) / str(size)
        kept_register(folder, size)
        # Not the first of a year, which in made-up years are cited most and have families of eighty texts.
        among = size // 2 + (A_YEAR // 2 if size > A_YEAR else 0)
        later = islice(documents(), among, size)
        middle, last = next(later), deque(later, maxlen=1).pop()
        one = Desk(folder, empty, completion, size, middle, last)
        one.git("reset", "-q", "--hard", "made")
        one.git("clean", "-qfd")
        # As `somei help engineers` advises where there are many commits.
        subprocess.run([SOMEI, "doctor", "--tune"], cwd=folder, check=True, capture_output=True)
        one.forget(0)
        return one

    return desk


def _measured(desk: Desk, watch: Stopwatch) -> dict[str, list[Cost]]:
    """Every floor and command, round by round; a command that is not there, or refuses, is left out."""
    found: dict[str, list[Cost]] = {}
    rows = [*_floors(desk), *_rows(desk)]
    for at in range(ROUNDS + 1):
        for row in rows:
            if row.name == SETTLED:
                desk.settle()
            costs = found.setdefault(row.name, [])
            if (costs and costs[-1].status > 1) or (len(costs) > FEW and costs[0].wall > SLOW):
                continue
            if row.before:
                row.before(at)
            costs.append(watch.time(row.words(at), desk.folder))
    return found


def _middle(costs: Sequence[Cost]) -> Cost | None:
    """The medians, without the first run, which warms up."""
    if not costs or costs[-1].status > 1:
        return None
    timed = costs[1:] or costs
    return Cost(*(median(column) for column in zip(*timed, strict=True)))


def _ratio(floors: str, cost: float, of: Mapping[str, float], digits: int = 2) -> str:
    match floors:
        case "S+E":
            return f"{cost / (of['S'] + of['E']):.{digits}f} (S + E)"
        case "E+B" | "E+C":
            return f"E + {(cost - of['E']) / of[floors[-1]]:.{digits}f} {floors[-1]}"
        case _:
            return f"{cost / of['E']:.{digits}f} E"


def _table(desk: Desk, middles: Mapping[str, Cost | None]) -> Iterator[str]:
    floors = {name: cost for name in "ESBC" if (cost := middles[name])}
    walls, cpus = ({name: getattr(cost, what) for name, cost in floors.items()} for what in ("wall", "cpu"))
    told = ", ".join(f"{n} {1000 * c.wall:.0f} ms ({1000 * c.cpu:.0f} of the processor)" for n, c in floors.items())
    yield f"\n### {desk.size:,} documents\n\nFloors: {told}.\n"
    yield "| command | budget | time | processor | time ms | processor ms | MiB |"
    yield "|---|---|---|---|---:|---:|---:|"
    for row in _rows(desk):
        cost = middles[row.name]
        if cost is None:
            yield f"| {row.name} | {row.budget} | not there | | | | |"
            continue
        ratios = f"{_ratio(row.floors, cost.wall, walls)} | {_ratio(row.floors, cost.cpu, cpus)}"
        yield (
            f"| {row.name} | {row.budget} | {ratios} | {1000 * cost.wall:.0f} | {1000 * cost.cpu:.0f} "
            f"| {cost.memory:.0f} |"
        )


def _cpu_ratios(desk: Desk, middles: Mapping[str, Cost | None]) -> dict[str, str]:
    """What the page of figures says of each command."""
    floors = {name: cost.cpu for name in "ESBC" if (cost := middles[name])}
    return {row.name: _ratio(row.floors, cost.cpu, floors, 1) for row in _rows(desk) if (cost := middles[row.name])}


def _growth(sizes: Mapping[int, Mapping[str, Cost | None]]) -> Iterator[str]:
    """How the commands grow with the register, each measured in empty programs of its own run."""
    yield "\n### Growth\n\nTimes the empty program of the same run.\n"
    yield "| command | " + " | ".join(f"{size:,}" for size in sizes) + " | last to first |"
    yield "|---" * (len(sizes) + 2) + "|"
    for name in next(iter(sizes.values())):
        costs = [(middles[name], middles["E"]) for middles in sizes.values()]
        in_e = [cost.wall / empty.wall for cost, empty in costs if cost and empty]
        if len(in_e) == len(costs):
            yield f"| {name} | " + " | ".join(f"{each:.2f}" for each in in_e) + f" | {in_e[-1] / in_e[0]:.2f} |"


def test_every_command_at_every_size(
    desks: Callable[[int], Desk], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Printed, never asserted."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    sizes, figures = {}, {}
    for size in SIZES:
        desk = desks(size)
        with stopwatch(os.environ) as watch:
            costs = _measured(desk, watch)
        sizes[size] = {name: _middle(each) for name, each in costs.items()}
        figures[str(size)] = _cpu_ratios(desk, sizes[size])
        with capsys.disabled():
            sys.stdout.write("\n".join(_table(desk, sizes[size])) + "\n")
    note_figures("commands", figures)
    if len(sizes) > 1:
        with capsys.disabled():
            sys.stdout.write("\n".join(_growth(sizes)) + "\n")
