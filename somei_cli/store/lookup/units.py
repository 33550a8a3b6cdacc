"""The files of a family as they are now, for whoever judges it; told apart from what the index knew of them."""

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.model.entries import Entry, Fault
from somei_cli.store.files import read_text
from somei_cli.store.register import Register
from somei_cli.text.limits import LARGEST

Ask = Callable[..., list[tuple[Any, ...]]]


class Unit(NamedTuple):
    """The files of one family, or one file without a document; `stale` where one has changed since it was indexed."""

    name: str
    entries: tuple[Entry, ...]
    stale: bool


_FILES = "SELECT path, name, digest FROM file JOIN folder ON folder.id = file.folder"


def read_unit(register: Register, ask: Ask, unit: str) -> Unit:
    """Read a unit; one whose files are gone has no entries."""
    if unit.startswith("/"):
        folder, _, name = unit[1:].rpartition("/")
        rows = ask(f"{_FILES} WHERE path = ? AND name = ? AND fault IS NOT NULL", (folder, name))
    else:
        family = " JOIN document ON document.id = file.id WHERE key >= ? AND key < ?"
        rows = ask(_FILES + family, (unit, f"{unit}:"))
    read = [_read(register, PurePosixPath(folder, name), digest) for folder, name, digest in rows]
    entries = sorted((entry for entry, _ in read), key=lambda entry: entry.path)
    return Unit(unit, tuple(entries), not all(known for _, known in read))


def _read(register: Register, path: PurePosixPath, digest: bytes | None) -> tuple[Entry, bool]:
    try:
        text = read_text(register.root, path, LARGEST)
    except Unreadable as refusal:
        return Entry(path, "", None, (Fault(str(refusal).removeprefix(f"{path}: ")),)), digest is None
    except FileNotFoundError:
        return Entry(path, "", None, (Fault("is gone"),)), False
    return register.entry_of(path, text), hashlib.sha256(text.encode()).digest()[:20] == digest
