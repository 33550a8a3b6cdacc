"""Read the cells of a row that hold what no word of `import --set` sets: the status, the waivers, the other fields."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from somei_cli.commands.shared.typed_fields import FIELDS
from somei_cli.errors import LevelNamed, SomeiError, WrongUsage
from somei_cli.formats.export.document_rows import export_internal
from somei_cli.formats.export.sheet import find_different_cells
from somei_cli.formats.table.cells import EMPTY_CELL, TableRow
from somei_cli.formats.table.columns import STATUS, ColumnMap, fault_in_column
from somei_cli.formats.table.other_fields import (
    OTHER_FIELDS,
    UNTYPED_WORDS,
    parse_waivers,
    refuse_waiver_without_reason,
)
from somei_cli.formats.toml.classified_words import LEVEL_WORDS_RULE, find_unexplained_level_words, is_quoted
from somei_cli.formats.toml.document import load
from somei_cli.formats.toml.fields import WAIVE
from somei_cli.model.document import Document
from somei_cli.model.document_edits import FieldEdit
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.importing.table_rows import CellFault
from somei_cli.rules.areas.waivers import gives_reason

T = TypeVar("T")
Waivable = Callable[[str], bool]
"""Whether a waiver may name a code."""


class UntypedCells(NamedTuple):
    """What a row says beside its typed fields: `document` has these fields, without the status, and no others.

    `edits` set the fields that stand among the other fields although they have a column; that column is in `words`,
    the columns that are not read as typed words.
    """

    document: Document | None = None
    status: Status | None = None
    edits: Mapping[str, FieldEdit] = MappingProxyType({})
    words: frozenset[str] = frozenset((STATUS, *UNTYPED_WORDS))
    faults: tuple[CellFault, ...] = ()


NOTHING_UNTYPED = UntypedCells()


def read_untyped_cells(
    row: TableRow, columns: ColumnMap, number: DocumentNumber, quoted: Collection[str], can_be_waived: Waivable | None
) -> UntypedCells:
    """Return what a row says beside its typed fields; `can_be_waived` is None if any code may be waived.

    A cell is refused as typed words are. The other fields are read as the file of an entry is: they may speak of an EU
    level where a file may. A field that stands in two columns must say the same in both.
    """
    empty = Document(number)
    status = _read_cell(row, columns, STATUS, partial(_parse_status, is_whole=OTHER_FIELDS in columns.words))
    fields = _read_cell(row, columns, OTHER_FIELDS, partial(_parse_other_fields, number=number))
    document = fields if isinstance(fields, Document) else empty
    waivers = _read_cell(row, columns, WAIVE, _parse_waivers) if not document.waive else None
    faults = [value for value in (status, fields, waivers) if isinstance(value, CellFault)]
    edits = {word: FieldEdit(word, FIELDS[word][0], "set", value) for word, value in _list_typed_values(document)}
    faults += _find_contradictions(row, columns, document, edits)
    status_of_row = document.status if document.status is not empty.status else status
    document = replace(document, status=empty.status)
    if waivers and not isinstance(waivers, CellFault):
        document = replace(document, waive=waivers)
    not_waivable = [code for code, _ in document.waive if can_be_waived and not can_be_waived(code)]
    for code in not_waivable[:1]:
        # Among the other fields a code may be any words.
        word, name = (WAIVE, f"“{code}”") if waivers else (OTHER_FIELDS, "what a waiver names")
        message = f"{name} is not a rule that can be waived."
        faults.append(_fault_in(row, columns, word, message, "The rules: somei explain --all"))
    if level_named := _find_level_words(document, quoted):
        faults.append(_fault_in(row, columns, OTHER_FIELDS, str(level_named), level_named.hint))
    return UntypedCells(
        document if document != empty else None,
        status_of_row if isinstance(status_of_row, Status) else None,
        edits,
        NOTHING_UNTYPED.words | edits.keys(),
        tuple(faults),
    )


def _read_cell(row: TableRow, columns: ColumnMap, word: str, parse: Callable[[str], T]) -> T | CellFault | None:
    """Return the value of the cell in the column of a word, if it has one, or what is wrong with it."""
    index = columns.place(word)
    if index is None or row.cells[index] == EMPTY_CELL:
        return None
    cell = row.cells[index]
    try:
        if cell.fault:
            raise WrongUsage(f"the cell {cell.fault}.")
        return parse(cell.text)
    except SomeiError as refusal:
        return fault_in_column(row.number, columns, index, str(refusal), refusal.hint)


def _fault_in(row: TableRow, columns: ColumnMap, word: str, message: str, hint: str) -> CellFault:
    return fault_in_column(row.number, columns, columns.words.index(word), message, hint)


def _find_contradictions(
    row: TableRow, columns: ColumnMap, fields: Document, edits: Collection[str]
) -> Iterator[CellFault]:
    """Yield the cells that differ from what the other fields say of the same."""
    doubled = {*edits, *([WAIVE] if fields.waive else []), *([STATUS] if fields.status is not Status.ISSUED else [])}
    texts = {
        word: cell.text for word, cell in zip(columns.words, row.cells, strict=True) if word in doubled and cell.text
    }
    hint = "Correct both, or leave one of them empty."
    for word in sorted(find_different_cells(export_internal(fields), texts)):
        yield _fault_in(row, columns, word, f"differs from what “{OTHER_FIELDS}” says.", hint)


def _parse_status(text: str, *, is_whole: bool) -> Status | None:
    """Return the status in a cell of a table that holds whole entries; any other has issued documents alone."""
    status = next((status for status in Status if status == text.casefold()), None)
    if is_whole and status is None:
        raise WrongUsage(f"the status is one of: {', '.join(Status)}.")
    if is_whole or status is Status.ISSUED:
        return status if is_whole else None
    raise WrongUsage("a table brings documents that are issued, and no others.", "Leave the row out.")


def _parse_waivers(text: str) -> tuple[tuple[str, str], ...]:
    """Return the waivers in a cell.

    Raises:
        WrongUsage: if one gives no reason that a clerk could go by.
    """
    waivers = parse_waivers(text)
    for code, reason in waivers:
        if not gives_reason(reason):
            raise refuse_waiver_without_reason(code)
    return waivers


def _parse_other_fields(text: str, number: DocumentNumber) -> Document:
    """Return a document with the fields in the cell of the other fields.

    Raises:
        WrongUsage: if they are no fields of a document, with the line in the cell.
    """
    # Every document has a number; that of the row stands in a line above the text.
    result = load(f'number = "{number}"\n{text}')
    document = result.document
    if document is None:
        fault = result.faults[0]
        raise WrongUsage(f"line {fault.line - 1}: {fault.message}." if fault.line > 1 else f"{fault.message}.")
    return document


def _find_level_words(fields: Document, quoted: Collection[str]) -> LevelNamed | None:
    """Return the refusal of a field that names an EU level, unless a waiver or the clerk says that it quotes one."""
    if LEVEL_WORDS_RULE in dict(fields.waive):
        return None
    unexplained = (words for words in find_unexplained_level_words(fields) if not is_quoted(words.name, quoted))
    return next((LevelNamed(words.name, words.level) for words in unexplained), None)


def _list_typed_values(document: Document) -> Iterator[tuple[str, object]]:
    """Yield the words of the fields that a document has and that a row has columns for, each with its value."""
    for word, (attribute, _) in FIELDS.items():
        name, _, part = attribute.partition(".")
        value = getattr(document, name)
        if part:
            value = getattr(value, part) if value else None
        if word != "number" and value not in (None, ()):
            yield word, value
