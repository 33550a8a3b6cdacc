"""A document in JSON: the keys of the TOML form, days as ISO strings, and `id`."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.text.codec import some_of, to_table


def json_of(document: Document) -> dict[str, Any]:
    """The document as JSON holds it, `id` (the register id) first."""
    return {"id": document.number.register_id, **plain(to_table(document))}


def part_of(document: Document, keys: Collection[str]) -> dict[str, Any]:
    """Some keys of that; no other field of the document is looked at."""
    named = {"id": document.number.register_id} if "id" in keys else {}
    return {**named, **plain(some_of(document, keys))}


def plain(value: Any) -> Any:
    """A TOML value in the types of JSON."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value
