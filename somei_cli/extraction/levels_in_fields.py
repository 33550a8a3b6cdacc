"""Refuse or remark on fields of a draft entry that name a level of EU classified information."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from somei_cli.errors import LevelNamed
from somei_cli.formats.toml.classified_words import (
    LevelWords,
    find_level_words,
    is_quoted,
    select_unexplained,
)
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Doubt, Evidence, Line, Reading
from somei_cli.model.level_mentions import find_level
from somei_cli.model.markings import fold_classification

_MOST_VALUE_LINES = 12
"""Lines of one value at most."""
_PLACEHOLDER_NUMBER = DocumentNumber.from_parts("ST", "ST", 1, 1999)


def remark_on_levels(draft: Reading, quoted: Collection[int | str]) -> Iterator[Doubt]:
    """Return a remark for each field that only speaks of a level.

    `quoted` are the line numbers and the fields of which the clerk says that they only quote one.

    Raises:
        LevelNamed: if a field does more than speak of a level, and is not quoted.
    """
    fields: dict[str, Any] = {"number": _PLACEHOLDER_NUMBER, **draft.fields}
    document = Document(**fields)
    mentions = tuple(find_level_words(document))
    refused = {words.path for words in select_unexplained(document, mentions)}
    for words in mentions:
        field = _evidence_field(words)
        line = _evidence_line(draft, field)
        if words.only_spoken_of:
            yield Doubt(field, f"“{field}” only speaks of {words.level}", line)
        elif words.path in refused and not (is_quoted(words.name, quoted) or _has_quoted_line(words, line, quoted)):
            raise LevelNamed(field, words.level, line)


def find_field_lines(evidence: Iterable[Evidence], fields: Collection[str], lines: Sequence[Line]) -> Iterator[int]:
    """Find the numbers of the lines that hold the words of some fields, and no level beside these words."""
    for piece in evidence:
        if piece.field in fields:
            next_lines = [line for line in lines if 0 <= line.number - piece.line < _MOST_VALUE_LINES]
            yield from _lines_of_value(fold_classification(piece.text), next_lines)


def _lines_of_value(value: str, lines: Sequence[Line]) -> Iterator[int]:
    """Find the consecutive lines that together are the value; the first may have a label before it."""
    remaining = value
    for line in lines:
        words = fold_classification(line.words)
        overlap = _overlap(words, remaining, first=remaining == value) if words else None
        if overlap is None and words and remaining != value:
            return
        if overlap is None:
            continue
        start, end = overlap
        if find_level(words[:start]) is None and find_level(words[end:]) is None:
            yield line.number
        remaining = remaining[end - start :].strip()
        if not remaining:
            return


def _overlap(words: str, value: str, *, first: bool) -> tuple[int, int] | None:
    """Return where a value begins or continues in the words of a line, and where it ends there.

    >>> _overlap("SUBJECT: SECRET UE", "SECRET UE RULES", first=True)
    (9, 18)
    """
    starts = (0, *(match.end() for match in re.finditer(" ", words))) if first else (0,)
    for start in starts:
        tail = words[start:]
        if f"{value} ".startswith(f"{tail} "):
            return start, len(words)
        if f"{tail} ".startswith(f"{value} "):
            return start, start + len(value)
    return None


def _evidence_field(words: LevelWords) -> str:
    """Return the name of a field in the evidence: for a field of an item, the item."""
    return ".".join(words.name.split(".")[:2]) if words.path[0] == "items" else words.name


def _evidence_line(draft: Reading, place: str) -> int:
    return next((evidence.line for evidence in draft.evidence if evidence.field == place), 0)


def _has_quoted_line(words: LevelWords, line: int, quoted: Collection[int | str]) -> bool:
    """Whether the clerk named the line of a field; for the text below an item, a line after its title."""
    lines = {place for place in quoted if isinstance(place, int) and place}
    return line in lines or (words.path[0] == "items" and any(place > line for place in lines))
