"""A sheet of everything holds each entry whole: whatever an entry has comes back as it was, or is refused by cell."""

import io

from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from somei_cli.commands.shared.table_cells import parse_row
from somei_cli.formats.export.document_rows import export_internal
from somei_cli.formats.export.formats import FormName
from somei_cli.formats.export.sheet import ALL_SHEET_WORDS, SHEET_FORMS, Sheet
from somei_cli.formats.table.columns import map_columns
from somei_cli.formats.table.rows import open_table
from somei_cli.formats.toml.classified_words import find_unexplained_level_words
from somei_cli.model.document import Document
from somei_cli.model.importing.table_rows import ParsedRow


def write_and_read(document: Document, form: FormName) -> ParsedRow:
    """The row of an entry in a sheet of everything, as it is read back."""
    sheet = Sheet(ALL_SHEET_WORDS, [export_internal(document)], 1, {})
    source = open_table(io.BytesIO(sheet.content(form)), f"sheet.{form}")
    columns = map_columns(source.headings)
    (row,) = [parse_row(row, columns) for row in source.rows]
    return row


@given(document=documents(), form=st.sampled_from(SHEET_FORMS))
def test_every_entry_comes_back_whole_from_every_form(document: Document, form: FormName) -> None:
    row = write_and_read(document, form)

    if row.faults:
        assert find_unexplained_level_words(document), row.faults
    else:
        assert row.as_document() == document
