"""The rows and cells of a table as they were read, its headings, and the words around them.

A cell is text, as it would be typed, or it says why it cannot be read.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from somei_cli.errors import Unreadable

LIMITE_LINE = "LIMITE"
"""What a line above the headings begins with that says how restricted a sheet is."""
_LIMITE_NOTICE = re.compile(
    rf"(?:{LIMITE_LINE}: )?this sheet holds (?:1 entry that is|[0-9]{{1,9}} entries that are) LIMITE "
    "and not for the public"
)


def describe_limite_entries(count: int) -> str:
    """Return what a sheet of the register says of itself if it holds entries of LIMITE documents."""
    entries = "1 entry that is" if count == 1 else f"{count} entries that are"
    return f"{LIMITE_LINE}: this sheet holds {entries} LIMITE and not for the public"


def is_limite_notice(text: str) -> bool:
    """Return whether a text is what a sheet of a register says of itself; it says nothing of a single entry."""
    return _LIMITE_NOTICE.fullmatch(text) is not None


class TableCell(NamedTuple):
    """The text of a cell without blanks around it, or why it cannot be read."""

    text: str = ""
    fault: str = ""


EMPTY_CELL = TableCell()


class TableRow(NamedTuple):
    """A row with its number as a spreadsheet counts it, from 1 on; `fault` says what is wrong with the whole row."""

    number: int
    cells: tuple[TableCell, ...]
    fault: str = ""


class OutsideText(NamedTuple):
    """Words of a file that stand outside of the rows and headings of its table, and where: a sheet name, a comment."""

    text: str
    place: str


class RowSource(NamedTuple):
    """The headings of a table, its rows below them, about how many there are, and remarks for a person.

    `outside_texts` are the words outside of it, read while they are asked for.
    """

    headings: tuple[str, ...]
    rows: Iterator[TableRow]
    estimated_rows: int
    remarks: tuple[str, ...] = ()
    outside_texts: Iterator[OutsideText] = iter(())


def column_letters(index: int) -> str:
    """Return how a spreadsheet calls a column, given its index from 0 on.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    index, last = divmod(index, 26)
    return (column_letters(index - 1) if index else "") + chr(ord("A") + last)


def with_headings(
    rows: Iterator[TableRow],
    name: str,
    estimated: int,
    remarks: tuple[str, ...] = (),
    outside_texts: Iterable[OutsideText] = (),
) -> RowSource:
    """Return the rows below the first one with words; a line above it that says LIMITE is not a row of the table."""
    lines_above: list[OutsideText] = []
    for row in rows:
        filled = [cell for cell in row.cells if cell != EMPTY_CELL]
        if not filled:
            continue
        if len(filled) == 1 and filled[0].text.startswith(LIMITE_LINE):
            lines_above += (
                [] if is_limite_notice(filled[0].text) else [OutsideText(filled[0].text, "the line above the headings")]
            )
            continue
        headings = [" ".join(cell.text.split()) for cell in row.cells]
        while headings and not headings[-1]:
            headings.pop()
        return RowSource(
            tuple(headings),
            fit_rows(rows, len(headings)),
            max(estimated - row.number, 0),
            remarks,
            chain(lines_above, outside_texts),
        )
    raise Unreadable(name, "holds no table: a row with the names of the columns is missing")


def fit_rows(rows: Iterable[TableRow], width: int) -> Iterator[TableRow]:
    """Yield the rows that are not empty, each with a cell for every heading; a longer one is faulty."""
    for row in rows:
        if all(cell == EMPTY_CELL for cell in row.cells) and not row.fault:
            continue
        cells = (*row.cells[:width], *[EMPTY_CELL] * (width - len(row.cells)))
        surplus = any(cell != EMPTY_CELL for cell in row.cells[width:])
        fault = row.fault or ("has more cells than the table has columns" if surplus else "")
        yield TableRow(row.number, cells, fault)
