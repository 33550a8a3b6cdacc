"""Counting in the index: how often what documents are counted by occurs, no document read for it."""

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
_TOTAL = "SELECT count(*) FROM document WHERE live AND "
_WITH_CODES = "code JOIN document ON document.id = code.document"


def tally(
    ask: Callable[..., list[tuple[Any, ...]]], where: str, words: Sequence[object], by: tuple[By, ...]
) -> Counted:
    """Count the documents that a condition fits."""

    def times(tables: str, which: str, code: str = "NULL") -> Counter[tuple[Value, ...]]:
        columns = ", ".join(code if one is By.CODE else _COLUMNS[one] for one in by)
        places = ", ".join(str(place) for place in range(1, len(by) + 1))
        fitting = ("FROM", tables, "WHERE live AND", which, "AND", where)
        rows = ask(" ".join(("SELECT", columns, ", count(*)", *fitting, "GROUP BY", places)), words)
        return Counter({tuple(values): many for *values, many in rows})

    ((total,),) = ask(_TOTAL + where, words)
    counted = times("document", "1")
    if By.CODE in by:
        # Whoever carries a code has one in the first place.
        counted -= times(_WITH_CODES, "ordinal = 0")
        counted += times(_WITH_CODES, "first", "code")
    return Counted(counted, total)
