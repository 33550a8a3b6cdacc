"""Pieces of a page: words that stand side by side on one baseline, with the marks of the footnotes they call."""

from math import cos, radians, sin
from typing import NamedTuple

from somei_cli.text.sources.pdf.glyphs import PdfPoint

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


def widest_blank(before: str) -> float:
    """How wide a blank is at most behind these words: the "o" of a bullet is told by its gap from one of a text."""
    return _HANGING if before.strip() == "o" else WIDE


def turned(place: PdfPoint, turn: int) -> PdfPoint:
    """A place as it is after turning the page by so many degrees with the clock."""
    if not turn:
        return place
    angle = radians(turn)
    return PdfPoint(place.x * cos(angle) + place.y * sin(angle), place.y * cos(angle) - place.x * sin(angle))
