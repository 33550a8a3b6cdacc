"""Importing documents: reading their text, filling in what the clerk gives, registering them in one commit."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from somei_cli.actions.acting import Circumstances, act
from somei_cli.model.adding import register_readings
from somei_cli.model.changes import Receipt
from somei_cli.model.documents import Document, Meeting, Source
from somei_cli.model.items import Item
from somei_cli.model.readings import Intake
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.store.intake import Incoming
from somei_cli.store.register import Register
from somei_cli.text.reading.interpret import read_document
from somei_cli.text.reading.sources import read_bytes


def take_in(incoming: Incoming, vocabulary: Vocabulary, given: Mapping[str, Any]) -> Intake:
    """Read one file; values given by the clerk stand in place of what was read.

    `given` holds attributes of Document, and of its meeting as `meeting.start` and so on.

    Raises:
        Unreadable: where the bytes are no text.
        Classified: where the text is marked as EU classified.
    """
    lines, encoding_doubts = read_bytes(incoming.content, incoming.name)
    reading = read_document(lines, vocabulary)
    fields = _merged(reading.fields, given)
    given_keys = {_key(name) for name in given}
    doubts = tuple(d for d in (*encoding_doubts, *reading.doubts) if d.field not in given_keys)
    evidence = tuple(e for e in reading.evidence if e.field not in given_keys)
    if fields.get("number") is None:
        return Intake(incoming.name, None, evidence, doubts)
    fields["source"] = Source(incoming.name, hashlib.sha256(incoming.content).hexdigest())
    return Intake(incoming.name, Document(**fields), evidence, doubts)


def without_text(intake: Intake) -> Intake:
    """The same reading without the text under the items: for registers whose readers may not all see it."""
    document = intake.document
    return (
        replace(intake, document=replace(document, items=tuple(map(_titles, document.items)))) if document else intake
    )


def register_intakes(register: Register, intakes: Sequence[Intake], how: Circumstances, *, replacing: bool) -> Receipt:
    """Register what was read, all of it in one commit."""
    documents = tuple(i.document for i in intakes if i.document is not None)
    return act(register, register.snapshot, lambda now: register_readings(now, documents, replacing=replacing), how)


def _titles(item: Item) -> Item:
    return replace(item, summary=None, subitems=tuple(map(_titles, item.subitems)))


def _merged(read: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    fields = dict(read)
    for name, value in given.items():
        table, _, attribute = name.partition(".")
        if attribute:
            fields[table] = (fields.get(table) or Meeting())._replace(**{attribute: value})
        else:
            fields[table] = value
    return fields


def _key(name: str) -> str:
    """The key that evidence and doubts use for an attribute."""
    return {"originator": "from", "addressee": "to"}.get(name, name)
