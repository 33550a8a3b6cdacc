"""Numbers, letters and bullets at the head of body lines: told apart, taken off, put to the words they stand above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from somei_cli.model.readings import Line
from somei_cli.text.reading.items.unfolding import unfolded


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
