"""How the index stands: whether it is up to date or damaged, and what a crash left of it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from somei_cli.store.index.index_file import find_index_file


def find_damaged_index(root: Path) -> tuple[Path, ...]:
    """Return the files of an index that SQLite cannot read; nothing if it can, or if the index is in use."""
    import sqlite3

    file = find_index_file(root)
    if file is None or not file.exists():
        return ()
    try:
        db = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        try:
            sound = db.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            db.execute("SELECT value FROM meta WHERE name = 'edition'").fetchone()
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        # Other errors only mean that it cannot be read now: in use, or on a disk without locks.
        sound = getattr(error, "sqlite_errorcode", 0) & 0xFF not in (
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
            sqlite3.SQLITE_ERROR,
        )
    companions = (file.with_name(file.name + ending) for ending in ("-wal", "-shm"))
    return () if sound else (file, *(path for path in companions if path.exists()))


def list_orphaned_drafts(private: Path) -> tuple[Path, ...]:
    """List drafts of an index whose process has ended."""
    return tuple(sorted(file for file in private.glob("index-*.db.*") if _is_orphan(file)))


def delete_files(files: Iterable[Path]) -> None:
    """Delete files that may be gone already."""
    for file in files:
        file.unlink(missing_ok=True)


def _is_orphan(file: Path) -> bool:
    from somei_cli.store.process.other_processes import is_running

    ending = file.name.partition(".db.")[2].partition("-")[0]
    return ending.isdigit() and not is_running(int(ending))


class IndexState(NamedTuple):
    """What an index records about itself; `head` is the commit of HEAD when it was last built or updated."""

    documents: int
    bytes: int
    built: datetime
    head: str


def read_index_state(root: Path) -> IndexState | None:
    """Read the state of the index; None if no index can be read."""
    import sqlite3

    file = find_index_file(root)
    if file is None or not file.exists():
        return None
    try:
        db = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        try:
            meta = dict(db.execute("SELECT name, value FROM meta"))
            (documents,) = db.execute("SELECT count(*) FROM document").fetchone()
        finally:
            db.close()
        built = datetime.fromtimestamp(int(meta["built"]), UTC)
        return IndexState(documents, file.stat().st_size, built, meta["head"] or "")
    except (sqlite3.Error, KeyError, ValueError, OSError):
        return None
