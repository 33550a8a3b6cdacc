"""A view as text for machines: JSON, JSON lines, TSV, CSV, Markdown, ids. Pure; nothing here cuts anything."""

import io
import re
from collections.abc import Callable, Iterable

from somei_cli.render.code_spans import code
from somei_cli.render.view import View, ViewFormat
from somei_cli.text.cleaning import clean_json, clean_line, set_off
from somei_cli.text.spreadsheets import harmless

# What a host would make a mention, a link or the number of an issue, however it is escaped.
_CALLING = r"@\w|://|www\.|\w@\w|(?<!\w)#[0-9]"


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
    rows = [[_flat(c.heading) for c in view.columns], ["---"] * len(view.columns)]
    rows += [[_flat(clean_line(c.of(record))) for c in view.columns] for record in view.records]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def as_ids(view: View) -> str:
    """The register id of each record, or its number or code where it has none; one a line."""
    ids = (r.get("id") or r.get("number") or r.get("code") or r.get("to") for r in view.records)
    return _lines(set_off(clean_line(str(one))) for one in ids if one)


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


def _flat(text: str) -> str:
    if re.search(_CALLING, text):
        return code(text).replace("|", "\\|")
    escaped = "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
    return escaped or " "
