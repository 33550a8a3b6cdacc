"""A document comes back from its row in the index as it went in."""

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.store.index.row_columns import lazy_document_of, row_of


def _no_file() -> Document:
    raise AssertionError("the file was read")


def test_references_come_back_with_item_and_languages() -> None:
    corrigendum = DocumentNumber.parse("10119/18 COR 1")
    references = (
        Reference(corrigendum),
        Reference(corrigendum, ReferenceKind.REPLACES, "1"),
        Reference(corrigendum, ReferenceKind.ANSWERS, languages=("mt", "sl")),
        Reference(corrigendum, ReferenceKind.ANNEX, "4 bis", ("bg",)),
    )
    document = Document(DocumentNumber.parse("15070/19"), references=references)

    assert lazy_document_of(row_of(document), _no_file).references == references
