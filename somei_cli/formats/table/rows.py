"""Read the rows of a table, CSV, TSV, JSON lines or XLSX, one after the other; none of them is kept."""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from somei_cli.errors import Unreadable
from somei_cli.formats.sanitize import unguard_cell
from somei_cli.formats.table.cells import (
    EMPTY_CELL,
    LIMITE_LINE,
    RowSource,
    TableCell,
    TableRow,
    fit_rows,
    is_limite_notice,
    with_headings,
)
from somei_cli.formats.table.other_fields import write_waivers
from somei_cli.formats.toml.fields import WAIVE
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT

csv.field_size_limit(LARGEST_DOCUMENT)
_SAMPLE_BYTES = 64 * 1024
_SAMPLE_ROWS = 20
_DELIMITERS = "\t;,"
_OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel file, or one with a password; save it as XLSX or CSV"),
    (b"%PDF-", "a PDF, not a table"),
    (b"\x1f\x8b", "a packed file; unpack it first"),
)


def open_table(file: BinaryIO, name: str) -> RowSource:
    """Return the rows of a table; `file` is open, and can be read from the beginning again.

    Raises:
        Unreadable: if it is no table that somei reads.
        ExtraMissing: if the library that reads XLSX is not installed.
    """
    start = file.read(_SAMPLE_BYTES)
    file.seek(0)
    for signature, reason in _OTHER_FORMATS:
        if start.startswith(signature):
            raise Unreadable(name, reason)
    if start.startswith(b"PK\x03\x04"):
        # Few tables are XLSX: its reader is loaded for those alone.
        from somei_cli.formats.table.xlsx import read_xlsx

        return with_headings(*read_xlsx(file, name))
    encoding = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    estimated = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return _read_json_lines(file, encoding, name, estimated)
    return with_headings(_read_delimited(file, encoding, name), name, estimated)


# ---- CSV and TSV


def _read_delimited(file: BinaryIO, encoding: str, name: str) -> Iterator[TableRow]:
    file.seek(0)
    text = _decode(file, encoding)
    try:
        sample = text.read(_SAMPLE_BYTES)
    except UnicodeError as error:
        raise _not_utf8(name) from error
    text.seek(0)
    first_line = sample.partition("\n")[0].strip()
    hint = first_line.startswith("sep=") and len(first_line) == 5
    delimiter = first_line[4] if hint else _guess_delimiter(sample, name)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Unreadable(name, f"row {number} is not CSV: {error}") from error
        except UnicodeError as error:
            raise _not_utf8(name) from error
        if cells is None:
            return
        if number > 1 or not hint:
            yield TableRow(
                number, tuple(TableCell(unguard_cell(cell).strip()) if cell else EMPTY_CELL for cell in cells)
            )


def _decode(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(file, encoding=encoding, errors="strict", newline="")


def _not_utf8(name: str) -> Unreadable:
    return Unreadable(name, "is not text in UTF-8", hint="Save it as “CSV UTF-8”, or as XLSX.")


def _guess_delimiter(sample: str, name: str) -> str:
    """Return what separates the cells: the sign that divides the first row of several cells into the most.

    A file of one column has none; for it a comma is as good as another.
    """
    if name.casefold().endswith((".tsv", ".tab")):
        return "\t"
    return max(",;\t", key=lambda sign: _count_first_cells(sample, sign))


def _count_first_cells(sample: str, delimiter: str) -> int:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for _, cells in zip(range(_SAMPLE_ROWS), reader, strict=False):
            filled = [cell for cell in cells if cell.strip()]
            if len(filled) > 1:
                return len(filled)
    except csv.Error:
        return 0
    return 1


# ---- JSON lines


def _read_json_lines(file: BinaryIO, encoding: str, name: str, estimated: int) -> RowSource:
    """Return the rows of a file with an object on each line; their keys together are the columns."""
    headings: dict[str, None] = {}
    for _, fields in _read_objects(file, encoding, name):
        headings.update(dict.fromkeys(fields or ()))
    names = tuple(headings)

    def rows() -> Iterator[TableRow]:
        for number, fields in _read_objects(file, encoding, name):
            if fields is None:
                yield TableRow(number, (EMPTY_CELL,) * len(names), "is not a JSON object with each key once")
            else:
                yield TableRow(number, tuple(fields.get(heading, EMPTY_CELL) for heading in names))

    return RowSource(names, fit_rows(rows(), len(names)), estimated)


def _read_objects(file: BinaryIO, encoding: str, name: str) -> Iterator[tuple[int, dict[str, TableCell] | None]]:
    file.seek(0)
    text = _decode(file, encoding)
    try:
        for number, line in enumerate(text, 1):
            fields = _parse_object(line) if line.strip() else {}
            if fields is None or (fields and not _is_notice(fields)):
                yield number, fields
    except UnicodeError as error:
        raise _not_utf8(name) from error
    finally:
        text.detach()


def _is_notice(fields: dict[str, TableCell]) -> bool:
    """Whether an object is only what an earlier version wrote before the entries of a sheet with LIMITE documents."""
    return fields.keys() == {LIMITE_LINE} and is_limite_notice(fields[LIMITE_LINE].text)


def _require_each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; which of two values of one key is meant nobody can tell."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError(len(pairs))
    return value


def _parse_object(line: str) -> dict[str, TableCell] | None:
    """Return the cells of an object by their keys; those of an object within it as KEY_KEY, but for the waivers."""
    try:
        value = json.loads(line, object_pairs_hook=_require_each_once)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    cells: dict[str, TableCell] = {}
    for key, member in value.items():
        if not isinstance(member, dict):
            cells[key] = _json_cell(member)
        elif key == WAIVE and all(isinstance(reason, str) for reason in member.values()):
            cells[key] = TableCell(write_waivers(member))
        else:
            cells.update({f"{key}_{name}": _json_cell(part) for name, part in member.items()})
    return cells


def _json_cell(value: Any) -> TableCell:
    if value is None:
        return EMPTY_CELL
    if isinstance(value, bool):
        return TableCell("yes" if value else "no")
    if isinstance(value, int):
        return TableCell(str(value))
    if isinstance(value, str):
        return TableCell(value.strip())
    if isinstance(value, list) and all(isinstance(member, str) for member in value):
        return TableCell("; ".join(value))
    return TableCell(fault="is neither a text nor a list of texts")
