"""The options of printing, shared by agendas and other documents."""

from typing import Annotated

import typer

from somei_cli.commands.shared import params
from somei_cli.render.paper.formats import PaperFormat

form_of = params.choice(PaperFormat, "the form of paper")
As = Annotated[PaperFormat | None, params.option("--as", "FORM", "Print as " + ", ".join(PaperFormat) + ".", form_of)]
Output = Annotated[str, params.option("-o --output", "FILE", "Print to this file.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")]
