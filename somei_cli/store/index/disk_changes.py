"""What has changed on the disk since it was last looked at: evidence from folders and files, none of them opened.

A stamp holds what the system says of a file: its inode, its size, and the times of its contents and of its inode. The
last one cannot be set by anybody. A file touched within the last moments may be touched again without another time,
and after a clock was put back a time may come again: such a file gets no stamp, and is looked at anew each time.
"""

import os
import stat
import struct
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS

Stamp = bytes | None
_MOMENTS = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system."""
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


class Known(NamedTuple):
    """What was there when it was last looked at; `files` tells the names in a folder."""

    folders: Mapping[str, Stamp]
    files: Callable[[str], Mapping[str, Stamp]]


class IndexChanges:
    """What must be read anew, and what is gone; folders are told with their stamps."""

    def __init__(self) -> None:
        self.folders: dict[str, Stamp] = {}
        self.files: dict[FilePlace, Stamp] = {}
        self.gone: list[FilePlace] = []
        self.gone_folders: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.folders or self.files or self.gone or self.gone_folders)


def stamp_of(status: os.stat_result, now: int) -> Stamp:
    """The stamp of a file; none where it would prove nothing."""
    if status.st_ctime_ns >= now - _MOMENTS:
        return None
    return _pack_status(status)


def _pack_status(status: os.stat_result) -> bytes:
    """All that a stamp holds."""
    # Some file systems number their files with all 64 bits; of a size the lower 32 will do.
    return _pack(status.st_ino, status.st_size & _SIZE_MASK, status.st_mtime_ns, status.st_ctime_ns)


def watch(root: Path, known_files: Known, *, every: bool) -> IndexChanges:
    """Look at the folders, and at the files in those that changed; at `every` file where that was asked for.

    Raises:
        OSError: where a folder cannot be looked at, or leads elsewhere.
    """
    changes = IndexChanges()
    now = time.time_ns()
    if (root / DOCUMENTS).is_symlink():
        raise NotADirectoryError(root / DOCUMENTS)
    folders_to_check = known_files.folders if every else _changed_folders(root, known_files.folders)
    waiting = dict.fromkeys(sorted(folders_to_check) if known_files.folders else [str(DOCUMENTS)])
    gone: set[str] = set()
    while waiting:
        folder = next(iter(waiting))
        del waiting[folder]
        stamp, exists = _folder_stamp(root, folder, now) if folder.rpartition("/")[0] not in gone else (None, False)
        if not exists:
            gone.add(folder)
            # Behind a link everything may look as it was.
            waiting.update(dict.fromkeys(f for f in known_files.folders if f.startswith(f"{folder}/")))
            if folder in known_files.folders:
                changes.gone.extend(FilePlace(folder, name) for name in known_files.files(folder))
                changes.gone_folders.append(folder)
        elif stamp is None or stamp != known_files.folders.get(folder):
            if stamp != known_files.folders.get(folder, b""):
                changes.folders[folder] = stamp
            known_stamps = known_files.files(folder) if folder in known_files.folders else {}
            subfolders = _compare_listing(root, folder, known_stamps, changes, now)
            waiting.update(dict.fromkeys(f for f in subfolders if f not in known_files.folders))
        elif every:
            _compare_known_files(root, folder, known_files.files(folder), changes, now)
    return changes


def _changed_folders(root: Path, folders: Mapping[str, Stamp]) -> list[str]:
    """The folders that are not as they were: hardly any, so this comparison is made quickly for each of them."""
    above = f"{root}/"
    return [
        folder
        for folder, stamp in folders.items()
        if not (status := _status(above + folder)) or _pack_status(status) != stamp
    ]


def look_at(root: Path, known_stamps: Mapping[FilePlace, Stamp]) -> IndexChanges:
    """Look at some files only."""
    changes = IndexChanges()
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
    root: Path, folder: str, known_stamps: Mapping[str, Stamp], changes: IndexChanges, now: int
) -> list[str]:
    """Compare the files of a folder by its names; return the folders in it."""
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
    root: Path, folder: str, known_stamps: Mapping[str, Stamp], changes: IndexChanges, now: int
) -> None:
    folder_fd = os.open(f"{root}/{folder}", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        for name, stamp in known_stamps.items():
            try:
                status = os.stat(name, dir_fd=folder_fd, follow_symlinks=False)
            except FileNotFoundError:
                changes.gone.append(FilePlace(folder, name))
                continue
            # Most files have not changed: this comparison is made for each of them.
            if _pack_status(status) != stamp:
                changes.files[FilePlace(folder, name)] = stamp_of(status, now)
    finally:
        os.close(folder_fd)


def _compare_file(
    changes: IndexChanges, place: FilePlace, known_stamp: Stamp, status: os.stat_result | None, now: int
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
