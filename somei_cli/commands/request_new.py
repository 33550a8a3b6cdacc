"""somei request new."""

from datetime import date
from typing import Annotated

import typer

from somei_cli.actions.access_requests import draw_up, keep, refuse_to_come
from somei_cli.commands import numbering, params, session
from somei_cli.commands.acts import asking
from somei_cli.commands.answers import open_register
from somei_cli.commands.request_params import Form
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.access_requests import AccessRequest, RequestKind
from somei_cli.render.output.streams import write
from somei_cli.render.views.access import SheetForm, sheet_text
from somei_cli.render.views.history import receipt_words


def request_new(
    numbers: Annotated[
        list[DocumentNumber],
        typer.Argument(parser=params.number, metavar="NUMBER…", help="The documents asked for.", show_default=False),
    ],
    received: Annotated[
        date | None,
        typer.Option(
            "--received",
            parser=params.day,
            metavar="DATE",
            help="Day of its registration; else today.",
            show_default=False,
        ),
    ] = None,
    confirmatory: Annotated[bool, typer.Option("--confirmatory", help="It asks again after a refusal.")] = False,
    kept: Annotated[
        bool, typer.Option("--keep", help="Keep it in the register, as requests/YEAR/N.toml, in one commit.")
    ] = False,
    form: Form = SheetForm.TEXT,
    asked: numbering.Request = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Draw up the sheet for a request for access: what stands between the applicant and each document, and the days.

    Nothing is kept without --keep; what is kept then is the day, the kind and the numbers, and nothing about a person.
    Its name is told once it is given: where the branch follows a server, that is when the server holds it.
    """
    if message and not kept:
        raise WrongUsage("Nothing is kept that the message could explain.", "Add --keep, or leave -m out.")
    if asked and not kept:
        raise WrongUsage("Nothing is kept that could be asked for again.", "Add --keep, or leave --request out.")
    kind = RequestKind.CONFIRMATORY if confirmatory else RequestKind.INITIAL
    request = AccessRequest(received or session.today(), kind, tuple(dict.fromkeys(numbers)))
    how = asking(message, asked, dry_run=dry_run, quoted=quoted)
    refuse_to_come(request, how)
    register = open_register()
    receipt = None
    if kept:
        request, receipt = keep(register, request, how)
    write(sheet_text(SheetForm.JSON if as_json else form, draw_up(register, request, session.today())))
    if receipt:
        session.tell(*receipt_words(receipt))
