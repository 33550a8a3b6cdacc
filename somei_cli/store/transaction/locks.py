"""The locks of a write: somei's own against other somei, git's index lock against the clerk's git."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep, time
from typing import Final

from somei_cli.errors import Busy
from somei_cli.store.disk.durable import discard, flush_folder, refusing_disk
from somei_cli.store.git.repository import Clone
from somei_cli.store.process.fair_lock import stands_somebody, turn
from somei_cli.store.transaction.journal import Journal, journal_file, scratch

_PATIENCE_WITH_GIT: Final = 2.0
"""Seconds: git holds its index lock for a moment only, unless it crashed."""
_SETTLED: Final = 0.5
"""Seconds after which a lock that git has not yet written into is not about to be."""


@contextmanager
def writing_lock(clone: Clone, wait: float) -> Iterator[int]:
    """Keep every other somei from writing to the clone; gives the descriptor that holds the lock.

    Where others wait for it already, they come first.

    Raises:
        Busy: another one had it for as long as we were to wait.
    """
    with refusing_disk():
        scratch(clone.make_private()).mkdir(exist_ok=True)
        held = os.open(clone.private / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        _take(held, clone.private / "line", wait)
        yield held
    finally:
        # Not only closed: a daemon that a hook started may have inherited the descriptor.
        fcntl.flock(held, fcntl.LOCK_UN)
        os.close(held)


def hold_index(clone: Clone) -> None:
    """Take git's index lock, so that no `git commit` or `git add` runs meanwhile.

    The lock is a second name of the journal: it appears whole, and tells whose it is whatever happens to us.

    Raises:
        Busy: git, or what a crashed git left, holds it.
    """
    lock = _index_lock(clone)
    if not _in_time(_PATIENCE_WITH_GIT, lambda: _link(journal_file(clone.private), lock)):
        raise Busy(
            f"{lock} exists: another git command is at work here, or one crashed and left it.",
            "Wait a moment, then repeat the command. If no git is at work here: somei doctor --repair",
        )
    flush_folder(clone.git_dir)


def holds_index(clone: Clone) -> bool:
    """Whether the index lock is there and is somei's."""
    with suppress(FileNotFoundError):
        return Journal.load(_index_lock(clone).read_bytes()) is not None
    return False


def release_index(clone: Clone) -> None:
    """Give the index lock back, if it is ours."""
    if holds_index(clone):
        discard(_index_lock(clone))


def drop_branch_locks(clone: Clone, journal: Journal) -> None:
    """Remove the locks that a killed `git update-ref` of this journal left.

    It is dead for certain, since it held our writing lock as long as it lived.
    """
    lock, head_lock = clone.common_dir / f"{journal.branch}.lock", clone.git_dir / "HEAD.lock"
    began = 0.0 if _says(lock, journal.new) else journal_file(clone.private).stat().st_mtime
    for one in (lock, head_lock):
        if _was_ours(one, journal.new, began):
            discard(one)


def let_age(made: float, seconds: float) -> None:
    """Wait until what was made at a time of the disk is so old, however wrong the clock is never longer than that."""
    sleep(min(max(0.0, made + seconds - time()), seconds))


def _index_lock(clone: Clone) -> Path:
    return clone.git_dir / "index.lock"


def _in_time(wait: float, attempt: Callable[[], bool]) -> bool:
    end = monotonic() + wait
    while not attempt():
        if monotonic() > end:
            return False
        sleep(0.01)
    return True


def _take(held: int, line: Path, wait: float) -> None:
    end = monotonic() + wait
    if not stands_somebody(line) and _flock(held):
        return
    with turn(line, wait):
        if not _in_time(end - monotonic(), lambda: _flock(held)):
            raise Busy("Another somei is writing to this clone.")


def _flock(held: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _link(journal: Path, lock: Path) -> bool:
    with suppress(FileExistsError):
        os.link(journal, lock)
        return True
    return False


def _was_ours(lock: Path, commit: str, began: float) -> bool:
    """Git writes into a branch's lock what the branch is to be, and nothing into that of HEAD.

    It takes both at once, so that where one is ours for certain no time need be asked. Else both times are the
    disk's, and no clock that was wrong here or is wrong now counts.
    """
    try:
        content, made = lock.read_bytes().strip(), lock.stat().st_mtime
        if content not in (b"", commit.encode()) or made < began - 1:
            return False
        if not content:
            let_age(made, _SETTLED)
        return lock.read_bytes().strip() == content
    except (FileNotFoundError, NotADirectoryError):  # the latter where branches are kept in a table
        return False


def _says(lock: Path, commit: str) -> bool:
    with suppress(FileNotFoundError, NotADirectoryError):
        return lock.read_bytes().strip() == commit.encode()
    return False
