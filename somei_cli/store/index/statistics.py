"""Counts of documents by group, computed in the index without reading a document."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from somei_cli.model.query.group_by import By, Counted, Value
from somei_cli.store.index.keys import SERIES_OF_KEY

_COLUMNS = {
    By.YEAR: "document.year",
    By.MONTH: "substr(date, 1, 7)",
    # The standard series has no letters in the key.
    By.SERIES: f"coalesce(nullif({SERIES_OF_KEY}, ''), 'ST')",
    By.TYPE: "nullif(type, '')",
    By.CODE: "NULL",
    By.MARKING: "marking",
    By.BODY: "nullif(body, '')",
    By.STATUS: "status",
}
_COUNT_ALL = "SELECT count(*) FROM document WHERE live AND "
_JOIN_CODES = "code JOIN document ON document.id = code.document"


def tally(
    query: Callable[..., list[tuple[Any, ...]]], condition: str, parameters: Sequence[object], by: tuple[By, ...]
) -> Counted:
    """Count the documents that fit a condition, by groups."""

    def count_rows(tables: str, rows_condition: str, code: str = "NULL") -> Counter[tuple[Value, ...]]:
        columns = ", ".join(code if group is By.CODE else _COLUMNS[group] for group in by)
        positions = ", ".join(str(position) for position in range(1, len(by) + 1))
        source_clause = ("FROM", tables, "WHERE live AND", rows_condition, "AND", condition)
        rows = query(" ".join(("SELECT", columns, ", count(*)", *source_clause, "GROUP BY", positions)), parameters)
        return Counter({tuple(values): count for *values, count in rows})

    ((total,),) = query(_COUNT_ALL + condition, parameters)
    counts = count_rows("document", "1")
    if By.CODE in by:
        # Every document with codes has one at ordinal 0: replace its row by one row for each code.
        counts -= count_rows(_JOIN_CODES, "ordinal = 0")
        counts += count_rows(_JOIN_CODES, "first", "code")
    return Counted(counts, total)
