"""somei nightly."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.setup.nightly import scripts
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open import open_register
from somei_cli.errors import WrongUsage
from somei_cli.formats.automation import Helper, Script
from somei_cli.render.output.streams import write
from somei_cli.store.disk.output_files import hand_out


def _helper(typed: str) -> Helper:
    return Helper(params.one_of(Helper, typed, "what runs at night"))


def nightly(
    helper: Annotated[
        Helper, typer.Argument(parser=_helper, metavar="WHAT", help="systemd, cron, github, gitlab, hook or hub.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="Into a folder, or a file.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> None:
    """Print what checks the register by itself: a timer, a crontab line, a pipeline, a hook.

    The path of this register stands in it. somei help nights tells how to set it up.
    """
    scripts_made = tuple(scripts(helper, open_register()))
    if output is None:
        write("\n".join(script.text for script in scripts_made))
        return
    for target, script in _targets(scripts_made, output, helper):
        hand_out(target, script.text.encode(), replace=force, mode=0o777 if script.runs else 0o666)
        session.tell(f"Wrote {target}")


def _targets(scripts_made: tuple[Script, ...], output: Path, helper: Helper) -> list[tuple[Path, Script]]:
    if output.is_dir():
        return [(output / script.name, script) for script in scripts_made]
    if len(scripts_made) > 1:
        raise WrongUsage(
            f"{helper} has {len(scripts_made)} files, and {output} is no folder.", "Name a folder with -o DIR."
        )
    return [(output, scripts_made[0])]
