"""A document in JSON: the keys of the TOML form, days as ISO strings, and `id`.

The JSON Schema of a document file, made from the table of fields.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from somei_cli.formats.toml.document import part_with, to_table
from somei_cli.formats.toml.fields import SHAPES, WAIVE, Field, Shape
from somei_cli.model.document import Document


def json_of(document: Document) -> dict[str, Any]:
    """The document as JSON holds it, `id` (the register id) first."""
    return {"id": document.number.register_id, **plain(to_table(document))}


def parts_of(documents: Iterable[Document], keys: Collection[str] | None) -> Iterator[dict[str, Any]]:
    """That of each, or only some keys of it: then no other field of a document is looked at."""
    if keys is None:
        yield from map(json_of, documents)
        return
    part, with_id = part_with(keys), "id" in keys
    for document in documents:
        named = {"id": document.number.register_id} if with_id else {}
        yield {**named, **plain(part(document))}


def plain(value: Any) -> Any:
    """A TOML value in the types of JSON."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def json_schema() -> dict[str, Any]:
    """The schema that editors with TOML support check a file against while it is typed."""
    document = _table(SHAPES["document"])
    document["properties"][WAIVE] = {
        "type": "object",
        "description": "waived rules: code and reason",
        "additionalProperties": {"type": "string"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A document of a somei register",
        **document,
        "$defs": {name: _table(shape) for name, shape in SHAPES.items() if name != "document"},
    }


def _table(shape: Shape) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [field.key for field in shape.fields if field.required],
        "properties": {field.key: _field(field) for field in shape.fields},
    }


def _field(field: Field) -> dict[str, Any]:
    value = dict(field.kind.schema) if field.kind else {"$ref": f"#/$defs/{field.shape}"}
    held = {"type": "array", "items": value} if field.many else value
    return {"description": field.help, **held}
