"""What the commands on requests for access have alike."""

from typing import Annotated

import typer

from somei_cli.commands import params
from somei_cli.render.views.access import SheetForm


def _form(typed: str) -> SheetForm:
    return SheetForm(params.one_of(SheetForm, typed, "the form of the sheet"))


Form = Annotated[
    SheetForm, typer.Option("--format", parser=_form, metavar="FORM", help="text, markdown or json: ready to paste.")
]
