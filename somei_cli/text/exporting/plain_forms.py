"""Documents as rows of JSON, JSON lines, CSV and TOML: every field under the key that the register's files have."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any, Final

from somei_cli.text.canonical import dump_table
from somei_cli.text.cleaning import clean_json, clean_line, has_unseen, is_command, unseen
from somei_cli.text.exporting.leaving import Leaving
from somei_cli.text.json_form import plain
from somei_cli.text.spreadsheets import harmless

COLUMNS: Final = (
    "id number shown publication withdrawn status type subject date place languages marking subject_codes "
    "interinstitutional_files from to meeting_body meeting_start meeting_end previous_documents commission_documents "
    "references outside_references items access"
).split()
"""One line a document: lists are joined by semicolons, of items and events only what names them stands in a cell."""


def json_line(value: object) -> str:
    """A value as JSON on one line, in the documents' own letters, with nothing that steers a terminal."""
    return clean_json(json.dumps(value, ensure_ascii=False))


def json_row(leaving: Leaving) -> str:
    """A document in JSON."""
    return json_line({"id": leaving.number.register_id, **plain(leaving.table)})


def toml_row(leaving: Leaving) -> str:
    """A document as one of the tables [[documents]]."""
    text = "\n".join(map(_no_command, dump_table({"documents": [leaving.table]}).split("\n")))
    return unseen().sub(lambda found: _escape(ord(found[0])), text) if has_unseen(text) else text


def _no_command(line: str) -> str:
    """Of a text of several lines one that a code host would take for a command begins with an escape."""
    if not is_command(line):
        return line
    sign = len(line) - len(line.lstrip())
    return f"{line[:sign]}{_escape(ord(line[sign]))}{line[sign + 1 :]}"


def csv_head() -> str:
    """The line of headings."""
    return _line(COLUMNS)


def csv_row(leaving: Leaving) -> str:
    """A document on one line; what a spreadsheet would run as a formula is made text with an apostrophe."""
    table = leaving.table
    meeting = table.get("meeting", {})
    held: dict[str, Any] = {
        **table,
        "id": leaving.number.register_id,
        **{f"meeting_{key}": value for key, value in meeting.items()},
        "references": [f"{one['kind']} {one['to']}" for one in table.get("references", ())],
        "outside_references": [f"{one['kind']} {one['to']}" for one in table.get("outside_references", ())],
        "items": [_item(one) for one in table.get("items", ())],
        "access": [f"{one['kind']} {one['on']}" for one in table.get("access", ())],
    }
    return _line([harmless(clean_line(_cell(held[column]))) if column in held else "" for column in COLUMNS])


def _item(item: Mapping[str, Any]) -> str:
    return f"{item['number']}. {item['title']}" if "number" in item else str(item["title"])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _escape(point: int) -> str:
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
