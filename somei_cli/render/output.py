"""Answers as the clerk wants them: a view in one of its forms."""

import sys
from typing import NamedTuple

from somei_cli.render.formats import FORMATTERS, json_text
from somei_cli.render.streams import say, write, write_pages
from somei_cli.render.view import View, ViewFormat, chosen


class Output(NamedTuple):
    """How the clerk wants an answer; `how` None means a table on a terminal and TSV in a pipe."""

    how: ViewFormat | None = None
    fields: str = ""
    sort: str = ""
    limit: int | None = None
    color: str = "auto"


def show(view: View, output: Output) -> None:
    """Print a view on standard output."""
    how = output.how or (ViewFormat.TABLE if sys.stdout.isatty() else ViewFormat.TSV)
    view = chosen(view, output.fields, output.sort, output.limit)
    if how not in {ViewFormat.JSON, ViewFormat.JSONL, ViewFormat.IDS} and view.shown:
        view = view.shown
    if how is not ViewFormat.TABLE:
        write(FORMATTERS[how](view))
    elif view.records:
        from somei_cli.render.terminal import drawn

        write_pages(drawn(view, output.color))
    else:
        say(view.empty)


def write_json(value: object) -> None:
    """Print a value as JSON."""
    write(json_text(value))
