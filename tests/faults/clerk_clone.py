"""A clerk's desk to be spoilt and set up again: a register, work of the clerk's own, and what must hold afterwards."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conftest import SAMPLE, Clerk
from faults import shim

OWN_STATUS = ["MM notes.txt", "A  staged.txt", "?? loose.txt"]
OWN_FILES = {"notes.txt": "three\n", "staged.txt": "staged\n", "loose.txt": "loose\n"}
NEXT = ("add", "77/18", "--subject", "The next command")
SOMEI = (sys.executable, "-m", "somei_cli")


def furnish(clerk: Clerk) -> None:
    """A register with a draft agenda and a file in another layout, and work of the clerk's own in every state."""
    clerk.ok("init")
    clerk.ok("import", str(SAMPLE))
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    clerk.ok("agenda", "add-item", "9/20", "Adoption of the agenda")
    clerk.enter("documents/2019/000/ST-5-2019-INIT.toml", '# mine\nnumber = "5/19"\nsubject="Loose  words"\n')
    clerk.enter("notes.txt", "one\n")
    clerk.write("notes.txt", "two\n")
    clerk.git("add", "notes.txt")
    for name, text in OWN_FILES.items():
        clerk.write(name, text)
    clerk.git("add", "staged.txt")


@dataclass(frozen=True)
class State:
    """What stands in the register."""

    head: str
    tree: str
    status: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """A place that is restored from a model for each fault."""

    model: Path
    place: Path

    @classmethod
    def prepared(cls, furnished: Path, place: Path) -> "Desk":
        """Every file has been looked at once at its place, so that neither git nor the index finds it new."""
        desk = cls(furnished, place)
        desk.restore()
        at_place = Clerk(place)
        at_place.run("list")
        at_place.git("status")
        model = place.with_name("model")
        shutil.copytree(place, model)
        return cls(model, place)

    def restore(self) -> Clerk:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.model, self.place, symlinks=True)
        return Clerk(self.place)

    def run(self, words: tuple[str, ...], mode: str, at: int, clock: int = 0) -> shim.Run:
        return shim.run([*SOMEI, *words], self.place, mode, at, self.place, clock)


def state_of(clerk: Clerk) -> State:
    status = git(clerk, "status", "--porcelain", "-uall").splitlines()
    return State(git(clerk, "rev-parse", "HEAD"), git(clerk, "rev-parse", "HEAD^{tree}"), tuple(status))


def git(clerk: Clerk, *words: str) -> str:
    """Git that takes no lock itself and may say no."""
    done = subprocess.run(
        ["git", "--no-optional-locks", *words], cwd=clerk.folder, capture_output=True, text=True, check=False
    )
    return done.stdout.rstrip("\n")


def rubbish(clerk: Clerk) -> list[str]:
    """Locks, and what somei needs only while it writes."""
    found = [file for file in clerk.folder.rglob("*") if file.suffix == ".lock" and "index-" not in file.name]
    found += [file for file in clerk.folder.rglob(".*") if file.name.endswith(".somei") or ".somei-" in file.name]
    private = clerk.folder / ".git/somei"
    found += [private / "journal"] if (private / "journal").exists() else []
    found += list((private / "scratch").glob("*"))
    found += [file for file in private.glob("index-*.db.*") if file.suffix != ".lock"]
    return sorted(str(file.relative_to(clerk.folder)) for file in found)


def faults_of_own_work(clerk: Clerk) -> Iterator[str]:
    """What is not any more as the clerk had it."""
    status = git(clerk, "status", "--porcelain", "-uall").splitlines()
    if sorted(status) != sorted(OWN_STATUS):
        yield f"git status: {status}"
    for name, text in OWN_FILES.items():
        if not (clerk.folder / name).exists() or clerk.read(name) != text:
            yield f"{name} is changed"
    if git(clerk, "show", ":notes.txt") != "two":
        yield "what was staged is changed"


def faults_of_clone(clerk: Clerk) -> Iterator[str]:
    """What would stop the next command, or has no business there."""
    left = rubbish(clerk)
    if left:
        yield f"left over: {left}"
    complaint = git(clerk, "fsck", "--full", "--strict", "--no-dangling", "--no-progress")
    if complaint:
        yield f"fsck: {complaint}"


def faults_of_words(err: str) -> Iterator[str]:
    """What no clerk should read."""
    if "Traceback" in err or "fault of somei" in err or "Exception ignored" in err:
        yield f"said: {err}"


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(shim.ROOT), **more}
