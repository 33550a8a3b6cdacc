"""The rows of all pages as lines: numbered throughout, parted at gaps, with their bullets nested."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from somei_cli.model.readings import Line
from somei_cli.text.sources.pdf.pieces import PdfPiece
from somei_cli.text.sources.pdf.rows import rows
from somei_cli.text.sources.pdf.sheet import PageBox

_SENTENCE_ENDS = re.compile(r"[.!?:;][”’\"')\]]?$")
# The page footer begins this far down.
_FOOT = 0.9
# What stands further up, or further down, is in the margins of any paper.
_HEADER, _FOOTER = 0.06, 0.92
_SAME_EDGE = 3
_DEEPEST = 2


class Lines:
    """The lines read so far; pages are added one after the other."""

    def __init__(self) -> None:
        self.found: list[Line] = []
        self._edges: list[float] = []

    def add(self, pieces: Iterable[PdfPiece], sheet: PageBox, page: int) -> None:
        """Add a page."""
        laid = list(rows(sheet.shown(pieces)))
        edges = [row.piece.left for row, _ in laid if row.mark]
        levels = _levels([*self._edges, *edges])
        start = len(self.found)
        usual = laid[0][0].piece.turn if laid else 0
        for row, gap in laid:
            left, top = sheet.corner(row.piece)
            parted = gap and len(self.found) > start
            if parted and not (top > _FOOT * sheet.height and self._runs_over()):
                self.found.append(Line("", len(self.found) + 1, page))
            self.found.append(
                Line(
                    row.text,
                    len(self.found) + 1,
                    page,
                    left,
                    top,
                    row.mark,
                    _depth(row.piece.left, levels) if row.mark else 0,
                    stressed=row.stressed,
                    notes=row.piece.notes,
                    note=row.piece.note,
                    place=_place(top / sheet.height if sheet.height else 0.5, row.piece.turn, usual),
                )
            )
        self._edges = edges

    def _runs_over(self) -> bool:
        """Whether the text above a page footer goes on behind it: its last sentence has not ended."""
        return not _SENTENCE_ENDS.search(self.found[-1].text)


def _place(down: float, turn: int, usual: int) -> str:
    """Where a row stands that is none of the text: its turn against the usual one tells, or how far down it is."""
    if turn != usual:
        return "text on the margin" if turn % 90 == 0 else "watermark"
    return "page header" if down < _HEADER else "page footer" if down > _FOOTER else ""


def _levels(edges: Iterable[float]) -> list[float]:
    """The left edges at which bullets hang on this page or the one before; what is nearly level counts once."""
    levels: list[float] = []
    for edge in sorted(edges):
        if not levels or edge - levels[-1] > _SAME_EDGE:
            levels.append(edge)
    return levels


def _depth(left: float, levels: Sequence[float]) -> int:
    return min(bisect_right(levels, left) - 1, _DEEPEST)
