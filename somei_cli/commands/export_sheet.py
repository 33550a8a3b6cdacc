"""The sheets of somei export: chosen fields, or whole entries, as CSV, TSV, JSON lines or XLSX."""

from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.publication.committed_register import read_committed_register
from somei_cli.actions.publication.sheet import SheetOrder, make_sheet, refuse_text_form
from somei_cli.commands.shared import session
from somei_cli.commands.shared.open_and_show import say_unread, show_view, watch
from somei_cli.errors import WrongUsage
from somei_cli.formats.export.formats import FormName
from somei_cli.formats.export.sheet import ALL_SHEET_WORDS, PUBLIC_SHEET_WORDS, SHEET_FORMS, read_sheet_words
from somei_cli.model.publication.public_view_changes import Audience
from somei_cli.render.output.streams import print_text
from somei_cli.render.views.publication import describe_sheet, sheet_view
from somei_cli.store.disk.output_files import write_output_file


class SheetWish(NamedTuple):
    """The options of export that a sheet has."""

    forms: tuple[FormName, ...]
    fields: str
    output: Path | None
    revision: str
    is_public: bool
    force: bool
    dry_run: bool
    as_json: bool

    def order(self) -> SheetOrder:
        """Return what to write; the name of the file says the form if no option does.

        Raises:
            WrongUsage: for a form that no sheet has, or several.
        """
        ending = self.output.suffix.removeprefix(".").casefold() if self.output else ""
        forms = self.forms or ((FormName.CSV,) if not ending else tuple(form for form in SHEET_FORMS if form == ending))
        if len(forms) != 1 or forms[0] not in SHEET_FORMS:
            raise WrongUsage(
                "A sheet has one form: csv, tsv, jsonl or xlsx.",
                "Say it with --format csv, or by the ending of the file: -o sheet.csv",
            )
        everything = PUBLIC_SHEET_WORDS if self.is_public else ALL_SHEET_WORDS
        words = read_sheet_words(self.fields) if self.fields else everything
        return SheetOrder(Audience.PUBLIC if self.is_public else Audience.INTERNAL, forms[0], words)


def write_sheet(wish: SheetWish) -> int:
    """Write a sheet to a file, or as text to standard output, and return the exit status.

    Raises:
        Refused: if a document is EU classified, or the file is there already.
    """
    order = wish.order()
    if wish.output is None:
        refuse_text_form(order)
        if wish.dry_run or wish.as_json:
            raise WrongUsage("Standard output takes the sheet itself.", "Name a file for it with -o FILE.")
    source = read_committed_register(session.folder(), wish.revision, watch)
    say_unread(source.unread)
    sheet = make_sheet(source, order)
    if wish.output is None:
        session.talk(*filter(None, [sheet.limite_notice]))
        for line in sheet.lines(order.form):
            print_text(line)
        return 3 if source.unread else 0
    content = sheet.content(order.form)
    if not wish.dry_run:
        mode = 0o666 if order.audience is Audience.PUBLIC else 0o600
        write_output_file(wish.output, content, replace=wish.force, mode=mode)
    if wish.as_json:
        show_view(sheet_view(sheet, order.form, source.commit, wish.output), as_json=True)
    session.talk(*describe_sheet(sheet, source.commit, str(wish.output), dry=wish.dry_run))
    return 3 if source.unread else 0
