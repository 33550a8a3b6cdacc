"""A document in JSON (the keys of the TOML form, days as ISO strings, and `id`), and the JSON Schema of its file."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from somei_cli.formats.toml.document import partial_table_writer, to_table
from somei_cli.formats.toml.fields import SHAPES, WAIVE, Field, Shape
from somei_cli.model.document import Document


def to_json(document: Document) -> dict[str, Any]:
    """Return the document as JSON values; `id`, the register id, comes first."""
    return {"id": document.number.register_id, **to_json_value(to_table(document))}


def to_json_parts(documents: Iterable[Document], keys: Collection[str] | None) -> Iterator[dict[str, Any]]:
    """Yield each document as JSON values, or only some keys of it; then no other field of the document is read."""
    if keys is None:
        yield from map(to_json, documents)
        return
    write_part, with_id = partial_table_writer(keys), "id" in keys
    for document in documents:
        identity = {"id": document.number.register_id} if with_id else {}
        yield {**identity, **to_json_value(write_part(document))}


def to_json_value(value: Any) -> Any:
    """Return a TOML value in the types of JSON."""
    if isinstance(value, dict):
        return {key: to_json_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_json_value(inner) for inner in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def build_json_schema() -> dict[str, Any]:
    """Return the schema against which editors check the TOML of a document while it is typed."""
    document = _table_schema(SHAPES["document"])
    document["properties"][WAIVE] = {
        "type": "object",
        "description": "waived rules: code and reason",
        "additionalProperties": {"type": "string"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A document of a somei register",
        **document,
        "$defs": {name: _table_schema(shape) for name, shape in SHAPES.items() if name != "document"},
    }


def _table_schema(shape: Shape) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [field.key for field in shape.fields if field.required],
        "properties": {field.key: _field_schema(field) for field in shape.fields},
    }


def _field_schema(field: Field) -> dict[str, Any]:
    value_schema = dict(field.kind.schema) if field.kind else {"$ref": f"#/$defs/{field.shape}"}
    schema = {"type": "array", "items": value_schema} if field.is_array else value_schema
    return {"description": field.help, **schema}
