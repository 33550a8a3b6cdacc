"""Read files of a register: regular files only, without following links, up to a size limit."""

import errno
import os
import stat
from pathlib import Path, PurePosixPath

from somei_cli.errors import Unreadable
from somei_cli.store.operating_system import READ_FILE


def read_text(root: Path, relative: str | os.PathLike[str], largest: int) -> str:
    """Return the text of a regular UTF-8 file below `root`.

    Raises:
        Unreadable: if it is a link or special file, has more than `largest` bytes, or is not UTF-8.
        FileNotFoundError: if there is no such file.
    """
    path = f"{root}/{os.fspath(relative)}"
    try:
        handle = os.open(path, READ_FILE)
    except FileNotFoundError:
        raise
    except OSError as error:
        why = (
            "is a link; a register holds plain files only"
            if error.errno == errno.ELOOP
            else error.strerror or "unreadable"
        )
        raise Unreadable(relative, why) from error
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(relative, "is not a plain file")
        if status.st_size > largest:
            raise Unreadable(relative, f"is larger than {largest // 1024} KiB")
        raw = _read_whole(handle, status.st_size, relative)
    finally:
        os.close(handle)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(relative, f"is not UTF-8 (byte {error.start + 1})") from error


def refuse_linked_folders(root: Path, relative: PurePosixPath) -> None:
    """Refuse a path if one of its folders is a symbolic link, which may lead out of the register.

    Raises:
        Unreadable: if one is a link; it names the link.
    """
    # As texts: for each file that is read, making its parents as paths would take longer than looking at them.
    folder = str(relative).rpartition("/")[0]
    while folder:
        try:
            linked = stat.S_ISLNK(os.lstat(f"{root}/{folder}").st_mode)
        except (FileNotFoundError, NotADirectoryError):
            linked = False
        except OSError as error:
            raise Unreadable(folder, error.strerror or "cannot be accessed") from error
        if linked:
            raise Unreadable(folder, "is a link; a register holds plain folders only")
        folder = folder.rpartition("/")[0]


def _read_whole(handle: int, size: int, relative: str | os.PathLike[str]) -> bytes:
    chunks: list[bytes] = []
    try:
        # One byte more than the file should have: reading exactly its size then means that it has ended. A larger
        # buffer would cost more time than the reading.
        while chunk := os.read(handle, size + 1):
            if len(chunk) == size:
                return b"".join((*chunks, chunk)) if chunks else chunk
            chunks.append(chunk)
    except OSError as error:
        raise Unreadable(relative, error.strerror or "cannot be read") from error
    return b"".join(chunks)
