"""What is seen of a page: where its edges are, and which way up it is read."""

from collections.abc import Iterable, Iterator
from itertools import filterfalse
from typing import NamedTuple

from somei_cli.text.sources.pdf.glyphs import PdfPoint
from somei_cli.text.sources.pdf.pieces import PdfPiece, turned

# How far letters rise above their baseline, in their heights.
_ASCENT = 0.8


class PageBox(NamedTuple):
    """Left, lower, right and upper edge, in the coordinates of the drawing, and by how much it is turned to be read."""

    edges: tuple[float, float, float, float]
    turn: int

    @property
    def height(self) -> float:
        """The height as it is seen."""
        left, bottom, right, top = self.edges
        return right - left if self.turn in (90, 270) else top - bottom

    def shown(self, pieces: Iterable[PdfPiece]) -> Iterator[PdfPiece]:
        """The pieces that begin within the edges."""
        return filter(self._holds, pieces)

    def cut_off(self, pieces: Iterable[PdfPiece]) -> Iterator[PdfPiece]:
        """The pieces that begin outside of the edges."""
        return filterfalse(self._holds, pieces)

    def _holds(self, piece: PdfPiece) -> bool:
        left, bottom, right, top = self.edges
        x, y = (piece.left, piece.base) if not piece.turn else turned(PdfPoint(piece.left, piece.base), -piece.turn)
        return left <= x <= right and bottom <= y <= top

    def corner(self, piece: PdfPiece) -> tuple[float, float]:
        """How far the upper left corner of a piece is from the left and from the upper edge, as the page is seen."""
        left, bottom, right, top = self.edges
        x, y = piece.left, piece.base + _ASCENT * piece.size
        if piece.turn:
            x, y = turned(PdfPoint(x, y), -piece.turn)
        if self.turn == 90:
            x, y = y - bottom, x - left
        elif self.turn == 180:
            x, y = right - x, y - bottom
        elif self.turn == 270:
            x, y = top - y, right - x
        else:
            x, y = x - left, top - y
        return round(x, 1), round(y, 1)
