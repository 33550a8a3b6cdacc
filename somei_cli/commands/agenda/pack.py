"""somei agenda pack."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from somei_cli.actions.agenda.pack import collect_inside_pack, collect_public_pack, write_pack
from somei_cli.actions.read.print_input import STYLE, STYLE_SHEET
from somei_cli.commands.agenda.options import Agenda
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import open_register, show_view, watch
from somei_cli.commands.shared.pages import talk_with_commands
from somei_cli.commands.shared.paper_options import Force
from somei_cli.errors import WrongUsage
from somei_cli.render.paper.agenda_pack import (
    AGENDA_PAGE,
    CONTENTS_PAGE,
    describe_missing_files,
    describe_pack,
    describe_readers,
    pack_view,
    write_contents_page,
)
from somei_cli.render.paper.compose import compose_sheet
from somei_cli.render.paper.formats import PaperFormat
from somei_cli.render.paper.paper_settings import read_style
from somei_cli.render.paper.writers import render_sheet
from somei_cli.store.disk.packaged_data import read_data_text


class Readers(StrEnum):
    """For whom a pack may be made beside the house."""

    PUBLIC = "public"


_readers = params.choice(Readers, "readers")


def pack_agenda(
    agenda: Agenda,
    output: Annotated[Path | None, params.option("-o --output", "FILE", "The ZIP file to write.")] = None,
    readers: Annotated[
        Readers | None, params.option("--for", "WHOM", "public: only what it may see.", _readers)
    ] = None,
    force: Force = False,
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> None:
    """Pack an agenda with the papers of its items into a ZIP file.

    It holds the agenda, the papers of which this clone keeps the files, and a page of contents that says what is
    missing and why. An import keeps files unless somei.toml says otherwise. With --for public it holds only what the
    public may see, by the rules of export. The same papers give the same bytes.
    """
    if output is None and not dry_run:
        raise WrongUsage("There is no file to write the pack to.", "Name one with -o FILE.zip, or look with --dry-run.")
    register = open_register()
    if readers is Readers.PUBLIC:
        pack = collect_public_pack(register, agenda, watch)
    else:
        pack = collect_inside_pack(register, agenda)
    manuscript = pack.manuscript
    style = read_style(STYLE, manuscript.style, STYLE_SHEET, manuscript.style_sheet)
    sheet = compose_sheet(manuscript.document, register.vocabulary, style, manuscript.paper_numbers)
    page = render_sheet(sheet, PaperFormat.HTML, style, read_data_text).content
    pages = {CONTENTS_PAGE: write_contents_page(pack.plan, pack.names), AGENDA_PAGE: page}
    is_written = output is not None and not dry_run
    if output is not None and not dry_run:
        write_pack(output, pack, pages, replace=force)
    show_view(pack_view(pack.plan, pack.names, str(output or ""), written=is_written), as_json=as_json)
    done = f"Wrote {output}: " if is_written else "Nothing was written: "
    session.talk(done + describe_pack(pack.plan, pack.names), describe_readers(pack.plan, pack.names))
    talk_with_commands(*describe_missing_files(pack.plan))
