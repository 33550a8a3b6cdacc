"""somei beside its peers: programs that keep and check records as text in git, on equal documents, in one run.

    PEERS=/tmp/peers DOCUMENTS=1k,10k pytest tests/benchmarks/test_peers.py -s

Prints Markdown, asserts no times. PEERS is a folder with an environment for each peer, which this makes:

    for peer in doorstop strictdoc papis reuse beancount; do
        python3 -m venv "$PEERS/$peer" && "$PEERS/$peer/bin/pip" install "$peer"
    done
    "$PEERS/beancount/bin/pip" install beanquery

hledger is a package of the system. A peer that is not there is left out. `ROUNDS` is how often each work is done (5),
`SOMEI` the program (that of this Python), `PATIENCE` how many seconds a first run may take (900): it is not measured,
warms up, and shows that the work is done. All is done turn by turn, so that a load on the machine falls on all alike.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest
from empty_program import empty_program
from figures_page import note_figures
from peers_at_work import WORK, Desk, Kind, Work
from peers_native import Entry, entries, write_native
from registers_at_scale import documents, write_register
from stopwatch import Cost, Stopwatch, stopwatch

SIZES = [int(size.lower().replace("k", "000")) for size in os.environ.get("DOCUMENTS", "10k").split(",")]
ROUNDS = int(os.environ.get("ROUNDS", "5"))
PATIENCE = float(os.environ.get("PATIENCE", "900"))
SOMEI = os.environ.get("SOMEI", str(Path(sys.executable).parent / "somei"))
PEERS = Path(os.environ.get("PEERS", "peers")).absolute()
SLOW, FEW = 10.0, 3
"""Seconds from which on a work is done only so often."""


class Task(NamedTuple):
    """A work, and who does it where."""

    program: str
    desk: Desk
    work: Work


class Outcome(NamedTuple):
    """What the runs cost; or why it was not done."""

    costs: list[Cost]
    failure: str = ""


def _command(program: str) -> str | None:
    if program == "hledger":
        return shutil.which("hledger")
    file = PEERS / program / "bin" / {"beancount": "bean-check"}.get(program, program)
    return SOMEI if program == "somei" else str(file) if file.exists() else None


def _tasks(register: Sequence[Entry], folder: Path) -> list[Task]:
    """All that is to be done, in the order of a round: each kind of work by all programs."""
    found = []
    for program, work in WORK.items():
        if command := _command(program):
            desk = Desk(command, folder / program, register, folder / "caches")
            if program == "somei":
                write_register(desk.folder, desk.size)
            else:
                desk.folder.mkdir(parents=True)
                write_native(program, register, desk.folder)
            found += [Task(program, desk, each) for each in work(desk)]
    order = list(Kind)
    return sorted(found, key=lambda task: order.index(task.work.kinds[0]))


def _first(task: Task) -> Outcome:
    """Do it once, and look whether it is done."""
    work, folder = task.work, task.desk.folder
    work.before(0)
    try:
        done = subprocess.run(
            work.words(0),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except OSError as error:
        return Outcome([], str(error))
    except subprocess.TimeoutExpired:
        return Outcome([], f"more than {PATIENCE:.0f} s")
    answer = (folder / work.left).read_text("utf-8") if work.left and not done.returncode else done.stdout + done.stderr
    times = len(re.findall(work.shown, answer, re.MULTILINE))
    right = done.returncode == 0 and times == work.times
    return Outcome([], "" if right else f"status {done.returncode}, {times} of {work.times} told: {answer[:300]!r}")


def _measured(tasks: Sequence[Task], floors: Mapping[str, Sequence[str]]) -> tuple[list[Outcome], list[Outcome]]:
    """The outcomes of the tasks and of the floors, round by round."""
    outcomes, least = [_first(task) for task in tasks], [Outcome([]) for _ in floors]
    with stopwatch(os.environ) as watch:
        for at in range(1, ROUNDS + 1):
            for words, outcome in zip(floors.values(), least, strict=True):
                outcome.costs.append(watch.time(words, Path.cwd()))
            for place, (task, outcome) in enumerate(zip(tasks, outcomes, strict=True)):
                outcomes[place] = _again(task, outcome, watch, at)
    return outcomes, least


def _again(task: Task, outcome: Outcome, watch: Stopwatch, at: int) -> Outcome:
    costs = outcome.costs
    if outcome.failure or (len(costs) >= FEW and costs[0].wall > SLOW):
        return outcome
    task.work.before(at)
    cost = watch.time(task.work.words(at), task.desk.folder)
    return Outcome([*costs, cost], f"status {cost.status} in round {at}" if cost.status else "")


def _table(what: str, tasks: Sequence[Task], outcomes: Sequence[Outcome], versions: Mapping[str, str]) -> Iterator[str]:
    """Rows of kinds and columns of programs: seconds, and times somei's; bold is who is ahead of somei."""
    cells = {
        (kind, task.program): median(getattr(cost, what) for cost in outcome.costs) if not outcome.failure else None
        for task, outcome in zip(tasks, outcomes, strict=True)
        for kind in task.work.kinds
    }
    yield "| | " + " | ".join(f"{program} {version}" for program, version in versions.items()) + " |"
    yield "|---" + "|---:" * len(versions) + "|"
    for kind in Kind:
        own = cells[kind, "somei"]
        yield f"| {kind} | " + " | ".join(_cell(cells.get((kind, each), 0), own) for each in versions) + " |"


def _cell(seconds: float | None, own: float | None) -> str:
    if not seconds:
        return "failed" if seconds is None else "—"
    told = f"{seconds:.2f} s"
    if not own:
        return told
    ratio = seconds / own
    return f"**{told}, {ratio:.2f}**" if ratio < 1 else f"{told}, {ratio:.2f}"


def _version(program: str) -> str:
    told = subprocess.run([_command(program) or program, "--version"], check=False, capture_output=True, text=True)
    found = re.search(r"\d+(\.\d+)+", told.stdout)
    return found[0] if found else ""


def _report(
    size: int, tasks: Sequence[Task], outcomes: Sequence[Outcome], least: Mapping[str, Outcome]
) -> Iterator[str]:
    versions = {program: _version(program) for program in WORK if _command(program)}
    yield f"\n### {size:,} documents\n"
    yield from (f"{program} is not there and left out.\n" for program in WORK if program not in versions)
    for what, title in (("wall", "On the clock"), ("cpu", "Of all processors")):
        floors = (
            f"{name} {1000 * median(getattr(cost, what) for cost in each.costs):.0f} ms" for name, each in least.items()
        )
        yield f"{title}: seconds, and times somei's; bold is ahead of somei. Floors: {', '.join(floors)}.\n"
        yield from (*_table(what, tasks, outcomes, versions), "")
    yield "What was run:\n"
    for task, outcome in zip(tasks, outcomes, strict=True):
        words = shlex.join(task.work.words(ROUNDS))
        for folder, short in ((str(task.desk.folder), "."), (f"{Path(task.desk.command).parent}/", "")):
            words = words.replace(folder, short)
        failure = f" — failed: {outcome.failure}" if outcome.failure else ""
        yield f"- {', '.join(task.work.kinds)}: `{words}`, {len(outcome.costs)} times{failure}"


def _figures(size: int, tasks: Sequence[Task], outcomes: Sequence[Outcome]) -> dict[str, object]:
    """What the page of figures says: seconds of all processors, by program and kind of work."""
    seconds: dict[str, dict[str, float]] = {program: {} for program in WORK if _command(program)}
    for task, outcome in zip(tasks, outcomes, strict=True):
        for kind in task.work.kinds if outcome.costs and not outcome.failure else ():
            seconds[task.program][str(kind)] = round(median(cost.cpu for cost in outcome.costs), 3)
    return {"size": size, "versions": {program: _version(program) for program in seconds}, "seconds": seconds}


def test_somei_beside_its_peers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Printed, never asserted."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    floors = {"python -c pass": (sys.executable, "-c", "pass"), "an empty typer program": empty_program(tmp_path)}
    for size in SIZES:
        folder = tmp_path / str(size)
        monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "caches"))
        tasks = _tasks(entries(islice(documents(), size)), folder)
        outcomes, least = _measured(tasks, floors)
        note_figures("peers", _figures(size, tasks, outcomes))
        with capsys.disabled():
            told = _report(size, tasks, outcomes, dict(zip(floors, least, strict=True)))
            sys.stdout.write("\n".join(told) + "\n")
