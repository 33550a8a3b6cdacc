"""somei request show."""

from typing import Annotated

import typer

from somei_cli.actions.access_requests import draw_up
from somei_cli.commands import params, session
from somei_cli.commands.answers import open_register
from somei_cli.commands.request_params import Form
from somei_cli.model.register.access_requests import RequestName
from somei_cli.render.output.streams import write
from somei_cli.render.views.access import SheetForm, sheet_text
from somei_cli.store.register.access_requests import request_named


def request_show(
    name: Annotated[
        RequestName,
        typer.Argument(parser=RequestName.parse, metavar="REQUEST", help="Its name, as 2026/3.", show_default=False),
    ],
    form: Form = SheetForm.TEXT,
    as_json: params.AsJson = False,
) -> None:
    """Show the sheet of a request that is kept, as its documents stand now."""
    register = open_register()
    sheet = draw_up(register, request_named(register, name), session.today())
    write(sheet_text(SheetForm.JSON if as_json else form, sheet))
