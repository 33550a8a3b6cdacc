"""The options of printing, shared by agendas and other documents."""

from typing import Annotated

import typer

from somei_cli.commands import params
from somei_cli.render.paper.forms import Form


def form_of(typed: str) -> Form:
    """What to print as."""
    return Form(params.one_of(Form, typed, "the form of paper"))


As = Annotated[
    Form | None,
    typer.Option("--as", parser=form_of, metavar="FORM", help="Print as " + ", ".join(Form) + ".", show_default=False),
]
Output = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Print into a file.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Print over a file that is there.")]
