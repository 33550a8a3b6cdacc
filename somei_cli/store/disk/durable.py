"""Write files so that they survive a power cut, and turn errors of the disk into refusals."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from somei_cli.errors import CannotWrite
from somei_cli.store.operating_system import NEW_FILE, READ_FOLDER, flush_to_disk

_NO_SPACE: Final = os.strerror(errno.ENOSPC)
_ALMOST_FULL_BYTES: Final = 1 << 20
_DISK_ERRORS: Final = tuple(
    os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM)
)
_NO_HARD_LINKS: Final = (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS)
"""The errors of file systems that do not support hard links."""
_UNSPECIFIC_COMPLAINTS: Final = ("Out of diskspace", "nable to write", "couldn't write", "couldn't set")
"""Git's complaints about the disk that leave out the error of the system."""


def find_disk_error(text: str, folder: Path | None = None) -> str | None:
    """Return the disk error (full, failing, forbidden) that git complains of; None if it complains of another thing.

    If git leaves out which error it was, the disk of `folder` is checked for being full.
    """
    error_text = next((disk_error for disk_error in _DISK_ERRORS if disk_error in text), None)
    if error_text or not any(complaint in text for complaint in _UNSPECIFIC_COMPLAINTS):
        return error_text
    return _NO_SPACE if folder and _is_full(folder) else "the disk did not take what git wrote"


def _is_full(folder: Path) -> bool:
    """Whether the disk is almost full; git has removed again what it could not finish."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize < _ALMOST_FULL_BYTES or (disk.f_files > 0 and disk.f_favail == 0)


@contextmanager
def refuse_disk_errors() -> Iterator[None]:
    """Turn errors of the system in this block into a refusal.

    Raises:
        CannotWrite: with the error of the system.
    """
    try:
        yield
    except OSError as error:
        raise CannotWrite.from_error(error) from error


def write_new(
    name: str | Path, content: bytes | Iterator[bytes], folder: int | None = None, *, mode: int = 0o666
) -> None:
    """Write a file that does not exist yet, and flush it to the disk.

    Args:
        name: A name in the folder, or a whole path.
        content: What to write, whole or in parts.
        folder: Descriptor of the folder that the name is in.
        mode: The permissions, before the umask.
    """
    with os.fdopen(os.open(name, NEW_FILE, mode, dir_fd=folder), "wb") as file:
        file.writelines((content,) if isinstance(content, bytes) else content)
        file.flush()
        flush_to_disk(file.fileno())


def replace_file(target: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Write a file that may exist: the old one stays until the new one is complete."""
    draft = target.with_name(f".somei-{os.getpid()}")
    try:
        write_new(draft, content, mode=mode)
        draft.replace(target)
    finally:
        discard(draft)


def create_whole_file(target: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Create a file in one step: it is complete as soon as it has its name, even if this process is killed.

    Raises:
        FileExistsError: if something has the name already.
    """
    draft = target.with_name(f".somei-{os.getpid()}")
    try:
        write_new(draft, content, mode=mode)
        try:
            os.link(draft, target)
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
            write_new(target, content, mode=mode)
    finally:
        discard(draft)


def flush_folder(path: Path) -> None:
    """Flush the names in a folder to the disk: a rename alone is not durable."""
    folder = os.open(path, READ_FOLDER)
    try:
        flush_to_disk(folder)
    finally:
        os.close(folder)


def discard(name: str | Path, folder: int | None = None) -> None:
    """Remove a file that may be gone already."""
    try:
        os.unlink(name, dir_fd=folder)
    except OSError:  # a read-only disk reports that even if there is no such file
        if is_there(name, folder):
            raise


def is_there(name: str | Path, folder: int | None = None) -> bool:
    """Whether something has this name, also a dangling symbolic link."""
    with suppress(FileNotFoundError):
        os.stat(name, dir_fd=folder, follow_symlinks=False)
        return True
    return False


def empty_folder(folder: Path) -> None:
    """Remove the files of a folder that holds only leftovers.

    Raises:
        CannotWrite: if the folder is a symbolic link, so that any file could be in it.
    """
    if folder.is_symlink():
        raise CannotWrite(f"{folder} is a link")
    for file in folder.iterdir():
        discard(file)
