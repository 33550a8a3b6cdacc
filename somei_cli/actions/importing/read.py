"""Reading documents that are to be registered, and filling in what the clerk gives."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from somei_cli.errors import LevelNamed, LowersMarking, SomeiError
from somei_cli.extraction.cover.file_names import lines_of_name
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.follow_ups.proposals import propose
from somei_cli.extraction.sources.readers import read_bytes
from somei_cli.model.document import Document, Meeting, SourceFile
from somei_cli.model.followup.proposals import Proposal, said_on
from somei_cli.model.importing.draft_entry import Intake
from somei_cli.model.items import Item
from somei_cli.model.markings import level_of
from somei_cli.model.mentions import level_named
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.disk.calendar_tables import packaged_presidencies
from somei_cli.store.disk.input_files import Incoming, ready
from somei_cli.store.process.workers import Apart


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the clerk wants of a reading.

    `given` holds attributes of Document, and of its meeting as `meeting.start` and so on: they stand in place
    of what is read; `quoted` are the lines and the fields that only quote an EU classification. `reason` says why:
    a marking that is lower than the one found needs it.
    """

    given: Mapping[str, Any] = field(default_factory=dict)
    titles_only: bool = False
    follow_ups: bool = False
    quoted: tuple[int | str, ...] = ()
    reason: str | None = None


def read_files(names: Sequence[str], vocabulary: Vocabulary, wishes: Wishes) -> Iterator[Intake | SomeiError]:
    """Read files in processes of their own; a refusal stands in the place of what could not be read.

    `-` is standard input, read here and once.
    """
    file_of = ready(names)
    return Apart(lambda name: take_in(name, file_of(name), vocabulary, wishes)).results(names)


def take_in(name: str, file: Incoming, vocabulary: Vocabulary, wishes: Wishes) -> Intake:
    """Read one file; `name` is how it was named, which the entry does not keep.

    Raises:
        Unreadable: where the bytes are no text.
        Classified: where the text is marked as EU classified, but for the lines that only quote a level.
        LevelNamed: where a field that was read, or a value that was given, names a level and is not quoted.
        LowersMarking: where the clerk gives a lower marking than the one found, and no reason.
    """
    text = read_bytes(file.content, file.name)
    text = text._replace(aside=(*text.aside, *lines_of_name(file.name, file.folders)))
    reading = read_document(text, vocabulary, wishes.quoted)
    _refuse_lower_marking(reading.fields, wishes)
    _refuse_typed_levels(wishes)
    fields = _merged(reading.fields, wishes.given)
    given_keys = {_key(name) for name in wishes.given}
    doubts = tuple(d for d in (*text.doubts, *reading.doubts) if d.field not in given_keys)
    evidence = tuple(e for e in reading.evidence if e.field not in given_keys)
    if fields.get("number") is None:
        return Intake(name, None, evidence, doubts)
    fields["source"] = SourceFile(" ".join(file.name.split("\n")), hashlib.sha256(file.content).hexdigest())
    document = Document(**fields)
    proposals: tuple[Proposal, ...] = ()
    if wishes.follow_ups:
        proposals = propose(document.items, said_on(document), vocabulary, packaged_presidencies())
    if wishes.titles_only:
        document = replace(document, items=tuple(map(_titles, document.items)))
    return Intake(
        name,
        document,
        evidence,
        doubts,
        reading.candidates,
        bool(wishes.given),
        proposals,
        reading.remarks,
        wishes.quoted,
    )


def _refuse_lower_marking(read: Mapping[str, Any], wishes: Wishes) -> None:
    found, given = read.get("marking"), wishes.given.get("marking")
    if "marking" in wishes.given and level_of(given) < level_of(found) and not wishes.reason:
        raise LowersMarking(read.get("number") or "This document", found, given, "-m")


def _refuse_typed_levels(wishes: Wishes) -> None:
    """Stop for a value that was given and names a level, unless the clerk says that it only quotes it."""
    for name, value in wishes.given.items():
        key = _key(name)
        for part in value if isinstance(value, tuple) else (value,):
            level = level_named(str(part)) if key != "marking" else None
            if level and key not in wishes.quoted:
                raise LevelNamed(key, level)


def _titles(item: Item) -> Item:
    """The item without the text under it: for registers whose readers may not all see it."""
    return item._replace(summary=None, subitems=tuple(map(_titles, item.subitems)))


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
    return {"originator": "from", "addressee": "to", "meeting.body": "body"}.get(name, name)
