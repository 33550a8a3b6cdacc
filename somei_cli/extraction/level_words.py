"""The fields of a reading that name a level of EU classified information: refused, or remarked on."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from somei_cli.errors import LevelNamed
from somei_cli.extraction.draft_entry import DraftEntry
from somei_cli.formats.toml.quoted_levels import LevelWords, is_quoted, level_words_of, unexplained
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Doubt, Line
from somei_cli.model.markings import fold_classification
from somei_cli.model.mentions import level_named

_MOST_LINES = 12
"""Lines of one value."""
_NO_NUMBER = DocumentNumber.of("ST", "ST", 1, 1999)


def take_level_words(draft: DraftEntry, quoted: Collection[int | str]) -> None:
    """Remark on the fields that only speak of a level.

    `quoted` are the lines and the fields of which the clerk says that they only quote one.

    Raises:
        LevelNamed: for a field that does more than speak of one, and is not quoted.
    """
    fields: dict[str, Any] = {"number": _NO_NUMBER, **draft.fields}
    document = Document(**fields)
    refused = {words.at for words in unexplained(document)}
    for words in level_words_of(document):
        place = _place(words)
        line = _line(draft, place)
        if words.only_spoken_of:
            draft.remarks.append(Doubt(place, f"“{place}” only speaks of {words.level}", line))
        elif words.at in refused and not (is_quoted(words.name, quoted) or _has_quoted_line(words, line, quoted)):
            raise LevelNamed(place, words.level, line)


def find_lines_of_fields(draft: DraftEntry, fields: Collection[str], lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of the lines that hold the words of some fields, and no level beside these words."""
    for evidence in draft.evidence:
        if evidence.field in fields:
            below = [line for line in lines if 0 <= line.number - evidence.line < _MOST_LINES]
            yield from _lines_of_value(fold_classification(evidence.text), below)


def _lines_of_value(value: str, lines: Sequence[Line]) -> Iterator[int]:
    """The lines that follow each other and together are the value: the first may have its label before it."""
    rest = value
    for line in lines:
        words = fold_classification(line.words)
        overlap = _overlap(words, rest, first=rest == value) if words else None
        if overlap is None and words and rest != value:
            return
        if overlap is None:
            continue
        start, end = overlap
        if level_named(words[:start]) is None and level_named(words[end:]) is None:
            yield line.number
        rest = rest[end - start :].strip()
        if not rest:
            return


def _overlap(words: str, value: str, *, first: bool) -> tuple[int, int] | None:
    """Where in the words of a line a value begins or goes on, and where it ends there.

    >>> _overlap("SUBJECT: SECRET UE", "SECRET UE RULES", first=True)
    (9, 18)
    """
    starts = (0, *(match.end() for match in re.finditer(" ", words))) if first else (0,)
    for start in starts:
        behind = words[start:]
        if f"{value} ".startswith(f"{behind} "):
            return start, len(words)
        if f"{behind} ".startswith(f"{value} "):
            return start, start + len(value)
    return None


def _place(words: LevelWords) -> str:
    """The field as evidence names it: of an item, the item."""
    return ".".join(words.name.split(".")[:2]) if words.at[0] == "items" else words.name


def _line(draft: DraftEntry, place: str) -> int:
    return next((evidence.line for evidence in draft.evidence if evidence.field == place), 0)


def _has_quoted_line(words: LevelWords, line: int, quoted: Collection[int | str]) -> bool:
    """Whether the clerk named the line of a field, or for the text below an item one behind its title."""
    lines = {place for place in quoted if isinstance(place, int) and place}
    return line in lines or (words.at[0] == "items" and any(place > line for place in lines))
