"""A sheet of the register for a spreadsheet program: chosen fields, an entry a row, to be edited and read back.

Its columns are the words of `edit`. A sheet for inside the house names the text of each entry by its blob id, so that
`edit --from` knows what was edited, and says LIMITE on top if it holds an entry that is.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from somei_cli.errors import WrongUsage
from somei_cli.formats.export.document_rows import ExportedDocument, csv_line, named_cells
from somei_cli.formats.export.formats import FormName
from somei_cli.formats.sanitize import clean, guard_cell
from somei_cli.formats.table.cells import LIMITE_LINE
from somei_cli.formats.table.columns import BLOB, OTHER_WORDS, STATUS, TABLE_WORDS
from somei_cli.formats.table.xlsx import write_xlsx
from somei_cli.formats.toml.fields import SHAPES
from somei_cli.model.document import Document
from somei_cli.model.markings import Level, level_of

SHEET_FORMS = (FormName.CSV, FormName.XLSX)
ALL_SHEET_WORDS = ("number", STATUS, *(word for word in TABLE_WORDS if word != "number"))
"""The columns of a sheet of everything: the status, and what `import --table` reads."""

_COLUMNS = {"on": "meeting_start", "until": "meeting_end", "body": "meeting_body"}
"""The columns of an export whose words are others in a sheet."""


def read_sheet_words(typed: str) -> tuple[str, ...]:
    """Return the words of the columns of a sheet, from a list with commas; the number is always the first.

    Raises:
        WrongUsage: for a field that a sheet does not have.
    """
    names = {field.name: field.key for field in SHAPES["document"].fields}
    words = [name.strip().casefold() for name in typed.split(",") if name.strip()]
    words = [names.get(word, word) for word in words]
    fields = [word for word in (*TABLE_WORDS, *OTHER_WORDS) if word != BLOB]
    for word in words:
        if word not in fields:
            raise WrongUsage(f"There is no field “{word}” in a sheet.", "Fields: " + ", ".join(fields))
    return tuple(dict.fromkeys(("number", *words)))


def sheet_cells(exported: ExportedDocument, words: Iterable[str]) -> tuple[str, ...]:
    """Return the cells of an entry, by the words of their columns, as a person reads them."""
    cells = named_cells(exported)
    return tuple(_cell(cells.get(_COLUMNS.get(word, word))) for word in words)


def _cell(value: Any) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return clean(text).replace("\t", " ")


class Sheet(NamedTuple):
    """What to write: the words of the columns, the entries in order, and the blobs of their texts by number.

    `blobs` is None for a sheet that anybody may see.
    """

    words: tuple[str, ...]
    documents: Sequence[ExportedDocument]
    limite: int = 0
    blobs: Mapping[str, str] | None = None

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows, the line that says LIMITE and the headings first."""
        if self.limite:
            entries = "1 entry that is" if self.limite == 1 else f"{self.limite} entries that are"
            yield (f"{LIMITE_LINE}: this sheet holds {entries} LIMITE and not for the public",)
        yield (*self.words, *([BLOB] if self.blobs is not None else []))
        for exported in self.documents:
            cells = map(guard_cell, sheet_cells(exported, self.words))
            yield (*cells, *([self.blobs.get(str(exported.number), "")] if self.blobs is not None else []))

    def write(self, form: FormName, file: BinaryIO) -> None:
        """Write the sheet into an open file."""
        if form is FormName.XLSX:
            write_xlsx(file, self.rows(), bold_rows=2 if self.limite else 1)
            return
        file.writelines(text.encode() for text in self.csv_lines())

    def csv_lines(self) -> Iterator[str]:
        """Yield the sheet in CSV, row by row."""
        return map(csv_line, self.rows())

    def content(self, form: FormName) -> bytes:
        """Return the bytes of the whole sheet."""
        file = io.BytesIO()
        self.write(form, file)
        return file.getvalue()


def count_limite(documents: Iterable[Document]) -> int:
    """Return how many documents are LIMITE or more."""
    return sum(level_of(document.marking) >= Level.LIMITE for document in documents)
