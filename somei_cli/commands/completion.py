"""somei completion."""

from typing import Annotated

import typer

from somei_cli.errors import WrongUsage
from somei_cli.render.output.streams import write
from somei_cli.render.views.completion import script
from somei_cli.store.disk.packaged_data import data_text

SHELLS = ("bash", "zsh", "fish")


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
) -> None:
    """Print a completion script: commands, options, document numbers and subject codes.

    What it completes it reads in the shell itself; it runs no program and evaluates nothing.
    """
    if shell not in SHELLS:
        raise WrongUsage(f"There is no completion for “{shell}”.", "Shells: " + ", ".join(SHELLS))
    write(script(data_text(f"completion/somei.{shell}"), data_text("completion/words.txt")))
