"""somei init."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.setup.git_config import DriverSetup
from somei_cli.actions.setup.init import InitResult, init_register
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.act import ActOptions, refuse_level
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.commands.shared.option_groups import options_of
from somei_cli.formats.git.drivers_and_byte_conversions import ATTRIBUTES, DRIVERS_LINE
from somei_cli.model.register.settings import Settings
from somei_cli.render.output.view import Column, View


def init(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Where; here without one.")] = None,
    name: Annotated[
        str, typer.Option("--name", parser=params.line, metavar="TEXT", help="What the register is called.")
    ] = Settings().name,
    git: Annotated[
        bool,
        typer.Option("--git", help="Make somei git's diff and merge driver here; also in a register that is there."),
    ] = False,
    *,
    act: Annotated[ActOptions, options_of(ActOptions, "approved_by", "request", "quoted")],
) -> None:
    """Start a register: settings and vocabulary, as one commit.

    Works in an existing repository, where only the new files are committed, and makes one where there is none.
    With --git documents are merged field by field and shown in words in this clone: see somei help git.
    """
    refuse_level("name", name)
    refuse_level("reason", act.message or "")
    circumstances = act.circumstances()
    result = init_register(folder or session.folder(), name, circumstances, is_named=folder is not None, drivers=git)
    if act.as_json or act.dry_run:
        show_view(_view(result), as_json=act.as_json)
    if result.started:
        sentence = f"Started a register in {result.folder} (commit {(result.started.commit or '')[:10]})."
        session.talk(f"Would start a register in {result.folder} (dry run)." if act.dry_run else sentence)
    if result.drivers:
        _tell_of_git(result.drivers, dry_run=act.dry_run)


def _view(result: InitResult) -> View:
    begun, helped = result.started, result.drivers
    files = begun.files if begun else (str(ATTRIBUTES),) if helped and helped.attributes else ()
    commit = (begun and begun.commit) or (helped and helped.commit)
    settings = dict(helped.settings) if helped else {}
    rows = (*({"file": file} for file in files), *({"file": f"{key} = {value}"} for key, value in settings.items()))
    table = View("init", (Column("file", "file or setting" if helped else "file"),), rows, "Nothing to change.")
    whole = {"folder": str(result.folder), "commit": commit, "files": list(files), "settings": settings}
    return View("init", (), (whole,), tabular=table)


def _tell_of_git(helped: DriverSetup, *, dry_run: bool) -> None:
    if not helped.settings and not helped.attributes:
        session.talk("git has somei's drivers in this clone already.")
        return
    verb = "Would set" if dry_run else "Set"
    for key, value in helped.settings.items():
        session.talk(f"{verb} in this clone: {key} = {value}")
    if helped.attributes:
        verb_of_attributes = "Would write" if dry_run else f"Wrote (commit {(helped.commit or '')[:10]})"
        session.talk(f"{verb_of_attributes} into {ATTRIBUTES}: {DRIVERS_LINE}")
