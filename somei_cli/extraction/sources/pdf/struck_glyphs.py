"""Find the characters of a PDF page that a line strikes out, and keep them apart from those that stand.

A PDF has no property for it: a thin line, a flat rectangle or a note of the kind StrikeOut lies over the words. It
counts only where it is certain: in the middle of the letters, and from the edge of one character to the edge of
another. Rules of tables, underlining and fraction bars lie above or below the letters.

Struck characters are moved into a plane of Unicode that no document uses, one for one. So the layout is found as if
they stood, and afterwards each row is parted.
"""

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from somei_cli.extraction.sources.pdf.glyphs import Glyphs

_PLANE = 0x100000
_STRUCK = re.compile("[\U00100000-\U0010fffd]")
_PASSAGE = re.compile("(?P<before>\\s?)[\U00100000-\U0010fffd]+(?:\\s+[\U00100000-\U0010fffd]+)*(?P<after>\\s?)")
_LINE = re.compile(r"\S[^\r\n\x02\ufffe]*")
_WIDEST_CODE = 0xFFFD

# In heights of the letters: the middle of small letters; the thickest line; how far its end may be from the edge of a
# letter, inside of it and, if a blank is struck out too, outside; how much letters on a line may differ.
_LOWEST, _HIGHEST = 0.14, 0.45
_THICKEST = 0.13
_INSIDE, _OUTSIDE = 0.3, 0.7
_SAME_SIZE = 0.2
# In points: what is thicker or shorter strikes nothing out.
_MAX_THICKNESS, _MIN_LENGTH = 3.0, 2.0
_MAX_OBJECTS = 20_000
_MAX_LINES = 2_000
# Of a character with a line; no sound page needs a tenth of it.
_MAX_COMPARISONS = 1_000_000


class ThinLine(NamedTuple):
    """A thin horizontal line of a page as drawn; `thickness` is 0 if it is a note, which has none."""

    height: float
    left_edge: float
    right_edge: float
    thickness: float = 0.0


def find_thin_lines(page: Any) -> list[ThinLine]:
    """Return the thin horizontal lines that are drawn on a page or marked by a note, from the lowest to the highest."""
    return sorted([*_drawn_lines(page), *_noted_lines(page)])


def _drawn_lines(page: Any) -> Iterator[ThinLine]:
    from pypdfium2 import raw  # type: ignore[import-untyped]

    edges = [ctypes.c_float() for _ in range(4)]
    left_edge, bottom, right_edge, top = edges
    count = min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    objects = list(map(raw.FPDFPage_GetObject, repeat(page), range(count)))
    kinds = map(raw.FPDFPageObj_GetType, objects)
    paths = [drawn for drawn, kind in zip(objects, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_PATH]
    for path in paths[:_MAX_LINES]:
        if not raw.FPDFPageObj_GetBounds(path, *edges):
            continue
        thickness, length = top.value - bottom.value, right_edge.value - left_edge.value
        if thickness <= _MAX_THICKNESS and length >= _MIN_LENGTH and length > 2 * thickness:
            yield ThinLine((top.value + bottom.value) / 2, left_edge.value, right_edge.value, thickness)


def _noted_lines(page: Any) -> Iterator[ThinLine]:
    """Yield a line through the middle of every quadrilateral of a StrikeOut note."""
    from pypdfium2 import raw

    quad = raw.FS_QUADPOINTSF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_LINES)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_STRIKEOUT:
                for part in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), _MAX_LINES)):
                    if raw.FPDFAnnot_GetAttachmentPoints(annotation, part, quad):
                        xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                        # The quadrilateral reaches from below the letters to above them.
                        yield ThinLine(min(ys) + 0.45 * (max(ys) - min(ys)), min(xs), max(xs))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def mark_struck_characters(glyphs: Glyphs, thin_lines: Sequence[ThinLine]) -> str:
    """Return the text of a page with all struck characters moved into their plane."""
    text = glyphs.text
    spans = [match.span() for match in _LINE.finditer(text)]
    if not thin_lines or not spans:
        return text
    _, heights = glyphs.origins([start for start, _ in spans])
    lows = [line.height for line in thin_lines]
    struck: set[int] = set()
    budget = _MAX_COMPARISONS
    for (start, stop), baseline in zip(spans, heights, strict=True):
        size, turn = glyphs.shape(start)
        # A raised figure may begin the line.
        first = bisect_left(lows, baseline - (0.4 - _LOWEST) * size)
        last = bisect_left(lows, baseline + _HIGHEST * size)
        budget -= (last - first) * (stop - start)
        if turn == 0 and first < last and budget >= 0:
            struck.update(_find_struck(glyphs, start, stop, size, thin_lines[first:last]))
    return "".join(_move(c) if index in struck else c for index, c in enumerate(text)) if struck else text


def _find_struck(glyphs: Glyphs, start: int, stop: int, size: float, lines: Sequence[ThinLine]) -> Iterator[int]:
    offsets = [offset for offset in range(start, stop) if not glyphs.text[offset].isspace()]
    _, baselines = glyphs.origins(offsets)
    boxes = [glyphs.box(offset) for offset in offsets]
    for line in lines:
        if line.thickness > _THICKEST * size:
            continue
        covered = [
            index
            for index, ((left_edge, right_edge), baseline) in enumerate(zip(boxes, baselines, strict=True))
            if line.left_edge < (left_edge + right_edge) / 2 < line.right_edge
            and _LOWEST * size < line.height - baseline < _HIGHEST * size
        ]
        if not any(glyphs.text[offsets[index]].isalnum() for index in covered):
            continue
        if abs(glyphs.shape(offsets[covered[0]])[0] - size) > _SAME_SIZE * size:
            continue
        left_edge = min(boxes[index][0] for index in covered)
        right_edge = max(boxes[index][1] for index in covered)
        beyond = left_edge - line.left_edge, line.right_edge - right_edge
        if all(-_INSIDE * size < distance < _OUTSIDE * size for distance in beyond):
            yield from (offsets[index] for index in covered)


def _move(character: str) -> str:
    return chr(_PLANE + ord(character)) if ord(character) <= _WIDEST_CODE else character


def restore_struck(text: str) -> str:
    """Return a text with its struck characters as they are printed."""
    return _STRUCK.sub(lambda match: chr(ord(match[0]) - _PLANE), text)


def part_struck_words(text: str) -> tuple[str, str]:
    """Return what stands of a row, and its struck words, one passage a line.

    >>> part_struck_words("the " + "".join(map(_move, "72")) + " 96 hours")
    ('the 96 hours', '72')
    """
    passages = [restore_struck(match[0]).strip() for match in _PASSAGE.finditer(text)]
    if not passages:
        return text, ""
    standing = _PASSAGE.sub(lambda match: " " if match["before"] or match["after"] else "", text)
    return standing.strip(), "\n".join(passages)
