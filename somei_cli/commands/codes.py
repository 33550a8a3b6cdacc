"""somei codes."""

from typing import Annotated

import typer

from somei_cli.commands.shared import params
from somei_cli.commands.shared.open_and_show import Answer, open_register, read_snapshot
from somei_cli.render.views.statistics import codes_view


def codes(
    word: Annotated[str, typer.Argument(metavar="[WORD]", help="In the code or its title.", show_default=False)] = "",
    year: Annotated[
        str | None, typer.Option("--year", metavar="Y", help="Count one year only.", show_default=False)
    ] = None,
    *,
    answer: Answer,
) -> int:
    """List the subject codes, with how many documents carry each and the last serial given."""
    snapshot, status = read_snapshot(open_register())
    view = codes_view(snapshot, word, params.year(year) if year else None)
    answer.show(view)
    return status or (0 if view.records else 1)
