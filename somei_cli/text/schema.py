"""The JSON Schema of a document file, made from the table of fields."""

from typing import Any

from somei_cli.text.fields import SHAPES, WAIVE, Field, Shape


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
