"""A document in JSON: the keys of the TOML form, days as ISO strings, and `id`."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.text.codec import part_with, to_table


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
