"""Many clerks who want numbers at once, some of them killed, and what came of it on the server that they share."""

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
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

from clerks import hub_of, on_hub
from conftest import PROJECT, Clerk

_STALE = 3.0
_SOMEI = "import sys; from somei_cli.cli import main; main()"
_NO_LINE = "import somei_cli.store.remote.remote as q; q.acquire_lock = lambda *_: True; "
_PLAIN = (
    "import somei_cli.store.remote.remote as p; "
    "p.Backoff._max_delay = lambda self: min(1.0, 0.03 * 2 ** min(self.losses, 6)); "
)
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

WAYS = {
    "line": _SOMEI,
    "ageing": _NO_LINE + _SOMEI,
    "plain": _NO_LINE + _PLAIN + _SOMEI,
    "clone": _SOMEI,
    "offline": _SOMEI,
    "git": _BY_HAND,
}
"""How they go about it: by the server on this disk in line, as elsewhere with a back-off that ages, with one that is
alike for all, without a server in one clone, with provisional numbers and a sync at the end, and by hand."""


@dataclass
class Run:
    """What came of it: the numbers told, the seconds that each took, and what the server holds in the end."""

    way: str
    kills: float
    told: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    spared: list[float] = field(default_factory=list)
    """The waits of those whose first call told a number."""
    killed: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    held: list[int] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    """How many entries each request has got."""
    complaints: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def longest(self) -> float:
        """Seconds until which calls are killed: somewhat more than one takes here and now."""
        return max(2.0, 1.2 * statistics.median(self.waits)) if self.waits else 2.0

    @property
    def twice(self) -> int:
        """Numbers told to two clerks, and requests that two numbers were given for."""
        told = Counter(self.told)
        return sum(count - 1 for count in told.values()) + sum(count - 1 for count in self.asked.values())

    @property
    def lost(self) -> int:
        """Numbers told that the server does not hold; requests told that it knows nothing of."""
        return sum(int(name.split(" ")[1].split("/")[0]) not in self.held for name in set(self.told))

    @property
    def gaps(self) -> int:
        """Numbers below the last one that no entry explains."""
        return self.held[-1] - len(self.held) if self.held else 0

    @property
    def untold(self) -> int:
        """Numbers that were given and nobody was told."""
        return len(self.held) - len(set(self.told))

    def __str__(self) -> str:
        waits = sorted(self.waits)
        median = statistics.median(waits)
        return (
            f"{self.way:8} killed {self.killed:3}: {self.seconds:4.0f} s, {len(self.told) / self.seconds:4.1f}/s | "
            f"told twice {self.twice}, lost {self.lost}, gaps {self.gaps}, held and not told {self.untold} | "
            f"wait p50 {median:.2f} p95 {waits[int(len(waits) * 0.95)]:.2f} max {waits[-1]:.2f} s, "
            f"max/p50 {waits[-1] / median:.1f}, of those not killed {max(self.spared, default=0.0) / median:.1f} | "
            f"failed calls {dict(self.failures)} {' '.join(self.complaints)}"
        )


def allot(clerk: Clerk, way: str, clerks: int, numbers: int, kills: float) -> Run:
    """Let so many clerks take so many numbers each, one after the other, a part of the calls being killed."""
    hub = hub_of(clerk)
    run = Run(way, kills)
    if way == "clone":
        # Without a server: all of them are at work in one clone, which sends what it has at the end.
        clerk.git("config", "somei.share", "false")
        desks = [clerk.folder] * clerks
    else:
        desks = [_desk(hub, at) for at in range(clerks)]
    go = threading.Barrier(clerks)
    began = time.monotonic()
    with ThreadPoolExecutor(clerks) as pool:
        for done in [pool.submit(_work, run, desk, numbers, go, random.Random(at)) for at, desk in enumerate(desks)]:
            done.result()
    if way == "clone":
        clerk.git("push", "-q")
    run.seconds = time.monotonic() - began
    _look(run, hub)
    return run


def _desk(hub: Path, at: int) -> Path:
    folder = hub.parent / f"clerk{at}"
    subprocess.run(["git", "clone", "-q", str(hub), str(folder)], check=True)
    for key, value in (("user.name", f"Clerk {at}"), ("user.email", f"clerk{at}@example.org")):
        subprocess.run(["git", "-C", str(folder), "config", key, value], check=True)
    return folder


def _work(run: Run, desk: Path, numbers: int, go: threading.Barrier, chance: random.Random) -> None:
    go.wait()
    requests = [token_hex(8) for _ in range(numbers)]
    for request in requests:
        words = ["number", "next", "--request", request, *(["--offline"] if run.way == "offline" else [])]
        _until_told(run, desk, [] if run.way == "git" else words, chance)
    if run.way == "offline":
        _until_told(run, desk, ["sync"], chance)
        found = _requests(desk, "HEAD")
        with run.lock:
            run.told = [*run.told, *(found[request] for request in requests if request in found)]


def _until_told(run: Run, desk: Path, words: list[str], chance: random.Random) -> None:
    began = time.monotonic()
    calls = 1
    while (told := _one(run, desk, words, chance)) is None:
        calls += 1
    waited = time.monotonic() - began
    with run.lock:
        run.told += told if run.way != "offline" else []
        run.waits.append(waited)
        run.spared += [waited] if calls == 1 else []


def _one(run: Run, desk: Path, words: list[str], chance: random.Random) -> list[str] | None:
    """One call, which may be killed at any moment with all that it started; None where it gave no answer."""
    call = subprocess.Popen(
        [sys.executable, "-c", WAYS[run.way], *words],
        cwd=desk,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = call.communicate(timeout=chance.uniform(0.1, run.longest) if chance.random() < run.kills else 400)
    except subprocess.TimeoutExpired:
        os.killpg(call.pid, signal.SIGKILL)
        call.communicate()
        with run.lock:
            run.killed += 1
        _tidy_up(run.way, desk)
        return None
    if call.returncode:
        with run.lock:
            run.failures[err.strip().splitlines()[0][:100] if err.strip() else str(call.returncode)] += 1
        return None
    return out.split("\n")[:-1]


def _tidy_up(way: str, desk: Path) -> None:
    """What a clerk does after a kill, and whoever keeps the server: its part of a push was killed along with it."""
    if way == "git":
        for lock in _locks(desk / ".git"):
            lock.unlink(missing_ok=True)
    else:
        words = [sys.executable, "-c", _SOMEI, "doctor", "--repair"]
        subprocess.run(
            words, cwd=desk, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, check=False
        )
    for lock in _locks(desk.parent / "hub.git"):
        with suppress(FileNotFoundError):
            if time.time() - lock.stat().st_mtime > _STALE:
                lock.unlink()


def _locks(folder: Path) -> list[Path]:
    """Folders come and go while they are looked for."""
    return [Path(where, name) for where, _, names in os.walk(folder) for name in names if name.endswith(".lock")]


def _look(run: Run, hub: Path) -> None:
    names = on_hub(hub, "ls-tree", "-r", "--name-only", "main").split()
    run.held = sorted(int(found[1]) for name in names if (found := re.search(r"SN-([0-9]+)-2020-INIT", name)))
    if run.way == "git":
        return
    told = subprocess.run(
        ["git", "grep", "-h", "request = ", "main"], cwd=hub, capture_output=True, text=True, check=True
    )
    run.asked = Counter(told.stdout.split("\n")[:-1])
    fresh = Clerk(hub.parent / "fresh")
    on_hub(hub, "clone", "-q", str(hub), str(fresh.folder))
    for words in (("check", "--history", "--fail-on", "error"), ("number", "list", "--gaps")):
        answer = fresh.run(*words)
        if answer.status:
            run.complaints.append(f"{words}: {answer.status} {answer.err.splitlines()[-1]}")


def _requests(desk: Path, commit: str) -> dict[str, str]:
    """The number that each request has got."""
    words = ["git", "grep", "-e", "request = ", "-e", '^number = "SN', commit, "--", "documents"]
    told = subprocess.run(words, cwd=desk, capture_output=True, text=True, check=True).stdout
    found: dict[str, dict[str, str]] = {}
    for line in told.splitlines():
        _, path, (key, _, value) = (*line.split(":", 2)[:2], line.split(":", 2)[2].partition(" = "))
        found.setdefault(path, {})[key] = value.strip('"')
    return {entry["request"]: entry["number"] for entry in found.values() if len(entry) == 2}
