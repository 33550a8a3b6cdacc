"""Words of a PDF whose letters are set one below the other, whatever else stands on the same lines."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from statistics import median

from somei_cli.extraction.sources.pdf.glyphs import Glyphs, PdfPiece

_SINGLE = re.compile(r"(?<!\S)[^\W_](?!\S)")
_MOST = 5_000
_FEWEST = 4
# In points: letters of a column are narrow and wide, and may be centred; in heights: how far the next one is at most.
_SAME_COLUMN = 6.0
_FARTHEST = 5.0
# A step this much wider than the others parts two words.
_WIDER = 1.6


def vertical_words(glyphs: Glyphs, pieces: Iterable[PdfPiece]) -> Iterator[str]:
    """The words of all columns of single letters, from top to bottom.

    Of some columns pdfium makes a word by itself, which then takes no more room than a letter.
    """
    for piece in pieces:
        if len(piece.text) >= _FEWEST and not piece.turn and abs(piece.right - piece.left) < piece.size:
            yield piece.text
    offsets = [found.start() for found in islice(_SINGLE.finditer(glyphs.text), _MOST)]
    if len(offsets) < _FEWEST:
        return
    letters = sorted((x, y, at) for at, x, y in zip(offsets, *glyphs.places(offsets), strict=True))
    column: list[tuple[float, float, int]] = []
    for letter in letters:
        if column and letter[0] - column[0][0] > _SAME_COLUMN:
            yield from _words(glyphs, column)
            column = []
        column.append(letter)
    yield from _words(glyphs, column)


def _words(glyphs: Glyphs, column: list[tuple[float, float, int]]) -> Iterator[str]:
    if len(column) < _FEWEST:
        return
    column.sort(key=lambda letter: -letter[1])
    size = glyphs.shape(column[0][2])[0]
    run = column[:1]
    for above, below in pairwise(column):
        if above[1] - below[1] > _FARTHEST * size:
            yield from _spelt(glyphs, run)
            run = []
        run.append(below)
    yield from _spelt(glyphs, run)


def _spelt(glyphs: Glyphs, run: list[tuple[float, float, int]]) -> Iterator[str]:
    letters = [glyphs.text[at] for _, _, at in run]
    if sum(map(str.isalpha, letters)) < _FEWEST:
        return
    steps = [above[1] - below[1] for above, below in pairwise(run)]
    usual = median(steps)
    gaps = (step > _WIDER * usual for step in steps)
    yield letters[0] + "".join(f" {letter}" if gap else letter for letter, gap in zip(letters[1:], gaps, strict=True))
