"""The characters of a page cut into pieces: most lines at a glance, the others word by word."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from statistics import median

from somei_cli.text.sources.pdf.cutting import Cut
from somei_cli.text.sources.pdf.glyphs import Glyphs
from somei_cli.text.sources.pdf.pieces import BACK, RAISED, WIDE, PdfPiece

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
