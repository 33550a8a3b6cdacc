"""Printing a document: fetch it, set it, and write it to a file or to standard output."""

from pathlib import Path

from somei_cli.actions.read.print import STYLE, STYLE_SHEET, manuscript
from somei_cli.commands.shared import session
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.output.streams import say, write_bytes
from somei_cli.render.paper.compose import sheet_of
from somei_cli.render.paper.formats import PaperFormat
from somei_cli.render.paper.style import read_style
from somei_cli.render.paper.writers import printed
from somei_cli.store.disk.output_files import hand_out
from somei_cli.store.disk.packaged_data import data_text
from somei_cli.store.register.register import Register

_ENDINGS = {
    ".md": PaperFormat.MARKDOWN,
    ".txt": PaperFormat.TEXT,
    ".html": PaperFormat.HTML,
    ".pdf": PaperFormat.PDF,
    ".docx": PaperFormat.DOCX,
}


def print_document(
    register: Register, number: DocumentNumber, form: PaperFormat | None, output: str, *, force: bool
) -> None:
    """Print a document into a file, or on standard output; the ending of the file tells the form too."""
    output = "" if output == "-" else output
    form = form or _form_told_by(output)
    if not form.is_text and not output and session.is_watched():
        raise WrongUsage(f"A terminal cannot show {form.upper()}.", "Name a file with -o FILE, or pipe it on.")
    printable = manuscript(register, number)
    style = read_style(STYLE, printable.style, STYLE_SHEET, printable.style_sheet)
    paper = printed(sheet_of(printable.document, register.vocabulary, style), form, style, data_text)
    if paper.remark:
        say(f"somei: {number}: {paper.remark}")
    if not output:
        write_bytes(paper.content)
        return
    hand_out(Path(output), paper.content, replace=force)
    session.tell(f"Printed {number} into {output}")


def _form_told_by(output: str) -> PaperFormat:
    ending = Path(output).suffix.lower()
    if ending and ending not in _ENDINGS:
        raise WrongUsage(f"“{ending}” tells no form of paper.", "Say --as " + ", ".join(PaperFormat) + ".")
    return _ENDINGS.get(ending, PaperFormat.TEXT)
