"""A draft of an index: written beside the index file, and put in its place once it is complete."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from somei_cli.store.git.document_deltas import find_head_or_none
from somei_cli.store.index.disk_changes import KnownFiles, find_changes
from somei_cli.store.index.id_order import ExpectedFile, expected_key
from somei_cli.store.index.index_file import companion_file, lock_index
from somei_cli.store.index.records import read_records
from somei_cli.store.index.tables import QUICK_WRITING, complete_tables, make_tables, write_changes
from somei_cli.store.index.text_digests import write_stamps
from somei_cli.store.operating_system import NEW_FILE

if TYPE_CHECKING:
    from somei_cli.store.index.judged_records import FirstJudge


@contextmanager
def replacing_index(file: Path) -> Iterator[sqlite3.Connection]:
    """Open an empty draft, and replace the index file by it at the end of the `with` block; not after an error.

    Raises:
        OSError: if the folder cannot be written to, or others use the index all the time.
    """
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, NEW_FILE, 0o600))
        db = sqlite3.connect(draft, isolation_level=None)
        try:
            db.executescript(QUICK_WRITING)
            yield db
            db.execute("PRAGMA journal_mode = WAL")
        finally:
            db.close()
        exclusive_fd = lock_index(file)
        try:
            # The journals go with the old file: SQLite would replay them into the new one.
            for old_file in (file, companion_file(file, "-wal"), companion_file(file, "-shm")):
                old_file.unlink(missing_ok=True)
            draft.rename(file)
            from somei_cli.store.index.index_health import delete_files, list_orphaned_drafts

            delete_files(list_orphaned_drafts(file.parent))
        finally:
            os.close(exclusive_fd)
    finally:
        for leftover in (draft, *(companion_file(draft, ending) for ending in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def copy_database(source: sqlite3.Connection, draft: sqlite3.Connection) -> None:
    """Copy a whole database into a draft."""
    source.backup(draft)
    # The copy brought the journal mode of the source.
    draft.executescript(QUICK_WRITING)


def fill_draft(
    db: sqlite3.Connection, root: Path, edition: str, *, with_words: bool, judge: "FirstJudge | None"
) -> None:
    """Fill an empty draft with all documents; `judge` says who judges the families meanwhile."""
    head = find_head_or_none(root)
    changes = find_changes(root, KnownFiles({}, lambda _: {}), sweep=False)
    make_tables(db, with_words=with_words)
    ordered = sorted(ExpectedFile(expected_key(place), place, stamp) for place, stamp in changes.files.items())
    changes.files.clear()  # the list is enough, and the memory of a large register is needed
    meta = {"edition": edition, "place": str(root), "head": head, "built": str(int(time.time()))}
    if judge:
        from somei_cli.store.index.judged_draft import write_judged_records
        from somei_cli.store.index.suspects import queue_suspects

        write_stamps(db, changes.folders)
        write_judged_records(db, _path_of(db), root, ordered, judge)
        db.execute("BEGIN")
        complete_tables(db, len(ordered))
        queue_suspects(db, judge.settings)
        meta |= {"judged by": judge.edition, "judged on": judge.today.isoformat(), "generation": "1"}
    else:
        db.execute("BEGIN")
        records = read_records(root, [(file.place, file.stamp, None) for file in ordered], with_words=with_words)
        write_changes(db, changes, records, empty=True)
    db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    db.execute("COMMIT")


def _path_of(db: sqlite3.Connection) -> Path:
    """Return the file of a database."""
    return Path(db.execute("PRAGMA database_list").fetchone()[2])
