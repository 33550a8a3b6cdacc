"""somei init."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.setup.init import init_register
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.act import ActOptions, refuse_level
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.commands.shared.option_groups import options_of
from somei_cli.commands.shared.questions import confirm
from somei_cli.model.register.settings import Settings
from somei_cli.render.views.fixes_and_setup import describe_init, init_view

_KEEPS_FILES = "Keep a copy of each imported file on this computer, outside of the commits?"


def init(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The folder; else the working directory.")
    ] = None,
    name: Annotated[
        str, typer.Option("--name", parser=params.line, metavar="TEXT", help="What the register is called.")
    ] = Settings().name,
    git: Annotated[
        bool,
        typer.Option("--git", help="Let git use somei to merge and show documents; works in an existing register too."),
    ] = False,
    *,
    act: Annotated[ActOptions, options_of(ActOptions, "approved_by", "request", "quoted")],
) -> None:
    """Start a register in a git repository.

    It writes the settings (somei.toml) and the vocabulary as one commit. In a repository only these new files are
    committed; in any other folder it makes the repository first.

    With --git, git itself merges documents field by field and shows them in words in this clone. See:
    somei help administer
    """
    refuse_level("name", name)
    refuse_level("reason", act.message or "")
    circumstances = act.circumstances()
    asks = session.can_ask() and not (act.as_json or session.current().quiet)
    result = init_register(
        folder or session.folder(),
        name,
        circumstances,
        is_named=folder is not None,
        drivers=git,
        asks_about_files=lambda: not asks or confirm(_KEEPS_FILES, default=True),
    )
    if act.as_json or act.dry_run:
        show_view(init_view(result), as_json=act.as_json)
    session.talk(*describe_init(result, dry_run=act.dry_run))
