"""The state of the index for `somei doctor`, read without bringing the index up to date."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from somei_cli.store.index.index_file import find_index_file


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
