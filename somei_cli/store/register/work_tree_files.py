"""The protocol for reading a register's files in one state, and its implementation for the work tree."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from somei_cli.errors import Unreadable
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.store.disk.files import read_text, refuse_linked_folders
from somei_cli.store.register.find import find_path_in_repository

PathWithText = tuple[PurePosixPath, str | Unreadable]


class RegisterFiles(Protocol):
    """The files of a register in one state; paths are relative to the register."""

    @property
    def place(self) -> str:
        """Where the files are, in words: in the index."""

    @property
    def path_in_repository(self) -> PurePosixPath:
        """The path of the register in its repository: code hosts name files relative to the repository."""

    def prefetch_settings(self) -> None:
        """Read the settings and the vocabulary at once, if reading one by one takes longer."""

    def read(self, path: PurePosixPath) -> str:
        """Return the text of a file.

        Raises:
            Unreadable: if it is not plain text, or is too large.
            FileNotFoundError: if there is no such file.
        """

    def names(self, folder: PurePosixPath) -> list[str]:
        """Return the names in a folder; none if there is no such folder."""

    def texts(self, folder: PurePosixPath) -> Iterator[PathWithText]:
        """Yield every TOML file below a folder in order of the paths, with its text or the refusal to read it.

        A folder that cannot be opened is yielded instead of its files.
        """

    def read_existing(self, paths: Iterable[PurePosixPath]) -> Iterator[PathWithText]:
        """Yield those of these files that exist, each with its text or the refusal to read it."""


def _is_listed(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) or entry.is_symlink() or entry.name.endswith(".toml")


class WorkTree:
    """The present files of the work tree."""

    place = "in the work tree"

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def path_in_repository(self) -> PurePosixPath:
        """See `RegisterFiles.path_in_repository`."""
        return find_path_in_repository(self._root)

    def prefetch_settings(self) -> None:
        """See `RegisterFiles.prefetch_settings`."""

    def read(self, path: PurePosixPath) -> str:
        """See `RegisterFiles.read`."""
        refuse_linked_folders(self._root, path)
        return read_text(self._root, path, LARGEST_DOCUMENT)

    def names(self, folder: PurePosixPath) -> list[str]:
        """See `RegisterFiles.names`."""
        refuse_linked_folders(self._root, folder / "-")
        return [entry.name for entry in self._entries(folder)]

    def texts(self, folder: PurePosixPath) -> Iterator[PathWithText]:
        """See `RegisterFiles.texts`."""
        try:
            refuse_linked_folders(self._root, folder / "-")
        except Unreadable as refusal:
            yield folder, refusal
        else:
            yield from self._read_below(folder)

    def read_existing(self, paths: Iterable[PurePosixPath]) -> Iterator[PathWithText]:
        """See `RegisterFiles.read_existing`."""
        for path in paths:
            try:
                yield path, self.read(path)
            except FileNotFoundError:
                continue
            except Unreadable as refusal:
                yield path, refusal

    def _read_below(self, top: PurePosixPath) -> Iterator[PathWithText]:
        """Yield files in order of their names, without recursion: folders may be nested deeper than Python's calls."""
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
                    yield path, read_text(self._root, path, LARGEST_DOCUMENT)
            except Unreadable as refusal:
                yield path, refusal

    def _entries(self, folder: PurePosixPath) -> list[os.DirEntry[str]]:
        try:
            return list(os.scandir(self._root / folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Unreadable(folder, error.strerror or "cannot be read") from error
