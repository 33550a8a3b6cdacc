"""somei completion."""

from typing import Annotated

import typer

from somei_cli.errors import WrongUsage
from somei_cli.render.output.streams import print_text
from somei_cli.store.disk.packaged_data import read_data_text

SHELLS = ("bash", "zsh", "fish")


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
) -> None:
    """Print a script that completes commands in your shell.

    It completes commands, options and their values, document numbers, subject codes, follow-ups and files. The
    script reads files only; it starts no program.

    For bash, save it as ~/.local/share/bash-completion/completions/somei.

    For zsh, save it as _somei in a folder of $fpath.

    For fish, save it as ~/.config/fish/completions/somei.fish.
    """
    if shell not in SHELLS:
        raise WrongUsage(f"There is no completion for “{shell}”.", "Shells: " + ", ".join(SHELLS))
    print_text(_fill_template(read_data_text(f"completion/somei.{shell}"), read_data_text("completion/words.txt")))


def _fill_template(template: str, words: str) -> str:
    """The script of a shell. `words` has a line for each command: its path, a colon, what may follow."""
    rows = [line.partition(":")[::2] for line in words.splitlines()]
    posix = "\n".join(f"        '{path}') printf '%s' '{following.strip()}' ;;" for path, following in rows)
    fish = "\n".join(f"        case '{path}'\n            echo '{following.strip()}'" for path, following in rows)
    return template.replace("@BASH_CASES@", posix).replace("@FISH_CASES@", fish)
