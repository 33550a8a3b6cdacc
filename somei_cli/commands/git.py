"""The commands somei git merge and somei git text, which git calls."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.merge_and_conflicts import MergedFile, merge_file
from somei_cli.commands.shared import params, session
from somei_cli.formats.diff.textconv import describe_lines
from somei_cli.formats.merge.conflict_markers import MARKER_LENGTH
from somei_cli.formats.sanitize import clean_line
from somei_cli.render.output.streams import print_text
from somei_cli.store.git.merge_driver import MergeFileNames, read_any_text


def run_merge_driver(
    base: Annotated[str, typer.Argument(metavar="BASE", help="The common version; empty if both sides added it.")],
    ours: Annotated[str, typer.Argument(metavar="OURS", help="Our version; the merged one is written over it.")],
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="The other version.")],
    path: Annotated[str, params.option("--path", "P", "The path of the file, for messages.")] = "",
    marker_size: Annotated[
        int, typer.Option("--marker-size", min=1, metavar="N", help="Length of conflict markers.")
    ] = MARKER_LENGTH,
) -> int:
    """Merge three versions of a document, as git's merge driver.

    The status is 0, or 1 with conflicts. A file that is not a document is merged line by line, as git does it. See:
    somei help engineers
    """
    merged = merge_file(session.working_directory(), MergeFileNames(base, ours, theirs), marker_size, path)
    for line in _lines(merged, path or ours):
        session.talk(line)
    return 0 if merged.is_clean else 1


def _lines(merged: MergedFile, path: str) -> list[str]:
    name = merged.document or path
    lines = [f"{name}: merged line by line, since {merged.reason_for_lines}."] if merged.reason_for_lines else []
    lines += [f"CONFLICT ({conflict.field}): {name}, {conflict.reason}" for conflict in merged.conflicts]
    if not merged.is_clean and not merged.conflicts:
        lines.append(f"CONFLICT (lines): {name}")
    return lines


def print_textconv(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document file.")],
) -> None:
    """Show a document file in plain words, as git's textconv.

    Any other file is shown as it is. With this, git diff and git log -p are easy to read. git blame then counts the
    lines of the file. See: somei help engineers
    """
    print_text("".join(f"{clean_line(line)}\n" for line in describe_lines(read_any_text(file))))
