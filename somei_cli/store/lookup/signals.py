"""Signals: what a changed document was, and is, to others, so that a check can tell whom its change may concern.

What a document is to others follows from what rules ask a snapshot: for a family, for whoever points to a text, for
the holder of a serial and those around it, for the meetings of a day, for the file that an entry was read from.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from enum import StrEnum

from somei_cli.model.references import ReferenceKind
from somei_cli.store.lookup.keys import base_of
from somei_cli.store.lookup.rows import KINDS
from somei_cli.store.lookup.watching import Place

CLAIMS = tuple(map(KINDS.index, (ReferenceKind.PREVIOUS, ReferenceKind.REPLACES, ReferenceKind.AGENDA)))
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


def tell(
    db: sqlite3.Connection,
    place: Place,
    key: str | None = None,
    start: str | None = None,
    source: bytes | None = None,
    codes: Iterable[tuple[str, int, int, int, bool]] = (),
    references: Iterable[tuple[str, int, str]] = (),
) -> None:
    """Say what the document of a file is that comes or changes, or was that changes or goes."""
    db.execute("INSERT OR IGNORE INTO unjudged VALUES (?)", (unit_of(key, place),))
    if key:
        signals = _signals(key, start, source, codes, references)
        db.executemany("INSERT OR IGNORE INTO signal VALUES (?, ?)", signals)


def _signals(
    key: str,
    start: str | None,
    source: bytes | None,
    codes: Iterable[tuple[str, int, int, int, bool]],
    references: Iterable[tuple[str, int, str]],
) -> Iterator[tuple[str, str | bytes]]:
    yield Signal.FAMILY, base_of(key)
    for code, year, serial, _, _ in codes:
        if serial:
            yield Signal.SERIAL, serial_signal(code, year, serial, key)
    for target, kind, _ in references:
        if kind in CLAIMS:
            yield Signal.CLAIM, target
    if start:
        yield Signal.DAY, start
    if source:
        yield Signal.SOURCE, source
