"""What is left of an index that was damaged, or never came to be."""

from collections.abc import Iterable
from pathlib import Path

from somei_cli.store.index.location import index_file
from somei_cli.store.process.other_processes import lives


def damaged_index(root: Path) -> tuple[Path, ...]:
    """The files of an index that SQLite cannot read whole; none where it can, or where somebody is just using it."""
    import sqlite3

    file = index_file(root)
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
        # Anything else says only that it cannot be looked at now: in use, or on a disk that takes no lock.
        sound = getattr(error, "sqlite_errorcode", 0) & 0xFF not in (
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
            sqlite3.SQLITE_ERROR,
        )
    beside = (file.with_name(file.name + ending) for ending in ("-wal", "-shm"))
    return () if sound else (file, *(one for one in beside if one.exists()))


def index_drafts(private: Path) -> tuple[Path, ...]:
    """The drafts of processes that are no more."""
    return tuple(sorted(file for file in private.glob("index-*.db.*") if _is_orphan(file)))


def throw_away(files: Iterable[Path]) -> None:
    """Remove files that may be gone already."""
    for file in files:
        file.unlink(missing_ok=True)


def _is_orphan(file: Path) -> bool:
    ending = file.name.partition(".db.")[2].partition("-")[0]
    return ending.isdigit() and not lives(int(ending))
