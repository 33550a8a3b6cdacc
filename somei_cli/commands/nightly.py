"""somei nightly."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.setup.scheduled_checks import make_scripts
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.errors import WrongUsage
from somei_cli.formats.automation import Automation, AutomationFile
from somei_cli.render.output.streams import print_text
from somei_cli.store.disk.output_files import write_output_file

_helper = params.choice(Automation, "what runs at night")


def nightly(
    helper: Annotated[
        Automation, typer.Argument(parser=_helper, metavar="WHAT", help="systemd, cron, github, gitlab, hook or hub.")
    ],
    output: Annotated[Path | None, params.option("-o --output", "PATH", "Into a folder, or a file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> None:
    """Print what checks the register by itself: a timer, a crontab line, a pipeline, a hook.

    The path of this register stands in it. somei help nights tells how to set it up.
    """
    scripts_made = tuple(make_scripts(helper, open_register()))
    if output is None:
        print_text("\n".join(script.text for script in scripts_made))
        return
    for target, script in _targets(scripts_made, output, helper):
        write_output_file(target, script.text.encode(), replace=force, mode=0o777 if script.executable else 0o666)
        session.talk(f"Wrote {target}")


def _targets(
    scripts_made: tuple[AutomationFile, ...], output: Path, helper: Automation
) -> list[tuple[Path, AutomationFile]]:
    if output.is_dir():
        return [(output / script.name, script) for script in scripts_made]
    if len(scripts_made) > 1:
        raise WrongUsage(
            f"{helper} has {len(scripts_made)} files, and {output} is no folder.", "Name a folder with -o DIR."
        )
    return [(output, scripts_made[0])]
