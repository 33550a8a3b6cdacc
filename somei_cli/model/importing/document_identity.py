"""Whether a text is the document of an entry: another, the same or more of it, or the same in another language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document, LanguageVersion
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.document_number import Status
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.draft_entry import FileReading
from somei_cli.model.importing.language_words import recognise_entry_language
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import level_of
from somei_cli.model.register.words import casefold_text

_OWNERS = {field.name: field.owner for field in DOCUMENT_FIELDS}
_COMPARED_FIELDS = tuple(
    name
    for name in Document.__dataclass_fields__
    if _OWNERS.get(name) == "text" and name not in {"number", "subject", "items"}
)
"""The fields of the text that an entry may lack; no text is read without a number and a subject, and items are compared
one by one."""
_WITHOUT_TEXT = frozenset({Status.RESERVED, Status.VOID})


def find_identity_conflicts(existing: Document, reading: Document) -> tuple[str, ...]:
    """Return the fields that show that a text is not the document of the existing entry; else empty.

    A subject or a date may be corrected, but one document alone has a serial of a subject code.
    """
    if existing.source and reading.source and existing.source.sha256 == reading.source.sha256:
        return ()
    existing_codes, read_codes = _serials(existing), _serials(reading)
    if existing_codes & read_codes:
        return ()
    different = {
        "subject": _are_different(existing.subject, reading.subject),
        "date": bool(existing.date and reading.date and existing.date != reading.date),
        "type": bool(existing.type and reading.type and casefold_text(existing.type) != casefold_text(reading.type)),
        "from": _are_different(existing.originator, reading.originator),
        "subject codes": bool(existing_codes and read_codes),
    }
    fields = tuple(name for name, differs in different.items() if differs)
    return fields if different["subject"] or len(fields) > 1 else ()


def _serials(document: Document) -> frozenset[CodeEntry]:
    return frozenset(entry for entry in document.subject_codes if entry.serial is not None)


def _are_different(first: str | None, second: str | None) -> bool:
    """Return whether two texts share less than half of the words of the shorter one."""
    first_words, second_words = (set(re.findall(r"\w{2,}", casefold_text(text))) for text in (first, second))
    return bool(first_words and second_words) and 2 * len(first_words & second_words) < min(
        len(first_words), len(second_words)
    )


def find_version_language(existing: Document, reading: Document, language: str | None) -> str | None:
    """Return the language of a reading if it is the existing entry's text in another language; else None.

    The number is the same. The date and the serials of subject codes must agree, one of them being there, and what else
    is the same in every language must not differ. Nothing is known of a text whose language was not recognised.
    """
    if language is None or not (reading.source and reading.subject) or existing.status in _WITHOUT_TEXT:
        return None
    if existing.source and existing.source.sha256 == reading.source.sha256:
        return None
    entry_language = recognise_entry_language(existing)
    if entry_language in (None, language) or not _agree_in_every_language(existing, reading):
        return None
    return language


def _agree_in_every_language(existing: Document, reading: Document) -> bool:
    existing_codes, read_codes = _serials(existing), _serials(reading)
    same_date = existing.date is not None and existing.date == reading.date
    pairs: tuple[tuple[object, object], ...] = (
        (existing.date, reading.date),
        (existing.languages, reading.languages),
        (frozenset(existing.interinstitutional_files), frozenset(reading.interinstitutional_files)),
    )
    return (
        (same_date or bool(existing_codes & read_codes))
        and not (existing_codes and read_codes and existing_codes.isdisjoint(read_codes))
        and level_of(existing.marking) == level_of(reading.marking)
        and all(first == second for first, second in pairs if first and second)
    )


def find_version(document: Document, language: str) -> LanguageVersion | None:
    """Return what an entry has of its text in a language."""
    return next((version for version in document.versions if version.language == language), None)


def has_same_version(existing: Document, reading: Document, language: str) -> bool:
    """Return whether an entry has this text in this language: from the same file, or with the same title."""
    version = find_version(existing, language)
    if version is None or reading.source is None:
        return False
    return version.source.sha256 == reading.source.sha256 or version.title == reading.subject


def with_version(existing: Document, reading: Document, language: str) -> Document:
    """Return the entry with its text in one more language, or with that text read anew."""
    if reading.source is None or reading.subject is None:
        return existing
    other_versions = [version for version in existing.versions if version.language != language]
    version = LanguageVersion(language, reading.subject, reading.source)
    return replace(existing, versions=tuple(sorted((*other_versions, version))))


def are_versions_of_one(file_readings: Sequence[FileReading]) -> bool:
    """Return whether files with one number hold its text in different languages, one file for each."""
    first, *others = sort_by_language(file_readings)
    languages = [file_reading.language for file_reading in file_readings]
    return len(set(languages)) == len(languages) and all(
        first.document
        and other.document
        and find_version_language(first.document, other.document, other.language) is not None
        for other in others
    )


def sort_by_language(file_readings: Iterable[FileReading]) -> list[FileReading]:
    """Return the files of one number with the text that becomes the entry first: the original, else English."""
    return sorted(file_readings, key=_rank_language)


def _rank_language(file_reading: FileReading) -> tuple[bool, bool, str]:
    language, document = file_reading.language or "", file_reading.document
    return language not in (document.languages if document else ()), language != "en", language


def in_order_of_languages(file_readings: Sequence[FileReading]) -> list[FileReading]:
    """Return files in their order, but those of one number among themselves in the order of `sort_by_language`."""
    numbers = [reading.document.number if reading.document else None for reading in file_readings]
    if len(set(numbers)) == len(numbers):
        return list(file_readings)
    groups = group_pairs(zip(numbers, file_readings, strict=True))
    queues = {number: iter(sort_by_language(group)) for number, group in groups.items()}
    return [next(queues[number]) for number in numbers]


def find_new_content(existing: Document, reading: Document) -> dict[str, list[str]]:
    """Return what a new reading of the same file found and the entry lacks, by field: items, and empty fields.

    A value that differs is a clerk's correction, and is not reported.
    """
    new_items = [item for item in reading.items if find_existing_item(item, existing.items) is None]
    matched_items = [(item, before) for item in reading.items if (before := find_existing_item(item, existing.items))]
    newly_divided = [item for item, before in matched_items if item.subitems and not before.subitems]
    empty_fields = [name for name in _COMPARED_FIELDS if getattr(reading, name) and not getattr(existing, name)]
    printed_names = {"originator": "from", "addressee": "to"}
    empty_keys = [printed_names.get(name, name) for name in empty_fields]
    items = [*_describe_items("item", new_items), *_describe_items("the sub-items of item", newly_divided)]
    return {key: [key.replace("_", " ")] for key in empty_keys} | ({"items": items} if items else {})


def _describe_items(noun: str, items: Sequence[Item]) -> Iterator[str]:
    """Yield the items by number or title; a run of numbers becomes one phrase: items 3 to 10."""
    numbers = [item.number or item.title for item in items]
    first = int(numbers[0]) if numbers and numbers[0].isdecimal() else None
    if first is not None and len(numbers) > 2 and numbers == [str(first + offset) for offset in range(len(numbers))]:
        yield f"{noun}s {numbers[0]} to {numbers[-1]}"
    elif numbers:
        yield f"{noun}{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"


def find_existing_item(read_item: Item, existing_items: tuple[Item, ...]) -> Item | None:
    """Return the existing item with the same title, else with the same number."""
    matches = [item for item in existing_items if item.title == read_item.title] or [
        item for item in existing_items if item.number == read_item.number
    ]
    same_number = [item for item in matches if item.number == read_item.number]
    return next(iter(same_number or matches), None)
