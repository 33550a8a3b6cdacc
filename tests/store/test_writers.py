"""Several somei and a clerk with plain git, all writing to one clone."""

import multiprocessing
import os
import subprocess
from multiprocessing.synchronize import Event
from pathlib import Path, PurePosixPath

from store.conftest import Repository
from store.one_commit import clone_at

from somei_cli.store.transaction import transaction

WRITERS = 4
COMMITS = 10
COUNTER = PurePosixPath("counter.toml")


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
