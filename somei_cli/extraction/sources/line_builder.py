"""Lines put together from runs of text: words, emphasis and footnote marks; table cells side by side; list marks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from somei_cli.extraction.numbers_and_bullets import Mark, read_mark
from somei_cli.extraction.sources.plain_text import clean_line
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.draft_entry import Line

GAP = "    "
"""What a tab or the border between two cells becomes in a line: wide enough to recognise columns."""

_LONGEST_ADDRESS = 500
_LOST_COLON = re.compile(r"(?<! ) {2,}+(?=:(?:\s|$))")
_DASHES = str.maketrans({"\u2011": "-", "\u2012": "–", "\u00ad": None})


def normalise_gaps(text: str) -> str:
    """Strip the line, and move a colon in a column of its own to the label before it.

    >>> normalise_gaps("from    :    Presidency")
    'from :    Presidency'
    """
    return _LOST_COLON.sub(" ", text).strip()


@dataclass
class LineBuilder:
    """A line under construction.

    `has_plain_letters` says that some of its letters are neither bold nor in italics.
    """

    number: int = 0
    pieces: list[str] = field(default_factory=list)
    has_words: bool = False
    has_plain_letters: bool = False
    notes: list[str] = field(default_factory=list)
    note: str = ""
    links: list[str] = field(default_factory=list)
    _struck: list[tuple[int, str]] = field(default_factory=list)

    def add(self, words: str, *, stressed: bool = False) -> None:
        """Append words."""
        if words:
            if self.follows_struck and words != GAP and words.startswith(" ") and self.last_character in ("", " "):
                # The blanks before and behind the struck words would be two.
                self.add_struck(" ")
                words = words[1:]
            if words:
                self.pieces.append(words)
            self.has_words = self.has_words or bool(words.strip())
        self.has_plain_letters = self.has_plain_letters or (not stressed and any(c.isalnum() for c in words))

    def add_struck(self, words: str) -> None:
        """Keep words that are struck out apart from the others, with their place among them."""
        self._struck.append((len(self.pieces), words))

    @property
    def follows_struck(self) -> bool:
        """Whether the last words that were added are struck out."""
        return bool(self._struck) and self._struck[-1][0] == len(self.pieces)

    @property
    def is_struck_out(self) -> bool:
        """Whether words are struck out and no others remain."""
        return bool(self._struck) and not self.has_words

    def struck_words(self) -> tuple[str, str]:
        """Return the struck words, one passage a line, and the whole line with them; both "" if there are none."""
        if not self._struck:
            return "", ""
        pieces = self.pieces.copy()
        for index, words in reversed(self._struck):
            pieces.insert(index, words)
        passages = group_pairs(self._struck).values()
        return "\n".join(map("".join, passages)), "".join(pieces)

    @property
    def last_character(self) -> str:
        """The last character so far, or ""."""
        return self.pieces[-1][-1] if self.pieces else ""

    def add_link(self, address: str) -> None:
        """Keep the address to which words of the line lead."""
        if 0 < len(address) <= _LONGEST_ADDRESS:
            self.links.append(address)

    def add_footnote_mark(self, mark: str) -> None:
        """Keep a footnote mark apart from the words: it calls a note, or begins a note's text if no words precede."""
        if self.has_words:
            self.notes.append(mark)
        else:
            self.note = mark

    def build(self, mark: str = "", indent: int = 0, heading: int = 0) -> Line:
        """Return the line as it is now."""
        text = normalise_gaps(clean_line("".join(self.pieces).translate(_DASHES)))
        stressed = not self.has_plain_letters and any(c.isalnum() for c in text)
        return Line(
            text,
            self.number,
            mark=mark,
            indent=indent,
            heading=heading,
            stressed=stressed,
            notes=tuple(self.notes),
            note=self.note,
            links=tuple(self.links),
        )


LineOrGap = Line | None
"""A line, or None for the gap between two paragraphs; an empty line is one that the document itself has."""

_MAX_CELL_LINES = 30
_MAX_EMPTY_LINES = 2


def lay_out_row(cells: Iterable[Sequence[LineOrGap]], *, parts: bool = False) -> list[LineOrGap]:
    """Return the lines of a table row: the first lines of all cells side by side, then the second ones, and so on.

    Cells that are `parts` of the page, or very long, come below each other instead.
    """
    filled_cells = [cell for cell in map(_without_outer_gaps, cells) if any(line and line.words for line in cell)]
    if len(filled_cells) == 1:
        return filled_cells[0]
    if parts or any(len(cell) > _MAX_CELL_LINES for cell in filled_cells):
        return [line for cell in filled_cells for line in (None, *cell, None)]
    rows_of_pieces = zip_longest(*[[line for line in cell if line] for cell in filled_cells])
    return [_join_cells([piece for piece in pieces if piece]) for pieces in rows_of_pieces]


def _without_outer_gaps(cell: Sequence[LineOrGap]) -> list[LineOrGap]:
    first = next((index for index, line in enumerate(cell) if line), len(cell))
    last = next((index for index, line in reversed(list(enumerate(cell))) if line), -1)
    return list(cell[first : last + 1])


def _join_cells(pieces: Sequence[Line]) -> Line:
    """Return one line of several cells; only the first of them keeps its mark apart from the words."""
    first, *following = [piece for piece in pieces if piece.words] or pieces[:1]
    if not following:
        return first
    words = [first.text, *(piece.words for piece in following)]
    return replace(
        first,
        text=normalise_gaps(GAP.join(w for w in words if w)),
        heading=max(first.heading, following[0].heading),
        stressed=all(piece.stressed for piece in (first, *following) if piece.text),
        notes=tuple(mark for piece in (first, *following) for mark in piece.notes),
        links=tuple(address for piece in (first, *following) for address in piece.links),
    )


def gaps_to_empty_lines(lines_and_gaps: Iterable[LineOrGap]) -> Iterator[Line]:
    """Yield the lines with their gaps as empty lines, at most two empty ones in a row."""
    last_number, empty_count = 0, _MAX_EMPTY_LINES
    gap = False
    for line in lines_and_gaps:
        if line is None:
            gap = True
            continue
        if line.words or line.note:
            if gap and not empty_count:
                yield Line("", max(line.number - 1, last_number))
            empty_count = 0
            yield line
        elif empty_count < _MAX_EMPTY_LINES:
            empty_count += 1
            yield line
        last_number, gap = line.number, False


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def to_letters(count: int) -> str:
    """Return a count in letters; after z a list goes on with aa, bb.

    >>> to_letters(2), to_letters(28)
    ('b', 'bb')
    """
    if not 1 <= count <= 260:
        return str(count)
    repeats, position = divmod(count - 1, 26)
    return chr(ord("a") + position) * (repeats + 1)


def to_roman(count: int) -> str:
    """Return a count in small Roman numerals.

    >>> to_roman(14)
    'xiv'
    """
    if not 1 <= count <= 3999:
        return str(count)
    text = ""
    for value, sign in (*_ROMAN, *_ROMAN_ONES):
        text += sign * (count // value)
        count %= value
    return text


def normalise_mark(sign: str) -> str:
    r"""Return the mark of a list item as it would be typed: `a.` and `a)` become the same.

    >>> [normalise_mark(sign) for sign in ("1", "a.", "o", "\uf0b7", "IV.", "2.1")]
    ['1.', 'a)', '•', '•', 'IV.', '2.1']
    """
    sign = sign.strip()
    if re.fullmatch(r"[0-9]{1,3}|[IVX]{1,5}", sign):
        return f"{sign}."
    if re.fullmatch(r"(?:([a-z])\1{0,3}|[ivxl]{1,6})\.?", sign) and sign != "o":
        return f"{sign.rstrip('.')})"
    if not sign or (sign != "o" and any(c.isalnum() for c in sign)):
        return sign
    return sign if read_mark(Line("", 0, mark=sign)).mark is Mark.DASH else "•"
