"""somei open."""

from typing import Annotated

import typer

from somei_cli.actions.read.open import find_address, find_kept_file
from somei_cli.commands.shared import document_values, params, session
from somei_cli.commands.shared.asked_number import asked_number
from somei_cli.commands.shared.open_and_show import open_register, show_view
from somei_cli.errors import WrongUsage
from somei_cli.render.output.streams import print_text
from somei_cli.render.views.access import describe_restriction, place_view

_Language = Annotated[
    str | None,
    params.option("--lang", "LANGUAGE", "The language of the text, as fr; else en.", document_values.language),
]


def open_document(
    number: params.AskedNumber = None,
    language: _Language = None,
    file: Annotated[
        bool, typer.Option("--file", help="The file it was imported from, as this clone keeps it.")
    ] = False,
    print_only: Annotated[bool, typer.Option("--print", help="Print the address or the path; start nothing.")] = False,
    as_json: params.AsJson = False,
) -> None:
    """Open a document on the web, or the file that it came from.

    On a terminal it starts the browser or viewer of your system. In a pipe, and with --print, --json or --no-input,
    it prints the address and starts nothing. The address is made from the number; no server is asked whether the
    document is public.
    """
    if file and language:
        raise WrongUsage("The kept file has one language, its own.", "Leave out --lang, or --file.")
    number = asked_number(number, "open")
    if number is None:
        return
    register = open_register()
    document = register.get(number)
    place = find_kept_file(register, document) if file else find_address(document, language)
    if as_json:
        show_view(place_view(number, place), as_json=True)
    elif print_only or not (session.can_ask() and session.has_terminal()):
        print_text(f"{place}\n")
    else:
        # Started by hardly any command.
        from somei_cli.store.process.launch import open_with_system

        if not file:
            session.talk(f"{place}", *describe_restriction(document))
        open_with_system(place)
