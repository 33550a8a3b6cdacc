"""The one place that prints: answers on standard output, talk on standard error."""

import sys
from dataclasses import dataclass

from somei_cli.render.formats import FORMATTERS, json_text
from somei_cli.render.view import Format, View, chosen
from somei_cli.text.cleaning import clean


@dataclass(frozen=True, slots=True)
class Output:
    """How the clerk wants an answer; `how` None means a table on a terminal and TSV in a pipe."""

    how: Format | None = None
    fields: str = ""
    sort: str = ""
    limit: int | None = None
    color: str = "auto"


def show(view: View, output: Output) -> None:
    """Print a view on standard output."""
    how = output.how or (Format.TABLE if sys.stdout.isatty() else Format.TSV)
    view = chosen(view, output.fields, output.sort, output.limit)
    if how not in {Format.JSON, Format.JSONL, Format.IDS} and view.shown:
        view = view.shown
    if how is not Format.TABLE:
        write(FORMATTERS[how](view))
    elif view.records:
        from somei_cli.render.terminal import draw

        draw(view, output.color)
    else:
        say(view.empty)


def write(text: str) -> None:
    """Print text as it is: made by somei, cleaned before."""
    sys.stdout.write(text)


def write_json(value: object) -> None:
    """Print a value as JSON."""
    write(json_text(value))


def say(words: str) -> None:
    """Talk to the clerk on standard error."""
    print(clean(words), file=sys.stderr)
