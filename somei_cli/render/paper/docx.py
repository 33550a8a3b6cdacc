"""A sheet as a Word file: real styles and headings, tables for letterhead and box, footnotes, a footer that counts."""

from somei_cli.errors import ExtraMissing
from somei_cli.render.paper.sheet import PaperSheet
from somei_cli.render.paper.style import Style


def as_docx(sheet: PaperSheet, style: Style) -> bytes:
    """The file; the same bytes for the same sheet.

    Raises:
        ExtraMissing: where python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        raise ExtraMissing("Printing a Word file", "docx") from None
    from somei_cli.render.paper import docx_pages as word_pages
    from somei_cli.render.paper import docx_parts as word_parts
    from somei_cli.render.paper import docx_styles as word_styles

    document = docx.Document()
    word_styles.prepare(document, sheet, style)
    footnotes = word_parts.Footnotes(document)
    word_pages.Writer(document, footnotes).write(sheet)
    footnotes.write()
    word_parts.footer(document, sheet, word_pages.WIDTH)
    return word_parts.saved(document)
