"""Printing a sheet in any of the paper formats."""

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from somei_cli.errors import ExtraMissing, WrongUsage
from somei_cli.render.paper.formats import PaperFormat
from somei_cli.render.paper.paper_settings import Style
from somei_cli.render.paper.sheet import PaperSheet


class PrintedPaper(NamedTuple):
    """The bytes of a printed document, and a remark on them for the clerk."""

    content: bytes
    remark: str = ""


_ENDINGS = {
    ".md": PaperFormat.MARKDOWN,
    ".txt": PaperFormat.TEXT,
    ".html": PaperFormat.HTML,
    ".pdf": PaperFormat.PDF,
    ".docx": PaperFormat.DOCX,
}


def paper_format_of(file_name: str) -> PaperFormat:
    """Return the format that the ending of a file name means; without an ending it is text.

    Raises:
        WrongUsage: if the ending means none.
    """
    ending = PurePath(file_name).suffix.lower()
    if ending and ending not in _ENDINGS:
        raise WrongUsage(f"“{ending}” is not a format to print in.", "Say --as " + ", ".join(PaperFormat) + ".")
    return _ENDINGS.get(ending, PaperFormat.TEXT)


def render_sheet(
    sheet: PaperSheet, paper_format: PaperFormat, style: Style, template: Callable[[str], str]
) -> PrintedPaper:
    """Print a sheet in a format; `template` returns the text of a file of somei's packaged data.

    The writers are imported when they are needed, since those of PDF and DOCX load large packages.

    Raises:
        ExtraMissing: if the packages for this format are not installed.
    """
    match paper_format:
        case PaperFormat.MARKDOWN:
            from somei_cli.render.paper.markdown import as_markdown

            return PrintedPaper(as_markdown(sheet).encode())
        case PaperFormat.TEXT:
            from somei_cli.render.paper.plain_text import as_text

            return PrintedPaper(as_text(sheet).encode())
        case PaperFormat.HTML:
            from somei_cli.render.paper.html import as_html

            return PrintedPaper(as_html(sheet, style, template(paper_format.template)).encode())
        case PaperFormat.DOCX:
            try:
                import docx  # noqa: F401 - the writer imports it at its top
            except ImportError:
                raise ExtraMissing("Printing a Word file", "docx") from None
            from somei_cli.render.paper.docx_content import as_docx

            return PrintedPaper(as_docx(sheet, style))
        case PaperFormat.PDF:
            from somei_cli.render.paper.pdf import as_pdf

            pdf = as_pdf(sheet, style, template(paper_format.template))
            return PrintedPaper(pdf.content, "" if pdf.accessible else _MISSING_LETTERS if pdf.tagged else _UNTAGGED)


_MISSING_LETTERS = "The fonts lack some of its letters: these are shown as boxes, and the file does not keep to PDF/UA."
_UNTAGGED = "It could not be tagged for screen readers: something in it is too long. Nothing else is missing."
