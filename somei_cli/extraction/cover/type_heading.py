"""Find the type heading below the codes: a type of the register in any spelling and language, or other capitals."""

import re
from collections.abc import Container, Iterator
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
from somei_cli.extraction.markings.restriction_words import is_restriction
from somei_cli.formats.notation.required_letters import find_on_lines
from somei_cli.model.register.vocabulary import DocumentType, Vocabulary

_OWN_LINE = re.compile(r"(?m)^[ \t*_#\"'“„«|]{0,6}(?P<words>[^\W\d_][^\n:.]{2,70}?)[ \t*_\"'”“»|]{0,6}$")
_LABEL_BELOW = re.compile(r"\s{1,3}[*_|]{0,2}[^\W\d_][^\n:]{0,24}:")
_NO_HEADING = re.compile(
    r"(?i)council|coreper|conseil|consiglio|consejo|conselho|\brat\b|\braad\b|r[åa]det|\brada\b|union|europ|unione|"
    r"συμβουλιο|съвет|committee|party"
)
_NEVER_A_HEADING = re.compile(
    r"(?i)extracted|\bpage\b|\bannex\b|limite|restreint|restricted|confiden|secret(?!ar)|\bpublic\b|vertrau|vertrouw|geheim|"
    r"riserv|reservad|segret(?!ar)|fortrolig|hemlig|tajn(?!i)|poufn|luottam|salajas|εμπιστ|απορρ|поверит|секрет"
)
# With one of these words, capitals that name a body are a heading: EXTRACT FROM THE MINUTES OF THE COUNCIL.
_KIND_OF_PAPER = re.compile(
    r"\b(?:NOTE|PAPER|REPORT|OUTCOME|SUMMARY|MINUTES|EXTRACT|OPINION|STATEMENT|PROPOSAL|LETTER|RECORD|COMMUNICATION|"
    r"CONTRIBUTION|REPLY|QUESTION|AGENDA|PROGRAMME|RECOMMENDATION|RESULTS?|DECLARATION|INFORMATION|DOCUMENT)\b"
)
# Figures and small letters that a scan put within a word in capitals: N0TE, lNFORMATlON, REP0RT.
_MISREAD_WORD = re.compile(
    r"(?<![\w/-])(?=[A-Z0l15]*[A-Z][A-Z0l15]*[A-Z])(?:[A-Z]{1,14}[0l15]|[l0][A-Z]{2})[A-Z0l15]{0,14}[A-Z](?![\w/-])"
)
_FIGURE_WITHIN = re.compile(r"[A-Zl0](?:(?<![l0])[0l15]{1,3}[A-Z]|(?<=[l0])(?<!\w.)[A-Z]{2})")
"""A cheap first test: few texts have such a word."""
_LETTERS_FOR_FIGURES = str.maketrans("0l15", "OIIS")
_EDGES = " \t\n*_#|-—–=\"'“”„«»"
_MOST_HEADING_LINES = 3
_SHORTEST_HEADING = 3
_LONGEST_HEADING = 120


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
    if _FIGURE_WITHIN.search(text):
        text = _MISREAD_WORD.sub(_with_letters, text)
    headings = [TypeHeading(words.text, words.start, words.end) for words in find_headings_in_capitals(text, keys)]
    headings += _on_own_lines(text, keys)
    press_spans = [
        (heading.start, heading.end) for heading in headings if "PRESS" in heading.text or "MEETING" in heading.text
    ]
    press = find_implied_press_release(text, press_spans)
    implied = [TypeHeading("PRESS RELEASE", *press)] if press else []
    for heading in sorted(chain(headings, implied), key=lambda heading: heading.start):
        heading = _with_kind_before(text, heading)  # noqa: PLW2901 - the same heading with its first words
        yield replace(heading, is_registered=_is_registered(heading.text, vocabulary))


# ADDENDUM to DRAFT MINUTES, CORRIGENDUM to the NOTE: the joining words are not in capitals.
_KIND_BEFORE = re.compile(
    r"(?<![^\W\d_])(?P<kind>ADDENDUM|CORRIGENDUM)(?: [0-9]{1,2})?\s(?P<joining>to(?: the)?)\s[\"“']?$"
)
_LONGEST_KIND = 30


def _with_kind_before(text: str, heading: TypeHeading) -> TypeHeading:
    start = max(0, heading.start - _LONGEST_KIND)
    match = _KIND_BEFORE.search(text[start : heading.start])
    if match is None:
        return heading
    words = f"{match['kind']} {match['joining'].upper()} {heading.text}"
    return TypeHeading(words, start + match.start(), heading.end)


def _with_letters(match: re.Match[str]) -> str:
    return match[0].translate(_LETTERS_FOR_FIGURES)


def _is_registered(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether the register has the type, or the heading is that of an addendum or the like."""
    return bool(vocabulary.type_named(heading)) or heading.startswith((*ATTACHED_KINDS, *ALWAYS_ATTACHED_KINDS))


def _on_own_lines(text: str, keys: HeadingKeys) -> Iterator[TypeHeading]:
    """Find headings in small letters, above a line that begins with a label."""
    for line in find_on_lines(_OWN_LINE, text):
        words = line["words"]
        if words.isupper() or not words[0].isupper() or not _LABEL_BELOW.match(text, line.end()):
            continue
        meaning = keys.meanings.get(heading_key(words))
        if meaning and not meaning.damaged:
            yield TypeHeading(meaning.text, line.start("words"), line.end("words"))


def find_capitals_before(text: str, end: int, start: int, code_names: Container[str] = ()) -> TypeHeading | None:
    """Return the lines in capitals right before the header table as a heading that the register does not have.

    Codes without serials, markings and the names of institutions and bodies are no heading.
    """
    last_end = len(text[start:end].rstrip("_-—*|# \n\t")) + start
    heading_start = last_end
    for _ in range(_MOST_HEADING_LINES):
        line_start = max(text.rfind("\n", start, max(heading_start - 1, start)) + 1, start)
        line = text[line_start:heading_start]
        if not _is_in_capitals(line, code_names):
            break
        heading_start = line_start
        if line_start <= start:
            break
    words = " ".join(text[heading_start:last_end].strip(_EDGES).split())
    if not _SHORTEST_HEADING <= len(words) <= _LONGEST_HEADING:
        return None
    heading_start += text[heading_start:last_end].find(words.split(" ")[0])
    return TypeHeading(words, heading_start, last_end, is_registered=False)


def _is_in_capitals(line: str, code_names: Container[str]) -> bool:
    """Whether a line may be (a part of) a type heading in capitals, and is no other part of the letterhead."""
    words = line.strip(_EDGES)
    if not words or words != words.upper() or words == words.lower() or any(c.isdigit() for c in words):
        return False
    if words in code_names or all(word in code_names for word in words.split()):
        return False
    if _NEVER_A_HEADING.search(words) or is_restriction(words):
        return False
    return not _NO_HEADING.search(words) or bool(_KIND_OF_PAPER.search(words))


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


_SUBJECT_ABOVE = 1500
_SUBJECT_LABEL = re.compile(
    r"(?m)^[ \t*|]{0,8}(?:Subject|Objet|Betr\.|Betrifft|Betreft|Oggetto|Asunto|Vedr\.|Dotyczy)[ \t]{0,4}:"
)


_MAIL_HEADER = re.compile(r"(?m)^[ \t>]*(?:Sent|Von|Gesendet|Envoyé|From|De|To|À|An|Cc|Date)[ \t]?:.*[@0-9].*\n\s*\Z")


def repeats_subject(text: str, heading: TypeHeading) -> bool:
    """Whether the words of a heading stand in a subject above it, so that another line may be the heading.

    The subject of a mail that brought the document says nothing of its heading.
    """
    above = max(0, heading.start - _SUBJECT_ABOVE)
    label = _SUBJECT_LABEL.search(text, above, heading.start)
    if label is None or _MAIL_HEADER.search(text, above, label.start()):
        return False
    return heading.text in text[label.end() : heading.start].partition("\n")[0].upper()
