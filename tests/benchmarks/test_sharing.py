"""How long clerks wait for a number when many want one at once, and that nobody's is lost, doubled or left out.

CLERKS=16 NUMBERS=25 KILLS=0.25 pytest -s tests/benchmarks/test_sharing.py

Each clerk has a clone of one bare repository on this disk and takes numbers one after the other, each with a command of
its own. WAYS chooses among: `line` (as somei does where the server is on this disk), `ageing` (as it does elsewhere),
`plain` (a back-off that grows, for everybody alike) and `git` (git pull --rebase && git push, until it goes).
"""

import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

import pytest
from clerks import hub_of, on_hub
from conftest import PROJECT, Clerk

CLERKS = int(os.environ.get("CLERKS", "16"))
NUMBERS = int(os.environ.get("NUMBERS", "25"))
KILLS = float(os.environ.get("KILLS", "0.25"))
WAYS = os.environ.get("WAYS", "line,ageing,plain,git").split(",")
_STALE = 3.0
_NO_LINE = "import somei_cli.store.sharing.queueing as q; q._folder = lambda *_: None; "
_PLAIN = (
    "import somei_cli.store.sharing.patience as p; "
    "p.Patience._most = lambda self: min(1.0, 0.03 * 2 ** min(self.losses, 6)); "
)
_SOMEI = "import sys; from somei_cli.cli import main; main()"
_LAUNCH = {"line": _SOMEI, "ageing": _NO_LINE + _SOMEI, "plain": _NO_LINE + _PLAIN + _SOMEI}

_BY_HAND = """
import pathlib, subprocess, sys
def git(*words): return subprocess.run(["git", *words], capture_output=True, text=True)
def held(): return [int(p.name.split("-")[1]) for p in pathlib.Path("documents/2020").glob("*/SN-*.toml")]
git("rebase", "--abort"), git("reset", "-q", "--hard", "origin/main"), git("pull", "-q", "--rebase")
while True:
    number = max(held(), default=0) + 1
    file = pathlib.Path(f"documents/2020/{number // 100:03d}/SN-{number}-2020-INIT.toml")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'number = "SN {number}/20"\\nstatus = "reserved"\\n')
    git("add", "."), git("commit", "-qm", f"Reserve SN {number}/20")
    while True:
        if git("pull", "-q", "--rebase").returncode:
            git("rebase", "--abort"), git("reset", "-q", "--hard", "origin/main"), git("pull", "-q", "--rebase")
            break
        if not git("push", "-q").returncode:
            print(f"SN {number}/20")
            sys.exit()
"""
"""What a clerk would write who has no somei: entries of two clerks that are alike merge into one."""


@dataclass
class Run:
    """What came of a run: the numbers told, and the seconds that each took."""

    told: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    longest: dict[int, float] = field(default_factory=dict)
    kills: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


@pytest.mark.parametrize("kills", [0.0, KILLS], ids=["undisturbed", "killed"])
@pytest.mark.parametrize("way", WAYS)
def test_many_clerks(clerk: Clerk, way: str, kills: float) -> None:
    hub = hub_of(clerk)
    desks = [_desk(hub, at) for at in range(CLERKS)]
    run, go = Run(), threading.Barrier(CLERKS)
    threads = [threading.Thread(target=_work, args=(run, desk, way, kills, go, at)) for at, desk in enumerate(desks)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _tell(run, hub, way, kills, time.monotonic() - began)


def _desk(hub: Path, at: int) -> Path:
    folder = hub.parent / f"clerk{at}"
    subprocess.run(["git", "clone", "-q", str(hub), str(folder)], check=True)
    for key, value in (("user.name", f"Clerk {at}"), ("user.email", f"clerk{at}@example.org")):
        subprocess.run(["git", "-C", str(folder), "config", key, value], check=True)
    return folder


def _work(run: Run, desk: Path, way: str, kills: float, go: threading.Barrier, at: int) -> None:
    chance = random.Random(at)
    go.wait()
    for _ in range(NUMBERS):
        request = token_hex(8)
        began = time.monotonic()
        while (told := _one(run, desk, way, request, kills, chance)) is None:
            pass
        waited = time.monotonic() - began
        with run.lock:
            run.told += told
            run.waits.append(waited)
            run.longest[at] = max(run.longest.get(at, 0.0), waited)


def _one(run: Run, desk: Path, way: str, request: str, kills: float, chance: random.Random) -> list[str] | None:
    """One call, which may be killed at any moment with all that it started; None where it gave no answer."""
    script = _LAUNCH.get(way, _BY_HAND)
    words = [] if way == "git" else ["number", "next", "--request", request]
    call = subprocess.Popen(
        [sys.executable, "-c", script, *words],
        cwd=desk,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = call.communicate(timeout=chance.uniform(0.1, 2.0) if chance.random() < kills else 400)
    except subprocess.TimeoutExpired:
        os.killpg(call.pid, signal.SIGKILL)
        call.communicate()
        with run.lock:
            run.kills += 1
        _sweep(desk)
        return None
    if call.returncode:
        with run.lock:
            run.failures[err.strip().splitlines()[0][:100] if err.strip() else str(call.returncode)] += 1
        return None
    return out.split("\n")[:-1]


def _sweep(desk: Path) -> None:
    """What a clerk does after a crash of git: remove the locks that it left."""
    for lock in (desk / ".git").rglob("*.lock"):
        lock.unlink(missing_ok=True)
    # On one disk the server's part of a push is killed along with it; whoever keeps the server finds its lock.
    for lock in (desk.parent / "hub.git").rglob("*.lock"):
        with suppress(FileNotFoundError):
            if time.time() - lock.stat().st_mtime > _STALE:
                lock.unlink()


def _tell(run: Run, hub: Path, way: str, kills: float, seconds: float) -> None:
    names = on_hub(hub, "ls-tree", "-r", "--name-only", "main").split()
    held = sorted(int(found[1]) for name in names if (found := re.search(r"SN-([0-9]+)-2020-INIT", name)))
    told = Counter(run.told)
    doubles = sum(count - 1 for count in told.values())
    lost = sum(int(name.split(" ")[1].split("/")[0]) not in held for name in told)
    gaps = (held[-1] - len(held)) if held else 0
    untold = len(held) - len(told)
    median = statistics.median(run.waits)
    ordered = sorted(run.waits)
    sys.stdout.write(
        f"\n{way:7} {CLERKS} clerks x {NUMBERS}, kills {run.kills}: {seconds:.0f} s, {len(run.told) / seconds:.1f}/s | "
        f"told twice {doubles}, lost {lost}, gaps {gaps}, held and not told {untold} | "
        f"wait p50 {median:.2f} p95 {ordered[int(len(ordered) * 0.95)]:.2f} max {ordered[-1]:.2f} s, "
        f"max/p50 {ordered[-1] / median:.1f} | failed calls {dict(run.failures)}\n"
    )
    if way != "git":
        assert (doubles, lost, gaps, untold) == (0, 0, 0, 0)
