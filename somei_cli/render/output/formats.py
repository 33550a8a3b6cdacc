"""A view as text for machines: JSON, JSON lines, TSV, CSV, Markdown, ids. Pure; nothing here cuts anything.

Text of a file in Markdown as code, in which nothing is markup, a mention or a link.
Answers as the clerk wants them: a view in one of its forms.
"""

import io
import re
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

from somei_cli.formats.sanitize import clean_json, clean_line, harmless, set_off
from somei_cli.render.output.streams import say, write, write_pages
from somei_cli.render.output.view import View, ViewFormat, chosen


def code(text: str) -> str:
    """Text of a file as a code span, in which nothing is markup, whatever backticks it holds."""
    content = clean_line(text) or " "
    fence = "`" * (max(map(len, re.findall("`+", content)), default=0) + 1)
    # A span that begins or ends with a backtick needs a blank there, which is not shown.
    pad = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{fence}{pad}{content}{pad}{fence}"


# What a host would make a mention, a link or the number of an issue, however it is escaped.
_ACTIVE_TEXT = r"@\w|://|www\.|\w@\w|(?<!\w)#[0-9]"


def as_json(view: View) -> str:
    """One object with a schema name and all records."""
    return json_text({"schema": f"somei/{view.name}/1", "records": list(view.records)})


def json_text(value: object) -> str:
    """JSON as somei prints it: readable, in the document's own letters, with nothing that steers a terminal."""
    import json

    return clean_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def as_jsonl(view: View) -> str:
    """One record a line."""
    import json

    return "".join(clean_json(json.dumps(record, ensure_ascii=False)) + "\n" for record in view.records)


def as_tsv(view: View) -> str:
    """Tab-separated, with headings; tabs and line feeds inside a value become blanks.

    What a code host would take for a command at the beginning of a line is set off by a point.
    """
    rows = [] if view.headless else [[c.key for c in view.columns]]
    rows += [[clean_line(c.of(record)) for c in view.columns] for record in view.records]
    return _lines(set_off("\t".join(row)) for row in rows)


def as_csv(view: View) -> str:
    """Comma-separated; a value that a spreadsheet would run as a formula is made text with an apostrophe."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.key for c in view.columns])
    writer.writerows([harmless(clean_line(c.of(record))) for c in view.columns] for record in view.records)
    return out.getvalue()


def as_markdown(view: View) -> str:
    """A table of Markdown."""
    rows = [[_markdown_cell(c.heading) for c in view.columns], ["---"] * len(view.columns)]
    rows += [[_markdown_cell(clean_line(c.of(record))) for c in view.columns] for record in view.records]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def as_ids(view: View) -> str:
    """The register id of each record, or its number or code where it has none; one a line."""
    ids = (r.get("id") or r.get("number") or r.get("code") or r.get("to") for r in view.records)
    return _lines(set_off(clean_line(str(identifier))) for identifier in ids if identifier)


FORMATTERS: dict[ViewFormat, Callable[[View], str]] = {
    ViewFormat.JSON: as_json,
    ViewFormat.JSONL: as_jsonl,
    ViewFormat.TSV: as_tsv,
    ViewFormat.CSV: as_csv,
    ViewFormat.MARKDOWN: as_markdown,
    ViewFormat.IDS: as_ids,
}


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in rows)


def _markdown_cell(text: str) -> str:
    if re.search(_ACTIVE_TEXT, text):
        return code(text).replace("|", "\\|")
    escaped = "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
    return escaped or " "


class Output(NamedTuple):
    """How the clerk wants an answer; `how` None means a table on a terminal and TSV in a pipe."""

    how: ViewFormat | None = None
    fields: str = ""
    sort: str = ""
    limit: int | None = None
    color: str = "auto"


def show(view: View, output: Output) -> None:
    """Print a view on standard output."""
    view_format = output.how or (ViewFormat.TABLE if sys.stdout.isatty() else ViewFormat.TSV)
    view = chosen(view, output.fields, output.sort, output.limit)
    if view_format not in {ViewFormat.JSON, ViewFormat.JSONL, ViewFormat.IDS} and view.shown:
        view = view.shown
    if view_format is not ViewFormat.TABLE:
        write(FORMATTERS[view_format](view))
    elif view.records:
        from somei_cli.render.output.table import drawn

        write_pages(drawn(view, output.color))
    else:
        say(view.empty)


def write_json(value: object) -> None:
    """Print a value as JSON."""
    write(json_text(value))
