"""Part labels of the header table from the words that they are glued to: `NOTEfrom :to :Subject :`.

A label that lost the blank before it is found at another label's colon, behind a word in capitals, and, if it begins
with a capital, behind a word in small letters. In small letters behind small letters (`Vorsitzesfür die :`) it is
found only after a well-known name, as many words end in `to` or `der`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from somei_cli.extraction.header_table.label_patterns import find_label_matches, label_pattern, label_words_pattern
from somei_cli.extraction.header_table.label_words import LABEL_WORDS, LabelKind
from somei_cli.extraction.header_table.well_known_names import WELL_KNOWN_NAME
from somei_cli.model.groups import join_spellings
from somei_cli.model.importing.draft_entry import Line

_KINDS = (LabelKind.FROM, LabelKind.TO, LabelKind.SUBJECT, LabelKind.PREVIOUS, LabelKind.COMMISSION)
_SEARCHED_LINES = 400
_LONGEST_LINE = 20_000
_FEWEST_LETTERS = 2
_LONGEST_LABEL = 60
_FEWEST_COLONS = 2
"""That of a label, and that of the one which is glued to the name behind it."""
_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ]{3}")


def part_glued_labels(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with a blank before each label that lost it.

    >>> part_glued_labels([Line("NOTEfrom :to :Subject :", 1)])[0].text
    'NOTE from : to : Subject :'
    """
    return tuple(
        _part_labels(line) if index < _SEARCHED_LINES and ":" in line.text else line for index, line in enumerate(lines)
    )


def _part_labels(line: Line) -> Line:
    text = line.text[:_LONGEST_LINE]
    starts = {start for start in _find_glued_starts(text) if not _begins_a_label(text, start)}
    starts |= _starts_behind_names(text)
    if not starts:
        return line
    cuts = [0, *sorted(starts), len(line.text)]
    parts = (line.text[start:end] for start, end in pairwise(cuts))
    return replace(line, text=" ".join(part.rstrip() for part in parts if part.strip()))


def _find_glued_starts(text: str) -> Iterator[int]:
    """Find where labels begin right behind other letters; they end with a colon, and hold no other."""
    behind_capitals, behind_letters, behind_colon = _glued_patterns()
    start = 0
    while (colon := text.find(":", start)) >= 0:
        begin = max(start, colon - _LONGEST_LABEL)
        for match in (
            behind_capitals.search(text, begin, colon + 1)
            if _CAPITALS.search(text, max(begin - 3, 0), colon)
            else None,
            behind_letters.search(text, begin, colon + 1),
            # No other colon is between the last one and this one.
            behind_colon.match(text, start, colon + 1) if begin == start else None,
        ):
            if match:
                yield match.start(1)
        start = colon + 1


def _begins_a_label(text: str, offset: int) -> bool:
    """Whether a longer label is around the glued one, as `para` is around `a` and `von der` around `der`."""
    word_start = offset
    while word_start and not text[word_start - 1].isspace() and text[word_start - 1] != ":":
        word_start -= 1
    return label_pattern().match(text, word_start) is not None


@cache
def _glued_patterns() -> tuple[re.Pattern[str], ...]:
    phrases = {" ".join(phrase.split()) for kind in _KINDS[:3] for phrase in LABEL_WORDS[kind].split("|")}
    small = _alternatives(phrase for phrase in phrases if phrase[0].islower() and len(phrase) >= _FEWEST_LETTERS)
    capital = _alternatives(
        phrase for phrase in phrases if phrase[:2] != phrase[:2].upper() and phrase[0].isupper() and len(phrase) > 1
    )
    documents = "|".join(label_words_pattern(kind).pattern for kind in _KINDS[3:])
    every = _alternatives(phrases)
    return (
        re.compile(rf"(?<=[^\W\d_a-zß-ÿ]{{3}})({small}|{capital})\s{{0,2}}:"),
        re.compile(rf"(?<=[^\W\d_A-ZÀ-Þ]|[)”\"»])({capital}|{documents})\s{{0,2}}:"),
        re.compile(rf"(?<=:)({every}|{documents})\s{{0,2}}:"),
    )


def _alternatives(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return join_spellings(re.escape(phrase).replace(r"\ ", r"\s?") for phrase in ordered)


@cache
def _small_label() -> re.Pattern[str]:
    phrases = {" ".join(phrase.split()) for kind in _KINDS[:2] for phrase in LABEL_WORDS[kind].split("|")}
    return re.compile(rf"({_alternatives(phrase for phrase in phrases if phrase[0].islower())})\s{{0,2}}:")


def _starts_behind_names(text: str) -> set[int]:
    """Return where labels in small letters begin that are glued to a well-known name after another label."""
    starts: set[int] = set()
    if text.count(":") < _FEWEST_COLONS:
        return starts
    for label in find_label_matches(text):
        begin = label.end() + len(text[label.end() :]) - len(text[label.end() :].lstrip())
        name = WELL_KNOWN_NAME.match(text, begin)
        if name and (glued := _small_label().match(text, name.end())):
            starts.add(glued.start())
    return starts
