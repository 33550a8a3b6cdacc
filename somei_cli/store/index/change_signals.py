"""Signals: how a changed document looks to others before and after, so that a check finds which families it affects.

What is visible of a document follows from what rules ask a snapshot: for a family, for documents that point here, for
the holder of a serial and those around it, for the meetings of a day, for the source file of an entry, for numbers that
differ by a slip. `tests/commands/test_check_incremental.py` tries out, change by change, what rules may see of other
documents.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from somei_cli.model.references import ReferenceKind
from somei_cli.store.index.disk_changes import FilePlace
from somei_cli.store.index.keys import base_of
from somei_cli.store.index.row_columns import REFERENCE_KINDS, DocumentRow

AGENDA_KIND = REFERENCE_KINDS.index(ReferenceKind.AGENDA)
"""By a reference of this kind an outcome names the agenda whose items it is compared with."""
CLAIMING_KINDS = (
    REFERENCE_KINDS.index(ReferenceKind.PREVIOUS),
    REFERENCE_KINDS.index(ReferenceKind.REPLACES),
    AGENDA_KIND,
)
"""By a reference of these kinds a document claims something of its target that a third document may claim too."""


class ChangeSignal(StrEnum):
    """A way in which other documents look up a document."""

    FAMILY = "family"
    FILE = "file"
    SERIAL = "serial"
    CLAIM = "claim"
    DAY = "day"
    SOURCE = "source"
    NEAR = "near"


def unit_of(key: str | None, place: FilePlace) -> str:
    """Return the unit that is checked at once: the base key of a family, or "/path" of a file without a document."""
    return base_of(key) if key else f"/{place.path}"


VisibleFacts = Mapping[tuple[str, str | bytes], object]
"""What other documents can see of a document, by signal and value."""


def visible_facts_of(
    row: DocumentRow,
    source: bytes | None,
    codes: Iterable[tuple[str, int, int, int, bool]],
    references: Iterable[tuple[str, int, str]],
) -> VisibleFacts:
    """Return what other documents can see of a document."""
    seen_by_citing = _facts_seen_by_citing(row)
    codes = tuple(codes)
    # An outcome reads the whole file of its agenda; here it is only known to differ: object() equals nothing else.
    visible: dict[tuple[str, str | bytes], object] = {
        (ChangeSignal.FAMILY, base_of(row.key)): seen_by_citing,
        (ChangeSignal.FILE, row.key): object(),
        # Whether two documents are about the same matter is judged by subject and codes.
        (ChangeSignal.NEAR, row.key): (seen_by_citing, row.subject, {code for code, *_ in codes}),
    }
    for code, year, serial, position, _ in codes:
        if serial:
            visible[ChangeSignal.SERIAL, f"{code}\t{year}\t{serial}\t{row.key}"] = (row.date, position)
    for target, kind, _ in references:
        if kind in CLAIMING_KINDS:
            visible[ChangeSignal.CLAIM, target] = seen_by_citing
    if row.start:
        visible[ChangeSignal.DAY, row.start] = row
    if source:
        visible[ChangeSignal.SOURCE, source] = row.key
    return visible


def _facts_seen_by_citing(row: DocumentRow) -> tuple[DocumentRow, list[Any]]:
    """Return what a document that points here may see: all but subject and codes."""
    _, *facts = json.loads(row.facts) if row.facts else [()]
    return row._replace(subject=None, facts=None), facts


def signal_changes(db: sqlite3.Connection, units: Iterable[str], before: VisibleFacts, after: VisibleFacts) -> None:
    """Queue units for a check, and record a signal for everything that others see differently now."""
    db.executemany("INSERT OR REPLACE INTO unjudged VALUES (?, NULL)", ((unit,) for unit in units))
    changed = (signal for signal in before.keys() | after.keys() if before.get(signal) != after.get(signal))
    db.executemany("INSERT OR IGNORE INTO signal VALUES (?, ?)", changed)
