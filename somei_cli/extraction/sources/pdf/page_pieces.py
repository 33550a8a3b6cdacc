"""Cut the characters of a page into pieces of text: most lines as a whole, the others word by word.

Lines are cut at column gaps, and footnote marks are taken out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from statistics import median

from somei_cli.extraction.sources.pdf.glyphs import (
    MAX_WORD_GAP,
    MIN_WORD_GAP,
    RAISED_HEIGHT,
    Glyphs,
    PdfPiece,
    PdfPoint,
    max_blank,
    turn_point,
)
from somei_cli.extraction.sources.plain_text import join_letterspaced

_WORD = re.compile(r"\S+")
_FIGURE_RUN = re.compile(r"[0-9*]+")
_EXPONENT = re.compile(r"(?<![^\W\d_])[kcm]?m[23]$")
# How much wider than the other blanks one is that separates letter-spaced words.
_WORD_GAP = 1.5

# In heights of the letters.
_SMALL_FIGURE = 0.85


class LineCut:
    """One line from its first letter to `stop`; `end` is the character that shows where it ends on the page."""

    def __init__(self, glyphs: Glyphs, start: int, stop: int, end: int, letter_width: float) -> None:
        self.glyphs = glyphs
        self.stop = stop
        self.letter_width = letter_width
        self.words = [match.span() for match in _WORD.finditer(glyphs.text, start, stop)]
        self.figures = [match.span() for match in _FIGURE_RUN.finditer(glyphs.text, start, stop)]
        self.size, self.turn = glyphs.shape(self.words[0][0])
        starts = [low for low, _ in self.words]
        lasts = [high - 1 for _, high in self.figures]
        xs, ys = glyphs.origins([*starts, end, *lasts])
        places = (
            [turn_point(PdfPoint(*point), self.turn) for point in zip(xs, ys, strict=True)]
            if self.turn
            else list(map(PdfPoint, xs, ys))
        )
        self.places, self.right_edge = places[: len(starts)], places[len(starts)].x
        self.figure_heights = [place.y for place in places[len(starts) + 1 :]]
        ys = [place.y for place in self.places]
        if (lowest := min(ys)) < ys[0]:
            self.size, _ = glyphs.shape(starts[ys.index(lowest)])

    def pieces(self) -> Iterator[PdfPiece]:
        """Yield the pieces from left to right."""
        first = 0
        for index in self._jumps():
            yield self._piece(first, index, self._end_of_word(index - 1))
            first = index
        yield self._piece(first, len(self.words), self.right_edge)

    def _origin(self, offset: int) -> PdfPoint:
        return turn_point(self.glyphs.origin(offset), self.turn)

    def _jumps(self) -> list[int]:
        """Return the indexes of words that are far from the word before, or back to its left.

        Asking for the end of each word would be slow: it is done only if a word with its blank takes more room than its
        letters can need.
        """
        jumps = []
        start_before, place_before = self.words[0][0], self.places[0]
        for index, ((start, _), place) in enumerate(zip(self.words, self.places, strict=True)):
            has_room = 0 <= place.x - place_before.x <= self.size * (self.letter_width * (start - start_before) + 1)
            if index and not (has_room and self.glyphs.text[start_before : start_before + 2] != "o "):
                word = self.glyphs.text[slice(*self.words[index - 1])]
                if not MIN_WORD_GAP <= self._gap_before(index) / self.size <= max_blank(word):
                    jumps.append(index)
            start_before, place_before = start, place
        return jumps

    def _gap_before(self, index: int) -> float:
        """Return the room before a word."""
        return self.places[index].x - self._end_of_word(index - 1)

    def _end_of_word(self, index: int) -> float:
        """Return where a word ends: at the blank after it."""
        return self._origin(self.words[index][1]).x

    def _piece(self, first: int, last: int, right: float) -> PdfPiece:
        """Return the piece of the words from one index up to another."""
        start, stop = self.words[first][0], self.words[last - 1][1]
        if last == len(self.words):
            stop = self.stop
        base = min(place.y for place in self.places[first:last])
        words, notes, note = self._without_marks(start, stop, base)
        if last - first > 4 and 2 * (last - first) + 2 > stop - start:
            words = self._join_spaced_out(first, last)
        letters = (low for low, _ in self.words[first:last] if self.glyphs.text[low].isalnum())
        stressed = all(map(self.glyphs.is_stressed, letters))
        return PdfPiece(words, self.places[first].x, right, base, self.size, self.turn, stressed, notes, note)

    def _join_spaced_out(self, first: int, last: int) -> str:
        """Join words set with a blank between the letters; a wider blank ends a word."""
        gaps = [self._gap_before(index) for index in range(first + 1, last)]
        limit = _WORD_GAP * median(gaps)
        blanks = ("  " if gap > limit else " " for gap in [0.0, *gaps])
        letters = (self.glyphs.text[low:high] for low, high in self.words[first:last])
        return join_letterspaced("".join(chain.from_iterable(zip(blanks, letters, strict=True))).strip())

    def _without_marks(self, start: int, stop: int, base: float) -> tuple[str, tuple[str, ...], str]:
        """Return the words without small raised figures, the figures that call footnotes, and the one before all words.

        A mark after a number is recognised letter by letter: only the last figure of "2019¹" is raised. Raised figures
        of square metres are not marks.
        """
        text = self.glyphs.text
        words, notes, note = "", [], ""
        for (low, high), height in zip(self.figures, self.figure_heights, strict=True):
            if not start <= low < stop or not self._is_raised(high - 1, height, base):
                continue
            first = next(
                (offset + 1 for offset in range(high - 1, low - 1, -1) if not self._is_raised(offset, None, base)), low
            )
            if _EXPONENT.search(text, start, high):
                continue
            words = (words + text[start:first]).rstrip()
            if words:
                notes.append(text[first:high])
            else:
                note = text[first:high]
            start = high + (text.startswith(")", high) and self._is_raised(high, None, base))
        return words + text[start:stop], tuple(notes), note

    def _is_raised(self, offset: int, height: float | None, base: float) -> bool:
        height = self._origin(offset).y if height is None else height
        return height - base > RAISED_HEIGHT * self.size and self.glyphs.shape(offset)[0] < _SMALL_FIGURE * self.size


# pdfium marks a hyphen at the end of a line with a character of its own, and does not end the line there.
_LINE = re.compile(r"\S[^\r\n\x02\ufffe]*[\x02\ufffe]?")
_FIGURES = re.compile(r"[0-9*]+")
_LETTER = re.compile(r"[^\W_]")
_LONG_WORD = re.compile(r"[^\W\d_]{8,}")
_BLANK = re.compile(r"\s+(?=\S)")
_SAMPLES = 6
_MIN_SAMPLES = 12
# Enough letters to average narrow and wide ones, and few enough that a gap among them shows.
_STRETCH_LENGTH = 30
# The room of a letter in heights if a page has no word to measure; its largest; and the factor for blanks.
_DEFAULT_WIDTH, _MAX_WIDTH, _BLANK_SHARE = 0.45, 0.65, 0.95


def cut_page(glyphs: Glyphs) -> Iterator[PdfPiece]:
    """Yield all pieces of a page, in the order in which they are drawn.

    Asking for the place of every character would take longer than reading the page. In most lines nothing is raised,
    and no stretch takes more room than its letters need: these are whole pieces. Only other lines are read word by
    word.
    """
    text = glyphs.text
    lines = [line.span() for line in _LINE.finditer(text)]
    stretches = [[*range(start, stop, _STRETCH_LENGTH), _end_of_line(text, stop)] for start, stop in lines]
    figures = [match.end() - 1 for match in _FIGURES.finditer(text)]
    xs, ys = glyphs.origins([*chain.from_iterable(stretches), *figures])
    heights = ys[len(ys) - len(figures) :]
    shapes = [glyphs.shape(start) for start, _ in lines]
    letter_width = _measure_stretches(stretches, xs, shapes) or _measure_long_words(glyphs)
    low = 0
    for (start, stop), stretch, (size, turn) in zip(lines, stretches, shapes, strict=True):
        high = low + len(stretch)
        base = min(ys[low:high])
        highest = max(*ys[low:high], *heights[bisect_left(figures, start) : bisect_left(figures, stop)])
        is_level = not turn and highest - base <= RAISED_HEIGHT * size
        words = text[start:stop]
        is_whole_piece = (
            is_level
            and not _needs_word_by_word(words)
            and not _has_gap(glyphs, stretch, xs[low:high], size, letter_width)
        )
        if is_whole_piece:
            first = _LETTER.search(text, start, stop)
            stressed = glyphs.is_stressed(first.start() if first else start)
            if not stressed or glyphs.count_strokes(start, stop) == 1:
                yield PdfPiece(words, xs[low], xs[high - 1], base, size, turn, stressed)
                low = high
                continue
        yield from LineCut(glyphs, start, stop, stretch[-1], letter_width).pieces()
        low = high


def _end_of_line(text: str, stop: int) -> int:
    """Return the character at which a line ends: the carriage return, or else its last letter."""
    return stop if text.startswith("\r", stop) else stop - 1


def _measure_stretches(
    stretches: Sequence[Sequence[int]], xs: Sequence[float], shapes: Sequence[tuple[float, int]]
) -> float | None:
    """Return the room of a letter with its share of the blanks, as most whole stretches of the page have it.

    It is the lower quartile: on a page of columns most stretches contain a gap.
    """
    rooms: list[float] = []
    low = 0
    for stretch, (size, _) in zip(stretches, shapes, strict=True):
        rooms += [(xs[index + 1] - xs[index]) / size for index in range(low, low + len(stretch) - 2)]
        low += len(stretch)
    if len(rooms) < _MIN_SAMPLES:
        return None
    rooms.sort()
    return min(rooms[len(rooms) // 4] / _STRETCH_LENGTH, _MAX_WIDTH)


def _measure_long_words(glyphs: Glyphs) -> float:
    """Return the average room of a letter on this page, in letter heights, measured in some long words."""
    words = [word.span() for word in islice(_LONG_WORD.finditer(glyphs.text), _SAMPLES)]
    xs, _ = glyphs.origins([offset for start, stop in words for offset in (start, stop - 1)])
    rooms = [
        abs(end - begin) / (stop - 1 - start) / glyphs.shape(start)[0]
        for (start, stop), begin, end in zip(words, xs[0::2], xs[1::2], strict=True)
    ]
    return _BLANK_SHARE * min(median(rooms), _MAX_WIDTH) if rooms else _DEFAULT_WIDTH


def _needs_word_by_word(words: str) -> bool:
    """Return whether nearly every second letter is a blank, or the line begins with what may be a bullet."""
    return words.startswith("o ") or 2 * words.count(" ") + 4 > len(words) > 8


def _has_gap(glyphs: Glyphs, stretch: Sequence[int], xs: Sequence[float], size: float, letter_width: float) -> bool:
    """Return whether a stretch contains a gap; tested only if it takes clearly more room than its letters need."""
    offset, x = stretch[0], xs[0]
    for next_offset, next_x in zip(stretch, xs, strict=True):
        has_room = 0 <= next_x - x <= size * (letter_width * (next_offset - offset) + MAX_WORD_GAP)
        if not has_room and _has_gap_between(glyphs, offset, next_offset, size):
            return True
        offset, x = next_offset, next_x
    return False


def _has_gap_between(glyphs: Glyphs, start: int, stop: int, size: float) -> bool:
    blanks = [blank.span() for blank in _BLANK.finditer(glyphs.text, start, stop + 1)]
    xs, _ = glyphs.origins(list(chain.from_iterable(blanks)))
    return any(
        not MIN_WORD_GAP * size <= x - end <= MAX_WORD_GAP * size for end, x in zip(xs[0::2], xs[1::2], strict=True)
    )
