"""Three clerks do what comes to their minds, syncs of theirs are killed: in the end all have all of it, and once.

DAYS=20 pytest tests/faults/test_random_histories.py plays so many different days.
"""

import os
import random
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from clerks import colleague, held_by, hub_of, on_hub
from conftest import Clerk
from faults.clerk_clone import SOMEI, environment
from git_by_hand import try_git

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"
DAYS = int(os.environ.get("DAYS", "1"))
STEPS = 14


class Day:
    """What was done, by what it must have left."""

    def __init__(self, hub: Path, seed: int) -> None:
        self.hub = hub
        self.chance = random.Random(seed)
        self.story: list[str] = []
        self.purposes: list[str] = []
        self.entries: list[str] = []
        self.references: list[str] = []

    def step(self, clerk: Clerk) -> None:
        """One thing of many."""
        deeds: tuple[Callable[[Clerk, int], None], ...] = (
            self.enter, self.refer, self.take, self.take_offline, self.sync, self.killed, self.killed, self.by_hand,
        )  # fmt: skip
        deed = self.chance.choice(deeds)
        self.story.append(f"{clerk.folder.name} {deed.__name__}")
        deed(clerk, len(self.story))

    def enter(self, clerk: Clerk, at: int) -> None:
        clerk.ok("add", f"{at}/20", "--subject", f"Subject {at}")
        self.entries.append(f"/ST-{at}-2020-INIT.toml")

    def refer(self, clerk: Clerk, at: int) -> None:
        clerk.ok("xref", "add", "15070/19", f"{5000 + at}/19")
        self.references.append(f'"{5000 + at}/19"')

    def take(self, clerk: Clerk, at: int) -> None:
        clerk.ok("number", "next", "--for", f"number {at}")
        self.purposes.append(f"number {at}")

    def take_offline(self, clerk: Clerk, at: int) -> None:
        clerk.ok("number", "next", "--offline", "--for", f"number {at}")
        self.purposes.append(f"number {at}")

    def sync(self, clerk: Clerk, _: int) -> None:
        clerk.ok("sync")

    def by_hand(self, clerk: Clerk, _: int) -> None:
        """As an editor does it every minute, or a clerk who trusts git."""
        clerk.git("fetch", "-q")
        if self.chance.random() < 0.5 and try_git(clerk, "rebase", "origin/main").returncode:
            clerk.git("rebase", "--abort")

    def killed(self, clerk: Clerk, _: int) -> None:
        with subprocess.Popen(
            [*SOMEI, "sync"],
            cwd=clerk.folder,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as somei:
            try:
                somei.wait(self.chance.uniform(0.2, 1.5))
            except subprocess.TimeoutExpired:
                (os.killpg if self.chance.random() < 0.6 else os.kill)(somei.pid, signal.SIGKILL)
        time.sleep(0.3)  # a git whose somei was killed may be on its way still
        for lock in self.hub.rglob("*.lock"):
            lock.unlink()
        clerk.run("doctor", "--repair")


@pytest.mark.one_in(2)
@pytest.mark.parametrize("seed", range(DAYS))
def test_all_of_it_arrives_and_once(clerk: Clerk, seed: int) -> None:
    hub = hub_of(clerk)
    clerk.ok("add", "15070/19", "--subject", "Lamps")
    clerk.git("push", "-q")
    desks = [colleague(hub, name) for name in ("ada", "ben", "cyn")]
    day = Day(hub, seed)
    for _ in range(STEPS):
        day.step(day.chance.choice(desks))
    for one in (*desks, *desks):
        one.ok("sync")

    assert {one.git("rev-parse", "main") for one in desks} == {on_hub(hub, "rev-parse", "main")}, day.story
    told = try_git(desks[0], "grep", "-h", "for = ", "main", "--", "documents").stdout
    assert Counter(re.findall('for = "(.*)"', told)) == Counter(day.purposes), day.story
    names = " ".join(held_by(hub))
    assert [entry for entry in day.entries if entry not in names] == [], day.story
    document = on_hub(hub, "show", f"main:{FILE}")
    assert [one for one in day.references if document.count(one) != 1] == [], day.story
    assert "PROV" not in names
    for words in (("number", "list", "--gaps"), ("check", "--history", "--fail-on", "error")):
        assert desks[0].run(*words).status == 0, (words, day.story)
    assert on_hub(hub, "fsck", "--strict", "--no-dangling") == ""
