"""Read the numbers, letters and bullets at the beginning of lines, and separate them from the words they mark."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.importing.language_words import recognise_text_language


class Mark(Enum):
    """The kinds of marks at the beginning of a line."""

    NONE = auto()
    NUMBER = auto()
    PART = auto()
    ROMAN = auto()
    LETTER = auto()
    SMALL_ROMAN = auto()
    DASH = auto()


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line without its mark; `sign` is the mark without brackets and points, `prefix` what was before it.

    `column` is where the words begin on the line after a number, 0 if that is not known. `printed_mark` is the mark
    as it is printed, with the blanks behind it; empty for a bullet that the format knows.
    """

    line: Line
    mark: Mark = Mark.NONE
    sign: str = ""
    prefix: str = ""
    column: int = 0
    printed_mark: str = ""

    @property
    def text(self) -> str:
        """The words after the mark."""
        return self.line.text

    @property
    def printed_line(self) -> Line:
        """The line with its mark: `1) and agreed.`, which may go on from `12345/20 REV`."""
        mark = self.printed_mark.rstrip()
        return replace(self.line, text=f"{mark} {self.text}") if mark else self.line

    @property
    def is_blank(self) -> bool:
        """Whether the line is empty."""
        return not self.line.text and self.mark is Mark.NONE


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def roman_value(sign: str) -> int:
    """Return the value of a Roman number.

    >>> [roman_value(sign) for sign in ("I", "IV", "IX", "XII")]
    [1, 4, 9, 12]
    """
    total = 0
    for figure, following in zip(sign, [*sign[1:], ""], strict=True):
        value = _ROMAN_VALUES[figure]
        total += -value if following and _ROMAN_VALUES[following] > value else value
    return total


def without_number(marked_line: MarkedLine, match: re.Match[str], kind: Mark) -> MarkedLine:
    """Return a line that begins with a number without it; the number becomes its mark."""
    line = replace(marked_line.line, text=marked_line.text[match.end() :].strip())
    return MarkedLine(line, kind, match["sign"], printed_mark=match[0])


_CAPITALS = "A-ZÀ-ÞΑ-ΩА-Я"
_PREFIX = r"(?:(?P<aside>\(?\*\)?|\((?:[xX*]|[Pp]oss(?:ibly|\.)?|[ée]ventuellement|ggf\.|evt\.|ev\.)\))\s?)?"
# The order matters: "i)" is a Roman figure; whether it is the letter between h) and j) is for the item reader.
_MARKS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (Mark.PART, re.compile(rf"(?P<sign>[0-9]{{1,2}}\.[0-9]{{1,2}})\.?\s{{1,20}}(?=[{_CAPITALS}]|proposal|transfer)")),
    (
        Mark.NUMBER,
        re.compile(
            rf"{_PREFIX}(?P<sign>[0-9]{{1,3}}(?: ?(?:bis|ter)|[a-d](?=\.\s))?)\s?(?:\.|\)(?![.,;]))(?![0-9/])\s*"
        ),
    ),
    (Mark.ROMAN, re.compile(r"(?P<sign>[IVX]{1,5})\.(?=\s|$)\s*")),
    (Mark.SMALL_ROMAN, re.compile(rf"\(?(?P<sign>i{{1,3}}|iv|vi{{0,3}}|ix|x)\)(?=\s|$|[{_CAPITALS}])\s*")),
    (Mark.SMALL_ROMAN, re.compile(rf"(?P<sign>i{{1,3}}|iv|vi{{0,3}})\.\s{{1,20}}(?=[{_CAPITALS}])")),
    (Mark.LETTER, re.compile(rf"\(?(?P<sign>[a-zα-ωа-я])\)(?=\s|$|[{_CAPITALS}])\s*")),
    (Mark.LETTER, re.compile(rf"(?P<sign>[a-h])\.\s{{1,20}}(?=[{_CAPITALS}])")),
    (
        Mark.DASH,
        re.compile(
            r"(?P<sign>[-–—−‒―‑•·*=▪○◦●■□◆❖⁃‣▸►➢➤✓✔→➔⇒◊]|[§~»](?=\s{1,20}[^\W\d_])|=>|[-–—]{2}|o(?=\s{2,}))"
            r"(?=\s|$|[^\W\d_])\s*"
        ),
    ),
)
# Two letters that are not figures of a Roman number: most lines begin so, and have no mark.
_WORD_FIRST = re.compile(r"(?![IVXivx]{2})[^\W\d_]{2}")
_ORNAMENT = re.compile(r"\s{12,}[*oº]$|\s*[*oº](?:\s{1,40}[*oº]){1,4}$")
_HEADING_BETWEEN_DASHES = re.compile(rf"[-–—]\s(?=[{_CAPITALS}]{{3}})[^a-zß-ÿ]{{4,60}}\s[-–—]$")
_DASHED = re.compile(rf"\s*{_MARKS[-1][1].pattern}")
_SUFFIX_FIRST = re.compile(r"(?:ADD|COR|REV) ?[0-9]")
_LISTED = (Mark.LETTER, Mark.SMALL_ROMAN)


def read_mark(line: Line) -> MarkedLine:
    """Read the mark of a line; a bullet that the source reader took off is in `line.mark`.

    >>> read_mark(Line("a) Practices", 3)).sign
    'a'
    >>> words = ("• 1. Oil", "2.1 Oil", "(poss.) 3. Oil", "16.00 was the hour")
    >>> [read_mark(Line(text, 3)).mark.name for text in words]
    ['NUMBER', 'PART', 'NUMBER', 'NONE']
    """
    words = line.mark or line.text.lstrip()
    if not words or _WORD_FIRST.match(words) or _HEADING_BETWEEN_DASHES.match(words):
        return MarkedLine(line)
    if _ORNAMENT.match(line.words):
        return MarkedLine(replace(line, text="", mark=""))
    for kind, pattern in _MARKS:
        match = pattern.match(words)
        if match is None or (line.mark and match.end() < len(words)):
            continue
        remainder = line.text if line.mark else words[match.end() :]
        if kind is Mark.DASH and not _DASHED.match(remainder):
            inner = read_mark(replace(line, text=remainder, mark=""))
            if _is_inner_mark(inner, match["sign"], kept_aside=bool(line.mark)):
                return inner
        indent = line.indent if line.mark or kind is not Mark.DASH else len(line.text) - len(words)
        prefix = match["aside"] or "" if kind is Mark.NUMBER else ""
        column = 0 if line.mark or kind is not Mark.NUMBER else len(line.text.rstrip()) - len(remainder.strip())
        unmarked = replace(line, text=remainder.strip(), mark="", indent=indent)
        printed_mark = "" if line.mark else words[: match.end()]
        return MarkedLine(unmarked, kind, match["sign"], prefix, column, printed_mark)
    return _read_bullet(line)


def _read_bullet(line: Line) -> MarkedLine:
    """Read a bullet of the format; before an addendum it is none: “+ COR 1 (en)”."""
    if line.mark == "+" and _SUFFIX_FIRST.match(line.text):
        return MarkedLine(replace(line, text=line.words, mark=""))
    is_bullet = bool(line.mark) and line.mark in "+-*"
    return MarkedLine(replace(line, mark=""), Mark.DASH, line.mark) if is_bullet else MarkedLine(line)


def _is_inner_mark(inner: MarkedLine, bullet: str, *, kept_aside: bool) -> bool:
    """Whether the number or letter after a bullet is the mark: lists of web pages put a bullet before both."""
    if inner.mark in _LISTED:
        return kept_aside or bullet in "•*·"
    return inner.mark is Mark.NUMBER and bullet in "•*·" and not kept_aside


def read_marked_lines(lines: Iterable[Line]) -> list[MarkedLine]:
    """Return all lines with their marks; a mark alone on its line goes to the next line with words."""
    marked_lines: list[MarkedLine] = []
    waiting_mark: MarkedLine | None = None
    for line in _read_marks(_without_stars(_with_circles(list(lines)))):
        if waiting_mark is None:
            if line.mark is not Mark.NONE and not line.text:
                waiting_mark = line
            else:
                marked_lines.append(line)
        elif line.mark is Mark.NONE and line.text:
            words = replace(line.line, indent=waiting_mark.line.indent)
            marked_lines.append(replace(waiting_mark, line=words, column=0))
            waiting_mark = None
        elif line.mark is Mark.NONE:
            continue
        else:
            # A bullet alone before a number or a letter is the list mark of a web page.
            if not (waiting_mark.mark is Mark.DASH and line.mark is not Mark.DASH):
                marked_lines.append(waiting_mark)
            if line.text:
                marked_lines.append(line)
                waiting_mark = None
            else:
                waiting_mark = line
    if waiting_mark:
        marked_lines.append(waiting_mark)
    return _with_letters(_with_capital_letters(marked_lines))


def _without_stars(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines with a star alone above two stars made blank: three stars part the text, and are no bullets."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None:
            yield replace(waiting, text="", mark="") if _ORNAMENT.match(line.words) else waiting
        waiting = line if line.words.strip() == "*" else None
        if waiting is None:
            yield line
    if waiting is not None:
        yield waiting


# A circle that the converter made the letter “o”: a word where languages know it, as in “o Presidente”.
_CIRCLE = re.compile(r"^\s*o (?=[A-Z][a-z])")
_WITHOUT_WORD_O = frozenset(("da", "de", "en", "fi", "fr", "nl", "sv"))


def _with_circles(lines: list[Line]) -> list[Line]:
    """Return the lines with the letter `o` before a capital as a bullet, if it is no word of their language."""
    if not any(_CIRCLE.match(line.text) for line in lines):
        return lines
    if recognise_text_language("\n".join(line.text for line in lines), (), "") not in _WITHOUT_WORD_O:
        return lines
    return [replace(line, text=_CIRCLE.sub("○ ", line.text, count=1)) for line in lines]


_CAPITAL_LETTER = re.compile(rf"\s*(?P<sign>[A-H])[.)]\s{{0,20}}(?=[{_CAPITALS}][^\W\d_{_CAPITALS}])")


def _with_capital_letters(lines: list[MarkedLine]) -> list[MarkedLine]:
    """Return the lines with `A.Lamps` and `B. Oil` as lettered, if both stand below the same number.

    With a number between them they are the headings of parts: `A. Legislative items`, `1. Lamps`, `B. Other items`.
    """
    below_number: list[tuple[int, re.Match[str]]] = []
    has_number = False
    for index, line in enumerate([*lines, MarkedLine(Line("", 0), Mark.NUMBER)]):
        if line.mark in (Mark.NUMBER, Mark.ROMAN):
            if has_number and [match["sign"] for _, match in below_number[:2]] == ["A", "B"]:
                for place, letter in below_number:
                    words = replace(lines[place].line, text=lines[place].text[letter.end() :].strip())
                    lines[place] = MarkedLine(words, Mark.LETTER, letter["sign"])
            below_number, has_number = [], True
        elif line.mark is Mark.NONE and (match := _CAPITAL_LETTER.match(line.text)):
            awaited = chr(ord("A") + len(below_number))
            below_number += [(index, match)] if match["sign"] == awaited else []
    return lines


def _with_letters(lines: list[MarkedLine]) -> list[MarkedLine]:
    """Return the lines with i), v) and x) as letters, where they follow h), u) or w) and no ii) comes below them."""
    listed = [index for index, line in enumerate(lines) if line.mark in _LISTED]
    last = ""
    for place, index in enumerate(listed):
        line = lines[index]
        below = lines[listed[place + 1]].sign if place + 1 < len(listed) else ""
        is_next = len(line.sign) == 1 and bool(last) and ord(line.sign) == ord(last) + 1
        if line.mark is Mark.SMALL_ROMAN and is_next and below not in ("ii", "vi", "xi"):
            lines[index] = line = replace(line, mark=Mark.LETTER)
        last = line.sign if line.mark is Mark.LETTER else last
    return lines


def _read_marks(lines: Iterator[Line]) -> Iterator[MarkedLine]:
    """Yield each line with its mark; a number with a letter after it, as in `7. a) Lamps`, makes two lines."""
    for line in lines:
        marked_line = read_mark(line)
        if marked_line.mark is Mark.NUMBER and marked_line.text:
            inner = read_mark(marked_line.line)
            if inner.mark is Mark.LETTER and inner.sign in "aаα":
                yield replace(marked_line, line=replace(marked_line.line, text=""))
                yield replace(inner, line=replace(inner.line, indent=0))
                continue
        yield marked_line
