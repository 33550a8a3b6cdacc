"""Compare two texts of one file of a register: every changed field, its consequence and its meaning."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from somei_cli.errors import Unreadable
from somei_cli.formats.diff.document import differences_to_show, table_differences
from somei_cli.formats.register_paths import DOCUMENTS, SETTINGS, VOCABULARY
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import InvalidToml, describe_excess, read_toml
from somei_cli.formats.toml.vocabulary import WRITTEN_FILES
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.field_changes import Difference
from somei_cli.model.history.change_consequences import (
    ChangeMeaning,
    Consequence,
    consequence_of,
    describe_change,
    describe_entered,
    describe_removed,
    describe_unreadable,
)
from somei_cli.model.history.changes_with_origins import WeighedChange
from somei_cli.model.register.files_and_faults import FileContent
from somei_cli.model.register.settings import PublicUnmarked
from somei_cli.model.register.vocabulary import Vocabulary

FileValue = Document | dict[str, Any] | str | None
"""What a file contains: a document, a table, the reason why it cannot be read, or None if there is no file."""

WHOLE_DOCUMENT = "document"
"""The field name for a whole document that was entered or removed."""


def is_register_file(path: PurePosixPath) -> bool:
    """Return whether a file belongs to the register, and is not just any file in its folders."""
    return path == SETTINGS or (path.parts[0] in {str(DOCUMENTS), str(VOCABULARY)} and path.suffix == ".toml")


def is_document_path(path: PurePosixPath) -> bool:
    """Return whether a file should contain a document."""
    return path.parts[0] == str(DOCUMENTS)


def weigh_file_changes(path: PurePosixPath, before: FileContent, after: FileContent) -> tuple[WeighedChange, ...]:
    """Return every change of one file, with its consequence and meaning."""
    if before == after:
        return ()
    old, new = read_file_value(path, before), read_file_value(path, after)
    if isinstance(new, str):
        return (
            WeighedChange(
                Difference("file", _describe_value(old), new), Consequence.UNREADABLE, describe_unreadable(old, new)
            ),
        )
    if isinstance(old, str):
        difference = Difference("file", old, _describe_value(new) or "removed")
        return (
            WeighedChange(
                difference, Consequence.OTHER, ChangeMeaning("can be read again" if new is not None else "removed")
            ),
        )
    if is_document_path(path):
        return _weigh_document(_as_document(old), _as_document(new))
    return tuple(_weigh_settings(path, _as_table(old), _as_table(new)))


def list_file_differences(path: PurePosixPath, before: FileContent, after: FileContent) -> tuple[Difference, ...]:
    """Return the differences of one file without consequence and meaning."""
    return tuple(change.difference for change in weigh_file_changes(path, before, after))


def vocabulary_differences(before: Vocabulary, after: Vocabulary) -> tuple[Difference, ...]:
    """Return what differs between two vocabularies, as differences of their files."""
    tables = ((make_table(before), make_table(after)) for make_table in WRITTEN_FILES.values())
    return tuple(difference for old, new in tables for difference in table_differences(old, new))


def read_file_value(path: PurePosixPath, content: FileContent) -> FileValue:
    """Return what a file contains."""
    if content is None or isinstance(content, Unreadable):
        return str(content).removeprefix(f"{path}: ").removeprefix("-: ") if content else None
    return _read_document(content) if is_document_path(path) else _read_table(content)


@lru_cache(maxsize=256)
def _read_document(text: str) -> Document | str:
    """Cached: the text after one commit is the text before the next."""
    loaded = codec.load(text)
    return loaded.document or loaded.faults[0].message


def _read_table(text: str) -> dict[str, Any] | str:
    try:
        return describe_excess(text) or read_toml(text)
    except InvalidToml as error:
        return str(error)


def _weigh_document(old: Document | None, new: Document | None) -> tuple[WeighedChange, ...]:
    if old is None and new is None:
        return ()
    if old is None and new is not None:
        return (
            WeighedChange(Difference(WHOLE_DOCUMENT, None, str(new.status)), Consequence.NEW, describe_entered(new)),
        )
    if old is not None and new is None:
        return (
            WeighedChange(Difference(WHOLE_DOCUMENT, str(old.status), None), Consequence.NUMBER, describe_removed()),
        )
    return tuple(_weigh_fields(old, new)) if old and new else ()


def _weigh_fields(old: Document, new: Document) -> Iterator[WeighedChange]:
    for difference in differences_to_show(old, new):
        consequence = consequence_of(difference, old, new)
        voids = difference.field == "status" and new.status is Status.VOID
        needs_reason = voids or consequence is Consequence.MARKING
        yield WeighedChange(difference, consequence, describe_change(difference, consequence), needs_reason)


def _weigh_settings(path: PurePosixPath, old: dict[str, Any], new: dict[str, Any]) -> Iterator[WeighedChange]:
    is_vocabulary = path != SETTINGS
    for difference in table_differences(old, new):
        # An addition to the vocabulary makes nothing invalid.
        consequence = Consequence.OTHER if is_vocabulary and difference.before is None else Consequence.SETTINGS
        meaning = describe_change(difference, consequence)
        if difference.field == "waivers":
            meaning = _waiver_meaning(difference)
        opening = None if is_vocabulary else _describe_opening(difference, old, new)
        if opening:
            consequence, meaning = Consequence.MARKING, opening
        yield WeighedChange(difference, consequence, meaning, needs_reason=opening is not None)


def _describe_opening(difference: Difference, old: dict[str, Any], new: dict[str, Any]) -> ChangeMeaning | None:
    """Describe what a change of the settings makes public; None if that is nothing."""
    if difference.field == "public_unmarked" and difference.after == PublicUnmarked.TEXT:
        return ChangeMeaning(
            "texts that were imported without a marking become public before anybody has looked at them"
        )
    if difference.field != "public_fields":
        return None
    tables = (table.get("public_fields") for table in (old, new))
    names_before, names = (names if isinstance(names, list) else [] for names in tables)
    opened = [str(name) for name in names if name not in names_before]
    return ChangeMeaning("a field of all public texts becomes public: {}", (", ".join(opened),)) if opened else None


def _waiver_meaning(difference: Difference) -> ChangeMeaning:
    verb = "taken out" if difference.after is None else "added"
    return ChangeMeaning(f"waiver {verb}: {{}}", (str(difference.after or difference.before),))


def _describe_value(value: FileValue) -> str | None:
    return value if isinstance(value, str) else None if value is None else "readable"


def _as_document(value: FileValue) -> Document | None:
    return value if isinstance(value, Document) else None


def _as_table(value: FileValue) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
