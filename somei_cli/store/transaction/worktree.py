"""Files of the work tree: opened without following links or leaving the register, and written whole or not at all."""

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
from somei_cli.store.git.objects import GitObject
from somei_cli.store.operating_system import READ_FILE, READ_PLAIN_FOLDER, flush_to_disk

_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._ -]{0,98}[A-Za-z0-9_-])?")
_MAX_DEPTH: Final = 8


def refuse_unsafe_path(path: PurePosixPath) -> None:
    """Refuse a path that some file system spells in another way, or that git reserves."""
    *folders, name = path.parts or ("",)
    if len(folders) >= _MAX_DEPTH:
        raise UnsafePath(path, "too many folders deep")
    odd = [part for part in folders if not _NAME.fullmatch(part)]
    if odd or not (_NAME.fullmatch(name) or name == ".gitattributes"):
        raise UnsafePath(path, "a file of the register has letters, digits and . _ - in its path, nothing else")


@contextmanager
def open_folder(top: Path, path: PurePosixPath) -> Iterator[int]:
    """Open the folder of a path, one level after the other from the top; give its file descriptor.

    Raises:
        FileNotFoundError: if there is no such folder.
        UnsafePath: if a part of the path is a symbolic link or a file.
    """
    folder_fd = os.open(top, READ_PLAIN_FOLDER)
    try:
        for name in path.parent.parts:
            parent_fd, folder_fd = folder_fd, _open_subfolder(name, folder_fd, path)
            os.close(parent_fd)
        yield folder_fd
    finally:
        os.close(folder_fd)


def blob_id_at(top: Path, path: PurePosixPath, object_format: str) -> str | None:
    """Return the id that the bytes of a file would have in git; None if there is no file.

    Raises:
        UnsafePath: if it is not a plain file.
    """
    try:
        with open_folder(top, path) as folder_fd:
            file_fd = os.open(path.name, READ_FILE, dir_fd=folder_fd)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EOPNOTSUPP):  # the last is what macOS says of a socket
            raise UnsafePath(path, "this is not a plain file") from error
        raise
    try:
        if not stat.S_ISREG(os.fstat(file_fd).st_mode):
            raise UnsafePath(path, "this is not a plain file")
        with open(file_fd, "rb", closefd=False) as stream:
            return GitObject.from_content("blob", stream.read(), object_format).id
    finally:
        os.close(file_fd)


def missing_folders(top: Path, paths: Iterable[PurePosixPath]) -> tuple[PurePosixPath, ...]:
    """Return the folders that paths need and that do not exist, parents first."""
    needed = {folder for path in paths for folder in path.parents}
    return tuple(folder for folder in sorted(needed) if not os.path.lexists(top / folder))


def make_folders(top: Path, folders: Iterable[PurePosixPath]) -> None:
    """Make folders, parents first; existing ones are kept."""
    for folder in folders:
        with open_folder(top, folder) as parent_fd, suppress(FileExistsError):
            os.mkdir(folder.name, dir_fd=parent_fd)


def remove_empty_folders(top: Path, folders: Iterable[PurePosixPath]) -> None:
    """Remove those of the folders that are empty, the deepest first."""
    for folder in sorted(folders, reverse=True):
        with suppress(FileNotFoundError), open_folder(top, folder) as parent_fd:
            _remove_if_empty(folder.name, parent_fd)


def write_new_file(top: Path, path: PurePosixPath, content: bytes) -> None:
    """Write a new file; it must not exist."""
    with open_folder(top, path) as folder_fd:
        write_new(path.name, content, folder_fd)


def rename_file(top: Path, path: PurePosixPath, target: PurePosixPath) -> None:
    """Rename a file within its folder, over the file that has the name."""
    with open_folder(top, path) as folder_fd:
        os.rename(path.name, target.name, src_dir_fd=folder_fd, dst_dir_fd=folder_fd)


def remove_file(top: Path, path: PurePosixPath) -> None:
    """Remove a file; neither it nor its folder need exist."""
    with suppress(FileNotFoundError), open_folder(top, path) as folder_fd:
        discard(path.name, folder_fd)


def flush_folders(top: Path, folders: Iterable[PurePosixPath]) -> None:
    """Flush the entries of folders to the disk."""
    for folder in folders:
        with suppress(FileNotFoundError), open_folder(top, folder / "any") as folder_fd:
            flush_to_disk(folder_fd)


def _remove_if_empty(name: str, parent_fd: int) -> None:
    try:
        os.rmdir(name, dir_fd=parent_fd)
    except OSError as error:
        in_use = error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR)
        if not in_use and is_there(name, parent_fd):
            raise


def _open_subfolder(name: str, parent_fd: int, path: PurePosixPath) -> int:
    try:
        return os.open(name, READ_PLAIN_FOLDER, dir_fd=parent_fd)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise UnsafePath(path, f"{name} is a symbolic link or a file, not a folder") from error
        raise
