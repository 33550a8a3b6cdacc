"""Lines joined to one text in which an offset leads back to its line, and signs of how a line ends or begins."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Self

from somei_cli.model.importing.draft_entry import Line


@dataclass(frozen=True, slots=True)
class NumberedText:
    """The words of lines, joined by line feeds. `starts` are the offsets of the lines."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        """Join lines."""
        words = [line.words for line in lines]
        starts = accumulate((len(w) + 1 for w in words[:-1]), initial=0)
        return cls("\n".join(words), tuple(lines), tuple(starts) if lines else ())

    def line_index(self, offset: int) -> int:
        """Return the index of the line at an offset."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def line_number(self, offset: int) -> int:
        """Return the number of the source line at an offset; 0 in an empty text."""
        return self.lines[self.line_index(offset)].number if self.lines else 0

    def lines_between(self, start: int, end: int | None = None) -> tuple[Line, ...]:
        """Return the lines between two offsets; the first and the last may be parts of lines."""
        end = len(self.text) if end is None else end
        if start >= end or not self.lines:
            return ()
        first, last = self.line_index(start), self.line_index(end - 1)
        lines = []
        for index in range(first, last + 1):
            line, line_start = self.lines[index], self.starts[index]
            line_end = line_start + len(line.words)
            if start <= line_start and end >= line_end:
                lines.append(line)
            else:
                part = self.text[max(start, line_start) : min(end, line_end)]
                lines.append(replace(line, text=part.strip(), mark=""))
        return tuple(lines)

    def text_without(self, *spans: tuple[int, int]) -> str:
        """Return the text with some spans replaced by blanks, so that offsets stay the same."""
        parts = []
        position = 0
        for start, end in sorted(spans):
            if start >= position:
                parts += [self.text[position:start], " " * (end - start)]
                position = end
        return "".join([*parts, self.text[position:]])


_UNFINISHED_END = re.compile(
    r"(?:[,:;(–—−/-]|\b(?:of|the|and|or|for|on|in|to|a|an|with|by|from|at|as|under|de|des|du|et|la|le|les|und|der|die|zur|"
    r"von|van|het|en|del|della|e|i|og|på|och))\s*$"
)
# In a line of capitals only words that are no code of a country or a language: AT is Austria, DE Germany or German.
_UNFINISHED_CAPITALS = re.compile(
    r"[^\Wa-zß-ÿ\d_]{3,}\s(?:OF|THE|AND|OR|FOR|ON|IN|TO|WITH|BY|FROM|UNDER|DES|DU|UND|DER|DIE|ZUR|VON|VAN|HET|DEL|DELLA|OCH|"
    r"AND OF|OF THE|AND THE)\s*$"
)
_DASH = re.compile(r"^[-–—−•·*=▪]\s*(?=\S|$)")
_SEARCHED_END = 60
_WORD_BREAK = re.compile(r"(?<=\w)-$")
_SUBJECTS = (
    r"(?:The|A|An|This|These|It|Its|His|Her|Some|Several|All|Many|Most|Both|No(?! [0-9])|One|"
    r"Delegations?|Member States|Participants|Ministers|"
    r"COM|EU|Europol|Eurojust|Frontex|Interpol|INTERPOL|eu-LISA|EEAS|CEPOL|Coreper|COREPER|CATS|COSI|We|They|There|Mr|Ms|On|At|In|"
    r"Following|Further|During|After|Under|Pursuant|With|As|Since|By|Having|Given)"
)
_PROPER = (
    r"(?:Delegations?|Member States|Participants|Ministers|Europol|Eurojust|Frontex|Interpol|INTERPOL|eu-LISA|CEPOL|"
    r"COM|Coreper|COREPER|CATS|COSI|It|This|They|We|There)"
)
_VERBS = (
    r"(?:was|were|is|are|has|have|had|will|would|shall|should|can|could|may|took|gave|met|held|began|made|drew|put|set|agreed|"
    r"[a-z]{3,14}ed|updates|submits|proposes|presents|contains|concerns|aims|sets|provides|describes|invites|recalls|takes|gives|covers)"
)
_SENTENCE = re.compile(
    rf"{_SUBJECTS}(?:[ ](?!{_PROPER}[ ])[^\s.;:!?()\"“”,]{{1,30}}|[ ]\([^()]{{1,80}}\)){{1,9}}?[ ]{_VERBS}(?=[ ,.])|"
    rf"(?:The[ ])?{_PROPER}[ ]{_VERBS}(?=[ ,.])|Delegations[ ]please[ ]find|"
    r"Please find|Attached|In accordance with|Encl\."
)
_FULL_STOP = re.compile(r"[.!?][”’\"')\]]?\s*(?:\[?\d{1,2}\]?)?$")
_ABBREVIATED = re.compile(
    r"(?:[0-9]{4} (?:r|R|г|Г)|\b(?:e\.g|i\.e|etc|No|doc|docs|Mr|Ms|Dr|Art|p|pp|cf|al|vs|approx|poss))\.[)\]]?$"
)


def is_unfinished(line: str) -> bool:
    """Whether a line must continue in the next: it ends with a comma, a dash, an open bracket or a small word.

    >>> [is_unfinished(line) for line in ("Lamps of the", "REGULATION ON LAMPS AND", "Comments by AT")]
    [True, True, False]
    """
    if _UNFINISHED_END.search(line) or _UNFINISHED_CAPITALS.search(line[-_SEARCHED_END:]):
        return True
    return line.count("(") > line.count(")") or line.count("“") > line.count("”")


def is_dashed(line: str) -> bool:
    """Whether a line begins with a dash or bullet."""
    return bool(_DASH.match(line))


def without_dash(line: str) -> str:
    """Return the line without its dash or bullet."""
    return _DASH.sub("", line, count=1).strip()


def begins_a_sentence(line: str, offset: int = 0) -> bool:
    """Whether a sentence of running text begins at an offset, rather than a title."""
    return bool(_SENTENCE.match(line, offset))


def ends_a_sentence(line: str) -> bool:
    """Whether the line ends with a full stop that does not belong to an abbreviation."""
    stripped = line.rstrip()
    return bool(_FULL_STOP.search(stripped)) and not _ABBREVIATED.search(stripped)


def join_lines(lines: list[str], between: str = " ") -> str:
    """Join lines to one: dashed lines after a dash, words broken at a hyphen without a blank.

    >>> join_lines(["Public access to documents", "- Confirmatory", "application"])
    'Public access to documents - Confirmatory application'
    """
    text = ""
    dash = ""
    for line in (" ".join(raw.split()) for raw in lines):
        if not line:
            continue
        if is_dashed(line) and text:
            dash = line[0] if line[0] in "-–—−" else "-"
            line = re.sub(r"\s[=•]\s", " - ", without_dash(line))  # noqa: PLW2901 - the same line without its dash
            if not line:
                continue
        if not text:
            text = line
        elif dash:
            text = f"{text} {dash} {line}" if not text.endswith(dash) else f"{text} {line}"
        elif _WORD_BREAK.search(text) and line[0].islower():
            text += line
        else:
            text += between + line
        dash = ""
    return text
