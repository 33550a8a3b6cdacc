"""Where the index file is: in `somei/` in the git folder, found without asking git; and the lock beside it."""

import errno
import os
import time
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from somei_cli.store.operating_system import LOCK_FILE, try_lock
from somei_cli.store.register.find import find_work_tree

LOCK_TIMEOUT = 2.0


def find_index_file(root: Path) -> Path | None:
    """Return the path of the index file, in a private folder; None if there is no git folder of the user's own.

    A linked worktree has its own git folder, and so its own index.
    """
    with suppress(OSError, ValueError):
        root = root.resolve()
        work_tree = find_work_tree(root)
        if work_tree is not None:
            folder, git_dir = work_tree
            return _private_folder(git_dir) / f"index-{crc32(os.fsencode(root.relative_to(folder))):08x}.db"
    return None


def _private_folder(git_dir: Path) -> Path:
    """Return somei's folder in the git folder, created if missing.

    Raises:
        OSError: if it cannot be kept private.
    """
    user_id = os.geteuid()
    if git_dir.stat().st_uid != user_id:
        raise PermissionError(git_dir)
    private = git_dir / "somei"
    with suppress(FileExistsError):
        private.mkdir(mode=0o700)
    status = private.lstat()
    if private.is_symlink() or status.st_uid != user_id:
        raise PermissionError(private)
    if status.st_mode & 0o077:
        private.chmod(0o700)
    return private


def companion_file(file: Path, ending: str) -> Path:
    """Return the path of a file that belongs to an index: its lock, or a journal of SQLite."""
    return file.with_name(file.name + ending)


def lock_index(file: Path, *, shared: bool = False) -> int:
    """Take the lock beside the index, and return its file descriptor; readers and the builder wait only shortly.

    It is shared among all that read or write through SQLite; only who replaces the file locks it alone.
    """
    lock_fd = os.open(companion_file(file, ".lock"), LOCK_FILE, 0o600)
    deadline = time.monotonic() + LOCK_TIMEOUT
    while not try_lock(lock_fd, shared=shared):
        if time.monotonic() > deadline:
            os.close(lock_fd)
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        time.sleep(0.01)
    return lock_fd
