"""Files that come from outside: their bytes, bounded, and never written anywhere."""

import os
import re
import stat
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import NotFound, SomeiError, Unreadable, WrongUsage

LARGEST = 256 * 1024 * 1024
"""Bytes of one incoming file."""
_MAX_MARKING_WORDS = 6


class Incoming(NamedTuple):
    """One file as it came: `name` is its bare name, `-` for standard input.

    `folders` are the names of the folders that were typed, and of those around them that have no more than a few words.
    """

    name: str
    content: bytes
    folders: tuple[str, ...] = ()


def is_there(path: str) -> bool:
    """Whether a typed word names a file; one that cannot be the name of any does not."""
    try:
        return path == "-" or (path != "" and Path(path).exists())
    except OSError:
        return False


def files_below(path: str, suffixes: Collection[str]) -> tuple[list[str], int]:
    """The files in a folder and the folders in it, by name, and how many of other kinds were passed over.

    Hidden files and links are passed over without a word: neither is what lies on a clerk's desk. A folder that
    cannot be opened stands among the files: reading it tells why, and stops no other.
    """
    files: list[str] = []
    ignored_count = 0
    for folder, folders, names in os.walk(path, onerror=lambda error: files.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if name.startswith(".") or file.is_symlink() or not file.is_file():
                continue
            if file.suffix.lower() in suffixes:
                files.append(str(file))
            else:
                ignored_count += 1
    return files, ignored_count


def is_folder(path: str) -> bool:
    """Whether a typed word names a folder; one that cannot be the name of any does not."""
    try:
        return path not in ("", "-") and Path(path).is_dir()
    except OSError:
        return False


def incoming(path: str) -> Incoming:
    """Read a file, or standard input for `-`.

    Raises:
        NotFound: where there is no such file.
        Unreadable: where it is no plain file, too large, or empty.
        WrongUsage: where standard input is a terminal.
    """
    if path == "-":
        if sys.stdin is None or sys.stdin.isatty():
            raise WrongUsage("There is nothing on standard input.", "Pipe a text into somei, or name a file.")
        try:
            content = sys.stdin.buffer.read(LARGEST + 1)
        except OSError as error:
            raise Unreadable("standard input", error.strerror or "cannot be read") from error
        return Incoming("-", _require_size(content, "standard input"))
    try:
        # O_NONBLOCK: a named pipe must not keep somei waiting for a writer.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, ValueError):
        raise NotFound(f"There is no file {path or '“”'}.") from None
    except OSError as error:
        raise Unreadable(path, error.strerror or "cannot be opened") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable(path, "is not a plain file")
    with os.fdopen(handle, "rb") as file:
        try:
            # A file of the kernel that has nothing to say yet gives not even nothing.
            return Incoming(Path(path).name, _require_size(file.read(LARGEST + 1) or b"", path), _folders(path))
        except OSError as error:
            raise Unreadable(path, error.strerror or "cannot be read") from error


def _folders(path: str) -> tuple[str, ...]:
    """The folders of a path as typed, then those above it whose names are no longer than a marking."""
    typed = Path(path).parent.parts
    try:
        above = Path(path).resolve().parent.parts
    except (OSError, RuntimeError):
        above = ()
    short = (name for name in above if len(re.split(r"[\W_]+", name)) <= _MAX_MARKING_WORDS)
    return tuple(dict.fromkeys(name for name in (*typed, *short) if name not in ("/", ".", "..")))


def ready(paths: Collection[str]) -> Callable[[str], Incoming]:
    """What reads these files when they are wanted; standard input is read at once, by the process that has it.

    Whatever keeps a file from being read is raised when it is wanted, so that no file stops the others.
    """
    standard_input: Incoming | SomeiError | None = None
    if "-" in paths:
        try:
            standard_input = incoming("-")
        except SomeiError as refusal:
            standard_input = refusal

    def read(path: str) -> Incoming:
        if path != "-" or standard_input is None:
            return incoming(path)
        if isinstance(standard_input, SomeiError):
            raise standard_input
        return standard_input

    return read


def _require_size(content: bytes, path: str) -> bytes:
    if len(content) > LARGEST:
        raise Unreadable(path, f"is larger than {LARGEST // 1024 // 1024} MiB")
    if not content.strip():
        raise Unreadable(path, "is empty")
    return content
