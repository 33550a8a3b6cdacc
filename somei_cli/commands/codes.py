"""somei codes list."""

from typing import Annotated

from somei_cli.commands.shared import params
from somei_cli.commands.shared.open_and_show import Answer, open_register, read_snapshot
from somei_cli.render.views.vocabulary import codes_view


def list_codes(
    word: Annotated[str, params.argument("[WORD]", "Part of the code or of its title.")] = "",
    year: Annotated[str | None, params.option("--year", "Y", "Count one year only.")] = None,
    *,
    answer: Answer,
) -> int:
    """List the subject codes and how many documents carry each.

    Each code stands with the number of its documents and the last serial given.
    """
    snapshot, status = read_snapshot(open_register())
    view = codes_view(snapshot, word, params.year(year) if year else None)
    answer.show(view)
    return status or (0 if view.records else 1)
