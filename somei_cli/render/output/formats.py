"""Views as text for machines (JSON, JSON Lines, TSV, CSV, Markdown, ids), and printing a view in the chosen format.

These formats never shorten a value.
"""

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from somei_cli.formats.sanitize import clean_json, clean_line, escape_log_command, neutralise_cell
from somei_cli.render.output.streams import print_messages, print_text
from somei_cli.render.output.view import View, ViewFormat, arrange_view


def code_span(text: str) -> str:
    """Return text from a file as a Markdown code span, which no backticks in the text can end."""
    content = clean_line(text) or " "
    fence = "`" * (max(map(len, re.findall("`+", content)), default=0) + 1)
    # A code span that begins or ends with a backtick needs a blank there; Markdown drops it.
    pad = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{fence}{pad}{content}{pad}{fence}"


# Text that a code host turns into a mention, a link or an issue number even if it is escaped.
_ACTIVE_TEXT = r"@\w|://|www\.|\w@\w|(?<!\w)#[0-9]"


def as_json(view: View) -> str:
    """Return one object with the name of the schema and all records."""
    return json_text({"schema": f"somei/{view.name}/1", "records": list(view.records)})


def json_text(value: object) -> str:
    """Return a value as indented JSON with non-ASCII letters kept and control characters escaped."""
    import json

    return clean_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def as_jsonl(view: View) -> str:
    """Return one record per line."""
    import json

    return "".join(clean_json(json.dumps(record, ensure_ascii=False)) + "\n" for record in view.records)


def as_tsv(view: View) -> str:
    """Return tab-separated values with headings; tabs and line feeds inside a value become blanks.

    An apostrophe marks a value that a spreadsheet would run as a formula. A line that a CI runner would take for a
    workflow command gets a harmless character in front.
    """
    rows = [] if view.headless else [[c.key for c in view.columns]]
    rows += [[_tsv_cell(clean_line(c.text_of(record))) for c in view.columns] for record in view.records]
    return _lines(escape_log_command("\t".join(row)) for row in rows)


def _tsv_cell(text: str) -> str:
    """Return a cell that no spreadsheet runs; numbers, and the `-` of standard input, stay as scripts expect them."""
    return text if re.fullmatch(r"[+-][0-9.]*", text) else neutralise_cell(text)


def as_csv(view: View) -> str:
    """Return comma-separated values; an apostrophe marks a value that a spreadsheet would run as a formula as text."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.key for c in view.columns])
    writer.writerows([neutralise_cell(clean_line(c.text_of(record))) for c in view.columns] for record in view.records)
    return out.getvalue()


def as_markdown(view: View) -> str:
    """Return a Markdown table."""
    rows = [[_markdown_cell(c.heading) for c in view.columns], ["---"] * len(view.columns)]
    rows += [[_markdown_cell(clean_line(c.text_of(record))) for c in view.columns] for record in view.records]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def as_ids(view: View) -> str:
    """Return the register id of each record, one per line; its number, code or target if it has no id."""
    ids = (r.get("id") or r.get("number") or r.get("code") or r.get("to") for r in view.records)
    return _lines(escape_log_command(clean_line(str(identifier))) for identifier in ids if identifier)


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
        return code_span(text).replace("|", "\\|")
    escaped = "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
    return escaped or " "


class Output(NamedTuple):
    """How to print an answer. Without a format: a table on a terminal, TSV in a pipe."""

    view_format: ViewFormat | None = None
    fields: str = ""
    sort: str = ""
    limit: int | None = None
    color: str = "auto"


def print_view(view: View, output: Output) -> None:
    """Print a view on standard output."""
    view_format = output.view_format or (ViewFormat.TABLE if sys.stdout.isatty() else ViewFormat.TSV)
    view = arrange_view(view, output.fields, output.sort, output.limit)
    if view_format is ViewFormat.TABLE and (view.tabular or view).records:
        from somei_cli.render.output.screen import draw_view
        from somei_cli.render.output.terminal import print_for_people

        print_for_people(draw_view(view, output.color, chosen=bool(output.fields), ordered=bool(output.sort)))
        return
    if view_format not in {ViewFormat.JSON, ViewFormat.JSONL, ViewFormat.IDS} and view.tabular:
        view = view.tabular
    if view_format is not ViewFormat.TABLE:
        print_text(FORMATTERS[view_format](view))
    else:
        print_messages(_say_empty(view) if sys.stdout.isatty() else (view.empty_message,))


def _say_empty(view: View) -> Iterator[str]:
    """Yield what a terminal says if there are no records; what can be typed stands alone on its line."""
    words, separator, command = view.empty_message.rpartition(": somei ")
    yield f"{words}:" if separator else view.empty_message
    if separator:
        yield f"  somei {command}"
    yield from view.empty_hint


def print_json(value: object) -> None:
    """Print a value as JSON on standard output."""
    print_text(json_text(value))
