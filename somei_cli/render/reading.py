"""What an import read, with the line each field was read from, and its doubts."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.model.readings import Doubt, Evidence, Intake
from somei_cli.render.changes import short
from somei_cli.render.view import Column, Record, View
from somei_cli.text.codec import to_table
from somei_cli.text.json_form import json_of, plain


def reading_view(intake: Intake) -> View:
    """One row a field, with the place it was read from: the line, or the page where the format has pages."""
    paged = any(evidence.page for evidence in intake.evidence)
    columns = (
        Column("field", "field", kept=True, style="bold"),
        Column("value", "value"),
        Column("lines", "page" if paged else "line", kept=True, told=True),
    )
    return View("import", columns, tuple(_rows(intake)), "Nothing could be read.")


def reading_record(intake: Intake) -> Record:
    """All that was read of one file, for machines."""
    return {
        "file": intake.file,
        "document": json_of(intake.document) if intake.document else None,
        "evidence": [_evidence(e) for e in intake.evidence],
        "doubts": list(map(_told, intake.doubts)),
        "remarks": list(map(_told, intake.remarks)),
        "candidates": {str(number): [str(other) for other in could_be] for number, could_be in intake.candidates},
    }


def _told(doubt: Doubt) -> Record:
    return {"field": doubt.field, "message": doubt.message, "line": doubt.line or None, "words": doubt.words or None}


def doubt_words(doubt: Doubt, intake: Intake) -> str:
    """A doubt in a message: with the words of the document only if it cannot be restricted."""
    shown = doubt.words and not intake.may_be_restricted
    return f"{doubt.message}: “{doubt.words}”" if shown else doubt.message


def _evidence(evidence: Evidence) -> Record:
    place = {"page": evidence.page, "left": evidence.left, "top": evidence.top} if evidence.page else {}
    return {"field": evidence.field, "line": evidence.line, "text": evidence.text, **place}


def _rows(intake: Intake) -> Iterable[Record]:
    rows = list(_fields(intake.document))
    lines: dict[str, list[int]] = {}
    for evidence in intake.evidence:
        lines.setdefault(_place(evidence.field), []).append(evidence.page or evidence.line)
    counts = Counter(_place(field) for field, _ in rows)
    for field, value in rows:
        place = _place(field)
        found = lines.get(place, [])
        # Several rows of one field, such as references, stand in the order they were read in.
        told = str(found.pop(0)) if len(found) == counts[place] else _span(found)
        counts[place] -= 1
        yield {"field": field, "value": value, "lines": told}
    if intake.may_be_restricted:
        # Messages keep these words to themselves.
        for doubt in intake.doubts:
            if doubt.words:
                yield {"field": f"doubt: {doubt.field}", "value": doubt.words, "lines": str(doubt.line or "")}


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
