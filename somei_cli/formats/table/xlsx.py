"""Read the first sheet of an XLSX file row by row, with the words outside of it, and write one sheet of texts as XLSX.

A cell is refused if what it shows is not what it holds: a formula, a merged cell, an error, a number that lost zeros.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain
from math import isfinite
from typing import Any, BinaryIO, NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, unescape

from somei_cli.errors import ExtraMissing, Unreadable
from somei_cli.formats.sanitize import unguard_cell
from somei_cli.formats.table.cells import (
    EMPTY_CELL,
    OutsideText,
    TableCell,
    TableRow,
    column_letters,
    is_limite_notice,
)

_MOST_BYTES = 1 << 29
"""The most bytes of an unpacked file; 100,000 entries with all their fields have a third of it."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
_PLAIN_NUMBERS = frozenset({"General", "0", "@", "#"})
"""The formats in which a number is shown as it is."""
_CHUNK = 1 << 16
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_PAGE_EDGE = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?>([^<]{1,2000})<")
_LONGEST_MATCH = 2200


class _Area(NamedTuple):
    """Merged cells, by the first and last of their rows and columns, from 1 on."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index


# ---- reading


class FirstSheet(NamedTuple):
    """The rows of the first sheet, the name of the file, about how many rows there are, and remarks for a person.

    `outside_texts` are the words outside of these rows: headers, names, properties, comments, cells of other sheets.
    """

    rows: Iterator[TableRow]
    name: str
    estimated_rows: int
    remarks: tuple[str, ...]
    outside_texts: Iterator[OutsideText]


def read_xlsx(file: BinaryIO, name: str) -> FirstSheet:
    """Return the first sheet of an XLSX file.

    Raises:
        Unreadable: if it is no XLSX, is damaged, or unpacks to more than any table has.
        ExtraMissing: if the library is not installed.
    """
    try:
        # Only this format needs it.
        import openpyxl  # type: ignore[import-untyped]
    except ImportError as error:
        raise ExtraMissing("Reading XLSX", "xlsx") from error

    try:
        with zipfile.ZipFile(file) as package:
            path = _require_sheet(package, name)
            areas = sorted(map(_read_area, _find_in_part(package, path, _MERGED)))
            texts_of_package = list(_read_texts_of_package(package))
        file.seek(0)
        with warnings.catch_warnings(action="ignore"):
            workbook = openpyxl.load_workbook(file, read_only=True)
        sheets = workbook.worksheets
        sheet = sheets[0]
        estimated = sheet.max_row or 0
        # Some programs write the wrong size.
        sheet.reset_dimensions()
    except _DAMAGE as error:
        raise _damaged(name) from error
    remarks = (f"only its first sheet is read, of {len(sheets)}",) if len(sheets) > 1 else ()
    outside_texts = chain(texts_of_package, _read_other_sheets(sheets[1:], name))
    return FirstSheet(_read_rows(sheet.iter_rows(), areas, name), name, min(estimated, 1 << 20), remarks, outside_texts)


def _damaged(name: str) -> Unreadable:
    return Unreadable(name, "is not a sound XLSX file", hint="Open it in a spreadsheet program and save it again.")


def _require_sheet(package: zipfile.ZipFile, name: str) -> str:
    """Return the path of the first sheet in the package.

    Raises:
        Unreadable: if it has none, or is too large.
    """
    names = package.namelist()
    if sum(member.file_size for member in package.infolist()) > _MOST_BYTES:
        raise Unreadable(name, "unpacks to more than somei reads")
    if "xl/workbook.xml" not in names:
        kind = "an OpenDocument file" if "mimetype" in names else "a packed file, not an XLSX"
        raise Unreadable(name, f"is {kind}; save it as XLSX or CSV")
    sheets = [
        element
        for element in ET.fromstring(package.read("xl/workbook.xml")).iter()  # noqa: S314
        if element.tag.rpartition("}")[2] == "sheet"
    ]
    relation_id = next(
        value for key, value in sheets[0].attrib.items() if key.rpartition("}")[2] == "id" and "}" in key
    )
    for relation in ET.fromstring(package.read("xl/_rels/workbook.xml.rels")):  # noqa: S314
        if relation.get("Id") == relation_id:
            target = relation.attrib["Target"]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise _damaged(name)


def _find_in_part(package: zipfile.ZipFile, path: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Yield what stands behind the rows of a sheet, which the library does not read in a stream."""
    tail = b""
    with package.open(path) as sheet:
        while chunk := sheet.read(_CHUNK):
            text = tail + chunk
            end = 0
            for match in pattern.finditer(text):
                yield match
                end = match.end()
            tail = text[max(end, len(text) - _LONGEST_MATCH) :]


def _read_area(merged: re.Match[bytes]) -> _Area:
    first, top, last, bottom = (group.decode() for group in merged.groups())
    return _Area(int(top), int(bottom), _column_index(first), _column_index(last))


# ---- the words outside of the rows

_NO_WORDS = re.compile(
    r"(?i)xl/(?:sharedStrings|styles|calcChain)\.xml|xl/(?:theme|pivotCache|externalLinks)/.*|\[Content_Types\]\.xml"
    r"|.*\.(?!xml$|vml$)[^./]+"
)
"""Parts of the package that hold no words of their own: those of shared strings are read as cells."""
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLACES = {
    "xl/workbook.xml": "the name of a sheet",
    "docProps/": "the properties of the file",
    "xl/comments": "a comment",
}
_PARAGRAPHS = frozenset({"p", "text", "is"})
_HEADER_CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f+-]{1,8}|[0-9]{1,3}|[A-Za-z])")
_HEADER_SECTIONS = re.compile(r"&[LCR]")
_WORDS_OF_VML = re.compile(r'\b(?:title|alt|string)="([^"]{1,500})"|>([^<>]{1,500})<')


def _read_texts_of_package(package: zipfile.ZipFile) -> Iterator[OutsideText]:
    """Yield the words of all parts of the package but the cells: names of sheets, headers, properties, comments."""
    for part in package.namelist():
        if _SHEET_PART.fullmatch(part):
            for match in _find_in_part(package, part, _PAGE_EDGE):
                header = unescape(match[1].decode(errors="replace"), {"&quot;": '"'})
                words = _HEADER_CODES.sub("", _HEADER_SECTIONS.sub("\n", header))
                yield OutsideText(words, "a page header or footer")
        elif not _NO_WORDS.fullmatch(part):
            place = next((name for start, name in _PLACES.items() if part.startswith(start)), "a drawing or a note")
            texts = dict.fromkeys(_walk_texts(package.read(part), is_xml=not part.endswith(".vml")))
            yield from (OutsideText(text, place) for text in texts if not is_limite_notice(text))


def _walk_texts(content: bytes, *, is_xml: bool) -> Iterator[str]:
    """Yield the texts of elements, those of paragraphs as a whole, and what attributes say; few VML parts are XML."""
    if not is_xml:
        yield from map("".join, _WORDS_OF_VML.findall(content.decode(errors="replace")))
        return
    for element in ET.fromstring(content).iter():  # noqa: S314
        tag = element.tag.rpartition("}")[2]
        text = "".join(element.itertext()) if tag in _PARAGRAPHS else "" if tag in {"r", "t"} else element.text or ""
        yield from (words for words in (text.strip(), *element.attrib.values()) if any(map(str.isalpha, words)))


def _read_other_sheets(sheets: Sequence[Any], name: str) -> Iterator[OutsideText]:
    try:
        with warnings.catch_warnings(action="ignore"):
            for sheet in sheets:
                sheet.reset_dimensions()
                for row in sheet.iter_rows(values_only=True):
                    yield from (OutsideText(value, "another sheet") for value in row if isinstance(value, str))
    except _DAMAGE as error:
        raise _damaged(name) from error


# ---- the rows


def _read_rows(rows: Iterator[Sequence[Any]], areas: list[_Area], name: str) -> Iterator[TableRow]:
    waiting, current = iter([*areas, _Area(1 << 30, 1 << 30, 0, 0)]), list[_Area]()
    following = next(waiting)
    number = 0
    while True:
        number += 1
        try:
            with warnings.catch_warnings(action="ignore"):
                row = next(rows, None)
        except _DAMAGE as error:
            raise _damaged(name) from error
        if row is None:
            return
        while following.first_row <= number:
            current.append(following)
            following = next(waiting)
        current = [area for area in current if area.last_row >= number]
        cells = [_read_cell(cell) for cell in row]
        for area in current:
            last = min(area.last_column, _MOST_COLUMNS)
            cells += [EMPTY_CELL] * (last - len(cells))
            cells[area.first_column - 1 : last] = [_MERGED_CELL] * (last - area.first_column + 1)
        yield TableRow(number, tuple(cells))


_MOST_COLUMNS = 16_384
_MERGED_CELL = TableCell(fault="is merged with others; split them")


def _read_cell(cell: Any) -> TableCell:
    value = cell.value
    if value is None:
        return EMPTY_CELL
    fault = _FAULTY_CELLS.get(cell.data_type)
    if fault or not isinstance(value, (str, int, float, date)):
        return TableCell(value if isinstance(value, str) else "", fault or "is not a text")
    if isinstance(value, str):
        return TableCell(unguard_cell(value).strip())
    if isinstance(value, date):
        return _read_date(value)
    if isinstance(value, bool):
        return TableCell("yes" if value else "no")
    return _read_number(value, cell.number_format)


_FAULTY_CELLS = {"f": "is a formula; put its value there", "e": "is an error of the spreadsheet"}


def _read_date(value: date) -> TableCell:
    if isinstance(value, datetime) and value.time() != time():
        return TableCell(fault="has a time of day")
    return TableCell(value.isoformat()[:10])


def _read_number(value: float, number_format: str) -> TableCell:
    if not isfinite(value) or value != int(value):
        return TableCell(fault="is a number with a fraction; make it a text")
    if number_format not in _PLAIN_NUMBERS:
        return TableCell(fault="is a number that is shown in another way; make it a text")
    return TableCell(str(int(value)))


# ---- writing

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        '<Relationship Id="rId2" Target="docProps/core.xml" '
        'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_NAMESPACE}" xmlns:r="{_RELATIONS}">'
        '<sheets><sheet name="register" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    # Every cell is text (format 49), so that a program does not make a date of what somebody types.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_NAMESPACE}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_PROPERTIES = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The same rows always give the same bytes."""


def write_xlsx(file: BinaryIO, rows: Iterable[Sequence[str]], *, title: str = "") -> None:
    """Write a sheet of texts into an open file; its first row is bold and stays in view, `title` is a property."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in (*_PARTS.items(), ("docProps/core.xml", _PROPERTIES.format(escape(title)))):
            package.writestr(_member(path), _HEAD + text)
        with package.open(_member("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
            view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
            columns = '<cols><col min="1" max="16384" width="22" style="1" customWidth="1"/></cols>'
            sheet.write(f'{_HEAD}<worksheet xmlns="{_NAMESPACE}">{view}{columns}<sheetData>'.encode())
            for number, cells in enumerate(rows, 1):
                sheet.write(_row_text(number, cells, 2 if number == 1 else 1).encode())
            sheet.write(b"</sheetData></worksheet>")


def _member(path: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(path, _ZIP_DATE)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _row_text(number: int, cells: Sequence[str], style: int) -> str:
    parts = (
        f'<c r="{column_letters(index)}{number}" s="{style}"'
        + (f' t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>' if cell else "/>")
        for index, cell in enumerate(cells)
    )
    return f'<row r="{number}">{"".join(parts)}</row>'
