"""somei thread."""

from typing import Annotated, Any

import typer

from somei_cli.actions.read.dossiers import first_document_of, follow_dossier
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.interinstitutional_files import read_interinstitutional_file
from somei_cli.commands.shared.open_and_show import read_snapshot
from somei_cli.commands.shared.pages import show_page
from somei_cli.errors import SomeiError
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.dossier.thread import InterinstitutionalFile
from somei_cli.render.output.streams import print_message, print_text, terminal_width
from somei_cli.render.views.dossiers import (
    ThreadFormat,
    describe_irregularity,
    describe_left_out_documents,
    thread_text,
)


def _start(typed: str) -> DocumentNumber | InterinstitutionalFile:
    """Read a document number, or the interinstitutional file of a dossier."""
    try:
        return params.number(typed)
    except SomeiError as not_a_number:
        try:
            return InterinstitutionalFile(read_interinstitutional_file(typed))
        except SomeiError:
            raise not_a_number from None


_form = params.choice(ThreadFormat, "the form of the thread")


def thread(
    start: Annotated[
        Any,
        params.argument("NUMBER", 'A document as printed, 15070/19, or a file in quotes: "2018/0330(COD)".', _start),
    ],
    form: Annotated[
        ThreadFormat, typer.Option("--format", parser=_form, metavar="FORM", help="tree, mermaid, dot or json.")
    ] = ThreadFormat.TREE,
    most: Annotated[
        int, typer.Option("--most", min=1, metavar="N", help="Show at most N documents, the nearest.")
    ] = 500,
    as_json: params.AsJson = False,
    *,
    moment: AsOf,
) -> int:
    """Show how a dossier went through the Council.

    It follows the dossier from the proposal to the working party, Coreper and the Council. Documents belong
    together by “No. prev. doc.”, by “No. Cion doc.” and by their interinstitutional file. Forks, circles and dates
    in the wrong order are reported.
    """
    past = moment.open()
    named = [] if isinstance(start, InterinstitutionalFile) else [start]
    for number in named:
        past.require(number)
    snapshot, status = read_snapshot(past.register, about=named)
    number = first_document_of(snapshot, start) if isinstance(start, InterinstitutionalFile) else start
    dossier = follow_dossier(snapshot, number, most)
    if session.has_terminal() and form is ThreadFormat.TREE and not as_json:
        # Only what draws on a terminal is loaded for it.
        from somei_cli.render.views.references_on_terminal import draw_thread

        show_page(draw_thread(dossier, terminal_width()))
    else:
        print_text(thread_text(ThreadFormat.JSON if as_json else form, dossier))
        session.talk(*map(describe_irregularity, dossier.irregularities))
    if dossier.left_out:
        print_message(describe_left_out_documents(dossier))
    return status
