"""Signals: what a changed document was, and is, to others, so that a check can tell whom its change may concern.

What a document is to others follows from what rules ask a snapshot: for a family, for whoever points to a text, for
the holder of a serial and those around it, for the meetings of a day, for the file that an entry was read from.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from enum import StrEnum

from somei_cli.model.references import ReferenceKind
from somei_cli.store.lookup.cards import Card
from somei_cli.store.lookup.keys import base_of
from somei_cli.store.lookup.watching import Place

CLAIMS = (ReferenceKind.PREVIOUS, ReferenceKind.REPLACES, ReferenceKind.AGENDA)
"""With these a document says something of the other one that a third may say too."""


class Signal(StrEnum):
    """As what a document is known to others."""

    FAMILY = "family"
    SERIAL = "serial"
    CLAIM = "claim"
    DAY = "day"
    SOURCE = "source"


def unit_of(key: str | None, place: Place) -> str:
    """What is judged at once: a family, or a file that gives no document."""
    return base_of(key) if key else f"/{place.path}"


def serial_signal(code: str, year: int, serial: int, key: str) -> str:
    """A serial with its holder."""
    return f"{code}\t{year}\t{serial}\t{key}"


def tell(db: sqlite3.Connection, card: Card) -> None:
    """Say what a document is that came, or changed."""
    if card.document is None:
        _say(db, unit_of(None, card.place), ())
        return
    key, start, source = card.document[0], card.document[7], card.document[9]
    serials = ((code, year, serial) for code, year, serial, _, _ in card.codes)
    claims = ((target, kind) for target, kind, _ in card.references)
    _say(db, base_of(key), _signals(key, start, source, serials, claims))


def tell_old(db: sqlite3.Connection, place: Place) -> None:
    """Say what a file was that changes, or goes."""
    rows = db.execute(
        "SELECT file.id, key, start, source FROM file JOIN folder ON folder.id = file.folder"
        " LEFT JOIN document ON document.id = file.id WHERE path = ? AND name = ?",
        place,
    ).fetchall()
    for number, key, start, source in rows:
        if key is None:
            _say(db, unit_of(None, place), ())
            continue
        serials = db.execute("SELECT code, year, serial FROM code WHERE document = ?", (number,)).fetchall()
        claims = db.execute("SELECT target, kind FROM reference WHERE document = ?", (number,)).fetchall()
        _say(db, base_of(key), _signals(key, start, source, serials, claims))


def _say(db: sqlite3.Connection, unit: str, signals: Iterable[tuple[str, str | bytes]]) -> None:
    db.execute("INSERT OR IGNORE INTO unjudged VALUES (?)", (unit,))
    db.executemany("INSERT OR IGNORE INTO signal VALUES (?, ?)", signals)


def _signals(
    key: str,
    start: str | None,
    source: bytes | None,
    serials: Iterable[tuple[str, int, int]],
    claims: Iterable[tuple[str, str]],
) -> Iterator[tuple[str, str | bytes]]:
    yield Signal.FAMILY, base_of(key)
    for code, year, serial in serials:
        if serial:
            yield Signal.SERIAL, serial_signal(code, year, serial, key)
    for target, kind in claims:
        if kind in CLAIMS:
            yield Signal.CLAIM, target
    if start:
        yield Signal.DAY, start
    if source:
        yield Signal.SOURCE, source
