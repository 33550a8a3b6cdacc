"""Touching the files of the work tree: never through a symbolic link, never outside, whole or not at all."""

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from somei_cli.errors import UnsafePath
from somei_cli.store.disk.durable import discard, is_there, write_new
from somei_cli.store.git.objects import Object

_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._ -]{0,98}[A-Za-z0-9_-])?")
_DEEPEST: Final = 8
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK a pipe that somebody left in the place of a document would keep us waiting.
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def check_path(path: PurePosixPath) -> None:
    """Refuse a path that is not one and the same on every file system, or that git reserves."""
    *folders, name = path.parts or ("",)
    if len(folders) >= _DEEPEST:
        raise UnsafePath(path, "too many folders deep")
    odd = [part for part in folders if not _NAME.fullmatch(part)]
    if odd or not (_NAME.fullmatch(name) or name == ".gitattributes"):
        raise UnsafePath(path, "a file of the register has letters, digits and . _ - in its path, nothing else")


@contextmanager
def folder_of(top: Path, path: PurePosixPath) -> Iterator[int]:
    """Open the folder that a path is in, step by step below the top.

    Raises:
        FileNotFoundError: there is no such folder.
        UnsafePath: the way leads through a symbolic link or a file.
    """
    here = os.open(top, _FOLDER)
    try:
        for name in path.parent.parts:
            above, here = here, _step(name, here, path)
            os.close(above)
        yield here
    finally:
        os.close(here)


def blob_at(top: Path, path: PurePosixPath, object_format: str) -> str | None:
    """Return the id that the bytes of a file would have in git, None where there is no file.

    Raises:
        UnsafePath: there is something else than a plain file.
    """
    try:
        with folder_of(top, path) as folder:
            file = os.open(path.name, _READ, dir_fd=folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise UnsafePath(path, "this is no plain file") from error
        raise
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise UnsafePath(path, "this is no plain file")
        with open(file, "rb", closefd=False) as bytes_of:
            return Object.of("blob", bytes_of.read(), object_format).id
    finally:
        os.close(file)


def missing_folders(top: Path, paths: Iterable[PurePosixPath]) -> tuple[PurePosixPath, ...]:
    """Return the folders that paths need and that are not there, parents first."""
    needed = {folder for path in paths for folder in path.parents}
    return tuple(folder for folder in sorted(needed) if not os.path.lexists(top / folder))


def make_folders(top: Path, folders: Iterable[PurePosixPath]) -> None:
    """Make folders, parents first; those already there are left."""
    for folder in folders:
        with folder_of(top, folder) as above, suppress(FileExistsError):
            os.mkdir(folder.name, dir_fd=above)


def remove_empty_folders(top: Path, folders: Iterable[PurePosixPath]) -> None:
    """Remove those of the folders that hold nothing, the deepest first."""
    for folder in sorted(folders, reverse=True):
        with suppress(FileNotFoundError), folder_of(top, folder) as above:
            _remove_if_empty(folder.name, above)


def write_beside(top: Path, path: PurePosixPath, data: bytes) -> None:
    """Write a new file in its folder."""
    with folder_of(top, path) as folder:
        write_new(path.name, data, folder)


def rename_beside(top: Path, path: PurePosixPath, onto: PurePosixPath) -> None:
    """Give a file another name in the same folder, in place of what has that name."""
    with folder_of(top, path) as folder:
        os.rename(path.name, onto.name, src_dir_fd=folder, dst_dir_fd=folder)


def remove(top: Path, path: PurePosixPath) -> None:
    """Remove a file that may be gone already, folder and all."""
    with suppress(FileNotFoundError), folder_of(top, path) as folder:
        discard(path.name, folder)


def flush(top: Path, folders: Iterable[PurePosixPath]) -> None:
    """Flush the names in folders to the disk."""
    for folder in folders:
        with suppress(FileNotFoundError), folder_of(top, folder / "any") as opened:
            os.fsync(opened)


def _remove_if_empty(name: str, above: int) -> None:
    try:
        os.rmdir(name, dir_fd=above)
    except OSError as error:
        in_use = error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR)
        if not in_use and is_there(name, above):
            raise


def _step(name: str, above: int, path: PurePosixPath) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=above)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise UnsafePath(path, f"{name} is a symbolic link or a file, not a folder") from error
        raise
