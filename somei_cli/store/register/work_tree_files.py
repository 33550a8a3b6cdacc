"""Where the files of a register are read; here: in its work tree, as they are now."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from somei_cli.errors import Unreadable
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.store.disk.files import read_text, refuse_linked_folders

Read = tuple[PurePosixPath, str | Unreadable]


class RegisterFiles(Protocol):
    """One state of the files of a register; paths are relative to it."""

    def read(self, path: PurePosixPath) -> str:
        """The text of a file.

        Raises:
            Unreadable: where it is no plain text, or too large.
            FileNotFoundError: where there is none.
        """

    def names(self, folder: PurePosixPath) -> list[str]:
        """What lies in a folder; nothing where there is no such folder."""

    def texts(self, folder: PurePosixPath) -> Iterator[Read]:
        """Every TOML file below a folder in order of the paths, with its text or with what keeps it from being read.

        A folder that cannot be opened stands for the files in it.
        """

    def some(self, paths: Iterable[PurePosixPath]) -> Iterator[Read]:
        """These files, as far as they are there, each with its text or with what keeps it from being read."""


def _is_listed(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) or entry.is_symlink() or entry.name.endswith(".toml")


class WorkTree:
    """The files as they are now."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: PurePosixPath) -> str:
        """As `RegisterFiles.read`."""
        refuse_linked_folders(self._root, path)
        return read_text(self._root, path, LARGEST)

    def names(self, folder: PurePosixPath) -> list[str]:
        """As `RegisterFiles.names`."""
        refuse_linked_folders(self._root, folder / "-")
        return [entry.name for entry in self._entries(folder)]

    def texts(self, folder: PurePosixPath) -> Iterator[Read]:
        """As `RegisterFiles.texts`."""
        try:
            refuse_linked_folders(self._root, folder / "-")
        except Unreadable as refusal:
            yield folder, refusal
        else:
            yield from self._below(folder)

    def some(self, paths: Iterable[PurePosixPath]) -> Iterator[Read]:
        """As `RegisterFiles.some`."""
        for path in paths:
            try:
                yield path, self.read(path)
            except FileNotFoundError:
                continue
            except Unreadable as refusal:
                yield path, refusal

    def _below(self, top: PurePosixPath) -> Iterator[Read]:
        """In the order of the names; folders may lie in each other deeper than Python calls."""
        pending = [(top, True)]
        while pending:
            path, is_folder = pending.pop()
            try:
                if is_folder:
                    entries = sorted(self._entries(path), key=lambda entry: entry.name, reverse=True)
                    pending += [
                        (path / entry.name, entry.is_dir(follow_symlinks=False))
                        for entry in entries
                        if _is_listed(entry)
                    ]
                else:
                    yield path, read_text(self._root, path, LARGEST)
            except Unreadable as refusal:
                yield path, refusal

    def _entries(self, folder: PurePosixPath) -> list[os.DirEntry[str]]:
        try:
            return list(os.scandir(self._root / folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Unreadable(folder, error.strerror or "cannot be read") from error
