"""Read files from outside: their bytes, limited in size. Nothing of them is written."""

import os
import re
import stat
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import NotFound, SomeiError, Unreadable, WrongUsage
from somei_cli.store.operating_system import READ_ANY

MAX_FILE_BYTES = 256 * 1024 * 1024
"""The most bytes of one file from outside."""
_MAX_MARKING_WORDS = 6


class IncomingFile(NamedTuple):
    """The content of one file from outside; `name` is its name without folders, `-` for standard input.

    `folders` are the names of the typed folders, and of those above them whose names have only a few words.
    """

    name: str
    content: bytes
    folders: tuple[str, ...] = ()


def names_file(path: str) -> bool:
    """Whether a typed word names a file; a word that cannot be a file name does not."""
    try:
        return path == "-" or (path != "" and Path(path).exists())
    except OSError:
        return False


def list_files_below(path: str, suffixes: Collection[str]) -> tuple[list[str], int]:
    """Return the files with these suffixes in a folder and below, by name, and the number of other files.

    Hidden files and links are skipped and not counted: a clerk does not see them. A folder that cannot be opened is
    listed among the files: reading it then gives the reason, and the other files are not affected.
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


def names_folder(path: str) -> bool:
    """Whether a typed word names a folder; a word that cannot be a file name does not."""
    try:
        return path not in ("", "-") and Path(path).is_dir()
    except OSError:
        return False


def read_incoming(path: str) -> IncomingFile:
    """Read a file, or standard input for `-`.

    Raises:
        NotFound: if there is no such file.
        Unreadable: if it is not a regular file, is too large, or is empty.
        WrongUsage: if standard input is a terminal.
    """
    if path == "-":
        if sys.stdin is None or sys.stdin.isatty():
            raise WrongUsage("There is nothing on standard input.", "Pipe a text into somei, or name a file.")
        try:
            content = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            raise Unreadable("standard input", error.strerror or "cannot be read") from error
        return IncomingFile("-", _require_size(content, "standard input"))
    try:
        handle = os.open(path, READ_ANY)
    except (FileNotFoundError, ValueError):
        raise NotFound(f"There is no file {path or '“”'}.") from None
    except OSError as error:
        raise Unreadable(path, error.strerror or "cannot be opened") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable(path, "is not a plain file")
    with os.fdopen(handle, "rb") as file:
        try:
            # A file of the kernel without data yet returns None because of O_NONBLOCK.
            return IncomingFile(
                Path(path).name, _require_size(file.read(MAX_FILE_BYTES + 1) or b"", path), _folders(path)
            )
        except OSError as error:
            raise Unreadable(path, error.strerror or "cannot be read") from error


def read_text(path: str) -> str:
    """Read the text of a file, or of standard input for `-`.

    Raises:
        Unreadable: if it is not text in UTF-8, or as `read_incoming`.
        NotFound: if there is no such file.
    """
    try:
        return read_incoming(path).content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("standard input" if path == "-" else path, "is not text in UTF-8") from error


def _folders(path: str) -> tuple[str, ...]:
    """Return the folders of a path as typed, then those above it whose names are no longer than a marking."""
    typed = Path(path).parent.parts
    try:
        above = Path(path).resolve().parent.parts
    except (OSError, RuntimeError):
        above = ()
    short = (name for name in above if len(re.split(r"[\W_]+", name)) <= _MAX_MARKING_WORDS)
    return tuple(dict.fromkeys(name for name in (*typed, *short) if name not in ("/", ".", "..")))


def prepare_reader(paths: Collection[str]) -> Callable[[str], IncomingFile]:
    """Return a function that reads these files; standard input is read at once, by the process that has it.

    What keeps a file from being read is raised by that function, so that one file does not stop the others.
    """
    standard_input: IncomingFile | SomeiError | None = None
    if "-" in paths:
        try:
            standard_input = read_incoming("-")
        except SomeiError as refusal:
            standard_input = refusal

    def read(path: str) -> IncomingFile:
        if path != "-" or standard_input is None:
            return read_incoming(path)
        if isinstance(standard_input, SomeiError):
            raise standard_input
        return standard_input

    return read


def _require_size(content: bytes, path: str) -> bytes:
    if len(content) > MAX_FILE_BYTES:
        raise Unreadable(path, f"is larger than {MAX_FILE_BYTES // 1024 // 1024} MiB")
    if not content.strip():
        raise Unreadable(path, "is empty")
    return content
