"""somei init."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.initialising import start_register
from somei_cli.commands import params, session
from somei_cli.commands.acts import circumstances
from somei_cli.commands.answers import answer
from somei_cli.model.settings import Settings
from somei_cli.render.view import Column, View


def init(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Where; here without one.")] = None,
    name: Annotated[
        str, typer.Option("--name", parser=params.line, metavar="TEXT", help="What the register is called.")
    ] = Settings().name,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Start a register: settings and vocabulary, as one commit.

    Works in an existing repository, where only the new files are committed, and makes one where there is none.
    """
    begun = start_register(folder or session.folder(), Settings(name=name), circumstances(message, dry_run=dry_run))
    records = tuple({"file": file} for file in begun.files)
    whole = {"folder": str(begun.folder), "commit": begun.commit, "files": list(begun.files)}
    files = View("init", (Column("file", "file"),), records)
    if as_json or dry_run:
        answer(View("init", (), (whole,), shown=files), as_json=as_json)
    told = f"Started a register in {begun.folder} (commit {(begun.commit or '')[:10]})."
    session.tell(f"Would start a register in {begun.folder} (dry run)." if dry_run else told)
