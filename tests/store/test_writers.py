"""Several somei and a clerk with plain git, all writing to one clone."""

import multiprocessing
import os
import subprocess
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path, PurePosixPath

import pytest
from store.conftest import Repository
from store.one_commit import clone_at

from somei_cli.store.transaction.transaction import transaction

WRITERS = 4
COMMITS = 10
COUNTER = PurePosixPath("counter.toml")
LOCKS = Path("/proc/locks")


def write(top: Path, writer: int) -> None:
    """Count up, from what is read inside the transaction, and add a file each time."""
    clone = clone_at(top)
    for ordinal in range(COMMITS):
        with transaction(clone, wait=60) as writing:
            count = int((top / COUNTER).read_bytes()) + 1
            own = PurePosixPath(f"st/writer-{writer}-{ordinal}.toml")
            writing.commit({COUNTER: b"%d\n" % count, own: b"x\n"}, f"Writer {writer}")


def commit_by_hand(top: Path, over: Event) -> None:
    """Commit with plain git, again and again; when git finds its lock taken, try once more."""
    ordinal = 0
    while not over.is_set():
        with (top / "mine.txt").open("a") as mine:
            mine.write("line\n")
        words = ["git", "commit", "-q", "-m", f"By hand {ordinal}", "--only", "mine.txt"]
        done = subprocess.run(words, cwd=top, env=dict(os.environ), capture_output=True, check=False)
        ordinal += not done.returncode
        over.wait(0.02)
    (top.parent / "by-hand").write_text(str(ordinal))


def test_nobody_loses_a_commit(repository: Repository) -> None:
    repository.write(str(COUNTER), "0\n")
    repository.write("mine.txt", "mine\n")
    repository.git("add", ".")
    repository.git("commit", "-q", "-m", "counter")
    context = multiprocessing.get_context("fork")
    over = context.Event()
    writers = [context.Process(target=write, args=(repository.path, writer)) for writer in range(WRITERS)]
    by_hand = context.Process(target=commit_by_hand, args=(repository.path, over))
    for process in (by_hand, *writers):
        process.start()
    for process in writers:
        process.join()
    over.set()
    by_hand.join()

    assert [process.exitcode for process in writers] == [0] * WRITERS
    assert repository.read(str(COUNTER)) == f"{WRITERS * COMMITS}\n"
    assert repository.git("show", f"HEAD:{COUNTER}") == str(WRITERS * COMMITS)
    subjects = repository.git("log", "--format=%s").splitlines()
    assert sum(subject.startswith("Writer") for subject in subjects) == WRITERS * COMMITS
    committed_by_hand = [subject for subject in subjects if subject.startswith("By hand")]
    assert len(committed_by_hand) == int((repository.path.parent / "by-hand").read_text())
    for commit in repository.git("log", "--format=%H", "--grep=^By hand").splitlines():
        assert repository.git("diff-tree", "-r", "--name-only", "--no-commit-id", commit) == "mine.txt"
    files = repository.git("ls-tree", "-r", "--name-only", "HEAD", "st/").splitlines()
    assert sum("writer" in file for file in files) == WRITERS * COMMITS
    assert repository.status() <= {" M mine.txt"}
    assert repository.rubbish() == ()
    assert repository.sound()


def put(top: Path, writer: int) -> None:
    """Add one file as soon as the others let us."""
    with transaction(clone_at(top), wait=60) as writing:
        writing.commit({PurePosixPath(f"st/late-{writer}.toml"): b"x\n"}, f"Late {writer}")


@pytest.mark.skipif(not LOCKS.exists(), reason="this system does not show who waits for a lock")
def test_who_is_killed_while_waiting_holds_nobody_up(repository: Repository) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=put, args=(repository.path, writer)) for writer in range(WRITERS)]
    with transaction(clone_at(repository.path)):
        for process in writers:
            process.start()
        wait_until(lambda: all(is_waiting(process.pid) for process in writers))
        writers[1].kill()
        writers[1].join()
    for process in writers:
        process.join()

    subjects = repository.git("log", "--format=%s", "-n", str(WRITERS - 1)).splitlines()
    assert sorted(subjects) == [f"Late {writer}" for writer in range(WRITERS) if writer != 1]
    assert repository.rubbish() == ()


def is_waiting(process: int | None) -> bool:
    """Whether a process waits for a lock that another one holds."""
    return any("->" in words and str(process) in words for words in map(str.split, LOCKS.read_text().splitlines()))


def wait_until(true: Callable[[], bool]) -> None:
    """Look again and again, for as long as a slow machine may need."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)
