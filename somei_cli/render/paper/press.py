"""The one way from a sheet to the bytes of a form."""

from collections.abc import Callable
from typing import NamedTuple

from somei_cli.render.paper.forms import Form
from somei_cli.render.paper.sheet import Sheet
from somei_cli.render.paper.style import Style


class Printed(NamedTuple):
    """The bytes of a printed document, and what there is to say of them."""

    content: bytes
    remark: str = ""


def printed(sheet: Sheet, form: Form, style: Style, template: Callable[[str], str]) -> Printed:
    """Print a sheet; `template` gives the text of a file of somei's own data.

    Each writer is imported when it is asked for: those of PDF and DOCX bring much along.

    Raises:
        ExtraMissing: where the part of somei that writes the form is not installed.
    """
    match form:
        case Form.MARKDOWN:
            from somei_cli.render.paper.markdown import as_markdown

            return Printed(as_markdown(sheet).encode())
        case Form.TEXT:
            from somei_cli.render.paper.plain import as_text

            return Printed(as_text(sheet).encode())
        case Form.HTML:
            from somei_cli.render.paper.page import as_html

            return Printed(as_html(sheet, style, template(form.template)).encode())
        case Form.DOCX:
            from somei_cli.render.paper.word import as_docx

            return Printed(as_docx(sheet, style))
        case Form.PDF:
            from somei_cli.render.paper.pdf import as_pdf

            pdf = as_pdf(sheet, style, template(form.template))
            return Printed(pdf.content, "" if pdf.accessible else _LACKING if pdf.tagged else _UNTAGGED)


_LACKING = "The fonts lack some of its letters: these are shown as boxes, and the file does not keep to PDF/UA."
_UNTAGGED = "It could not be tagged for screen readers: something in it is too long. Nothing else is missing."
