"""somei format."""

from typing import Annotated

import typer

from somei_cli.actions.format import check_layout, format_files
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register, say_unread
from somei_cli.errors import shell_word
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.output.streams import print_message, print_text
from somei_cli.render.views.fixes_and_setup import describe_layout


def format_(
    files: Annotated[
        list[DocumentNumber] | None, params.argument("[FILE]…", "Files or numbers; else all.", params.number_or_file)
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only list the files; status 1 if there are any.")] = False,
    *,
    act: Act,
) -> int:
    """Bring files into their canonical form.

    This is one commit that changes no fact. Comments move into the note of their document, because the files of a
    register have none.
    """
    register = open_register()
    layout = check_layout(register, files or ())
    say_unread(layout.unreadable)
    if check:
        print_text("".join(f"{clean_line(str(entry.path))}\n" for entry in layout.noncanonical))
        if session.has_terminal():
            session.talk(*describe_layout(len(layout.noncanonical)))
        return 3 if layout.unreadable else 1 if layout.noncanonical else 0
    if layout.noncanonical:
        act.answer(format_files(register, layout, act.circumstances()))
    else:
        session.talk(*describe_layout(0) if session.has_terminal() else ("Nothing to change.",))
    misplaced = layout.misplaced
    for path, number in misplaced.items():
        print_message(f"somei: {clean_line(str(path))} is left as it is: its path does not match its number.")
        print_message(f"hint: See: somei check {shell_word(number)}")
    return 3 if layout.unreadable else int(bool(misplaced))
