"""Read the cells of a table as if they had been typed: each through the reader of its field in `typed_fields`."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType

from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.typed_fields import FIELDS, LIST_WORDS, PROSE_WORDS, find_document_field, read_prose
from somei_cli.commands.shared.untyped_cells import NOTHING_UNTYPED, Waivable, read_untyped_cells
from somei_cli.errors import (
    DateNotCertain,
    LevelNamed,
    NotADate,
    NotAValue,
    SomeiError,
    WrongUsage,
)
from somei_cli.formats.notation.typed_dates import DateOrder, list_days_by_order, read_written_day
from somei_cli.formats.table.cells import TableCell, TableRow
from somei_cli.formats.table.columns import (
    SUFFIX,
    ColumnMap,
    fault_in_column,
)
from somei_cli.formats.table.other_fields import OTHER_FIELDS
from somei_cli.formats.toml.fields import require_length
from somei_cli.model.document_edits import FieldEdit, refuse_field
from somei_cli.model.document_fields import EDIT
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.table_rows import CellFault, ParsedRow
from somei_cli.model.level_mentions import find_level

TEXT_WORDS = frozenset({"type", "subject", "place", "from", "to", "body"})
"""The fields of free words: what is wrong with one never repeats them, since faults are logged."""
_LONGEST_QUOTED = 24
"""Letters of a cell that a fault may repeat: a number, a date or a code; more may be words of a document."""
_QUOTED = re.compile("“([^”]*)”")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


DateOrders = Mapping[str, frozenset[DateOrder]]
"""The orders of the dates in figures that are certain, by the word of their column."""
DATE_WORDS = frozenset({"date", "on", "until"})


def parse_row(
    row: TableRow,
    columns: ColumnMap,
    quoted: Collection[str] = (),
    can_be_waived: Waivable | None = None,
    orders: DateOrders = MappingProxyType({}),
) -> ParsedRow:
    """Return the values of a row, and what is wrong with its cells; every cell is read, whatever is wrong with others.

    A cell whose words name an EU level is refused as typed words are, unless its field is among `quoted`.
    `can_be_waived` says which codes a waiver may name; without it, that may be any. `orders` are those of its dates.
    """
    faults = [CellFault(row.number, "", "", row.fault)] if row.fault else []
    texts = {word: cell.text for cell, word in zip(row.cells, columns.words, strict=True) if word}
    is_whole = OTHER_FIELDS in texts
    untyped = NOTHING_UNTYPED
    if not texts.keys().isdisjoint(NOTHING_UNTYPED.words):
        untyped = read_untyped_cells(row, columns, _peek_number(row, columns), quoted, can_be_waived)
    edits: dict[str, FieldEdit] = dict(untyped.edits)
    for index, (cell, word) in enumerate(zip(row.cells, columns.words, strict=True)):
        if not word or word in untyped.words:
            continue
        try:
            text = _number_text(row, columns, index) if word == "number" else cell.text
            edit = _read_cell(cell, word, text, quoted, orders.get(word, frozenset()))
        except SomeiError as refusal:
            faults.append(fault_in_column(row.number, columns, index, str(refusal), refusal.hint))
            continue
        if edit:
            edits[word] = edit
    faults = sorted((*faults, *untyped.faults), key=lambda fault: (len(fault.column), fault.column))
    number = edits.pop("number").value if "number" in edits else None
    if number is None and not row.fault and not texts["number"] and not row.cells[columns.words.index("number")].fault:
        faults.insert(0, fault_in_column(row.number, columns, columns.words.index("number"), "a number is missing."))
    values = tuple(edits.values())
    faults = [fault._replace(number=number) for fault in faults]
    return ParsedRow(row.number, number, values, texts, tuple(faults), untyped.document, untyped.status, is_whole)


_NO_NUMBER = DocumentNumber.parse("1/00")
"""The number of a row whose own cannot be read, so that it is refused, while its other cells are read."""


def _peek_number(row: TableRow, columns: ColumnMap) -> DocumentNumber:
    """Return the number of a row before its cell is judged."""
    try:
        return _read_number(_number_text(row, columns, columns.words.index("number")))
    except SomeiError:
        return _NO_NUMBER


def _number_text(row: TableRow, columns: ColumnMap, index: int) -> str:
    """Return the number of a row, with the suffix that stands in a column of its own."""
    text = row.cells[index].text
    suffix = columns.place(SUFFIX)
    return f"{text} {row.cells[suffix].text}".strip() if text and suffix is not None else text


def _read_cell(
    cell: TableCell, word: str, text: str, quoted: Collection[str], orders: frozenset[DateOrder]
) -> FieldEdit | None:
    """Return the edit that sets the value of a cell; None for an empty cell, and for what no table brings.

    Raises:
        SomeiError: if it cannot be read.
    """
    if word not in FIELDS and word != SUFFIX:
        return None
    if cell.fault:
        raise WrongUsage(f"the cell {cell.fault}.")
    if not text or word not in FIELDS:
        return None
    if word in quoted:
        return _make_edit(word, text, orders)
    return _read_repeated_edit(word, text) if word in _REPEATED_WORDS else _read_unquoted_edit(word, text, orders)


_REPEATED_WORDS = frozenset({"type", "place", "languages", "marking", "subject_codes", "from", "to", "body"})
"""The fields of which many rows have the same value: it is read once and held once. What a date means may depend on
the day."""


def _read_unquoted_edit(word: str, text: str, orders: frozenset[DateOrder] = frozenset()) -> FieldEdit:
    """Return the edit that sets a field whose words may not name a level.

    Raises:
        LevelNamed: if they do.
    """
    if word != "marking" and (level := find_level(text)):
        raise LevelNamed(word, level)
    return _make_edit(word, text, orders)


_read_repeated_edit = lru_cache(maxsize=4096)(_read_unquoted_edit)


def _make_edit(word: str, text: str, orders: frozenset[DateOrder] = frozenset()) -> FieldEdit:
    attribute, _ = FIELDS[word]
    return FieldEdit(word, attribute, "set", read_cell_value(word, text, orders))


class DatesContradict(NotADate):
    """A date in figures stands in a column in which they are written in another order, or in several."""

    def __init__(self, typed: str, order: str = "") -> None:
        message = (
            f"“{typed}” is not in the order {order}."
            if order
            else (f"“{typed}” is not certain: in this column the day stands first in some dates, the month in others.")
        )
        WrongUsage.__init__(self, message, "Write such dates as 2020-05-13, or say what stands first: --dates dmy.")


def _read_date(text: str, orders: frozenset[DateOrder]) -> object:
    """Return the day in a cell; `orders` are those of the dates in figures in its column.

    Raises:
        DatesContradict, NotADate: if it is none, or not certain.
    """
    today = session.today()
    if day := read_written_day(text, today):
        return day
    days = list_days_by_order(text, today)
    if not days or set(days) == {DateOrder.ISO}:
        return days.get(DateOrder.ISO) or params.day(text)
    if len(orders) > 1:
        raise DatesContradict(text)
    order = next(iter(orders), None)
    if order and order not in days:
        raise DatesContradict(text, order)
    possible = [days[order]] if order else list(dict.fromkeys(days.values()))
    if len(possible) > 1:
        refusal = DateNotCertain(text, possible)
        refusal.hint += " If the day stands first in all of them: --dates dmy; if the month does: --dates mdy."
        raise refusal
    return possible[0]


def read_cell_value(word: str, text: str, orders: frozenset[DateOrder] = frozenset()) -> object:
    """Return the value of a field that is not empty, as the text of a cell says it; `orders` are those of its dates.

    Raises:
        SomeiError: if it does not fit the field; the sentence repeats no words of a document.
    """
    _, read = FIELDS[word]
    if word not in LIST_WORDS:
        require_length(word, text)
    try:
        if word in PROSE_WORDS:
            return read_prose(text)
        if word == "number":
            return _read_number(text)
        if word in DATE_WORDS:
            return _read_date(text, orders)
        if word in LIST_WORDS:
            parts = filter(None, (part.strip() for part in re.split(r"[;\n]", text)))
            return tuple(dict.fromkeys(member for part in parts for member in read_members(read(part))))
        return read(text)
    except SomeiError as refusal:
        if word in TEXT_WORDS or word in PROSE_WORDS:
            raise WrongUsage("does not hold visible words on one line.") from refusal
        if _repeats_many_words(str(refusal), text):
            raise WrongUsage(f"does not fit {word}.", refusal.hint) from refusal
        raise


def _repeats_many_words(sentence: str, text: str) -> bool:
    """Whether a sentence on a long cell repeats it, or quotes more of it than a number, a date or a code has."""
    if len(text) <= _LONGEST_QUOTED:
        return False
    parts = filter(None, re.split(r"[;,\n]", text))
    return any(part in sentence for part in parts) or any(
        len(quoted) > _LONGEST_QUOTED for quoted in _QUOTED.findall(sentence)
    )


def read_changed_cell(
    cell: TableCell,
    word: str,
    number: DocumentNumber,
    quoted: Collection[str] = (),
    orders: DateOrders = MappingProxyType({}),
) -> FieldEdit:
    """Return the edit of a cell of a sheet in which a person has changed something; an empty cell clears the field.

    Raises:
        SomeiError: if it cannot be read, or another act changes the field; the hint is that act.
    """
    if cell.fault:
        raise WrongUsage(f"the cell {cell.fault}.")
    if word == OTHER_FIELDS:
        raise refuse_field(word, "edit NUMBER", {"NUMBER": number})
    field = find_document_field(word)
    if field.act != EDIT:
        raise refuse_field(field.word, field.act, {"NUMBER": number, "VALUE": cell.text})
    if not cell.text:
        return FieldEdit(field.word, field.attribute, "set", field.absent_value)
    if word != "marking" and word not in quoted and (level := find_level(cell.text)):
        raise LevelNamed(word, level)
    value = read_cell_value(word, cell.text, orders.get(word, frozenset()))
    return FieldEdit(field.word, field.attribute, "set", value)


def read_members(value: object) -> tuple[object, ...]:
    """Return the members of a list that was read."""
    return value if isinstance(value, tuple) else (value,)


def _read_number(text: str) -> DocumentNumber:
    """Return the number in a cell; never one of a cell that a spreadsheet has made a date of."""
    if _ISO_DATE.fullmatch(text):
        raise NotAValue("number", text, "a number; a spreadsheet has made a date of it")
    return params.number(text)
