"""Read and write the files that git hands to a merge driver: base, ours and theirs."""

from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import GitRefuses, Unreadable
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.store.disk.durable import refuse_disk_errors, replace_file
from somei_cli.store.disk.files import read_text
from somei_cli.store.git.command import Git

_FIRST_ERROR_STATUS = 128
"""From this exit status on, `git merge-file` has failed; below, it is the number of conflicts."""


class MergeFileNames(NamedTuple):
    """The names of the three files, relative to the folder that git works in."""

    base: str
    ours: str
    theirs: str


def read_version(folder: Path, name: str) -> str | None:
    """Return the text of a version; None if its bytes are not the text of a document.

    Raises:
        Unreadable: if the file is missing.
    """
    try:
        return read_text(folder, name, LARGEST_DOCUMENT)
    except Unreadable:
        return None
    except FileNotFoundError as missing:
        raise Unreadable(name, "is missing") from missing


def read_any_text(file: Path) -> str:
    """Return the text of a file that git wants to show, whatever bytes it holds.

    Raises:
        Unreadable: if it is missing or not a regular file.
    """
    try:
        return read_text(file.parent, file.name, LARGEST_DOCUMENT)
    except FileNotFoundError as missing:
        raise Unreadable(file, "is missing") from missing
    except Unreadable:
        if not file.is_file() or file.is_symlink():
            raise
        return file.read_bytes().decode("utf-8", "replace")


def write_merged(folder: Path, names: MergeFileNames, text: str) -> None:
    """Write the merged text over our version."""
    with refuse_disk_errors():
        replace_file(folder / names.ours, text.encode())


def merge_lines(folder: Path, names: MergeFileNames, marker_size: int) -> bool:
    """Merge line by line as git does and write the result over our version; whether there was no conflict.

    Raises:
        GitRefuses: if git would not merge, as with binary files.
    """
    labels = [word for label in ("ours", "base", "theirs") for word in ("-L", label)]
    command = ("merge-file", f"--marker-size={marker_size}", *labels, "--", names.ours, names.base, names.theirs)
    answer = Git(folder).call(*command)
    if answer.status < 0 or answer.status >= _FIRST_ERROR_STATUS:
        raise GitRefuses("git merge-file", answer.complaint)
    return answer.status == 0
