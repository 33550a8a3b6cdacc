"""somei nightly."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.setup.scheduled_checks import make_scripts, write_scripts
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.formats.automation import Automation
from somei_cli.render.output.streams import print_text

_helper = params.choice(Automation, "what runs at night")


def nightly(
    helper: Annotated[
        Automation, typer.Argument(parser=_helper, metavar="WHAT", help="systemd, cron, github, gitlab, hook or hub.")
    ],
    output: Annotated[Path | None, params.option("-o --output", "PATH", "The folder or file to write.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite existing files.")] = False,
) -> None:
    """Print what makes a computer check the register by itself.

    cron and systemd check it every night on this computer, github and gitlab on the code host. hook checks before each
    commit, and hub whatever is sent to the server. What is printed fits this register as it stands: it contains its
    path. somei help automate says where to put it.
    """
    scripts = tuple(make_scripts(helper, open_register()))
    if output is None:
        print_text("\n".join(script.text for script in scripts))
        return
    for path in write_scripts(helper, scripts, output, replace=force):
        session.talk(f"Wrote {path}")
