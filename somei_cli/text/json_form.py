"""A document in JSON: the keys of the TOML form, days as ISO strings, and `id`."""

from datetime import date, datetime, time
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.text.codec import to_table


def json_of(document: Document) -> dict[str, Any]:
    """The document as JSON holds it, `id` (the register id) first."""
    return {"id": document.number.register_id, **plain(to_table(document))}


def plain(value: Any) -> Any:
    """A TOML value in the types of JSON."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value
