"""Tables from outside: their columns and rows, the order of their dates, and markings outside of their fields."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache, partial
from io import BytesIO
from itertools import chain
from pathlib import PurePath
from typing import NamedTuple

from somei_cli.commands.shared import session
from somei_cli.commands.shared.table_cells import DATE_WORDS, DateOrders, parse_row
from somei_cli.commands.shared.typed_fields import FIELDS
from somei_cli.commands.shared.untyped_cells import Waivable
from somei_cli.errors import Classified, WrongUsage
from somei_cli.extraction.cover.outside_words import cell_lines, find_outside_marking, name_lines
from somei_cli.extraction.markings.detection import FoundMarking
from somei_cli.formats.notation.typed_dates import DateOrder, list_days_by_order
from somei_cli.formats.table.cells import RowSource, TableRow, column_letters
from somei_cli.formats.table.columns import (
    OTHER_WORDS,
    SUFFIX,
    TABLE_WORDS,
    ColumnMap,
    fault_in_column,
    map_columns,
)
from somei_cli.formats.table.other_fields import UNTYPED_WORDS
from somei_cli.formats.table.rows import open_table
from somei_cli.model.document import SourceFile
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.importing.table_rows import CellFault, OutsideMarking, ParsedRow
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.disk.input_files import IncomingFile, read_incoming

ScanWords = Callable[[str, str], FoundMarking | None]
"""Returns the marking in words outside of the fields of a table, at a place; raises Classified."""
_HEADING = "a heading"
_MAY_RESTRICT = frozenset({"note", "type"})
"""The fields in which a list of somebody else may say how restricted a document is."""
_NO = frozenset({"no", "n", "0", "false", "-", "none"})


def column_of_field(typed: str) -> tuple[str, str]:
    """A column and the word of its field, from `COLUMN=FIELD`.

    Raises:
        WrongUsage: if it is not that, or no table holds such a field.
    """
    heading, _, word = typed.rpartition("=")
    word = word.strip().casefold()
    if not heading.strip():
        raise WrongUsage(f"“{typed}” maps nothing: expected COLUMN=FIELD.", "As in: --map Title=subject")
    words = (*TABLE_WORDS, *UNTYPED_WORDS)
    if word not in (*words, SUFFIX):
        raise WrongUsage(f"There is no field “{word}” in a table.", "Fields: " + ", ".join(words))
    return heading.strip(), word


class ClassifiedTable(Classified):
    """A table names a level of EU classified information outside of its fields."""

    def __init__(self, place: str, level: str) -> None:
        super().__init__(level)
        self.args = (f"{level} stands in {place}; such a table is never accepted here.",)
        self.hint = f"{Classified.hint} If the words only quote the level: --quoted 0 -m REASON."


class IncomingTable(NamedTuple):
    """A table from outside: its name, its columns, and its rows, which are read while they are asked for.

    `outside` are the markings around it, in its name and in other parts of its file. `scan` looks for them in the cells
    that hold no field. `date_order` is what the clerk says of dates in figures.
    """

    name: str
    columns: ColumnMap
    source: RowSource
    scan: ScanWords | None = None
    outside: tuple[OutsideMarking, ...] = ()
    date_order: DateOrder | None = None

    def rows(self, quoted: Collection[str] = (), can_be_waived: Waivable | None = None) -> Iterator[ParsedRow]:
        """Yield the rows, each read as if it had been typed; see `parse_row`.

        The dates of a column are judged together: rows with a date in figures come last.
        """
        waiting: list[TableRow] = []

        def parse(row: TableRow, orders: DateOrders) -> ParsedRow:
            parsed = parse_row(row, self.columns, quoted, can_be_waived, orders)
            outside, faults = self.scan_row(row)
            return parsed._replace(
                faults=(*parsed.faults, *(fault._replace(number=parsed.number) for fault in faults)),
                outside=(*outside, *self.outside),
                source=_source_of(row, self.name),
            )

        for row in self.source.rows:
            if self.date_order is None and any(_is_date_in_figures(text) for _, text in self._date_cells(row)):
                waiting.append(row)
            else:
                yield parse(row, self.typed_orders())
        orders = self.find_orders(cell for row in waiting for cell in self._date_cells(row))
        for row in waiting:
            yield parse(row, orders)

    def scan_row(self, row: TableRow) -> tuple[tuple[OutsideMarking, ...], list[CellFault]]:
        """Return the markings in the cells that hold no field, and which of these cells name an EU level.

        Columns of an export that no table brings may speak of LIMITE, of items or references; only a whole cell marks.
        """
        outside, faults = list[OutsideMarking](), list[CellFault]()
        if self.scan is None:
            return (), faults
        for index, (cell, word) in enumerate(zip(row.cells, self.columns.words, strict=True)):
            is_scanned = not word or (word in (*_MAY_RESTRICT, *OTHER_WORDS) and not self.columns.is_own)
            if not (is_scanned and cell.text):
                continue
            heading = self.columns.headings[index]
            place = f"column {column_letters(index)}" + (f" ({heading})" if heading else "")
            try:
                marking = self.scan(cell.text, place)
                if marking is None and not word and cell.text.casefold() not in _NO:
                    marking = self.scan(heading, place)
            except Classified as refusal:
                message = f"names {refusal.level}; such words are never accepted here."
                if word not in FIELDS:  # the others are refused as fields
                    faults.append(fault_in_column(row.number, self.columns, index, message, refusal.hint))
                continue
            if marking and (word not in OTHER_WORDS or len(marking.words) == len(cell.text)):
                outside.append(OutsideMarking(marking.marking, marking.words, place))
        return tuple(outside), faults

    def _date_cells(self, row: TableRow) -> Iterator[tuple[str, str]]:
        cells = zip(self.columns.words, row.cells, strict=True)
        return ((word, cell.text) for word, cell in cells if word in DATE_WORDS)

    def typed_orders(self) -> DateOrders:
        """Return the order of the dates in all columns, if the clerk said it."""
        return dict.fromkeys(DATE_WORDS, frozenset({self.date_order})) if self.date_order else {}

    def find_orders(self, cells: Iterable[tuple[str, str]]) -> DateOrders:
        """Return the orders that are certain of the dates in cells, given with the words of their columns."""
        today = session.today()
        certain: dict[str, set[DateOrder]] = {word: set() for word in DATE_WORDS}
        for word, text in cells:
            days = list_days_by_order(text, today) if word in DATE_WORDS else {}
            if len(days) == 1:
                certain[word].update(days)
        return self.typed_orders() or {word: frozenset(orders - {DateOrder.ISO}) for word, orders in certain.items()}


def _is_date_in_figures(text: str) -> bool:
    return not list_days_by_order(text, session.today()).keys() <= {DateOrder.ISO}


def _source_of(row: TableRow, path: str) -> SourceFile:
    """Return a row as that from which an entry is read, with the digest of its cells."""
    table = "standard input" if path == "-" else " ".join(PurePath(path).name.split("\n"))
    cells = "\x1f".join(cell.text for cell in row.cells)
    return SourceFile(f"{table}, row {row.number}", hashlib.sha256(cells.encode(errors="replace")).hexdigest())


def open_incoming_table(
    path: str,
    mapped: Iterable[tuple[str, str]] = (),
    *,
    is_sheet: bool = False,
    vocabulary: Vocabulary | None = None,
    quoted: Collection[str] = (),
    date_order: str | None = None,
) -> IncomingTable:
    """Open a table, or standard input for `-`; `mapped` are columns and the words of their fields.

    In a sheet that somei wrote, columns with other headings than the words of fields are a person's own, and LIMITE
    around the rows says nothing of a single one. With a vocabulary, markings are looked for outside of the fields. With
    "0" among `quoted`, words there only quote levels.

    Raises:
        NotFound, Unreadable, ExtraMissing: if it cannot be read.
        WrongUsage: if its columns do not say what they hold.
        Classified: if its name, its headings or other parts of its file name a level of EU classified information.
    """
    file = read_incoming(path)
    source = open_table(BytesIO(file.content), "standard input" if path == "-" else path)
    order = DateOrder(date_order) if date_order else None
    if vocabulary is None:
        return IncomingTable(path, map_columns(source.headings, dict(mapped), is_sheet=is_sheet), source)
    find = partial(find_outside_marking, vocabulary=vocabulary, quoted=(0,) if "0" in quoted else ())

    @lru_cache(maxsize=4096)
    def scan(words: str, place: str) -> FoundMarking | None:
        return find(cell_lines(words, place))

    outside = dict.fromkeys(_scan_around(file, source, find))
    columns = map_columns(source.headings, dict(mapped), is_sheet=is_sheet)
    return IncomingTable(path, columns, source, scan, () if columns.is_own else tuple(outside), order)


def _scan_around(
    file: IncomingFile, source: RowSource, find: Callable[[Iterable[Line]], FoundMarking | None]
) -> Iterator[OutsideMarking]:
    """Yield the markings around the rows of a table; its headings only mark the rows that have a cell below them.

    Raises:
        ClassifiedTable: if one is a level of EU classified information.
    """
    in_cells = ((cell_lines(text, place), place) for text, place in source.outside_texts)
    headings = ((cell_lines(heading, _HEADING), _HEADING) for heading in source.headings)
    names = (name_lines(file.name, file.folders), "the name of the file or of its folder")
    for lines, place in chain(headings, in_cells, [names]):
        try:
            marking = find(lines)
        except Classified as refusal:
            raise ClassifiedTable(place, refusal.level) from refusal
        if marking and place != _HEADING:
            yield OutsideMarking(marking.marking, marking.words, place)


def describe_columns(columns: ColumnMap, remarks: Iterable[str]) -> list[str]:
    """Return what a person should know of a table before its rows are read."""
    unread = ", ".join(f"“{heading}”" for heading in columns.unread)
    return [*(f"note: {remark}" for remark in remarks), *([f"note: not read: {unread}"] if unread else [])]
