"""Counts of documents by group, computed in the index without reading a document."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from somei_cli.model.query.group_by import GroupBy, GroupValue, OwnCounts
from somei_cli.store.index.keys import SERIES_OF_KEY

_COLUMNS = {
    GroupBy.YEAR: "document.year",
    GroupBy.MONTH: "substr(date, 1, 7)",
    # The standard series has no letters in the key.
    GroupBy.SERIES: f"coalesce(nullif({SERIES_OF_KEY}, ''), 'ST')",
    GroupBy.TYPE: "nullif(type, '')",
    GroupBy.CODE: "NULL",
    GroupBy.MARKING: "marking",
    GroupBy.BODY: "nullif(body, '')",
    GroupBy.STATUS: "status",
}
_COUNT_ALL = "SELECT count(*) FROM document WHERE live AND "
_JOIN_CODES = "code JOIN document ON document.id = code.document"


def count_groups(
    query: Callable[..., list[tuple[Any, ...]]], condition: str, parameters: Sequence[object], by: tuple[GroupBy, ...]
) -> OwnCounts:
    """Count the documents that fit a condition, by groups."""

    def count_rows(tables: str, rows_condition: str, code: str = "NULL") -> Counter[tuple[GroupValue, ...]]:
        columns = ", ".join(code if group is GroupBy.CODE else _COLUMNS[group] for group in by)
        positions = ", ".join(str(position) for position in range(1, len(by) + 1))
        source_clause = ("FROM", tables, "WHERE live AND", rows_condition, "AND", condition)
        rows = query(" ".join(("SELECT", columns, ", count(*)", *source_clause, "GROUP BY", positions)), parameters)
        return Counter({tuple(values): count for *values, count in rows})

    ((total,),) = query(_COUNT_ALL + condition, parameters)
    counts = count_rows("document", "1")
    if GroupBy.CODE in by:
        # Every document with codes has one at ordinal 0: replace its row by one row for each code.
        counts -= count_rows(_JOIN_CODES, "ordinal = 0")
        counts += count_rows(_JOIN_CODES, "first", "code")
    return OwnCounts(counts, total)
