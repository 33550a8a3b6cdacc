"""Printing a document: fetch it, set it, and write it to a file or to standard output."""

from pathlib import Path

from somei_cli.actions.read.print_input import STYLE, STYLE_SHEET, read_manuscript
from somei_cli.commands.shared import session
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.output.streams import print_bytes, print_message
from somei_cli.render.output.terminal import print_for_people
from somei_cli.render.paper.compose import compose_sheet
from somei_cli.render.paper.formats import PaperFormat
from somei_cli.render.paper.paper_settings import read_style
from somei_cli.render.paper.writers import paper_format_of, render_sheet
from somei_cli.store.disk.output_files import PRIVATE_FILE, PUBLIC_FILE, write_output_file
from somei_cli.store.disk.packaged_data import read_data_text
from somei_cli.store.register.register import Register


def print_document(
    register: Register, number: DocumentNumber, form: PaperFormat | None, output: str, *, force: bool
) -> None:
    """Print a document into a file, or on standard output; the ending of the file tells the form too."""
    output = "" if output == "-" else output
    form = form or paper_format_of(output)
    if not form.is_text and not output and session.has_terminal():
        raise WrongUsage(f"A terminal cannot show {form.upper()}.", "Name a file with -o FILE, or pipe it on.")
    printable = read_manuscript(register, number)
    style = read_style(STYLE, printable.style, STYLE_SHEET, printable.style_sheet)
    sheet = compose_sheet(printable.document, register.vocabulary, style, printable.paper_numbers)
    paper = render_sheet(sheet, form, style, read_data_text)
    if paper.remark:
        print_message(f"somei: {number}: {paper.remark}")
    if not output:
        if form is PaperFormat.TEXT:
            print_for_people(paper.content.decode())
        else:
            print_bytes(paper.content)
        return
    mode = PRIVATE_FILE if printable.is_restricted else PUBLIC_FILE
    write_output_file(Path(output), paper.content, replace=force, mode=mode)
    session.talk(f"Printed {number} into {output}")
