"""somei git text."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.formats.diff.textconv import text_in_words
from somei_cli.formats.sanitize import clean_line
from somei_cli.render.output.streams import write
from somei_cli.store.git.merge_driver import read_any


def git_text(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document file.")],
) -> None:
    """Show a document file in plain words, line by line, as git's textconv; any other file as it is.

    With it git diff and git log -p read well, and git blame counts the lines of the file. See: somei help git.
    """
    write("".join(f"{clean_line(line)}\n" for line in text_in_words(read_any(file))))
