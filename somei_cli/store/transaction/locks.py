"""The locks of a transaction: somei's own against other somei processes, git's index lock against the clerk's git."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep, time
from typing import Final

from somei_cli.errors import Busy
from somei_cli.store.disk.durable import discard, flush_folder, refuse_disk_errors
from somei_cli.store.git.repository import Clone
from somei_cli.store.operating_system import LOCK_FILE, unlock
from somei_cli.store.process.fair_lock import acquire_lock
from somei_cli.store.transaction.journal import Journal, journal_file, scratch_folder

_GIT_LOCK_TIMEOUT: Final = 2.0
"""Seconds: git holds its index lock only for a moment, unless it crashed."""
_GIT_WRITE_SECONDS: Final = 0.5
"""Seconds after which git no longer writes into a lock that it created empty."""


@contextmanager
def writing_lock(clone: Clone, wait: float) -> Iterator[int]:
    """Keep other somei processes from writing to the clone; give the descriptor that holds the lock.

    Raises:
        Busy: if another process held it for the whole time.
    """
    with refuse_disk_errors():
        scratch_folder(clone.make_somei_dir()).mkdir(exist_ok=True)
        lock_fd = os.open(clone.somei_dir / "lock", LOCK_FILE, 0o600)
    try:
        if not acquire_lock(lock_fd, wait):
            raise Busy("Another somei is writing to this clone.")
        yield lock_fd
    finally:
        # Unlock explicitly: a daemon that a hook started may have inherited the descriptor.
        unlock(lock_fd)
        os.close(lock_fd)


def lock_git_index(clone: Clone) -> None:
    """Take git's index lock, so that no `git commit` or `git add` runs meanwhile.

    The lock is a hard link to the journal: it appears complete, and shows whose it is even after a crash.

    Raises:
        Busy: if git holds it, or a crashed git left it.
    """
    lock = _index_lock(clone)
    if not _retry_until(_GIT_LOCK_TIMEOUT, lambda: _link(journal_file(clone.somei_dir), lock)):
        raise Busy(
            f"{lock} exists: another git command is at work here, or one crashed and left it.",
            "Wait a moment, then repeat the command. If no git is at work here: somei doctor --repair",
        )
    flush_folder(clone.git_dir)


def holds_git_index_lock(clone: Clone, key: str = "") -> bool:
    """Return whether the index lock exists and is somei's; `key` is that of a journal of this process."""
    with suppress(FileNotFoundError):
        content = _index_lock(clone).read_bytes()
        # The lock is the journal as it began. A process knows its own without the library that reads another.
        return (bool(key) and content == Journal(key).dump()) or Journal.load(content) is not None
    return False


def unlock_git_index(clone: Clone, key: str = "") -> None:
    """Release the index lock, if it is somei's; for `key` see `holds_git_index_lock`."""
    if holds_git_index_lock(clone, key):
        discard(_index_lock(clone))


def remove_branch_locks(clone: Clone, journal: Journal) -> None:
    """Remove the locks that a killed `git update-ref` of this journal left.

    That process has ended for certain: it held our writing lock while it ran.
    """
    lock, head_lock = clone.common_dir / f"{journal.branch}.lock", clone.git_dir / "HEAD.lock"
    began = 0.0 if _names_commit(lock, journal.new) else journal_file(clone.somei_dir).stat().st_mtime
    for lock_file in (lock, head_lock):
        if _was_ours(lock_file, journal.new, began):
            discard(lock_file)


def wait_until_old(modified: float, seconds: float) -> None:
    """Wait until a file is so many seconds old; never longer than that, however wrong the clock is."""
    sleep(min(max(0.0, modified + seconds - time()), seconds))


def _index_lock(clone: Clone) -> Path:
    return clone.git_dir / "index.lock"


def _retry_until(wait: float, attempt: Callable[[], bool]) -> bool:
    end = monotonic() + wait
    while not attempt():
        if monotonic() > end:
            return False
        sleep(0.01)
    return True


def _link(journal: Path, lock: Path) -> bool:
    with suppress(FileExistsError):
        os.link(journal, lock)
        return True
    return False


def _was_ours(lock: Path, commit: str, began: float) -> bool:
    """Return whether a lock is that of our `git update-ref`.

    Git writes the new commit into the lock of a branch, and nothing into that of HEAD. It takes both at once: if the
    branch's lock is ours for certain, the time is not needed. Else both times come from the disk, so that a wrong clock
    does not count.
    """
    try:
        content, modified = lock.read_bytes().strip(), lock.stat().st_mtime
        if content not in (b"", commit.encode()) or modified < began - 1:
            return False
        if not content:
            wait_until_old(modified, _GIT_WRITE_SECONDS)
        return lock.read_bytes().strip() == content
    except (FileNotFoundError, NotADirectoryError):  # the latter if refs are kept in a reftable
        return False


def _names_commit(lock: Path, commit: str) -> bool:
    with suppress(FileNotFoundError, NotADirectoryError):
        return lock.read_bytes().strip() == commit.encode()
    return False
