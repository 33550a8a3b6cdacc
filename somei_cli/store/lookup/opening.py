"""Looking at a register through its index, where there is one to be had."""

import os
from pathlib import PurePosixPath

from somei_cli.errors import Unreadable
from somei_cli.model.entries import Entry, Fault
from somei_cli.model.shelves import ShelvedSnapshot
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.holding import WorkTree
from somei_cli.store.lookup.place import index_file
from somei_cli.store.register import Register

OFF = "SOMEI_NO_INDEX"
"""A variable of the environment: with it every file is read."""


def looked_up(register: Register) -> tuple[Snapshot, tuple[Entry, ...]] | None:
    """The register as it is now, and the files that cannot be read; None where only reading all of it can tell."""
    if not register.indexed or register.by or not isinstance(register.holding, WorkTree) or os.environ.get(OFF):
        return None
    file = index_file(register.root)
    if file is None:
        return None
    import sqlite3

    from somei_cli.store.lookup.index import Index, Unusable
    from somei_cli.store.lookup.shelf import IndexShelf

    try:
        index = Index.open(register.root.absolute(), file)
        unread = _unread(index.faults())
    except (Unusable, sqlite3.Error):
        return None
    snapshot = ShelvedSnapshot(IndexShelf(register, index), lambda: register.vocabulary, register.settings)
    return snapshot, unread


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
