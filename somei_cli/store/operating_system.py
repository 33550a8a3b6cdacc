"""What POSIX systems have in common and Windows lacks: locks, flags of open files, and flushing them to the disk.

Nothing here needs Linux. Where macOS does something in another way, or refuses it, the function says so.
"""

import fcntl
import os
from contextlib import suppress
from typing import Final

READ_ANY: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
"""Open for reading; a named pipe does not wait for a writer."""
READ_FILE: Final = READ_ANY | os.O_NOFOLLOW
"""The same, without following a link."""
READ_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
"""Open a folder, to flush or lock it, or to open files in it."""
READ_PLAIN_FOLDER: Final = READ_FOLDER | os.O_NOFOLLOW
"""The same, without following a link."""
NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
"""Make a file that must not exist."""
LOCK_FILE: Final = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
"""Open a file that is there only to be locked, and make it if need be."""


def try_lock(file_fd: int, *, shared: bool = False) -> bool:
    """Lock an open file or folder if that is possible at once, and return whether it was."""
    with suppress(BlockingIOError):
        fcntl.flock(file_fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        return True
    return False


def wait_for_lock(file_fd: int) -> None:
    """Lock an open file or folder, however long that takes."""
    fcntl.flock(file_fd, fcntl.LOCK_EX)


def unlock(file_fd: int) -> None:
    """Unlock an open file, also for processes that inherited its descriptor."""
    fcntl.flock(file_fd, fcntl.LOCK_UN)


def flush_to_disk(file_fd: int) -> None:
    """Flush an open file or folder to the disk.

    On macOS fsync leaves the data in the memory of the drive. F_FULLFSYNC does not, and is refused by file systems that
    do not know it, such as those of a network.
    """
    full_flush = getattr(fcntl, "F_FULLFSYNC", None)
    if full_flush is not None:
        with suppress(OSError):
            fcntl.fcntl(file_fd, full_flush)
            return
    os.fsync(file_fd)
