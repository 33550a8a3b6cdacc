"""The characters of a PDF page and where each is, pieces of text on one baseline, and the visible box of the page."""

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
    """A point of a page as drawn, in points; y grows upwards."""

    x: float
    y: float


class Glyphs:
    """The characters of one page. `text` has one letter for each, so its offsets are those of the characters.

    pdfium separates lines by a carriage return and a line feed at the place where the line ends; two or more blanks
    become one, at the place where the word before it ends.
    """

    def __init__(self, textpage: Any) -> None:
        import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

        self._pdfium = pdfium
        self._textpage = textpage
        self._page = textpage.raw
        # Buffers for the results of pdfium.
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._edges = [ctypes.c_double() for _ in range(4)]
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
        # pdfium omits characters without a meaning from the text, and rare letters are two UTF-16 units there.
        codes = map(self._pdfium.FPDFText_GetUnicode, repeat(self._page), range(self.count))
        return "".join(map(chr, codes)).replace("\0", "\ufffd")

    def origins(self, offsets: Sequence[int]) -> tuple[list[float], list[float]]:
        """Return the x and y coordinates, as drawn, at which each of these characters begins on its baseline."""
        coordinates = (ctypes.c_double * (2 * len(offsets)))()
        xs = range(
            ctypes.addressof(coordinates),
            ctypes.addressof(coordinates) + len(coordinates) * _POINT_BYTES // 2,
            _POINT_BYTES,
        )
        ys = range(xs.start + _POINT_BYTES // 2, xs.stop + _POINT_BYTES // 2, _POINT_BYTES)
        page = ctypes.cast(self._page, ctypes.c_void_p).value
        # A loop in Python would be slower: there are hundreds of words on a page.
        list(map(_origin_by_address(), repeat(page), offsets, xs, ys))
        return coordinates[0::2], coordinates[1::2]

    def box(self, offset: int) -> tuple[float, float]:
        """Return the left and the right edge of one character."""
        self._pdfium.FPDFText_GetCharBox(self._page, offset, *self._edges)
        return self._edges[0].value, self._edges[1].value

    def origin(self, offset: int) -> PdfPoint:
        """Return the point at which one character begins."""
        self._pdfium.FPDFText_GetCharOrigin(self._page, offset, self._x, self._y)
        return PdfPoint(self._x.value, self._y.value)

    def shape(self, offset: int) -> tuple[float, int]:
        """Return the height of a character's font, and the direction of its line in degrees, counter-clockwise."""
        matrix = self._matrix
        self._pdfium.FPDFText_GetMatrix(self._page, offset, matrix)
        size: float = self._pdfium.FPDFText_GetFontSize(self._page, offset)
        if matrix.b == 0 == matrix.c and matrix.a > 0:
            return abs(size * matrix.d) or 1.0, 0
        return abs(size * hypot(matrix.c, matrix.d)) or 1.0, round(degrees(atan2(matrix.b, matrix.a)))

    def count_strokes(self, start: int, stop: int) -> int:
        """Count the instructions that draw these characters; each draws in one font at one height."""
        count: int = self._pdfium.FPDFText_CountRects(self._page, start, stop - start)
        return count

    def is_stressed(self, offset: int) -> bool:
        """Return whether a character is bold or in italics."""
        self._pdfium.FPDFText_GetFontInfo(self._page, offset, self._font, _MAX_FONT_NAME, self._flags)
        return _is_stressed(self._font.value, self._flags.value)


@cache
def _is_stressed(font: bytes, flags: int) -> bool:
    return bool(flags & (_ITALIC | _FORCED_BOLD) or _STRESSED_FONT.search(font))


@cache
def _origin_by_address() -> Any:
    """Return FPDFText_GetCharOrigin for plain addresses."""
    import pypdfium2.raw as pdfium

    prototype = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    return prototype(ctypes.cast(pdfium.FPDFText_GetCharOrigin, ctypes.c_void_p).value or 0)


# Two words further apart than this, in heights of their letters, are in two columns; a bullet is closer to its text.
MAX_WORD_GAP = 1.5
# A word that begins this far left of the end of the one before is in another column too.
MIN_WORD_GAP = -0.5
_HANGING = 0.6
# A figure this much higher than its line, in heights, is raised.
RAISED_HEIGHT = 0.15


class PdfPiece(NamedTuple):
    """Words on one baseline. All coordinates are those of the page turned so that the words run from left to right.

    `note` is a raised mark before the words, `notes` are those after or between them.
    """

    text: str
    left_edge: float
    right_edge: float
    baseline: float
    size: float
    turn: int
    stressed: bool
    notes: tuple[str, ...] = ()
    note: str = ""


def max_blank(words_before: str) -> float:
    """Return the widest blank after these words that is not a column gap; it is narrower after the bullet "o"."""
    return _HANGING if words_before.strip() == "o" else MAX_WORD_GAP


def turn_point(place: PdfPoint, turn: int) -> PdfPoint:
    """Return a point after turning the page clockwise by so many degrees."""
    if not turn:
        return place
    angle = radians(turn)
    return PdfPoint(place.x * cos(angle) + place.y * sin(angle), place.y * cos(angle) - place.x * sin(angle))


# How far letters rise above their baseline, in their heights.
_ASCENT = 0.8


class PageBox(NamedTuple):
    """The left, lower, right and upper edge in drawing coordinates, and the rotation in which the page is read."""

    edges: tuple[float, float, float, float]
    turn: int

    @property
    def height(self) -> float:
        """The height of the page as read."""
        left_edge, bottom, right_edge, top = self.edges
        return right_edge - left_edge if self.turn in (90, 270) else top - bottom

    def pieces_inside(self, pieces: Iterable[PdfPiece]) -> Iterator[PdfPiece]:
        """Yield the pieces that begin inside the edges."""
        return filter(self._contains, pieces)

    def pieces_outside(self, pieces: Iterable[PdfPiece]) -> Iterator[PdfPiece]:
        """Yield the pieces that begin outside the edges."""
        return filterfalse(self._contains, pieces)

    def _contains(self, piece: PdfPiece) -> bool:
        left_edge, bottom, right_edge, top = self.edges
        x, y = (
            (piece.left_edge, piece.baseline)
            if not piece.turn
            else turn_point(PdfPoint(piece.left_edge, piece.baseline), -piece.turn)
        )
        return left_edge <= x <= right_edge and bottom <= y <= top

    def upper_left_of(self, piece: PdfPiece) -> tuple[float, float]:
        """Return the distance of a piece's upper left corner from the left and upper edge, as the page is read."""
        left_edge, bottom, right_edge, top = self.edges
        x, y = piece.left_edge, piece.baseline + _ASCENT * piece.size
        if piece.turn:
            x, y = turn_point(PdfPoint(x, y), -piece.turn)
        if self.turn == 90:
            x, y = y - bottom, x - left_edge
        elif self.turn == 180:
            x, y = right_edge - x, y - bottom
        elif self.turn == 270:
            x, y = top - y, right_edge - x
        else:
            x, y = x - left_edge, top - y
        return round(x, 1), round(y, 1)
