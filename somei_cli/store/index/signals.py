"""Signals: what a changed document was, and is, to others, so that a check can tell whom its change may concern.

What a document is to others follows from what rules ask a snapshot: for a family, for whoever points to a text, for
the holder of a serial and those around it, for the meetings of a day, for the file that an entry was read from, for
what a number with a slip may mean. What rules may see of other documents is tried out change by change, in
`tests/commands/test_check_kept.py`.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from somei_cli.model.references import ReferenceKind
from somei_cli.store.index.disk_changes import FilePlace
from somei_cli.store.index.keys import KINDS, base_of
from somei_cli.store.index.row_columns import Outline

AGENDA = KINDS.index(ReferenceKind.AGENDA)
"""With this an outcome names the agenda whose items it is compared with."""
CLAIMS = (KINDS.index(ReferenceKind.PREVIOUS), KINDS.index(ReferenceKind.REPLACES), AGENDA)
"""With these a document says something of the other one that a third may say too."""


class Signal(StrEnum):
    """As what a document is known to others."""

    FAMILY = "family"
    FILE = "file"
    SERIAL = "serial"
    CLAIM = "claim"
    DAY = "day"
    SOURCE = "source"
    NEAR = "near"


def unit_of(key: str | None, place: FilePlace) -> str:
    """What is judged at once: a family, or a file that gives no document."""
    return base_of(key) if key else f"/{place.path}"


Standing = Mapping[tuple[str, str | bytes], object]
"""What a document is to others, by signal and value, each with all that they can see of it."""


def standing_of(
    row: Outline,
    source: bytes | None,
    codes: Iterable[tuple[str, int, int, int, bool]],
    references: Iterable[tuple[str, int, str]],
) -> Standing:
    """What a document is to others."""
    seen_by_citing = _facts_seen_by_citing(row)
    codes = tuple(codes)
    # An outcome looks into the file of its agenda, of which no more is known here than that it was another one.
    visible: dict[tuple[str, str | bytes], object] = {
        (Signal.FAMILY, base_of(row.key)): seen_by_citing,
        (Signal.FILE, row.key): object(),
        # What is of the same matter is told by subject and codes.
        (Signal.NEAR, row.key): (seen_by_citing, row.subject, {code for code, *_ in codes}),
    }
    for code, year, serial, position, _ in codes:
        if serial:
            visible[Signal.SERIAL, f"{code}\t{year}\t{serial}\t{row.key}"] = (row.date, position)
    for target, kind, _ in references:
        if kind in CLAIMS:
            visible[Signal.CLAIM, target] = seen_by_citing
    if row.start:
        visible[Signal.DAY, row.start] = row
    if source:
        visible[Signal.SOURCE, source] = row.key
    return visible


def _facts_seen_by_citing(row: Outline) -> tuple[Outline, list[Any]]:
    """What whoever points to a document may see of it: neither its subject nor its codes."""
    _, *facts = json.loads(row.facts) if row.facts else [()]
    return row._replace(subject=None, facts=None), facts


def tell(db: sqlite3.Connection, units: Iterable[str], before: Standing, after: Standing) -> None:
    """Say what is not to others as it was before, and which units are to be judged for themselves."""
    db.executemany("INSERT OR IGNORE INTO unjudged VALUES (?)", ((unit,) for unit in units))
    changed = (signal for signal in before.keys() | after.keys() if before.get(signal) != after.get(signal))
    db.executemany("INSERT OR IGNORE INTO signal VALUES (?, ?)", changed)
