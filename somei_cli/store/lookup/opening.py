"""Looking at a register through its index, where there is one to be had."""

import os
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from somei_cli.errors import Unreadable
from somei_cli.model.entries import Entry, Fault
from somei_cli.model.shelves import ShelvedSnapshot
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.holding import WorkTree
from somei_cli.store.lookup.place import index_file
from somei_cli.store.register import Register

if TYPE_CHECKING:
    from somei_cli.store.lookup.index import Index

OFF = "SOMEI_NO_INDEX"
"""A variable of the environment: with it every file is read."""


def looked_up(register: Register) -> tuple[Snapshot, tuple[Entry, ...]] | None:
    """The register as it is now, and the files that cannot be read; None where only reading all of it can tell."""
    import sqlite3

    from somei_cli.store.lookup.shelf import IndexShelf

    index = index_of(register)
    if index is None:
        return None
    try:
        unread = _unread(index.faults())
    except sqlite3.Error:
        return None
    snapshot = ShelvedSnapshot(IndexShelf(register, index), lambda: register.vocabulary, register.settings)
    return snapshot, unread


def may_be_indexed(register: Register) -> bool:
    """Whether an index can answer for what is looked at, and nobody forbade it."""
    of_now = isinstance(register.holding, WorkTree) and not register.by
    return register.indexed and of_now and not os.environ.get(OFF)


def index_of(register: Register, suspects: Collection[str] | None = None) -> "Index | None":
    """The index of a register, up to date; None where it may not help, or cannot.

    With `suspects`, which git takes for edited, nothing that git can see is overlooked.
    """
    if not may_be_indexed(register):
        return None
    file = index_file(register.root)
    if file is None:
        return None
    from somei_cli.store.lookup.index import Index, Unusable

    try:
        return Index.open(register.root.absolute(), file, suspects)
    except Unusable:
        return None


def snapshot_for(register: Register) -> Snapshot:
    """What a decision about the whole register needs to see.

    Every document that it is told of was read from its file at that moment.

    Raises:
        Unreadable: for the first file that gives no document: a decision must not overlook one.
    """
    found = looked_up(register)
    if found is None:
        return register.snapshot()
    snapshot, unread = found
    for entry in unread:
        fault = entry.faults[0]
        raise Unreadable(entry.path, fault.message, fault.line)
    return snapshot


def _unread(rows: list[tuple[str, str, str, int]]) -> tuple[Entry, ...]:
    ordered = sorted((PurePosixPath(folder, name), fault, line) for folder, name, fault, line in rows)
    return tuple(Entry(path, "", None, (Fault(fault, line),)) for path, fault, line in ordered)
