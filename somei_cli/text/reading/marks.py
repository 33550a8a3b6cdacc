"""Numbers, letters and bullets at the head of body lines: told apart, taken off, put to the words they stand above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from somei_cli.model.readings import Line


class Mark(Enum):
    """What stands at the head of a line."""

    NONE = auto()
    NUMBER = auto()
    ROMAN = auto()
    LETTER = auto()
    SMALL_ROMAN = auto()
    DASH = auto()


@dataclass(frozen=True, slots=True)
class Marked:
    """A body line without its mark; `sign` is the mark without brackets and points."""

    line: Line
    mark: Mark = Mark.NONE
    sign: str = ""

    @property
    def text(self) -> str:
        """The words behind the mark."""
        return self.line.text

    @property
    def blank(self) -> bool:
        """Whether the line is empty."""
        return not self.line.text and self.mark is Mark.NONE


# In this order: "i)" is taken for a letter only between h) and j), which the item reader knows better.
_MARKS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (Mark.NUMBER, re.compile(r"(?:\(?\*\)?\s?)?(?P<sign>[0-9]{1,3}(?: ?(?:bis|ter))?)\s?[.)](?![0-9])\s*")),
    (Mark.ROMAN, re.compile(r"(?P<sign>[IVX]{1,5})\.(?=\s|$)\s*")),
    (Mark.SMALL_ROMAN, re.compile(r"\(?(?P<sign>i{1,3}|iv|vi{0,3}|ix|x)\)(?=\s|$)\s*")),
    (Mark.LETTER, re.compile(r"\(?(?P<sign>[a-z])\)(?=\s|$|[A-Z])\s*")),
    (Mark.DASH, re.compile(r"(?P<sign>[-–—−•·*=▪○◦●■]|o(?=\s{2,}))(?=\s|$|[^\W\d_])\s*")),
)
_START = re.compile(r"(?<=\s)(?:[0-9]{1,2}\.(?=\s{1,20}[^\W\d_(\"“‘'])|\(?[a-h]\)(?=\s{1,20}\S))\s{1,20}")
_LONG = 200


def mark(line: Line) -> Marked:
    """Tell the mark of a line; a reader that took a bullet off has kept it beside.

    >>> mark(Line("a) Practices", 3)).sign
    'a'
    """
    words = line.mark or line.text.lstrip()
    for kind, pattern in _MARKS:
        match = pattern.match(words)
        if match and not (line.mark and match.end() < len(words)):
            rest = line.text if line.mark else words[match.end() :]
            inner = mark(replace(line, text=rest, mark="")) if line.mark and kind is Mark.DASH else None
            if inner and inner.mark in (Mark.LETTER, Mark.SMALL_ROMAN):
                return inner
            indent = line.indent if line.mark or kind is not Mark.DASH else len(line.text) - len(words)
            return Marked(replace(line, text=rest.strip(), mark="", indent=indent), kind, match["sign"])
    if line.mark and line.mark in "+-*":
        return Marked(replace(line, mark=""), Mark.DASH, line.mark)
    return Marked(line)


def marked(lines: Sequence[Line]) -> list[Marked]:
    """All lines with their marks; a mark alone on its line is put to the next line that has words."""
    found: list[Marked] = []
    waiting: Marked | None = None
    for line in _unfolded(lines):
        this = mark(line)
        if waiting is None:
            if this.mark is not Mark.NONE and not this.text:
                waiting = this
            else:
                found.append(this)
        elif this.mark is Mark.NONE and this.text:
            found.append(Marked(replace(this.line, indent=waiting.line.indent), waiting.mark, waiting.sign))
            waiting = None
        elif this.mark is Mark.NONE:
            continue
        else:
            found.append(waiting)
            if this.text:
                found.append(this)
                waiting = None
            else:
                waiting = this
    if waiting:
        found.append(waiting)
    return found


def _unfolded(lines: Sequence[Line]) -> Iterator[Line]:
    """A page that came as one line, broken before each number and letter that follows in order."""
    wanted = 1
    for line in lines:
        if line.heading or (len(line.text) < _LONG and not _several(line.text)):
            yield line
            head = re.match(r"\s*([0-9]{1,2})\.", line.text)
            wanted = int(head[1]) + 1 if head else wanted
            continue
        pieces, wanted = _pieces(line.text, wanted)
        for piece in pieces:
            yield replace(line, text=piece)


def _several(text: str) -> bool:
    """Whether a short line holds several numbered items, one after the other."""
    numbers = [int(sign) for match in _START.finditer(f" {text}") if (sign := match[0].strip(" .()\t")).isdigit()]
    return any(after == before + 1 for before, after in pairwise(numbers))


def _pieces(text: str, wanted: int) -> tuple[list[str], int]:
    cuts = [0]
    letter = "a"
    head = re.match(r"\s*([0-9]{1,2})\.", text)
    if head:
        wanted = int(head[1]) + 1
    for match in _START.finditer(text):
        sign = match[0].strip(" .()\t")
        if sign == str(wanted):
            wanted += 1
            letter = "a"
        elif sign == letter and wanted > 1:
            letter = chr(ord(letter) + 1)
        else:
            continue
        cuts.append(match.start())
    return [text[low:high].strip() for low, high in pairwise([*cuts, len(text)])], wanted
