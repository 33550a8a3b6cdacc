"""somei undo."""

from typing import Annotated

from somei_cli.actions.history import undo as undoing
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register

_Commit = Annotated[str | None, params.argument("[COMMIT]", "The act; else the newest one.")]


def undo(
    commit: _Commit = None,
    *,
    act: Act,
) -> None:
    """Take back one act as one commit; what came later in the same files stays.

    Refused where a later act depends on it. A number that was entered becomes void, never vanishes: that needs -m.
    """
    act.answer(undoing.undo(open_register(), commit, act.circumstances()))
