"""Documents for export, whole or as public views, and their rows in JSON, JSON lines, CSV and TOML."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from somei_cli.formats.sanitize import (
    clean_json,
    clean_line,
    is_log_command,
    neutralise_cell,
)
from somei_cli.formats.toml.canonical import clean_toml, dump_table, toml_escape
from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.fields import SHAPES
from somei_cli.formats.toml.json_and_schema import to_json_value
from somei_cli.model.document import Document
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.public_view import PublicDocument, PublicItem, PublicMeeting


class ExportedDocument(NamedTuple):
    """A document for export as nested TOML values; `view` is None in an internal export."""

    number: DocumentNumber
    table: dict[str, Any]
    view: PublicDocument | None = None


def export_internal(document: Document) -> ExportedDocument:
    """Return everything that the register holds of a document."""
    return ExportedDocument(document.number, to_table(document))


def export_view(view: PublicDocument) -> ExportedDocument:
    """Return what the public may see, under the keys of the register's files."""
    return ExportedDocument(view.number, public_table(view), view)


def public_table(view: PublicDocument) -> dict[str, Any]:
    """Return a public view as nested TOML values; plain values come before tables, and absent ones are left out."""
    agenda = view.agenda
    return without_absent(
        number=str(view.number),
        shown=view.shown.name.lower(),
        publication=str(view.publication),
        withdrawn=view.withdrawn or None,
        access_status=view.access_status and str(view.access_status),
        type=view.type,
        subject=view.subject,
        date=view.date,
        place=view.place,
        languages=list(view.languages),
        marking=view.marking.text if view.marking else None,
        subject_codes=_as_strings(view.subject_codes),
        interinstitutional_files=_as_strings(view.interinstitutional_files),
        **{"from": view.originator, "to": view.addressee},
        previous_documents=_as_strings(view.previous_documents),
        commission_documents=_as_strings(view.commission_documents),
        **{name: _write_field(name, value) for name, value in view.by_setting},
        meeting=_meeting_table(view.meeting) if view.meeting else None,
        agenda=without_absent(state=str(agenda.state), issued=agenda.issued, adopted=agenda.adopted)
        if agenda
        else None,
        access=[without_absent(kind=str(event.kind), on=event.on, ground=event.ground) for event in view.access],
        references=[
            without_absent(
                to=str(reference.to),
                kind=str(reference.kind),
                item=reference.item,
                languages=list(reference.languages),
                shown=reference.visibility and reference.visibility.name.lower(),
            )
            for reference in view.references
        ],
        outside_references=[
            without_absent(to=str(reference.to), kind=str(reference.kind), item=reference.item)
            for reference in view.outside_references
        ],
        items=[_item_table(item) for item in view.items],
    )


def _write_field(name: str, value: Any) -> Any:
    """Return the TOML value of a field that is public by a setting."""
    write = next(field.kind.write for field in SHAPES["document"].fields if field.name == name and field.kind)
    return [write(member) for member in value] if isinstance(value, tuple) else write(value)


def _meeting_table(meeting: PublicMeeting) -> dict[str, Any]:
    return without_absent(body=meeting.body, start=meeting.start, end=meeting.end)


def _item_table(item: PublicItem) -> dict[str, Any]:
    return without_absent(
        number=item.number,
        title=item.title,
        kind=str(item.kind) if item.kind else None,
        legislative=item.legislative or None,
        possible=item.possible or None,
        by=item.by,
        documents=_as_strings(item.documents),
        withdrawn=item.withdrawn or None,
        result=item.result,
        summary=item.summary,
        subitems=[_item_table(subitem) for subitem in item.subitems],
    )


def _as_strings(values: tuple[object, ...]) -> list[str]:
    return [str(value) for value in values]


def without_absent(**fields: Any) -> dict[str, Any]:
    """Return the fields that have a value; an empty list or table is none."""
    return {key: value for key, value in fields.items() if value is not None and value not in ([], {})}


_NUMBER, *_OTHER_COLUMNS = (column for field in DOCUMENT_FIELDS for column in field.columns)
COLUMNS: Final = ["id", _NUMBER, "shown", "publication", "withdrawn", *_OTHER_COLUMNS, "access_status"]
"""The columns of CSV, one document a line: lists are joined by semicolons; of items and events only their names."""


def json_line(value: object) -> str:
    """Return a value as JSON on one line, not in ASCII, with nothing that controls a terminal."""
    return clean_json(json.dumps(value, ensure_ascii=False))


def json_row(exported: ExportedDocument) -> str:
    """Return a document in JSON."""
    return json_line({"id": exported.number.register_id, **to_json_value(exported.table)})


def toml_row(exported: ExportedDocument) -> str:
    """Return a document as one of the tables [[documents]]."""
    text = "\n".join(map(_escape_log_command, dump_table({"documents": [exported.table]}).split("\n")))
    return clean_toml(text)


def _escape_log_command(line: str) -> str:
    """Return the line with an escape at its beginning if a code host would run it as a command."""
    if not is_log_command(line):
        return line
    index = len(line) - len(line.lstrip())
    return f"{line[:index]}{toml_escape(ord(line[index]))}{line[index + 1 :]}"


def csv_head() -> str:
    """Return the line with the names of the columns."""
    return csv_line(COLUMNS)


def csv_row(exported: ExportedDocument) -> str:
    """Return a document on one line; formulas become text with an apostrophe."""
    cells = named_cells(exported)
    return csv_line(
        [neutralise_cell(clean_line(_cell(cells[column]))) if column in cells else "" for column in COLUMNS]
    )


def named_cells(exported: ExportedDocument) -> dict[str, Any]:
    """Return the values of a document by their columns; of items and events only their names."""
    table = exported.table
    meeting = table.get("meeting", {})
    return {
        **table,
        "id": exported.number.register_id,
        **{f"meeting_{key}": value for key, value in meeting.items()},
        "references": [f"{reference['kind']} {reference['to']}" for reference in table.get("references", ())],
        "outside_references": [
            f"{reference['kind']} {reference['to']}" for reference in table.get("outside_references", ())
        ],
        "items": [_item_name(item) for item in table.get("items", ())],
        "access": [f"{event['kind']} {event['on']}" for event in table.get("access", ())],
    }


def _item_name(item: Mapping[str, Any]) -> str:
    return f"{item['number']}. {item['title']}" if "number" in item else str(item["title"])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def csv_line(cells: Iterable[str], delimiter: str = ",") -> str:
    """Return cells as a line of CSV, or of TSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return out.getvalue()
