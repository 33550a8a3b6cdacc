"""Numbers, letters and bullets at the head of body lines: told apart, taken off, put to the words they stand above.

Pages that came as one line, and lines that swallowed the next item: broken again where a number counts on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from somei_cli.extraction.items.agenda_phrases import begins_an_agenda, usual_title
from somei_cli.model.importing.draft_entry import Line

_START = re.compile(
    r"(?<=\s)(?:[0-9]{1,2}\.(?=\s{1,20}(?:[^\W\d_(\"“‘']|\([a-zé]{3,14}\.?\)))|\(?[a-h]\)(?=\s{1,20}\S))\s{1,20}"
)
_HEAD = re.compile(r"[\s•*-]{0,20}(?:\([^()0-9]{1,12}\)\s?)?([0-9]{1,2})\.")
_HEAD_LETTER = re.compile(r"[\s•*-]{0,20}(?:[0-9]{1,2}\.\s{0,3})?\(?([a-h])\)")
_LONG = 200
# Words whose number is part of a name: what follows them is no item.
_NAMES = re.compile(
    r"(?i)\b(?:no|nos|nr|art|article|artikel|chapter|part|annex|title|section|point|paragraph|para|pillar|"
    r"phase|stage|step|directive|regulation|option|category|table|figure|recital|teil|titel|deel|partie|"
    r"articles|points|paragraphs|and|or|under|to|und|et|of|en)\.?$"
)


def unfolded(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, broken before each number and letter that follows in order."""
    wanted = 1
    ahead = [int(head[1]) for line in lines if (head := _HEAD.match(line.text))]
    for line in lines:
        head = _HEAD.match(line.text)
        if head:
            ahead.pop(0)
        if line.heading or not line.text:
            yield line
            wanted = int(head[1]) + 1 if head else wanted
            continue
        wanted = 2 if wanted == 1 and not head and usual_title(line.text.strip()) else wanted
        short = len(line.text) < _LONG and not _several(line.text)
        pieces, wanted = _pieces(line.text, wanted, ahead, short=short)
        if len(pieces) == 1:
            yield line
        else:
            yield from (replace(line, text=piece) for piece in pieces)


def _several(text: str) -> bool:
    """Whether a short line holds several numbered items, one after the other."""
    numbers = [int(sign) for match in _START.finditer(f" {text}") if (sign := match[0].strip(" .()\t")).isdigit()]
    return any(after == before + 1 for before, after in pairwise(numbers))


def _pieces(text: str, wanted: int, ahead: Sequence[int], *, short: bool) -> tuple[list[str], int]:
    """The pieces of a line, and the number that comes next; in a `short` line one that stands `ahead` is not cut."""
    cuts = [0]
    first, head = _HEAD_LETTER.match(text), _HEAD.match(text)
    letter = chr(ord(first[1]) + 1) if first else "a"
    if head:
        wanted = int(head[1]) + 1
    for match in _START.finditer(text):
        sign = match[0].strip(" .()\t")
        if sign == str(wanted) and _is_number(text, match, wanted, ahead if short else (), short=short):
            wanted += 1
            letter = "a"
        elif sign == letter and wanted > 1 and (first or not short) and not _named(text, match.start()):
            letter = chr(ord(letter) + 1)
        else:
            continue
        cuts.append(match.start())
    return [text[low:high].strip() for low, high in pairwise([*cuts, len(text)])], wanted


def _is_number(text: str, match: re.Match[str], wanted: int, ahead: Sequence[int], *, short: bool) -> bool:
    """Whether a number within a line begins an item; in a page of short lines the first must begin an agenda."""
    if wanted in ahead or _named(text, match.start()):
        return False
    return wanted > 1 or not short or begins_an_agenda(text[match.end() : match.end() + 80])


def _named(text: str, at: int) -> bool:
    """Whether the word before a number takes it for its own."""
    return bool(_NAMES.search(text[max(0, at - 12) : at].rstrip()))


class Mark(Enum):
    """What stands at the head of a line."""

    NONE = auto()
    NUMBER = auto()
    PART = auto()
    ROMAN = auto()
    LETTER = auto()
    SMALL_ROMAN = auto()
    DASH = auto()


@dataclass(frozen=True, slots=True)
class Marked:
    """A body line without its mark; `sign` is the mark without brackets and points, `aside` what stood before it."""

    line: Line
    mark: Mark = Mark.NONE
    sign: str = ""
    aside: str = ""

    @property
    def text(self) -> str:
        """The words behind the mark."""
        return self.line.text

    @property
    def blank(self) -> bool:
        """Whether the line is empty."""
        return not self.line.text and self.mark is Mark.NONE


_CAPITALS = "A-ZÀ-ÞΑ-ΩА-Я"
_ASIDE = r"(?:(?P<aside>\(?\*\)?|\((?:[xX*]|[Pp]oss(?:ibly|\.)?|[ée]ventuellement|ggf\.|evt\.|ev\.)\))\s?)?"
# In this order: "i)" is taken for a letter only between h) and j), which the item reader knows better.
_MARKS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (Mark.PART, re.compile(rf"(?P<sign>[0-9]{{1,2}}\.[0-9]{{1,2}})\.?\s{{1,20}}(?=[{_CAPITALS}])")),
    (Mark.NUMBER, re.compile(rf"{_ASIDE}(?P<sign>[0-9]{{1,3}}(?: ?(?:bis|ter))?)\s?[.)](?![0-9])\s*")),
    (Mark.ROMAN, re.compile(r"(?P<sign>[IVX]{1,5})\.(?=\s|$)\s*")),
    (Mark.SMALL_ROMAN, re.compile(rf"\(?(?P<sign>i{{1,3}}|iv|vi{{0,3}}|ix|x)\)(?=\s|$|[{_CAPITALS}])\s*")),
    (Mark.LETTER, re.compile(rf"\(?(?P<sign>[a-zα-ωа-я])\)(?=\s|$|[{_CAPITALS}])\s*")),
    (Mark.DASH, re.compile(r"(?P<sign>[-–—−•·*=▪○◦●■]|o(?=\s{2,}))(?=\s|$|[^\W\d_])\s*")),
)
_ORNAMENT = re.compile(r"\s{12,}[*oº]$|\s*[*oº](?:\s{1,40}[*oº]){1,4}$")
_DASHED = re.compile(rf"\s*{_MARKS[-1][1].pattern}")
_LISTED = (Mark.LETTER, Mark.SMALL_ROMAN)


def mark(line: Line) -> Marked:
    """Tell the mark of a line; a reader that took a bullet off has kept it beside.

    >>> mark(Line("a) Practices", 3)).sign
    'a'
    >>> [mark(Line(words, 3)).mark.name for words in ("• 1. Oil", "2.1 Oil", "(poss.) 3. Oil", "16.00 was the hour")]
    ['NUMBER', 'PART', 'NUMBER', 'NONE']
    """
    words = line.mark or line.text.lstrip()
    if _ORNAMENT.match(line.words):
        return Marked(replace(line, text="", mark=""))
    for kind, pattern in _MARKS:
        match = pattern.match(words)
        if match is None or (line.mark and match.end() < len(words)):
            continue
        rest = line.text if line.mark else words[match.end() :]
        if kind is Mark.DASH and not _DASHED.match(rest):
            inner = mark(replace(line, text=rest, mark=""))
            if _within(inner, match["sign"], kept_aside=bool(line.mark)):
                return inner
        indent = line.indent if line.mark or kind is not Mark.DASH else len(line.text) - len(words)
        aside = match["aside"] or "" if kind is Mark.NUMBER else ""
        return Marked(replace(line, text=rest.strip(), mark="", indent=indent), kind, match["sign"], aside)
    if line.mark and line.mark in "+-*":
        return Marked(replace(line, mark=""), Mark.DASH, line.mark)
    return Marked(line)


def _within(inner: Marked, bullet: str, *, kept_aside: bool) -> bool:
    """Whether the number or letter behind a bullet is the mark: lists of web pages set a bullet before both."""
    if inner.mark in _LISTED:
        return kept_aside or bullet in "•*·"
    return inner.mark is Mark.NUMBER and bullet in "•*·" and not kept_aside


def marked(lines: Sequence[Line]) -> list[Marked]:
    """All lines with their marks; a mark alone on its line is put to the next line that has words."""
    found: list[Marked] = []
    waiting: Marked | None = None
    for this in _parted(unfolded(lines)):
        if waiting is None:
            if this.mark is not Mark.NONE and not this.text:
                waiting = this
            else:
                found.append(this)
        elif this.mark is Mark.NONE and this.text:
            found.append(replace(waiting, line=replace(this.line, indent=waiting.line.indent)))
            waiting = None
        elif this.mark is Mark.NONE:
            continue
        else:
            # A bullet alone before a number or a letter is the list mark of a web page.
            if not (waiting.mark is Mark.DASH and this.mark is not Mark.DASH):
                found.append(waiting)
            if this.text:
                found.append(this)
                waiting = None
            else:
                waiting = this
    if waiting:
        found.append(waiting)
    return found


def _parted(lines: Iterator[Line]) -> Iterator[Marked]:
    """Each line with its mark; a number with a letter behind it, as in `7. a) Lamps`, makes two."""
    for line in lines:
        this = mark(line)
        if this.mark is Mark.NUMBER and this.text:
            inner = mark(this.line)
            if inner.mark is Mark.LETTER and inner.sign in "aаα":
                yield replace(this, line=replace(this.line, text=""))
                yield replace(inner, line=replace(inner.line, indent=0))
                continue
        yield this
