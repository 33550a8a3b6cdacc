"""A sheet of the register for a spreadsheet program: chosen fields, an entry a row, to be edited and read back.

Its columns are the words of `edit`. A sheet for inside the house names the text of each entry by its blob id, so that
`edit --from` knows what was edited. Its first row holds the headings, so that other programs read it; that it holds
entries of LIMITE documents is said beside it, and in the properties of an XLSX file.
"""

import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from somei_cli.errors import Refused, WrongUsage
from somei_cli.formats.export.document_rows import ExportedDocument, csv_line, json_line, named_cells
from somei_cli.formats.export.formats import FormName
from somei_cli.formats.sanitize import clean, guard_cell
from somei_cli.formats.table.cells import describe_limite_entries
from somei_cli.formats.table.columns import BLOB, OTHER_WORDS, STATUS, TABLE_WORDS
from somei_cli.formats.table.other_fields import (
    MEETING_PARTS,
    OTHER_FIELDS,
    UNTYPED_WORDS,
    write_other_fields,
    write_waivers,
)
from somei_cli.formats.table.xlsx import write_xlsx
from somei_cli.formats.toml.fields import SHAPES, WAIVE
from somei_cli.model.document import Document
from somei_cli.model.markings import Level, level_of

SHEET_FORMS = (FormName.CSV, FormName.TSV, FormName.JSONL, FormName.XLSX)
SHEET_WORDS = tuple(word for word in (*TABLE_WORDS, *OTHER_WORDS, *UNTYPED_WORDS) if word != BLOB)
"""The columns that a sheet may have."""
PUBLIC_SHEET_WORDS = ("number", STATUS, *(word for word in TABLE_WORDS if word != "number"))
"""The columns of a sheet of everything that the public may see."""
ALL_SHEET_WORDS = (*PUBLIC_SHEET_WORDS, *UNTYPED_WORDS)
"""The columns of a sheet of everything: together they hold each entry whole, and `import --table` reads them."""
_LONGEST_XLSX_CELL = 32_767
"""Characters; a longer cell is cut off by spreadsheet programs."""

_COLUMNS = {word: f"meeting_{part}" for word, part in MEETING_PARTS.items()}
"""The columns of an export whose words are others in a sheet."""


def read_sheet_words(typed: str) -> tuple[str, ...]:
    """Return the words of the columns of a sheet, from a list with commas; the number is always the first.

    Raises:
        WrongUsage: for a field that a sheet does not have.
    """
    names = {field.name: field.key for field in SHAPES["document"].fields}
    words = [name.strip().casefold() for name in typed.split(",") if name.strip()]
    words = [names.get(word, word) for word in words]
    for word in words:
        if word not in SHEET_WORDS:
            raise WrongUsage(f"There is no field “{word}” in a sheet.", "Fields: " + ", ".join(SHEET_WORDS))
    return tuple(dict.fromkeys(("number", *words)))


def sheet_cells(exported: ExportedDocument, words: Collection[str]) -> tuple[str, ...]:
    """Return the cells of an entry, by the words of their columns, as a person reads them."""
    cells = named_cells(exported)
    if WAIVE in cells:
        cells[WAIVE] = write_waivers(cells[WAIVE])
    if OTHER_FIELDS in words and exported.view is None:
        cells[OTHER_FIELDS] = write_other_fields(exported.table)
    return tuple(_cell(cells.get(_COLUMNS.get(word, word))) for word in words)


def _cell(value: Any) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return clean(text).replace("\t", " ")


def find_different_cells(exported: ExportedDocument, texts: Mapping[str, str]) -> frozenset[str]:
    """Return the words of the columns whose text is not what a sheet has of an entry.

    Line ends and blanks around lines do not count.
    """
    written = zip(texts, sheet_cells(exported, texts), strict=True)
    return frozenset(word for word, text in written if _strip_lines(text) != _strip_lines(texts[word]))


def _strip_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


class Sheet(NamedTuple):
    """What to write: the words of the columns, the entries in order, and the blobs of their texts by number.

    `blobs` is None for a sheet that anybody may see.
    """

    words: tuple[str, ...]
    documents: Sequence[ExportedDocument]
    limite: int = 0
    blobs: Mapping[str, str] | None = None

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows, the headings first."""
        yield self._headings
        for cells in self._entries():
            yield tuple(map(guard_cell, cells))

    @property
    def limite_notice(self) -> str:
        """What to say of the sheet if it holds entries of LIMITE documents, else nothing."""
        return describe_limite_entries(self.limite) if self.limite else ""

    @property
    def _headings(self) -> tuple[str, ...]:
        return (*self.words, *([BLOB] if self.blobs is not None else []))

    def _entries(self) -> Iterator[tuple[str, ...]]:
        for exported in self.documents:
            blob = [self.blobs.get(str(exported.number), "")] if self.blobs is not None else []
            yield (*sheet_cells(exported, self.words), *blob)

    def write(self, form: FormName, file: BinaryIO) -> None:
        """Write the sheet into an open file.

        Raises:
            Refused: if a cell is too long for XLSX.
        """
        if form is FormName.XLSX:
            write_xlsx(file, map(self._fit_xlsx, self.rows()), title=self.limite_notice)
            return
        file.writelines(text.encode() for text in self.lines(form))

    def _fit_xlsx(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        for word, cell in zip(self._headings, cells, strict=False):
            if len(cell) > _LONGEST_XLSX_CELL:
                raise Refused(
                    f"{cells[0]}: “{word}” has {len(cell):,} characters, and a cell of XLSX takes "
                    f"{_LONGEST_XLSX_CELL:,}.",
                    "Write the sheet as CSV: --format csv",
                )
        return cells

    def lines(self, form: FormName) -> Iterator[str]:
        """Yield the sheet row by row, in CSV, TSV or JSON lines."""
        if form is FormName.JSONL:
            yield from (f"{json_line(row)}\n" for row in self._json_rows())
            return
        delimiter = "\t" if form is FormName.TSV else ","
        yield from (csv_line(row, delimiter) for row in self.rows())

    def _json_rows(self) -> Iterator[dict[str, str]]:
        """Yield an object for each entry, with the cells that are not empty, and always with that of the other fields.

        By that key a reader knows that the table holds whole entries.
        """
        for cells in self._entries():
            yield {word: cell for word, cell in zip(self._headings, cells, strict=True) if cell or word == OTHER_FIELDS}

    def content(self, form: FormName) -> bytes:
        """Return the bytes of the whole sheet."""
        file = io.BytesIO()
        self.write(form, file)
        return file.getvalue()


def count_limite(documents: Iterable[Document]) -> int:
    """Return how many documents are LIMITE or more."""
    return sum(level_of(document.marking) >= Level.LIMITE for document in documents)
