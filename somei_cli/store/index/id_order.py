"""The order of the ids in an index: that of the document numbers, so that the first matches of a search come first.

Ids that are given later may be out of order, and so may those of files whose name gives another number.
"""

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.model.document_number import SERIES_AS_FILED
from somei_cli.store.index.keys import first_issue_key

if TYPE_CHECKING:
    from somei_cli.store.index.disk_changes import FilePlace
    from somei_cli.store.index.records import IndexRecord

_NAME = r"([A-Z-]{1,12})-([0-9]{1,12})-([0-9]{4})-"
_PRINTED = {"ST": "", **{filed: printed for printed, filed in SERIES_AS_FILED.items()}}
UNKNOWN_KEY = "~"
"""Sorts last."""
_MOST_STRAYS = 20_000


class ExpectedFile(NamedTuple):
    """A file with how its key should begin, by which files are in the order of the ids."""

    key: str
    place: "FilePlace"
    stamp: bytes | None


def expected_key(place: "FilePlace") -> str:
    """Return how the key of the document begins, by the name of its file, or `UNKNOWN_KEY`."""
    match = _name_pattern().match(place.name)
    if match is None:
        return UNKNOWN_KEY
    series, number, year = match.groups()
    return first_issue_key(int(year), _PRINTED.get(series, series), int(number))


@cache
def _name_pattern() -> re.Pattern[str]:
    """Compile the pattern when the first index is built."""
    return re.compile(_NAME)


class RecordSorter:
    """Puts nearly sorted records in order; those far from their place come at the end.

    `ordered` counts the records in order before the first that is not.
    """

    def __init__(self) -> None:
        self.ordered = 0
        self._last_key = ""
        self._stray_records: list[IndexRecord] = []

    def batches(self, records: "Iterator[IndexRecord]", size: int) -> "Iterator[list[IndexRecord]]":
        """Yield all records in lists of up to `size`."""
        while len(self._stray_records) <= _MOST_STRAYS and (batch := list(islice(records, size))):
            in_order = [record for record in sorted(batch, key=_key) if self._is_in_order(record)]
            self.ordered += len(in_order)
            yield in_order
        remaining = chain(self._stray_records, records)
        while batch := list(islice(remaining, size)):
            yield batch

    def _is_in_order(self, record: "IndexRecord") -> bool:
        key = _key(record)
        if record.document and (key < self._last_key or not key.startswith(expected_key(record.place))):
            self._stray_records.append(record)
            return False
        self._last_key = max(self._last_key, key)
        return True


def _key(record: "IndexRecord") -> str:
    return record.document.key if record.document else ""


def last_file_id(db: sqlite3.Connection) -> int:
    """Return the highest id that a file ever got; no id is used twice."""
    rows = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'file'").fetchall()
    return int(rows[0][0]) if rows else 0
