"""The type heading under the codes: one of the register's types in any spelling, or capitals in its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from somei_cli.model.vocabulary import DocumentType, Vocabulary

_QUOTES = "\"'‘’‚‛“”„«»`´"
_QUOTE = rf"[{_QUOTES}]{{0,2}}\s?"
_BEFORE = (
    r"(?:(?:ADDENDUM|CORRIGENDUM|REVISED(?:\s{1,3}VERSION)?|RECTIFICATIF|EXTRACT)(?:\s{1,3}(?:No\s?)?[0-9]{1,2})?"
    r"\s{1,3}(?:TO|OF|FROM|AU|À)\s{1,3}(?:THE\s{1,3})?)?"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A type heading: its words, its place, and whether the register has such a type."""

    text: str
    start: int
    end: int
    known: bool = True


def find_headings(text: str, vocabulary: Vocabulary) -> Iterator[Heading]:
    """Every heading of a known type in capitals, in order; the longest spelling counts."""
    if not vocabulary.types:
        return
    for match in _of_types(vocabulary.types).finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield Heading(printed(match[0], vocabulary), start, match.end())


@lru_cache(maxsize=8)
def _of_types(types: tuple[DocumentType, ...]) -> re.Pattern[str]:
    spellings = {s for t in types for s in (t.heading, *t.also)}
    words = "|".join(_pattern(s) for s in sorted(spellings, key=lambda s: (-len(s), s)))
    return re.compile(rf"(?<![\w/-]){_BEFORE}(?:{words})(?![\w-])")


def printed(words: str, vocabulary: Vocabulary) -> str:
    """The heading as the register spells it; another spelling than in quotes and blanks is kept as printed."""
    text = " ".join(words.split())
    known = vocabulary.type_named(text)
    return known.heading if known and _bare(known.heading) == _bare(text) else text


def capitals_before(text: str, end: int, start: int) -> Heading | None:
    """Words in capitals that stand right before the box, where a heading must be; the register has no such type."""
    words = text[start:end].strip()
    tail = words.split("\n\n")[-1].strip().strip("_-— \n")
    if not 3 <= len(tail) <= 80 or tail != tail.upper() or tail == tail.lower() or any(c.isdigit() for c in tail):
        return None
    at = start + text[start:end].rfind(tail)
    return Heading(" ".join(tail.split()), at, at + len(tail), known=False)


def carries_items(heading: str | None, types: tuple[DocumentType, ...]) -> bool:
    """Whether documents of this type are lists of items by nature."""
    words = (heading or "").upper()
    return bool(types) and any(word in words for word in _WITH_ITEMS)


_WITH_ITEMS = (
    "OUTCOME OF PROCEEDINGS",
    "AGENDA",
    "NOTICE OF MEETING",
    "SUMMARY RECORD",
    "SUMMARY OF",
    "MINUTES",
    "ORDRE DU JOUR",
    "LIST OF 'A' ITEMS",
    "LIST OF A ITEMS",
)


def _pattern(spelling: str) -> str:
    """A spelling that also matches with other quotation marks, other blanks and line breaks."""
    parts = re.split(rf"([{_QUOTES}]|\s+)", spelling)
    return "".join(_QUOTE if p in _QUOTES and p else r"\s{1,3}" if p.isspace() else re.escape(p) for p in parts)


def _bare(text: str) -> str:
    return re.sub(rf"[{_QUOTES}\s]", "", text).casefold()
