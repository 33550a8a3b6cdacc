"""Put the pieces of a page into rows, and the rows of all pages into numbered lines with gaps and nested bullets."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from somei_cli.extraction.sources.hidden_lines import struck_lines
from somei_cli.extraction.sources.pdf.glyphs import PageBox, PdfPiece, max_blank
from somei_cli.extraction.sources.pdf.struck_glyphs import part_struck_words, restore_struck
from somei_cli.extraction.sources.plain_text import clean_line
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.draft_entry import Line

_COLUMN_BLANKS = " " * 4
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st"}
# Characters of Symbol and Wingdings are private-use characters with their position in the font.
_SYMBOLS = {
    0x02: "-",
    0xFFFE: "-",
    0xF02D: "–",
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF06F: "○",
    0xF0A8: "○",
    0xF0D8: "•",
    0xF0FC: "•",
    0xF0E0: "→",
}
_PLAIN_LETTERS = str.maketrans(_LIGATURES | _SYMBOLS)
_BULLET = re.compile(r"(?P<mark>[-–—−•·*=▪○◦●■]|o(?= {4}))(?:\s+|$)")

# In heights of the letters.
_SAME_ROW = 0.35
_BLANK = 0.12
_SINGLE_SPACING = 1.2
# A gap between paragraphs is at least this much wider than the line distance, and the largest line distance.
_PARAGRAPH_STEP = 1.15
_MAX_STEP = 1.75


class PdfRow(NamedTuple):
    """The words of one row, the bullet before them, and all of it as one piece."""

    text: str
    mark: str
    piece: PdfPiece

    @property
    def stressed(self) -> bool:
        """Whether all its letters are bold or in italics."""
        return self.piece.stressed and any(letter.isalnum() for letter in self.text)


def lay_out_rows(pieces: Iterable[PdfPiece]) -> Iterator[tuple[PdfRow, bool]]:
    """Yield the rows from top to bottom, and whether a gap separates each from the row above.

    Text in another direction than most of the page, such as a stamp on the margin, comes last.
    """
    by_turn = group_pairs((piece.turn, piece) for piece in pieces)
    for same_turn in sorted(by_turn.values(), key=lambda same_turn: -sum(len(piece.text) for piece in same_turn)):
        row_pieces = [
            side_by_side[0] if len(side_by_side) == 1 else _join_row(side_by_side)
            for side_by_side in _split_rows(same_turn)
        ]
        yield from zip(map(_take_bullet_off, row_pieces), _find_gaps(row_pieces), strict=True)


def _split_rows(pieces: list[PdfPiece]) -> Iterator[list[PdfPiece]]:
    """Yield the pieces of each row from left to right; baselines in a row may differ slightly, as in a letterhead."""
    pieces.sort(key=lambda piece: piece.baseline, reverse=True)
    row = pieces[:1]
    for piece in pieces[1:]:
        if row[0].baseline - piece.baseline > _SAME_ROW * min(row[0].size, piece.size):
            yield sorted(row, key=lambda piece: piece.left_edge)
            row = []
        row.append(piece)
    yield sorted(row, key=lambda piece: piece.left_edge)


def _join_row(pieces: Sequence[PdfPiece]) -> PdfPiece:
    """Return the pieces of a row as one."""
    first = pieces[0]
    notes = [mark for piece in pieces for mark in (piece.note, *piece.notes) if mark]
    return first._replace(
        text=first.text + "".join(_blanks_between(before, after) + after.text for before, after in pairwise(pieces)),
        size=max(piece.size for piece in pieces),
        stressed=all(piece.stressed for piece in pieces),
        notes=tuple(notes[1:] if first.note else notes),
    )


def _blanks_between(before: PdfPiece, after: PdfPiece) -> str:
    """Return the blanks between two pieces of a row: four separate columns."""
    gap = (after.left_edge - before.right_edge) / min(before.size, after.size)
    if gap > max_blank(before.text):
        return _COLUMN_BLANKS
    return " " if abs(gap) > _BLANK else ""


def _take_bullet_off(piece: PdfPiece) -> PdfRow:
    text = readable_words(piece.text)
    bullet = _BULLET.match(text)
    return PdfRow(text[bullet.end() :], bullet["mark"], piece) if bullet else PdfRow(text, "", piece)


def _find_gaps(row_pieces: Sequence[PdfPiece]) -> list[bool]:
    """Return before which rows there is a gap: wider than two lines, or clearly wider than the distances next to it.

    Letterhead, text and footnotes have different line distances, so only neighbouring ones are compared.
    """
    steps = [(upper.baseline - lower.baseline) / max(upper.size, lower.size) for upper, lower in pairwise(row_pieces)]
    around = [_MAX_STEP, *steps, _MAX_STEP]
    return [
        True,
        *(
            step > _SINGLE_SPACING and step > _PARAGRAPH_STEP * min(step_before, step_after, _MAX_STEP)
            for step_before, step, step_after in zip(around, steps, around[2:], strict=False)
        ),
    ]


def readable_words(drawn: str) -> str:
    r"""Return the words of a row as they are read, with symbols and ligatures as ordinary letters.

    >>> readable_words("\uf0b7    e\ufb03cient \ud835\udd4f")
    '•    efficient 𝕏'
    """
    if drawn.isascii() and drawn.isprintable():
        return drawn.strip()
    drawn = drawn.translate(_PLAIN_LETTERS)
    repaired = drawn.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return clean_line(repaired).strip()


_SENTENCE_ENDS = re.compile(r"[.!?:;][”’\"')\]]?$")
# The page footer begins this far down.
_FOOT_DEPTH = 0.9
# What is further up, or further down, is in the margins of every document.
_WATERMARK = "watermark"
_MOST_ROWS = 8
_HEADER_DEPTH, _FOOTER_DEPTH = 0.06, 0.92
_SAME_EDGE = 3
_MAX_DEPTH = 2


class PdfLines:
    """The lines read so far; pages are added one after the other."""

    def __init__(self) -> None:
        self.collected: list[Line] = []
        self._edges: list[float] = []

    def add(self, pieces: Iterable[PdfPiece], page_box: PageBox, page: int) -> list[Line]:
        """Add a page, and return the words on it that are struck out."""
        struck: list[Line] = []
        rows_with_gaps = list(lay_out_rows(page_box.pieces_inside(pieces)))
        edges = [row.piece.left_edge for row, _ in rows_with_gaps if row.mark]
        levels = _bullet_levels([*self._edges, *edges])
        start = len(self.collected)
        usual_turn = rows_with_gaps[0][0].piece.turn if rows_with_gaps else 0
        for row, gap in rows_with_gaps:
            left_edge, top = page_box.upper_left_of(row.piece)
            text, struck_words = part_struck_words(row.text)
            if struck_words and not text:
                struck += struck_lines(struck_words, "", len(self.collected), page)
                continue
            has_gap = gap and len(self.collected) > start
            if has_gap and not (top > _FOOT_DEPTH * page_box.height and self._continues_past_footer()):
                self.collected.append(Line("", len(self.collected) + 1, page))
            if struck_words:
                struck += struck_lines(struck_words, restore_struck(row.text), len(self.collected) + 1, page)
            self.collected.append(
                Line(
                    text,
                    len(self.collected) + 1,
                    page,
                    left_edge,
                    top,
                    row.mark,
                    _bullet_depth(row.piece.left_edge, levels) if row.mark else 0,
                    stressed=row.stressed,
                    notes=row.piece.notes,
                    note=row.piece.note,
                    place=_describe_place(
                        top / page_box.height if page_box.height else 0.5, row.piece.turn, usual_turn
                    ),
                )
            )
        self._edges = edges
        return [*struck, *_join_watermark(self.collected[start:], page)]

    def _continues_past_footer(self) -> bool:
        """Return whether the text above a page footer continues after it: its last sentence has not ended."""
        return not _SENTENCE_ENDS.search(self.collected[-1].text)


def _join_watermark(lines: Iterable[Line], page: int) -> Iterator[Line]:
    """Yield the words of a watermark that is broken over lines as one line."""
    rows = [line.text for line in lines if line.place == _WATERMARK]
    if 1 < len(rows) <= _MOST_ROWS:
        yield Line(" ".join(rows), 0, page, place=_WATERMARK)


def _describe_place(depth: float, turn: int, usual_turn: int) -> str:
    """Return the place of a row outside the text, by its direction or by how far down it is; else ""."""
    if turn != usual_turn:
        return "text on the margin" if turn % 90 == 0 else _WATERMARK
    return "page header" if depth < _HEADER_DEPTH else "page footer" if depth > _FOOTER_DEPTH else ""


def _bullet_levels(edges: Iterable[float]) -> list[float]:
    """Return the left edges of the bullets on this page and the one before; nearly equal edges count once."""
    levels: list[float] = []
    for edge in sorted(edges):
        if not levels or edge - levels[-1] > _SAME_EDGE:
            levels.append(edge)
    return levels


def _bullet_depth(left_edge: float, levels: Sequence[float]) -> int:
    return min(bisect_right(levels, left_edge) - 1, _MAX_DEPTH)
