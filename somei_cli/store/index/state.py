"""How the index stands, for whoever wonders: asked without bringing it up to date."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from somei_cli.store.index.location import index_file


class IndexState(NamedTuple):
    """What an index says of itself: `head` is the commit that HEAD named when it was last built or followed."""

    documents: int
    bytes: int
    built: datetime
    head: str


def index_state(root: Path) -> IndexState | None:
    """The state of the index; None where there is none that can be read."""
    import sqlite3

    file = index_file(root)
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
