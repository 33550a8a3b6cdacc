"""What changed on disk since the index last looked, found by comparing stamps; no file is opened.

A stamp holds what the system reports of a file: its inode, its size, and the times of its contents and of its inode.
The last time cannot be set by a user. A file touched within the last moments may be touched again at the same time, and
after a clock was put back a time may repeat: such a file gets no stamp, and is read anew each time.
"""

import os
import stat
import struct
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.store.operating_system import READ_PLAIN_FOLDER

Stamp = bytes | None
_MOMENTS = 2_000_000_000
"""Nanoseconds: the resolution of the coarsest clock of a file system."""
_pack = struct.Struct("<QIqq").pack
_SIZE_MASK = 0xFFFF_FFFF


class FilePlace(NamedTuple):
    """A file below `documents/`: its folder, relative to the register, and its name."""

    folder: str
    name: str

    @property
    def path(self) -> str:
        """The whole path, relative to the register."""
        return f"{self.folder}/{self.name}"


class KnownFiles(NamedTuple):
    """The stamps of the last look: of all folders, and by `files_in` of the files in one folder."""

    folders: Mapping[str, Stamp]
    files_in: Callable[[str], Mapping[str, Stamp]]


class DiskChanges:
    """What must be read anew, with its present stamp, and what is gone."""

    def __init__(self) -> None:
        self.folders: dict[str, Stamp] = {}
        self.files: dict[FilePlace, Stamp] = {}
        self.gone: list[FilePlace] = []
        self.gone_folders: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.folders or self.files or self.gone or self.gone_folders)


def stamp_of(status: os.stat_result, now: int) -> Stamp:
    """Return the stamp of a file; None if the file is so new that a stamp would prove nothing."""
    # Example: a file is written, indexed and written again within one tick of the clock. Size and times are the same,
    # and a stamp would hide the second text for good.
    if status.st_ctime_ns >= now - _MOMENTS:
        return None
    return _pack_status(status)


def _pack_status(status: os.stat_result) -> bytes:
    """Pack all that a stamp holds, without the test of its age."""
    # Some file systems use all 64 bits of an inode number; of a size the lower 32 bits are enough.
    return _pack(status.st_ino, status.st_size & _SIZE_MASK, status.st_mtime_ns, status.st_ctime_ns)


def find_changes(root: Path, known_files: KnownFiles, *, sweep: bool) -> DiskChanges:
    """Compare the folders, and the files in folders that changed; with `sweep`, compare every file.

    Raises:
        OSError: if a folder cannot be read, or `documents/` is a link.
    """
    changes = DiskChanges()
    now = time.time_ns()
    if (root / DOCUMENTS).is_symlink():
        raise NotADirectoryError(root / DOCUMENTS)
    folders_to_check = known_files.folders if sweep else _changed_folders(root, known_files.folders)
    waiting = dict.fromkeys(sorted(folders_to_check) if known_files.folders else [str(DOCUMENTS)])
    gone: set[str] = set()
    # A folder is listed if its stamp changed: adding, removing or renaming a name changes it, an edit in place does not
    # (for those see `Index.update_edited_files`). New subfolders are only found by listing, so the queue grows.
    while waiting:
        folder = next(iter(waiting))
        del waiting[folder]
        stamp, exists = _folder_stamp(root, folder, now) if folder.rpartition("/")[0] not in gone else (None, False)
        if not exists:
            gone.add(folder)
            # The folder may have become a link to a copy, in which everything looks as before: drop all below it.
            waiting.update(dict.fromkeys(f for f in known_files.folders if f.startswith(f"{folder}/")))
            if folder in known_files.folders:
                changes.gone.extend(FilePlace(folder, name) for name in known_files.files_in(folder))
                changes.gone_folders.append(folder)
        elif stamp is None or stamp != known_files.folders.get(folder):
            # b"" stands for an unknown folder: None is the stamp of a known one that is too new to have any.
            if stamp != known_files.folders.get(folder, b""):
                changes.folders[folder] = stamp
            known_stamps = known_files.files_in(folder) if folder in known_files.folders else {}
            subfolders = _compare_listing(root, folder, known_stamps, changes, now)
            waiting.update(dict.fromkeys(f for f in subfolders if f not in known_files.folders))
        elif sweep:
            _compare_known_files(root, folder, known_files.files_in(folder), changes, now)
    return changes


def _changed_folders(root: Path, folders: Mapping[str, Stamp]) -> list[str]:
    """List the folders whose stamp differs; this runs for every folder at every query, so it must be quick."""
    above = f"{root}/"
    return [
        folder
        for folder, stamp in folders.items()
        if not (status := _status(above + folder)) or _pack_status(status) != stamp
    ]


def compare_files(root: Path, known_stamps: Mapping[FilePlace, Stamp]) -> DiskChanges:
    """Compare some files with their last stamps."""
    changes = DiskChanges()
    now = time.time_ns()
    for place, known_stamp in known_stamps.items():
        _compare_file(changes, place, known_stamp, _status(f"{root}/{place.path}"), now)
    return changes


def _folder_stamp(root: Path, folder: str, now: int) -> tuple[Stamp, bool]:
    status = _status(f"{root}/{folder}")
    if status is None or not stat.S_ISDIR(status.st_mode):
        return None, False
    return stamp_of(status, now), True


def _compare_listing(
    root: Path, folder: str, known_stamps: Mapping[str, Stamp], changes: DiskChanges, now: int
) -> list[str]:
    """List a folder, compare its files, and return its subfolders."""
    subfolders: list[str] = []
    names: set[str] = set()
    with os.scandir(f"{root}/{folder}") as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                subfolders.append(f"{folder}/{entry.name}")
            elif entry.is_symlink() or entry.name.endswith(".toml"):
                names.add(entry.name)
                status = _status(entry.path)
                _compare_file(changes, FilePlace(folder, entry.name), known_stamps.get(entry.name, b""), status, now)
    changes.gone.extend(FilePlace(folder, name) for name in known_stamps if name not in names)
    return subfolders


def _compare_known_files(
    root: Path, folder: str, known_stamps: Mapping[str, Stamp], changes: DiskChanges, now: int
) -> None:
    # By descriptor: shorter paths to resolve for thousands of files, and no link can be put in on the way.
    folder_fd = os.open(f"{root}/{folder}", READ_PLAIN_FOLDER)
    try:
        for name, stamp in known_stamps.items():
            try:
                status = os.stat(name, dir_fd=folder_fd, follow_symlinks=False)
            except FileNotFoundError:
                changes.gone.append(FilePlace(folder, name))
                continue
            # Nearly all files are unchanged: compare the packed bytes first, and test the age only of the others.
            if _pack_status(status) != stamp:
                changes.files[FilePlace(folder, name)] = stamp_of(status, now)
    finally:
        os.close(folder_fd)


def _compare_file(
    changes: DiskChanges, place: FilePlace, known_stamp: Stamp, status: os.stat_result | None, now: int
) -> None:
    if status is None or stat.S_ISDIR(status.st_mode):
        if known_stamp != b"":
            changes.gone.append(place)
        return
    stamp = stamp_of(status, now)
    if stamp is None or stamp != known_stamp:
        changes.files[place] = stamp


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
