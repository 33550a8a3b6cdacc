"""The options of printing, shared by agendas and other documents."""

from typing import Annotated

import typer

from somei_cli.commands.shared import params
from somei_cli.render.paper.formats import PaperFormat


def form_of(typed: str) -> PaperFormat:
    """What to print as."""
    return PaperFormat(params.one_of(PaperFormat, typed, "the form of paper"))


As = Annotated[
    PaperFormat | None,
    typer.Option(
        "--as", parser=form_of, metavar="FORM", help="Print as " + ", ".join(PaperFormat) + ".", show_default=False
    ),
]
Output = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Print into a file.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Print over a file that is there.")]
