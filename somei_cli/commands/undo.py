"""somei undo."""

from typing import Annotated

import typer

from somei_cli.actions.history import undo as undoing
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import answer_receipt, gather_circumstances
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.store.git.command import Git
from somei_cli.store.git.rebased_hashes import resolve_in_head

_Commit = Annotated[
    str | None,
    typer.Argument(metavar="[COMMIT]", help="The act; else the newest one.", show_default=False),
]


def undo(
    commit: _Commit = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Take back one act as one commit; what came later in the same files stays.

    Refused where a later act depends on it. A number that was entered becomes void, never vanishes: that needs -m.
    """
    register = open_register()
    named = resolve_in_head(Git(register.root), commit) if commit else None
    answer_receipt(
        undoing.undo(register, named, gather_circumstances(message, dry_run=dry_run, quoted=quoted)), as_json=as_json
    )
