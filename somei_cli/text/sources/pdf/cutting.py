"""A line as pdfium gives it, cut word by word where other columns begin, with the footnote marks taken out."""

import re
from collections.abc import Iterator
from itertools import chain
from statistics import median

from somei_cli.text.sources.pdf.glyphs import Glyphs, PdfPoint
from somei_cli.text.sources.pdf.pieces import BACK, RAISED, PdfPiece, turned, widest_blank
from somei_cli.text.sources.plain import close_up

_WORD = re.compile(r"\S+")
_FIGURES = re.compile(r"[0-9*]+")
_EXPONENT = re.compile(r"(?<![^\W\d_])[kcm]?m[23]$")
# How much wider than the other blanks one is that parts words whose letters are spaced out.
_WIDER = 1.5

# In heights of the letters.
_SMALL = 0.85


class Cut:
    """One line from its first letter to where it stops; `end` is the character that tells where it ends on the page."""

    def __init__(self, glyphs: Glyphs, start: int, stop: int, end: int, letter: float) -> None:
        self.glyphs = glyphs
        self.stop = stop
        self.letter = letter
        self.words = [match.span() for match in _WORD.finditer(glyphs.text, start, stop)]
        self.figures = [match.span() for match in _FIGURES.finditer(glyphs.text, start, stop)]
        self.size, self.turn = glyphs.shape(self.words[0][0])
        starts = [low for low, _ in self.words]
        lasts = [high - 1 for _, high in self.figures]
        xs, ys = glyphs.places([*starts, end, *lasts])
        places = (
            [turned(PdfPoint(*at), self.turn) for at in zip(xs, ys, strict=True)]
            if self.turn
            else list(map(PdfPoint, xs, ys))
        )
        self.places, self.right = places[: len(starts)], places[len(starts)].x
        self.heights = [place.y for place in places[len(starts) + 1 :]]
        ys = [place.y for place in self.places]
        if (lowest := min(ys)) < ys[0]:
            self.size, _ = glyphs.shape(starts[ys.index(lowest)])

    def pieces(self) -> Iterator[PdfPiece]:
        """The pieces from left to right."""
        first = 0
        for at in self._jumps():
            yield self._piece(first, at, self._end(at - 1))
            first = at
        yield self._piece(first, len(self.words), self.right)

    def _place(self, at: int) -> PdfPoint:
        return turned(self.glyphs.place(at), self.turn)

    def _jumps(self) -> list[int]:
        """The words that stand far behind the word before, or back to its left.

        To ask where each word ends would cost too much: it is done where a word with its blank takes more room than
        its letters can need.
        """
        found = []
        before, there = self.words[0][0], self.places[0]
        for at, ((start, _), here) in enumerate(zip(self.words, self.places, strict=True)):
            enough = 0 <= here.x - there.x <= self.size * (self.letter * (start - before) + 1)
            if at and not (enough and self.glyphs.text[before : before + 2] != "o "):
                word = self.glyphs.text[slice(*self.words[at - 1])]
                if not BACK <= self._gap(at) / self.size <= widest_blank(word):
                    found.append(at)
            before, there = start, here
        return found

    def _gap(self, at: int) -> float:
        """The room before a word."""
        return self.places[at].x - self._end(at - 1)

    def _end(self, at: int) -> float:
        """Where a word ends: at the blank behind it."""
        return self._place(self.words[at][1]).x

    def _piece(self, first: int, last: int, right: float) -> PdfPiece:
        """The piece of the words from one up to another."""
        start, stop = self.words[first][0], self.words[last - 1][1]
        if last == len(self.words):
            stop = self.stop
        base = min(place.y for place in self.places[first:last])
        words, notes, note = self._without_marks(start, stop, base)
        if last - first > 4 and 2 * (last - first) + 2 > stop - start:
            words = self._spaced_out(first, last)
        letters = (low for low, _ in self.words[first:last] if self.glyphs.text[low].isalnum())
        stressed = all(map(self.glyphs.stressed, letters))
        return PdfPiece(words, self.places[first].x, right, base, self.size, self.turn, stressed, notes, note)

    def _spaced_out(self, first: int, last: int) -> str:
        """Words set with a blank between the letters; where the blank is wider, a word ends."""
        gaps = [self._gap(at) for at in range(first + 1, last)]
        limit = _WIDER * median(gaps)
        blanks = ("  " if gap > limit else " " for gap in [0.0, *gaps])
        letters = (self.glyphs.text[low:high] for low, high in self.words[first:last])
        return close_up("".join(chain.from_iterable(zip(blanks, letters, strict=True))).strip())

    def _without_marks(self, start: int, stop: int, base: float) -> tuple[str, tuple[str, ...], str]:
        """The words without raised small figures, those that call footnotes, and the one before all words.

        A mark behind a number is told from it letter by letter: of "2019¹" only the last figure is raised. Raised
        figures of square metres are no marks.
        """
        text = self.glyphs.text
        kept, notes, note = "", [], ""
        for (low, high), height in zip(self.figures, self.heights, strict=True):
            if not start <= low < stop or not self._is_raised(high - 1, height, base):
                continue
            first = next((at + 1 for at in range(high - 1, low - 1, -1) if not self._is_raised(at, None, base)), low)
            if _EXPONENT.search(text, start, high):
                continue
            kept = (kept + text[start:first]).rstrip()
            if kept:
                notes.append(text[first:high])
            else:
                note = text[first:high]
            start = high + (text.startswith(")", high) and self._is_raised(high, None, base))
        return kept + text[start:stop], tuple(notes), note

    def _is_raised(self, at: int, height: float | None, base: float) -> bool:
        height = self._place(at).y if height is None else height
        return height - base > RAISED * self.size and self.glyphs.shape(at)[0] < _SMALL * self.size
