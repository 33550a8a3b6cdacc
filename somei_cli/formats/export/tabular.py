"""Documents as rows of JSON, JSON lines, CSV and TOML: every field under the key that the register's files have.

What leaves the house of one document: its table, and for the public its view.
"""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from somei_cli.formats.sanitize import clean_json, clean_line, harmless, has_unseen, is_command, unseen
from somei_cli.formats.toml.canonical import dump_table
from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.json import plain
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.public_view import PublicDocument, PublicItem, PublicMeeting


class Leaving(NamedTuple):
    """One document on its way out, as nested TOML values; `view` is None where it goes to people of the house."""

    number: DocumentNumber
    table: dict[str, Any]
    view: PublicDocument | None = None


def of_house(document: Document) -> Leaving:
    """Everything that the register holds of a document."""
    return Leaving(document.number, to_table(document))


def of_view(view: PublicDocument) -> Leaving:
    """What the public may see, under the keys that the files of the register have."""
    return Leaving(view.number, public_table(view), view)


def public_table(view: PublicDocument) -> dict[str, Any]:
    """A view as nested TOML values; plain values stand before tables, and what is absent is left out."""
    agenda = view.agenda
    return _filled(
        number=str(view.number),
        shown=view.shown.name.lower(),
        publication=str(view.publication),
        withdrawn=view.withdrawn or None,
        type=view.type,
        subject=view.subject,
        date=view.date,
        place=view.place,
        languages=list(view.languages),
        marking=view.marking.text if view.marking else None,
        subject_codes=_words(view.subject_codes),
        interinstitutional_files=_words(view.interinstitutional_files),
        **{"from": view.originator, "to": view.addressee},
        previous_documents=_words(view.previous_documents),
        commission_documents=_words(view.commission_documents),
        meeting=_meeting(view.meeting) if view.meeting else None,
        agenda=_filled(state=str(agenda.state), issued=agenda.issued, adopted=agenda.adopted) if agenda else None,
        access=[_filled(kind=str(one.kind), on=one.on, ground=one.ground) for one in view.access],
        references=[
            _filled(to=str(one.to), kind=str(one.kind), item=one.item, shown=one.shown and one.shown.name.lower())
            for one in view.references
        ],
        outside_references=[
            _filled(to=str(one.to), kind=str(one.kind), item=one.item) for one in view.outside_references
        ],
        items=[_leaving_item(item) for item in view.items],
    )


def _meeting(meeting: PublicMeeting) -> dict[str, Any]:
    return _filled(body=meeting.body, start=meeting.start, end=meeting.end)


def _leaving_item(item: PublicItem) -> dict[str, Any]:
    return _filled(
        number=item.number,
        title=item.title,
        kind=str(item.kind) if item.kind else None,
        legislative=item.legislative or None,
        possible=item.possible or None,
        by=item.by,
        documents=_words(item.documents),
        withdrawn=item.withdrawn or None,
        result=item.result,
        summary=item.summary,
        subitems=[_leaving_item(sub) for sub in item.subitems],
    )


def _words(values: tuple[object, ...]) -> list[str]:
    return [str(value) for value in values]


def _filled(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None and value not in ([], {})}


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
