"""A sheet as a Word file, with real styles, headings, tables, footnotes and page numbers."""

from somei_cli.errors import ExtraMissing
from somei_cli.render.paper.paper_settings import Style
from somei_cli.render.paper.sheet import PaperSheet


def as_docx(sheet: PaperSheet, style: Style) -> bytes:
    """Return the bytes of the file, which are the same for the same sheet.

    Raises:
        ExtraMissing: if python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        raise ExtraMissing("Printing a Word file", "docx") from None
    from somei_cli.render.paper import docx_content as docx_pages
    from somei_cli.render.paper import docx_styles

    document = docx.Document()
    docx_styles.prepare_document(document, sheet, style)
    footnotes = docx_pages.Footnotes(document)
    docx_pages.DocxWriter(document, footnotes).write(sheet)
    footnotes.save()
    docx_pages.add_footer(document, sheet, docx_pages.WIDTH)
    return docx_pages.to_bytes(document)
