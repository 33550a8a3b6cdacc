"""somei undo."""

from typing import Annotated

from somei_cli.actions.history import undo as undoing
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.store.git.command import Git
from somei_cli.store.git.rebased_hashes import resolve_in_head

_Commit = Annotated[str | None, params.argument("[COMMIT]", "The act; else the newest one.")]


def undo(
    commit: _Commit = None,
    *,
    act: Act,
) -> None:
    """Take back one act as one commit; what came later in the same files stays.

    Refused where a later act depends on it. A number that was entered becomes void, never vanishes: that needs -m.
    """
    register = open_register()
    named = resolve_in_head(Git(register.root), commit) if commit else None
    act.answer(undoing.undo(register, named, act.circumstances()))
