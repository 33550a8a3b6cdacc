"""`somei doctor --repair`: what a crash left is mended, nothing is lost, and what is not certain is left."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from bisect import bisect_left
from pathlib import Path

import pytest
from conftest import Clerk
from faults.clerk_clone import NEXT, Desk, faults_of_clone, faults_of_own_work, git, state_of

LOCKS = (
    "index.lock", "HEAD.lock", "refs/heads/main.lock", "packed-refs.lock", "config.lock", "refs/heads/other/x.lock",
    "objects/info/commit-graphs/commit-graph-chain.lock", "shallow.lock",
)  # fmt: skip


def repair(clerk: Clerk, *words: str) -> tuple[int, list[tuple[str, str, str]]]:
    answer = clerk.run("doctor", "--repair", "--json", *words)
    rows = [(row["thing"], row["repair"], row["words"]) for row in json.loads(answer.out)["records"]]
    return answer.status, rows


def test_there_is_nothing_to_repair(at_desk: Clerk) -> None:
    before = state_of(at_desk)

    answer = at_desk.run("doctor", "--repair")

    assert (answer.status, answer.out) == (0, "thing\trepair\twords\n")
    assert "Nothing is to be repaired." in at_desk.run("doctor", "--repair", terminal=True).err
    assert state_of(at_desk) == before


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_of_a_dead_git_is_put_aside(at_desk: Clerk, name: str) -> None:
    lock = at_desk.folder / ".git" / name
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text("what a crashed git had written")
    stopped = at_desk.run(*NEXT)
    assert stopped.status in (0, 5)
    assert stopped.status == 0 or "somei doctor --repair" in stopped.err
    assert "somei doctor --repair" in at_desk.ok("doctor")

    assert repair(at_desk, "--dry-run")[1][0][:2] == ("lock", "would be mended")
    assert lock.exists()
    status, rows = repair(at_desk)

    assert (status, [row[:2] for row in rows]) == (0, [("lock", "mended")])
    (aside,) = (at_desk.folder / ".git/somei/aside").iterdir()
    assert str(aside) in rows[0][2]
    assert aside.read_text() == "what a crashed git had written"
    assert not lock.exists()
    assert stopped.status == 0 or at_desk.run(*NEXT).status == 0
    assert list(faults_of_own_work(at_desk)) == list(faults_of_clone(at_desk)) == []


def test_the_lock_of_a_git_at_work_is_left(at_desk: Clerk) -> None:
    """Git holds it while an editor is open, and has closed it: only that git is at work here tells."""
    at_desk.write("../editor", f"#!/bin/sh\ntouch {at_desk.folder.parent}/open\nexec sleep 20\n")
    (at_desk.folder.parent / "editor").chmod(0o755)
    words = ["git", "-c", f"core.editor={at_desk.folder.parent}/editor", "commit", "--only", "notes.txt"]
    with subprocess.Popen(words, cwd=at_desk.folder, start_new_session=True) as committing:
        try:
            while not (at_desk.folder.parent / "open").exists():
                time.sleep(0.01)
            status, rows = repair(at_desk)
            assert status == 3
            assert {row[:2] for row in rows} == {("lock", "left")}
            assert f"git (process {committing.pid})" in rows[0][2]
            assert (at_desk.folder / ".git/index.lock").exists()
        finally:
            os.killpg(committing.pid, signal.SIGKILL)

    assert repair(at_desk)[0] == 0
    assert at_desk.run(*NEXT).status == 0


def test_a_lock_that_another_program_has_open_is_left(at_desk: Clerk) -> None:
    lock = at_desk.folder / ".git/index.lock"
    with subprocess.Popen(
        [sys.executable, "-c", "import sys, time; open(sys.argv[1], 'w'); f = open(sys.argv[1]); time.sleep(20)", lock]
    ) as holding:
        while not lock.exists():
            time.sleep(0.01)
        time.sleep(0.1)
        status, rows = repair(at_desk)
        holding.kill()

    assert status == 3
    assert f"(process {holding.pid})" in rows[0][2]
    assert lock.exists()


def test_a_write_that_was_killed_is_settled(desk: Desk) -> None:
    """At places before and after the act was done: the repair does what the next command would do.

    The same command makes a call or two more on one run than on another, so each kill is asked what it left.
    """
    head = state_of(desk.restore()).head
    words = ("classify", "15070/19", "CIVCOM")

    def kill(at: int) -> tuple[Clerk, bool]:
        clerk = desk.restore()
        desk.run(words, "kill", at)
        return clerk, state_of(clerk).head != head

    calls = range(1, desk.run(words, "", 0).calls + 1)
    desk.restore()
    first = calls[bisect_left(calls, True, key=lambda at: kill(at)[1])]
    seen = set()
    for at in (first - 25, first - 3, first, first + 3):
        clerk, done = kill(at)
        seen.add(done)
        assert repair(clerk, "--dry-run")[1][0][:2] == ("write", "would be mended")
        assert (clerk.folder / ".git/somei/journal").exists()
        status, rows = repair(clerk)
        assert (status, rows[0][:2]) == (0, ("write", "mended"))
        assert rows[0][2].startswith("An interrupted command was undone") == (not done)
        assert (state_of(clerk).head != head) == done
        assert list(faults_of_own_work(clerk)) == list(faults_of_clone(clerk)) == []
    assert seen == {False, True}


def test_a_write_without_its_journal(desk: Desk) -> None:
    """Somebody removed the journal: lock and drafts tell still that they are somei's."""
    words = ("classify", "15070/19", "CIVCOM")
    desk.restore()
    for at in range(desk.run(words, "", 0).calls, 0, -47):
        clerk = desk.restore()
        before = state_of(clerk)
        desk.run(words, "kill", at)
        journal = clerk.folder / ".git/somei/journal"
        if journal.exists() and state_of(clerk).head == before.head:
            journal.unlink()
            assert repair(clerk)[0] == 0
            assert repair(clerk) == (0, [])
            assert list(faults_of_own_work(clerk)) == list(faults_of_clone(clerk)) == []
            assert clerk.run(*NEXT).status == 0


@pytest.mark.parametrize("how", ["rubbish", "cut short", "a byte", "empty"])
def test_a_damaged_index_of_somei(at_desk: Clerk, how: str) -> None:
    (index,) = (at_desk.folder / ".git/somei").glob("index-*.db")
    listed = at_desk.run("list").out
    data = index.read_bytes()
    wal = index.with_name(index.name + "-wal")
    wal.unlink(missing_ok=True)
    index.with_name(index.name + "-shm").unlink(missing_ok=True)
    spoilt = {
        "rubbish": b"rubbish" * 1000,
        "cut short": data[: len(data) // 2],
        "a byte": data[:8200] + b"\xff" * 64 + data[8264:],
        "empty": b"",
    }
    index.write_bytes(spoilt[how])

    assert at_desk.run("list").out == listed
    index.write_bytes(spoilt[how])
    status, _ = repair(at_desk)

    assert status == 0
    assert at_desk.run("list").out == listed
    assert repair(at_desk) == (0, [])


def test_an_index_half_built_goes_with_its_builder(at_desk: Clerk) -> None:
    private = at_desk.folder / ".git/somei"
    (index,) = private.glob("index-*.db")
    dead = subprocess.Popen(["true"])
    dead.wait()
    left = [index.with_name(f"{index.name}.{dead.pid}{ending}") for ending in ("", "-wal")]
    mine = index.with_name(f"{index.name}.{os.getppid()}")
    for file in (*left, mine):
        file.write_bytes(b"half")

    assert [row[:2] for row in repair(at_desk)[1]] == [("index", "mended")]

    assert not any(file.exists() for file in left)
    assert mine.exists()


def test_the_draft_of_a_command_at_work_is_left(at_desk: Clerk) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait()
    for process in (dead.pid, os.getpid()):
        at_desk.write(f".somei-{process}", "half a calendar")

    rows = repair(at_desk)[1]

    assert [row[:2] for row in rows] == [("draft", "mended")]
    assert f".somei-{dead.pid} was put aside" in rows[0][2]
    assert (at_desk.folder / f".somei-{os.getpid()}").exists()


def test_a_note_cut_short_goes_with_the_next_write(at_desk: Clerk) -> None:
    """What somei was noting for itself when it was killed: that of a command at work stays."""
    dead = subprocess.Popen(["true"])
    dead.wait()
    cut_short, at_work = (at_desk.folder / f".git/somei/.somei-{process}" for process in (dead.pid, os.getpid()))
    cut_short.write_text("half a no")
    at_work.write_text("half a no")

    at_desk.ok(*NEXT)

    assert (cut_short.exists(), at_work.exists()) == (False, True)


def test_what_only_a_person_can_decide_is_explained(at_desk: Clerk) -> None:
    at_desk.git("checkout", "-q", "--detach")
    status, rows = repair(at_desk)
    assert status == 3
    assert rows == [
        (
            "repository",
            "left",
            "The clone is on no branch (detached HEAD). Switch to the branch of the register first: git switch BRANCH",
        )
    ]
    at_desk.git("switch", "-q", "main")
    assert repair(at_desk) == (0, [])


@pytest.mark.parametrize("damage", ["index", "branch", "object"])
def test_a_damaged_repository_is_explained(at_desk: Clerk, damage: str) -> None:
    git_dir = at_desk.folder / ".git"
    if damage == "index":
        (git_dir / "index").write_bytes(b"DIRC rubbish")
    elif damage == "branch":
        (git_dir / "refs/heads/main").write_text("")
    else:
        head = at_desk.git("rev-parse", "HEAD")
        (git_dir / "objects" / head[:2] / head[2:]).unlink()
    files = {file: file.read_bytes() for file in at_desk.folder.glob("*.txt")}

    status, rows = repair(at_desk)
    following = at_desk.run(*NEXT)

    assert status == 3
    assert rows[-1][:2] == ("repository", "left")
    assert "git fsck" in rows[-1][2] or "git reset" in rows[-1][2]
    assert "git fsck" in following.err or "git reset" in following.err
    assert following.status == 3
    assert {file: file.read_bytes() for file in at_desk.folder.glob("*.txt")} == files


def test_it_does_not_go_with_tune(at_desk: Clerk) -> None:
    assert at_desk.run("doctor", "--repair", "--tune").status == 2


def test_nothing_is_repaired_outside_a_clone(tmp_path: Path) -> None:
    assert Clerk(tmp_path).run("doctor", "--repair").status == 3


def test_a_git_at_work_in_another_work_tree_keeps_its_locks(at_desk: Clerk, tmp_path: Path) -> None:
    """The locks of branches are of all work trees, and the first one's index is its own."""
    at_desk.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "second")
    own, branch = at_desk.folder / ".git/index.lock", at_desk.folder / ".git/refs/heads/second.lock"
    own.touch()
    assert repair(Clerk(tmp_path / "linked")) == (0, [])
    branch.touch()
    for words in (["git"], ["git", f"--git-dir={at_desk.folder}/.git", f"--work-tree={at_desk.folder}"]):
        place = at_desk.folder if len(words) == 1 else tmp_path
        with subprocess.Popen([*words, "cat-file", "--batch"], cwd=place, stdin=subprocess.PIPE) as working:
            time.sleep(0.2)
            status, rows = repair(Clerk(tmp_path / "linked"))
            working.kill()
        assert (status, rows[0][:2]) == (3, ("lock", "left"))
        assert f"git (process {working.pid})" in rows[0][2]
    assert repair(Clerk(tmp_path / "linked"))[1][0][:2] == ("lock", "mended")
    assert (own.exists(), branch.exists()) == (True, False)


def test_another_work_tree_is_left_alone(at_desk: Clerk, tmp_path: Path) -> None:
    at_desk.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "second")
    other = at_desk.folder / ".git/worktrees/linked/index.lock"
    other.touch()

    assert repair(at_desk) == (0, [])
    assert repair(Clerk(tmp_path / "linked"))[1][0][:2] == ("lock", "mended")
    assert not other.exists()
    assert shutil.which("git")
    assert git(at_desk, "status") != ""
