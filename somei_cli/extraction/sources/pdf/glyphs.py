"""What pdfium tells of one page: its characters in the order they are drawn and, where asked, where one stands.

Pieces of a page: words that stand side by side on one baseline, with the marks of the footnotes they call.
What is seen of a page: where its edges are, and which way up it is read.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import filterfalse, repeat
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any, NamedTuple

_STRESSED_FONT = re.compile(rb"(?i)bold|black|heavy|ital|obli")
_ITALIC = 1 << 6
_FORCED_BOLD = 1 << 18
_MAX_FONT_NAME = 128
_POINT_BYTES = 2 * ctypes.sizeof(ctypes.c_double)


class PdfPoint(NamedTuple):
    """A point of a page as drawn, in points; upwards is positive."""

    x: float
    y: float


class Glyphs:
    """The characters of one page. `text` has one letter for each, so that its offsets ask for their places.

    pdfium parts the lines by a carriage return and a line feed, which stand where the line ends; two or more blanks
    come as one, which stands where the word before it ends.
    """

    def __init__(self, textpage: Any) -> None:
        import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

        self._pdfium = pdfium
        self._textpage = textpage
        self._page = textpage.raw
        # Where pdfium puts its answers.
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._font = ctypes.create_string_buffer(_MAX_FONT_NAME)
        self._flags = ctypes.c_int()
        self.count: int = pdfium.FPDFText_CountChars(self._page)
        self.text = self._text()

    def _text(self) -> str:
        units = (ctypes.c_ushort * (self.count + 1))()
        self._pdfium.FPDFText_GetText(self._page, 0, self.count, units)
        text = bytes(units).decode("utf-16-le", "replace").rstrip("\0")
        if len(text) == self.count:
            return text
        # Characters without a meaning are left out of the text, and rare letters are two units there.
        codes = map(self._pdfium.FPDFText_GetUnicode, repeat(self._page), range(self.count))
        return "".join(map(chr, codes)).replace("\0", "\ufffd")

    def places(self, offsets: Sequence[int]) -> tuple[list[float], list[float]]:
        """How far right and how far up on the page, as drawn, each of these characters begins on its baseline."""
        coordinates = (ctypes.c_double * (2 * len(offsets)))()
        xs = range(
            ctypes.addressof(coordinates),
            ctypes.addressof(coordinates) + len(coordinates) * _POINT_BYTES // 2,
            _POINT_BYTES,
        )
        ys = range(xs.start + _POINT_BYTES // 2, xs.stop + _POINT_BYTES // 2, _POINT_BYTES)
        page = ctypes.cast(self._page, ctypes.c_void_p).value
        # Everything else would be slower: there are hundreds of words on a page.
        list(map(_origin_by_address(), repeat(page), offsets, xs, ys))
        return coordinates[0::2], coordinates[1::2]

    def place(self, offset: int) -> PdfPoint:
        """Where one character begins."""
        self._pdfium.FPDFText_GetCharOrigin(self._page, offset, self._x, self._y)
        return PdfPoint(self._x.value, self._y.value)

    def shape(self, offset: int) -> tuple[float, int]:
        """The height of a character's font on the page, and the way its line runs, in degrees against the clock."""
        matrix = self._matrix
        self._pdfium.FPDFText_GetMatrix(self._page, offset, matrix)
        size: float = self._pdfium.FPDFText_GetFontSize(self._page, offset)
        if matrix.b == 0 == matrix.c and matrix.a > 0:
            return abs(size * matrix.d) or 1.0, 0
        return abs(size * hypot(matrix.c, matrix.d)) or 1.0, round(degrees(atan2(matrix.b, matrix.a)))

    def strokes(self, start: int, stop: int) -> int:
        """How many instructions draw these characters; each draws in one font at one height."""
        count: int = self._pdfium.FPDFText_CountRects(self._page, start, stop - start)
        return count

    def stressed(self, offset: int) -> bool:
        """Whether a character is bold or in italics."""
        self._pdfium.FPDFText_GetFontInfo(self._page, offset, self._font, _MAX_FONT_NAME, self._flags)
        return _is_stressed(self._font.value, self._flags.value)


@cache
def _is_stressed(font: bytes, flags: int) -> bool:
    return bool(flags & (_ITALIC | _FORCED_BOLD) or _STRESSED_FONT.search(font))


@cache
def _origin_by_address() -> Any:
    """FPDFText_GetCharOrigin for bare addresses."""
    import pypdfium2.raw as pdfium

    prototype = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    return prototype(ctypes.cast(pdfium.FPDFText_GetCharOrigin, ctypes.c_void_p).value or 0)


# Two words further apart than this many heights of their letters stand in two columns; a bullet hangs less far out.
WIDE = 1.5
# What begins this far left of the end of the word before does so too.
BACK = -0.5
_HANGING = 0.6
# A figure that stands this much higher than its line, in the same measure, is raised.
RAISED = 0.15


class PdfPiece(NamedTuple):
    """Words on one baseline. All places are as seen with the page turned so that the words run from left to right.

    `note` is a raised mark before the words, `notes` are those behind or between them.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    stressed: bool
    notes: tuple[str, ...] = ()
    note: str = ""


def widest_blank(words_before: str) -> float:
    """How wide a blank is at most behind these words: the "o" of a bullet is told by its gap from one of a text."""
    return _HANGING if words_before.strip() == "o" else WIDE


def turned(place: PdfPoint, turn: int) -> PdfPoint:
    """A place as it is after turning the page by so many degrees with the clock."""
    if not turn:
        return place
    angle = radians(turn)
    return PdfPoint(place.x * cos(angle) + place.y * sin(angle), place.y * cos(angle) - place.x * sin(angle))


# How far letters rise above their baseline, in their heights.
_ASCENT = 0.8


class PageBox(NamedTuple):
    """Left, lower, right and upper edge, in the coordinates of the drawing, and by how much it is turned to be read."""

    edges: tuple[float, float, float, float]
    turn: int

    @property
    def height(self) -> float:
        """The height as it is seen."""
        left_edge, bottom, right_edge, top = self.edges
        return right_edge - left_edge if self.turn in (90, 270) else top - bottom

    def shown(self, pieces: Iterable[PdfPiece]) -> Iterator[PdfPiece]:
        """The pieces that begin within the edges."""
        return filter(self._holds, pieces)

    def cut_off(self, pieces: Iterable[PdfPiece]) -> Iterator[PdfPiece]:
        """The pieces that begin outside of the edges."""
        return filterfalse(self._holds, pieces)

    def _holds(self, piece: PdfPiece) -> bool:
        left_edge, bottom, right_edge, top = self.edges
        x, y = (piece.left, piece.base) if not piece.turn else turned(PdfPoint(piece.left, piece.base), -piece.turn)
        return left_edge <= x <= right_edge and bottom <= y <= top

    def corner(self, piece: PdfPiece) -> tuple[float, float]:
        """How far the upper left corner of a piece is from the left and from the upper edge, as the page is seen."""
        left_edge, bottom, right_edge, top = self.edges
        x, y = piece.left, piece.base + _ASCENT * piece.size
        if piece.turn:
            x, y = turned(PdfPoint(x, y), -piece.turn)
        if self.turn == 90:
            x, y = y - bottom, x - left_edge
        elif self.turn == 180:
            x, y = right_edge - x, y - bottom
        elif self.turn == 270:
            x, y = top - y, right_edge - x
        else:
            x, y = x - left_edge, top - y
        return round(x, 1), round(y, 1)
