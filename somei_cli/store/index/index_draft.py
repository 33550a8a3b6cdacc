"""A draft of an index: written beside the index file, and put in its place once it is complete."""

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from somei_cli.store.operating_system import LOCK_FILE, NEW_FILE, try_lock

LOCK_TIMEOUT = 2.0
_SPEED_UP = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
"""A crash leaves a draft that nobody opens: it needs no journal."""


@contextmanager
def replacing_index(file: Path) -> Iterator[sqlite3.Connection]:
    """Open an empty draft, and replace the index file by it at the end of the `with` block; not after an error.

    Raises:
        OSError: if the folder cannot be written to, or others use the index all the time.
    """
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, NEW_FILE, 0o600))
        db = sqlite3.connect(draft, isolation_level=None)
        try:
            db.executescript(f"{_SPEED_UP} PRAGMA page_size = 8192;")
            yield db
            db.execute("PRAGMA journal_mode = WAL")
        finally:
            db.close()
        exclusive_fd = lock_index(file)
        try:
            # The journals go with the old file: SQLite would replay them into the new one.
            for old_file in (file, _companion_file(file, "-wal"), _companion_file(file, "-shm")):
                old_file.unlink(missing_ok=True)
            draft.rename(file)
            from somei_cli.store.index.index_health import delete_files, list_orphaned_drafts

            delete_files(list_orphaned_drafts(file.parent))
        finally:
            os.close(exclusive_fd)
    finally:
        for leftover in (draft, *(_companion_file(draft, ending) for ending in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def copy_database(source: sqlite3.Connection, draft: sqlite3.Connection) -> None:
    """Copy a whole database into a draft."""
    source.backup(draft)
    # The copy brought the journal mode of the source.
    draft.executescript(_SPEED_UP)


def _companion_file(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def lock_index(file: Path, *, shared: bool = False) -> int:
    """Take the lock beside the index, and return its file descriptor; readers and the builder wait only shortly.

    It is shared among all that read or write through SQLite; only who replaces the file locks it alone.
    """
    lock_fd = os.open(_companion_file(file, ".lock"), LOCK_FILE, 0o600)
    deadline = time.monotonic() + LOCK_TIMEOUT
    while not try_lock(lock_fd, shared=shared):
        if time.monotonic() > deadline:
            os.close(lock_fd)
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        time.sleep(0.01)
    return lock_fd
