"""What an import read, with the line each field was read from, and its doubts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.model.readings import Intake
from somei_cli.render.changes import short
from somei_cli.render.view import Column, Record, View
from somei_cli.text.codec import to_table
from somei_cli.text.json_form import json_of, plain


def import_view(intakes: Sequence[Intake]) -> View:
    """JSON: one record a file. Tables: one row a field, with the lines it was read from."""
    columns: tuple[Column, ...] = (
        Column("field", "field", kept=True, style="bold"),
        Column("value", "value"),
        Column("lines", "line", kept=True, told=True),
    )
    if len(intakes) > 1:
        columns = (Column("file", "file"), *columns)
    rows = tuple(row for intake in intakes for row in _rows(intake))
    shown = View("import", columns, rows, "Nothing could be read.")
    return View("import", (), tuple(map(_record, intakes)), shown=shown)


def _record(intake: Intake) -> Record:
    return {
        "file": intake.file,
        "document": json_of(intake.document) if intake.document else None,
        "evidence": [{"field": e.field, "line": e.line, "text": e.text} for e in intake.evidence],
        "doubts": [{"field": d.field, "message": d.message, "line": d.line or None} for d in intake.doubts],
    }


def _rows(intake: Intake) -> Iterable[Record]:
    rows = list(_fields(intake.document))
    lines: dict[str, list[int]] = {}
    for evidence in intake.evidence:
        lines.setdefault(_place(evidence.field), []).append(evidence.line)
    counts = Counter(_place(field) for field, _ in rows)
    for field, value in rows:
        place = _place(field)
        found = lines.get(place, [])
        # Several rows of one field, such as references, stand in the order they were read in.
        told = str(found.pop(0)) if len(found) == counts[place] else _span(found)
        counts[place] -= 1
        yield {"file": intake.file, "field": field, "value": value, "lines": told}


def _fields(document: Document | None) -> Iterable[tuple[str, str]]:
    table: dict[str, Any] = plain(to_table(document)) if document else {}
    table.pop("source", None)
    for key, value in table.items():
        if key == "items":
            for item in value:
                yield f"item {item.get('number', '')}".strip(), _item(item)
        elif isinstance(value, dict):
            yield from ((f"{key}.{inner}", short(held)) for inner, held in value.items())
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from ((key, " ".join(str(v) for v in row.values() if v)) for row in value)
        else:
            yield key, short(value)


def _item(item: dict[str, Any]) -> str:
    subs = _count(item.get("subitems", []))
    words = f"{subs} below" if subs else ""
    text = f"{len(item['summary'])} characters of text" if item.get("summary") else ""
    told = ", ".join(filter(None, (words, text)))
    return f"{item['title']}   ({told})" if told else item["title"]


def _count(items: list[dict[str, Any]]) -> int:
    return sum(1 + _count(item.get("subitems", [])) for item in items)


def _place(field: str) -> str:
    """Evidence may name an item as `items.2` or `item 2`: both stand for one row."""
    head, _, rest = field.replace("items.", "item ").partition(" ")
    return f"item {rest.split('.')[0]}" if head == "item" and rest else field


def _span(lines: list[int]) -> str:
    if not lines:
        return ""
    first, last = min(lines), max(lines)
    return str(first) if first == last else f"{first}–{last}"
