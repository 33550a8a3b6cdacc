"""Read files for an import, with the values that the clerk gives."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from somei_cli.errors import LevelNamed, NotFound, SomeiError
from somei_cli.extraction.cover.outside_words import name_lines
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.follow_ups.proposals import propose_follow_ups
from somei_cli.extraction.sources.detect import READABLE_SUFFIXES
from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.document import Document, Meeting, SourceFile
from somei_cli.model.followup.proposals import Proposal, reference_day
from somei_cli.model.importing.draft_entry import FileReading
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.kept_doubts import doubted_key
from somei_cli.model.level_mentions import find_level
from somei_cli.model.numbers.provisional_numbers import placeholder_number
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.model.register.words import pluralise
from somei_cli.store.disk.input_files import IncomingFile, list_files_below, names_folder, prepare_reader
from somei_cli.store.disk.packaged_calendar_tables import read_packaged_presidencies
from somei_cli.store.process.limited_workers import WorkerPool

_NO_NUMBER = placeholder_number(1999)
"""The number of what was read without one; it is never shown."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How files are to be read, and the values that the clerk gives.

    `values` maps attributes of Document, and of its meeting (`meeting.start` …), to values that replace what is read.
    `quoted` are the lines and fields that only quote a marking.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    titles_only: bool = False
    follow_ups: bool = False
    quoted: tuple[int | str, ...] = ()


class InputFiles(NamedTuple):
    """The files to read, and how many others in the named folders were skipped."""

    files: tuple[str, ...]
    skipped: int = 0


def list_input_files(typed: Sequence[str]) -> InputFiles:
    """Return the files that were named and those in the folders that were named, each once.

    Raises:
        NotFound: if there is no file to read.
    """
    files: list[str] = []
    skipped = 0
    for name in typed:
        below, left_out = list_files_below(name, READABLE_SUFFIXES) if names_folder(name) else ([name], 0)
        files += below
        skipped += left_out
    if not files:
        remark = f" {pluralise(skipped, 'file')} of other kinds are there." if skipped else ""
        hint = "Files are taken from a folder by their endings: " + ", ".join(sorted(READABLE_SUFFIXES))
        raise NotFound(f"There is no document to read in {', '.join(typed)}.{remark}", hint)
    return InputFiles(tuple(dict.fromkeys(files)), skipped)


def read_files(
    names: Sequence[str], vocabulary: Vocabulary, options: ReadingOptions
) -> Iterator[FileReading | SomeiError]:
    """Read files in worker processes, in order; a file that could not be read gives its refusal.

    `-` is standard input, which this process reads once.
    """
    file_of = prepare_reader(names)
    return WorkerPool(lambda name: read_file(name, file_of(name), vocabulary, options)).results(names)


def read_file(name: str, file: IncomingFile, vocabulary: Vocabulary, options: ReadingOptions) -> FileReading:
    """Read one file; `name` is what the clerk typed, which the entry does not keep.

    Raises:
        Unreadable: if the bytes are not text.
        Classified: if the text is marked as EU classified, except for lines that only quote a level.
        LevelNamed: if a field, read or given, names a level and is not quoted.
    """
    text = read_source(file.content, file.name)
    text = text._replace(outside_text=(*text.outside_text, *name_lines(file.name, file.folders)))
    reading = read_document(text, vocabulary, options.quoted)
    _refuse_typed_levels(options)
    fields = _with_typed_values(reading.fields, options.values)
    given_keys = {_evidence_key(name) for name in options.values}
    doubts = tuple(doubt for doubt in (*text.doubts, *reading.doubts) if doubt.field not in given_keys)
    evidence = tuple(evidence_item for evidence_item in reading.evidence if evidence_item.field not in given_keys)
    sha256 = hashlib.sha256(file.content).hexdigest()
    if not fields:
        return FileReading(name, None, evidence, doubts, remarks=reading.remarks, quoted=options.quoted, sha256=sha256)
    number = fields.pop("number", None)
    source = SourceFile(" ".join(file.name.split("\n")), sha256)
    draft = Document(number=number or _NO_NUMBER, source=source, **fields)
    proposals: tuple[Proposal, ...] = ()
    if options.follow_ups:
        proposals = propose_follow_ups(draft.items, reference_day(draft), vocabulary, read_packaged_presidencies())
    if options.titles_only:
        draft = replace(draft, items=tuple(map(_without_text, draft.items)))
    return FileReading(
        name,
        draft if number else None,
        evidence,
        doubts,
        reading.candidates,
        bool(options.values),
        proposals,
        reading.remarks,
        options.quoted,
        None if number else draft,
        reading.language,
        sha256,
    )


def gives_known_values(document: Document, options: ReadingOptions) -> bool:
    """Whether an entry has all values that the clerk gives already."""
    fields = _with_typed_values({"meeting": document.meeting}, options.values)
    return all(getattr(document, name) == value for name, value in fields.items())


def with_answer(reading: FileReading, values: Mapping[str, Any], options: ReadingOptions) -> FileReading:
    """Return a reading with what a clerk says of fields in doubt, by the names of `ReadingOptions.values`.

    None or an empty tuple leaves a field empty. The doubts about these fields end.

    Raises:
        LevelNamed: if a value names a level and is not quoted.
    """
    draft = reading.draft
    if draft is None:
        raise ValueError(reading.file)
    answer = replace(options, values=values)
    _refuse_typed_levels(answer)
    fields = _with_typed_values({"meeting": draft.meeting}, values)
    if fields["meeting"] == Meeting():
        fields["meeting"] = None
    answered = {doubted_key(_evidence_key(name)) for name in values}
    draft = replace(draft, **fields)
    is_numbered = reading.document is not None or "number" in values
    return replace(
        reading,
        document=draft if is_numbered else None,
        unnumbered=None if is_numbered else draft,
        evidence=tuple(place for place in reading.evidence if doubted_key(place.field) not in answered),
        doubts=tuple(doubt for doubt in reading.doubts if doubted_key(doubt.field) not in answered),
        corrected=True,
    )


def with_confirmed_field(reading: FileReading, key: str) -> FileReading:
    """Return a reading in which what was read of a field, or that there is nothing of it, is right."""
    return replace(reading, doubts=tuple(doubt for doubt in reading.doubts if doubted_key(doubt.field) != key))


def _refuse_typed_levels(options: ReadingOptions) -> None:
    """Raise LevelNamed if a given value names a level, unless the clerk says that it only quotes it."""
    for name, value in options.values.items():
        key = _evidence_key(name)
        for part in value if isinstance(value, tuple) else (value,):
            level = find_level(str(part)) if key != "marking" else None
            if level and key not in options.quoted:
                raise LevelNamed(key, level)


def _without_text(item: Item) -> Item:
    """Return the item without the text below its title, for registers that not all readers may see in full."""
    return item._replace(summary=None, subitems=tuple(map(_without_text, item.subitems)))


def _with_typed_values(read_fields: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    fields = dict(read_fields)
    for name, value in typed.items():
        table, _, attribute = name.partition(".")
        if attribute:
            fields[table] = (fields.get(table) or Meeting())._replace(**{attribute: value})
        else:
            fields[table] = value
    return fields


def _evidence_key(name: str) -> str:
    """Return the key that evidence and doubts use for an attribute."""
    return {"originator": "from", "addressee": "to", "meeting.body": "body"}.get(name, name)
