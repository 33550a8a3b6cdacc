"""A commit killed, or refused by the disk, at every single call that changes something on the disk."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from faults.shim import ROOT, Run, chosen, run
from store.conftest import Repository, State
from store.one_commit import CHANGE, clone_at

from somei_cli.store.transaction.transaction import recover, transaction

HERE = Path(__file__).parent
CLERKS = {"MM st/2.toml", " M st/3.toml", "?? note.txt"}
CHANGED = ["M\tst/1.toml", "D\tst/4.toml", "A\tst/x/9.toml"]


@dataclass(frozen=True)
class Laboratory:
    """A repository with a clerk's own work in it, to be spoilt and restored as often as needed."""

    model: Path
    place: Path

    def restore(self) -> Repository:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.model, self.place)  # times too: git then knows the files unchanged
        return Repository(self.place)

    def run(self, mode: str, at: int) -> Run:
        return run([sys.executable, str(HERE / "one_commit.py"), str(self.place)], self.place, mode, at)


def victim(place: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, str(HERE / "one_commit.py"), str(place)],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE.parent}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


@pytest.fixture
def laboratory(repository: Repository) -> Laboratory:
    repository.work_of_the_clerk()
    repository.git("status")
    return Laboratory(repository.path, repository.path.with_name("spoilt"))


def faults_of(repository: Repository, before: State) -> Iterator[str]:
    """Say what is not as it should be: all old or all new, the clerk's work as it was, nothing left over."""
    new = repository.head != before.head
    if new and (repository.changed_by_head() != CHANGED or repository.git("rev-parse", "HEAD^") != before.head):
        yield f"the commit holds {repository.changed_by_head()}"
    if repository.status() != CLERKS:
        yield f"status is {repository.status()}"
    for path, data in CHANGE.items():
        old = repository.git("show", f"{before.head}:{path}", ok=True)
        wanted = data.decode() if new and data else f"{old}\n" if not new and old else None
        if repository.read(str(path)) != wanted:
            yield f"{path} is {repository.read(str(path))!r}"
    if (repository.path / "st/x").exists() != new:
        yield "the new folder does not fit"
    if repository.read("st/2.toml") != "and edited again\n" or repository.read("st/3.toml") != "edited by the clerk\n":
        yield "the clerk's edits are gone"
    if repository.git("show", ":st/2.toml") != "staged by the clerk":
        yield "the clerk's staged work is gone"
    if repository.rubbish():
        yield f"left over: {repository.rubbish()}"
    if not repository.sound():
        yield "fsck complains"


def head_of(repository: Repository) -> State:
    return State(head=repository.head, index="", files={}, rubbish=())


@pytest.mark.parametrize("mode", ["kill", "enospc", "eio", "erofs"])
def test_a_fault_at_every_call(laboratory: Laboratory, mode: str) -> None:
    before = head_of(laboratory.restore())
    calls = laboratory.run(mode, 0).calls
    assert calls > 50
    faults = []
    outcomes = set()
    for at in chosen(calls, 7):
        repository = laboratory.restore()
        ran = laboratory.run(mode, at)
        landed = repository.head != before.head
        if mode == "kill" or ran.out.startswith("Unfinished"):
            recover(clone_at(repository.path))
        elif ran.status == 3:
            # Nothing was changed, even before another run tidies up.
            untouched = not landed and repository.status() - CLERKS <= {f"?? {f}" for f in left_behind(repository)}
            faults += [] if untouched else [f"{at}: said {ran.out!r}, status {repository.status()}"]
            recover(clone_at(repository.path))
        elif ran.status or ran.out != repository.head:
            faults.append(f"{at}: status {ran.status}, said {ran.out!r}")
        outcomes.add(ran.out.partition(":")[0] if ran.status > 0 else ran.status)
        faults += [f"{at}: {fault}" for fault in faults_of(repository, before)]
        if mode == "kill" and repository.head == before.head:
            with transaction(clone_at(repository.path)) as writing:
                assert writing.commit(CHANGE, "Change")
    assert faults == []
    assert outcomes <= {0, -signal.SIGKILL, "CannotWrite", "Unfinished"}, outcomes


def left_behind(repository: Repository) -> set[str]:
    return {str(file.relative_to(repository.path)) for file in repository.path.rglob("*.somei")}


def test_a_branch_that_moves_after_our_death_is_waited_for(repository: Repository, tmp_path: Path) -> None:
    """Only Python is killed; its `git update-ref` waits in a hook, and lands the commit later."""
    repository.work_of_the_clerk()
    before = head_of(repository)
    repository.hook("reference-transaction", f'[ "$1" = prepared ] && touch {tmp_path}/there && sleep 1; exit 0')
    with victim(repository.path) as dying:
        while not (tmp_path / "there").exists():
            time.sleep(0.01)
        dying.kill()
    assert repository.head == before.head
    assert recover(clone_at(repository.path))
    assert repository.head != before.head
    assert list(faults_of(repository, before)) == []


@pytest.mark.parametrize("everybody", [False, True])
def test_an_interrupt_while_the_branch_moves(repository: Repository, tmp_path: Path, everybody: bool) -> None:
    """^C reaches git and its hook too; either way it is over at once, and nothing waits for another run."""
    repository.work_of_the_clerk()
    before = head_of(repository)
    repository.hook("reference-transaction", f'[ "$1" = prepared ] && touch {tmp_path}/there && sleep 5; exit 0')
    with victim(repository.path) as dying:
        while not (tmp_path / "there").exists():
            time.sleep(0.01)
        if everybody:
            os.killpg(dying.pid, signal.SIGINT)
        else:
            dying.send_signal(signal.SIGINT)
        dying.wait(4)
    assert dying.returncode == -signal.SIGINT
    assert repository.head == before.head
    assert list(faults_of(repository, before)) == []


def test_a_crash_that_the_clerk_has_tidied_up_after(laboratory: Laboratory) -> None:
    """The lock and the waiting files were removed by hand, and something was staged."""
    before = head_of(laboratory.restore())
    for at in chosen(laboratory.run("kill", 0).calls, 9, 4):
        repository = laboratory.restore()
        laboratory.run("kill", at)
        (repository.path / ".git/index.lock").unlink(missing_ok=True)
        for file in repository.path.rglob("*.somei"):
            file.unlink()
        repository.write("mine.txt", "mine\n")
        repository.git("add", "mine.txt")
        recover(clone_at(repository.path))
        assert repository.status() == CLERKS | {"A  mine.txt"}
        repository.git("rm", "-q", "--cached", "mine.txt")
        (repository.path / "mine.txt").unlink()
        assert list(faults_of(repository, before)) == []


def test_a_clerk_who_went_on_after_a_crash(laboratory: Laboratory) -> None:
    """The commit landed, and the clerk has committed on top of it since: the files are his."""
    head = laboratory.restore().head
    for at in range(laboratory.run("kill", 0).calls, 0, -1):
        repository = laboratory.restore()
        laboratory.run("kill", at)
        if repository.head == head:
            break
        (repository.path / ".git/index.lock").unlink(missing_ok=True)
        (repository.path / ".git/HEAD.lock").unlink(missing_ok=True)
        repository.git("commit", "-q", "--allow-empty", "--only", "-m", "on top")
        files = repository.state().files
        said = recover(clone_at(repository.path))
        assert said is None or "left alone" in said
        left = {name: data for name, data in files.items() if not name.endswith(".somei")}
        assert repository.state().files == left
        assert repository.rubbish() == ()
