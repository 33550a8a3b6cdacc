"""The characters of a page cut into pieces: most lines at a glance, the others word by word.

A line as pdfium gives it, cut word by word where other columns begin, with the footnote marks taken out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from statistics import median

from somei_cli.extraction.sources.pdf.glyphs import BACK, RAISED, WIDE, Glyphs, PdfPiece, PdfPoint, turned, widest_blank
from somei_cli.extraction.sources.plain_text import close_up

_WORD = re.compile(r"\S+")
_CUTTING_FIGURES = re.compile(r"[0-9*]+")
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
        self.figures = [match.span() for match in _CUTTING_FIGURES.finditer(glyphs.text, start, stop)]
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


# A hyphen at the end of a line is told apart by pdfium, which does not end the line there.
_LINE = re.compile(r"\S[^\r\n\x02\ufffe]*[\x02\ufffe]?")
_FIGURES = re.compile(r"[0-9*]+")
_LETTER = re.compile(r"[^\W_]")
_LONG_WORD = re.compile(r"[^\W\d_]{8,}")
_BLANK = re.compile(r"\s+(?=\S)")
_SAMPLES = 6
_FEWEST = 12
# So many letters are enough to make up for narrow and wide ones, and few enough to show a gap among them.
_STRETCH = 30
# The room of a letter in heights, where a page has no word to measure; with its share of the blanks it is less.
_USUAL, _MOST, _BLANKS = 0.45, 0.65, 0.95


def pieces(glyphs: Glyphs) -> Iterator[PdfPiece]:
    """All pieces of a page, in the order they are drawn.

    To ask for the place of every character would take longer than to read the page. In most lines nothing is raised,
    and no stretch takes more room than its letters need: these are whole pieces, and only in the others are the words
    looked at one by one.
    """
    text = glyphs.text
    lines = [line.span() for line in _LINE.finditer(text)]
    stretches = [[*range(start, stop, _STRETCH), _end(text, stop)] for start, stop in lines]
    figures = [match.end() - 1 for match in _FIGURES.finditer(text)]
    xs, ys = glyphs.places([*chain.from_iterable(stretches), *figures])
    heights = ys[len(ys) - len(figures) :]
    shapes = [glyphs.shape(start) for start, _ in lines]
    letter = _usual_room(stretches, xs, shapes) or _usual_letter(glyphs)
    low = 0
    for (start, stop), stretch, (size, turn) in zip(lines, stretches, shapes, strict=True):
        high = low + len(stretch)
        base = min(ys[low:high])
        highest = max(*ys[low:high], *heights[bisect_left(figures, start) : bisect_left(figures, stop)])
        level = not turn and highest - base <= RAISED * size
        words = text[start:stop]
        plain = level and not _by_word(words) and not _gap(glyphs, stretch, xs[low:high], size, letter)
        if plain:
            first = _LETTER.search(text, start, stop)
            stressed = glyphs.stressed(first.start() if first else start)
            if not stressed or glyphs.strokes(start, stop) == 1:
                yield PdfPiece(words, xs[low], xs[high - 1], base, size, turn, stressed)
                low = high
                continue
        yield from Cut(glyphs, start, stop, stretch[-1], letter).pieces()
        low = high


def _end(text: str, stop: int) -> int:
    """Where a line ends: at the carriage return, or else at its last letter."""
    return stop if text.startswith("\r", stop) else stop - 1


def _usual_room(
    stretches: Sequence[Sequence[int]], xs: Sequence[float], shapes: Sequence[tuple[float, int]]
) -> float | None:
    """The room of a letter with its share of the blanks, as most whole stretches of the page have it.

    The lower quarter is asked: on a page of columns most stretches hold a gap.
    """
    rooms: list[float] = []
    low = 0
    for stretch, (size, _) in zip(stretches, shapes, strict=True):
        rooms += [(xs[at + 1] - xs[at]) / size for at in range(low, low + len(stretch) - 2)]
        low += len(stretch)
    if len(rooms) < _FEWEST:
        return None
    rooms.sort()
    return min(rooms[len(rooms) // 4] / _STRETCH, _MOST)


def _usual_letter(glyphs: Glyphs) -> float:
    """The room that a letter takes on this page on average, in heights of the letters: measured in some long words."""
    words = [word.span() for word in islice(_LONG_WORD.finditer(glyphs.text), _SAMPLES)]
    xs, _ = glyphs.places([at for start, stop in words for at in (start, stop - 1)])
    rooms = [
        abs(end - begin) / (stop - 1 - start) / glyphs.shape(start)[0]
        for (start, stop), begin, end in zip(words, xs[0::2], xs[1::2], strict=True)
    ]
    return _BLANKS * min(median(rooms), _MOST) if rooms else _USUAL


def _by_word(words: str) -> bool:
    """Whether nearly every second letter is a blank, or the line begins with what may be a bullet."""
    return words.startswith("o ") or 2 * words.count(" ") + 4 > len(words) > 8


def _gap(glyphs: Glyphs, stretch: Sequence[int], xs: Sequence[float], size: float, letter: float) -> bool:
    """Whether there is a gap in some stretch: looked for where it takes clearly more room than its letters need."""
    at, x = stretch[0], xs[0]
    for next_at, next_x in zip(stretch, xs, strict=True):
        enough = 0 <= next_x - x <= size * (letter * (next_at - at) + WIDE)
        if not enough and _gap_between(glyphs, at, next_at, size):
            return True
        at, x = next_at, next_x
    return False


def _gap_between(glyphs: Glyphs, start: int, stop: int, size: float) -> bool:
    blanks = [blank.span() for blank in _BLANK.finditer(glyphs.text, start, stop + 1)]
    xs, _ = glyphs.places(list(chain.from_iterable(blanks)))
    return any(not BACK * size <= x - end <= WIDE * size for end, x in zip(xs[0::2], xs[1::2], strict=True))
