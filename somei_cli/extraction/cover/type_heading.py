"""Find the type heading below the codes: a type of the register in any spelling and language, or other capitals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from somei_cli.extraction.cover.heading_match import (
    ALWAYS_ATTACHED_KINDS,
    ATTACHED_KINDS,
    HeadingKeys,
    find_headings_in_capitals,
    heading_key,
    heading_keys,
)
from somei_cli.extraction.cover.letterhead_details import find_implied_press_release
from somei_cli.model.register.vocabulary import DocumentType, Vocabulary

_OWN_LINE = re.compile(r"(?m)^[ \t*_#\"'“„«|]{0,6}(?P<words>[^\W\d_][^\n:.]{2,70}?)[ \t*_\"'”“»|]{0,6}$")
_LABEL_BELOW = re.compile(r"\s{1,3}[*_|]{0,2}[^\W\d_][^\n:]{0,24}:")
_NO_HEADING = re.compile(
    r"(?i)council|coreper|conseil|consiglio|consejo|conselho|\brat\b|\braad\b|r[åa]det|\brada\b|union|europ|unione|"
    r"extracted|συμβουλιο|съвет|committee|party|page|annex|limite|confidential|restreint|secret"
)


@dataclass(frozen=True, slots=True)
class TypeHeading:
    """A type heading: its English words, its offsets, and whether the register has such a type."""

    text: str
    start: int
    end: int
    is_registered: bool = True


def find_headings(text: str, vocabulary: Vocabulary) -> Iterator[TypeHeading]:
    """Find every heading of a known type, in any language, in order; the longest spelling counts.

    In capitals a heading may be anywhere, in small letters only on a line of its own above a label.
    """
    if not vocabulary.types:
        return
    keys = heading_keys(vocabulary.types)
    headings = [TypeHeading(words.text, words.start, words.end) for words in find_headings_in_capitals(text, keys)]
    headings += _on_own_lines(text, keys)
    press_spans = [
        (heading.start, heading.end) for heading in headings if "PRESS" in heading.text or "MEETING" in heading.text
    ]
    press = find_implied_press_release(text, press_spans)
    implied = [TypeHeading("PRESS RELEASE", *press)] if press else []
    for heading in sorted(chain(headings, implied), key=lambda heading: heading.start):
        yield replace(heading, is_registered=_is_registered(heading.text, vocabulary))


def _is_registered(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether the register has the type, or the heading is that of an addendum or the like."""
    return bool(vocabulary.type_named(heading)) or heading.startswith((*ATTACHED_KINDS, *ALWAYS_ATTACHED_KINDS))


def _on_own_lines(text: str, keys: HeadingKeys) -> Iterator[TypeHeading]:
    """Find headings in small letters, above a line that begins with a label."""
    for line in _OWN_LINE.finditer(text):
        words = line["words"]
        if words.isupper() or not words[0].isupper() or not _LABEL_BELOW.match(text, line.end()):
            continue
        meaning = keys.meanings.get(heading_key(words))
        if meaning and not meaning.damaged:
            yield TypeHeading(meaning.text, line.start("words"), line.end("words"))


def find_capitals_before(text: str, end: int, start: int) -> TypeHeading | None:
    """Return words in capitals right before the header table as a heading that the register does not have."""
    words = text[start:end].strip()
    tail = words.split("\n\n")[-1].strip().strip("_-— \n")
    if not 3 <= len(tail) <= 80 or tail != tail.upper() or tail == tail.lower() or any(c.isdigit() for c in tail):
        return None
    if _NO_HEADING.search(tail):
        return None
    tail_start = start + text[start:end].rfind(tail)
    return TypeHeading(" ".join(tail.split()), tail_start, tail_start + len(tail), is_registered=False)


def carries_items(heading: str | None, types: tuple[DocumentType, ...]) -> bool:
    """Whether documents of this type are lists of items by nature."""
    words = (heading or "").upper()
    return bool(types) and any(word in words for word in _TYPES_WITH_ITEMS)


def carries_no_items(heading: str | None) -> bool:
    """Whether documents of this type never list items: the numbers of a press release belong to its contents.

    >>> carries_no_items("PRESS RELEASE"), carries_no_items("NOTE")
    (True, False)
    """
    return (heading or "").upper().startswith(("PRESS", "JOINT PRESS", "COMMUNIQU"))


_TYPES_WITH_ITEMS = (
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
