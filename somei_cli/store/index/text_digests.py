"""Digests of texts, by which the index knows a file again that was only touched: nothing of a document is loaded then.

A file that was written a moment ago has no stamp, so it is read again at the next look, mostly with the same text. So
is a file that `git checkout` wrote anew.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from somei_cli.errors import Unreadable
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.store.disk.files import read_text
from somei_cli.store.index.disk_changes import DiskChanges, FilePlace

try:
    # Loading hashlib loads OpenSSL too, which takes longer than hashing the files of a commit.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_DIGEST_SIZE = 20
_MOST_FILES = 200
"""Of more files one has probably changed, and they would be read twice."""


def digest_of(text: str) -> bytes:
    """Return the digest by which the index recognises a text that it has read."""
    return blake2b(text.encode(), digest_size=_DIGEST_SIZE).digest()


def have_known_texts(root: Path, digests: Mapping[FilePlace, bytes | None]) -> bool:
    """Return whether each file holds the text with its digest; False also if they are too many to look."""
    return len(digests) <= _MOST_FILES and all(
        digest is not None and _read_digest(root, place) == digest for place, digest in digests.items()
    )


def _read_digest(root: Path, place: FilePlace) -> bytes | None:
    try:
        return digest_of(read_text(root, place.path, LARGEST_DOCUMENT))
    except (Unreadable, FileNotFoundError):
        return None


def write_stamps(db: sqlite3.Connection, folders: Mapping[str, bytes | None]) -> None:
    """Write the stamps of folders."""
    db.executemany(
        "INSERT INTO folder (path, stamp) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp",
        folders.items(),
    )


def write_touched(db: sqlite3.Connection, changes: DiskChanges) -> None:
    """Write the stamps of files whose texts are the same, and of folders."""
    write_stamps(db, changes.folders)
    db.executemany(
        "UPDATE file SET stamp = ? WHERE folder = (SELECT id FROM folder WHERE path = ?) AND name = ?",
        ((stamp, *place) for place, stamp in changes.files.items()),
    )
