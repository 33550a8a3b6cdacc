"""Random commands killed at random moments, and what must hold of the register all the while."""

import os
import random
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from conftest import DOCUMENTS, Clerk
from faults.clerk_clone import SOMEI, environment, faults_of_own_work, faults_of_words, git, rubbish

CODES = "COSI CATS JAI JAIEX ENFOPOL CT MIGR VISA FRONT ASIM".split()
_COMMIT = re.compile(r"\(commit ([0-9a-f]{10})\)")
_STOPPED = re.compile(r"\.lock|Another somei|doctor --repair")


@dataclass
class Figures:
    """What was done and what went wrong; everything but the first five must stay empty."""

    kills: int = 0
    done: int = 0
    refused: int = 0
    commits: int = 0
    by_command: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    own_work: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    longest: float = 0.6
    """Seconds until which they are killed: somewhat more than a command takes here and now."""

    @property
    def wrong(self) -> list[str]:
        return [*self.lost, *self.corrupt, *self.stopped, *self.own_work, *self.words]


def kill_at_random(clerk: Clerk, kills: int, seed: int) -> Figures:
    """Type random commands at a furnished desk until so many of them were killed."""
    clerk.ok("format")
    chance = random.Random(seed)
    figures = Figures()
    commands = _commands(chance)
    told: list[str] = []
    figures.own_work += _whole(clerk, figures)
    while figures.kills < kills:
        words = next(commands)
        status, err = _typed(clerk, words, chance, figures)
        told += _COMMIT.findall(err)
        figures.words += [f"{words}: {fault}" for fault in faults_of_words(err)]
        if status > 0 and _STOPPED.search(err):
            figures.stopped.append(f"{words}: {err}")
        if status == 70:
            figures.words.append(f"{words}: {err}")
        if figures.kills % 50 == 0:
            figures.own_work += _whole(clerk, figures)
    figures.own_work += _whole(clerk, figures)
    figures.corrupt += _corrupt(clerk)
    line = git(clerk, "rev-list", "HEAD").splitlines()
    known = {commit[:10] for commit in line}
    figures.lost += [f"commit {commit} was told and is not there" for commit in told if commit not in known]
    figures.commits = len(line)
    return figures


def _typed(clerk: Clerk, words: tuple[str, ...], chance: random.Random, figures: Figures) -> tuple[int, str]:
    """Type one command and kill it: with all that it started, or the process of somei alone."""
    with subprocess.Popen(
        [*SOMEI, *words],
        cwd=clerk.folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as somei:
        kill = os.killpg if chance.random() < 0.7 else os.kill
        try:
            somei.wait(chance.uniform(0.02, figures.longest))
        except subprocess.TimeoutExpired:
            kill(somei.pid, signal.SIGKILL)
        _, err = somei.communicate()
    if somei.returncode == -signal.SIGKILL:
        figures.kills += 1
        figures.by_command[" ".join(words[:2] if words[0] in {"agenda", "xref", "followup"} else words[:1])] += 1
    elif somei.returncode == 0:
        figures.done += 1
    else:
        figures.refused += 1
    return somei.returncode, err


def _commands(chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Commands of every family about documents that may be there; some will be refused by the register."""
    at = 0
    while True:
        at += 1
        fresh, known = f"{at}/19", f"{chance.randint(1, at)}/19"
        yield from chance.sample(
            [
                ("add", fresh, "--subject", f"Subject {at}", "--code", chance.choice(CODES)),
                ("add", f"CM {at}/20", "--subject", f"Notice {at}", "--date", "2020-01-03"),
                ("classify", known, chance.choice(CODES), "--marking", "LIMITE"),
                (
                    "classify",
                    "15070/19",
                    f"NEW{at % 26:02}".replace("0", "A").replace("1", "B"),
                    "--new-code",
                    f"T {at}",
                ),
                ("xref", "add", known, f"{at + 1}/19"),
                ("followup", "add", f"Paper {at}", "--doc", "15070/19", "--item", "3", "--who", "Europol"),
                ("agenda", "create", "SOMEI", f"2020-{at % 12 + 1:02}-{at % 28 + 1:02}", "--number", f"{9000 + at}/20"),
                ("agenda", "add-item", "9/20", f"Item {at}"),
                ("undo", "-m", "taken back"),
                ("import", str(DOCUMENTS / "harbour_note.txt"), str(DOCUMENTS / "minutes.txt"), "--accept-doubts"),
                ("import", str(DOCUMENTS / "notice.txt"), "--set", f"number=CM {5000 + at}/17", "--accept-doubts"),
                ("format",),
                ("check", "--fix"),
                ("list",),
            ],
            k=3,
        )


def _whole(clerk: Clerk, figures: Figures) -> Iterator[str]:
    """After one command that nobody kills, the clerk's own work must be as it was, and nothing left over."""
    number = random.Random(git(clerk, "rev-parse", "HEAD")).randint(1, 99_999)
    begin = time.monotonic()
    following = clerk.process("add", f"PE-CONS {number}/20", "--subject", "S", env=environment())
    figures.longest = 1.4 * (time.monotonic() - begin)
    if following.returncode:
        yield f"the next command: {following}"
    time.sleep(0.2)  # a git whose somei was killed may be on its way still
    yield from faults_of_own_work(clerk)
    left = [name for name in rubbish(clerk) if "scratch" not in name]
    if left:
        yield f"left over: {left}"


def _corrupt(clerk: Clerk) -> Iterator[str]:
    complaint = git(clerk, "fsck", "--full", "--strict", "--no-dangling", "--no-progress")
    if complaint:
        yield complaint
    for words in (("format", "--check"), ("check", "--history", "--fail-on", "error")):
        answer = clerk.run(*words)
        if answer.status not in {0, 1} or "\tHIST0" in answer.out or (words[0] == "format" and answer.status):
            yield f"{words}: {answer}"
    for file in (clerk.folder / "documents").rglob("*"):
        if file.is_file() and not (file.suffix == ".toml" and Path(file).read_text(encoding="utf-8").endswith("\n")):
            yield f"{file} is not whole"
