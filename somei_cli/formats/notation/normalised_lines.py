"""Lines joined to one text in which unusual blanks, hyphens and slashes are the usual ones."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from somei_cli.model.importing.draft_entry import Line

# One for one, so that offsets stay valid: unusual blanks, hyphens, slashes and raised footnote figures.
_NORMAL_CHARACTERS = str.maketrans(
    {
        mark: plain
        for plain, marks in {" ": "\t\n\r\x00\u00a0\u2007\u2009\u200a\u202f¹²³⁰⁴⁵⁶⁷⁸⁹", "-": "‐‑", "/": "⁄∕"}.items()
        for mark in marks
    }
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class NormalisedLines:
    """Lines as one text with normalised characters, in which an offset leads back to line and column."""

    text: str
    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    columns: tuple[Sequence[int], ...]

    @classmethod
    def from_lines(cls, lines: Iterable[Line]) -> "NormalisedLines":
        """Join lines; invisible characters are left out, so that a number with one in it is found."""
        all_lines = tuple(lines)
        columns = tuple(_visible_offsets(line.text) for line in all_lines)
        texts = [_normalise(line.text) for line in all_lines]
        starts = tuple(accumulate((len(text) + 1 for text in texts), initial=0))
        return cls("\n".join(texts), tuple(line.number for line in all_lines), starts, columns)

    def position_of(self, offset: int) -> tuple[int, int]:
        """Return the number of the line at an offset, and the column in it as the file has it, from 1."""
        index = bisect_right(self.starts, offset) - 1
        return self.numbers[index], self.columns[index][offset - self.starts[index]] + 1


def _normalise(text: str) -> str:
    return text if text.isascii() and text.isprintable() else _replace_characters(text)


# The same lines are joined several times, to find numbers of different kinds.
@lru_cache(maxsize=256)
def _replace_characters(text: str) -> str:
    return text.translate(_NORMAL_CHARACTERS).translate(_INVISIBLE)


def _visible_offsets(text: str) -> Sequence[int]:
    """Return the offsets of the characters of a line that are not invisible."""
    if text.isascii() or _INVISIBLE.keys().isdisjoint(map(ord, set(text))):
        return range(len(text))
    return [offset for offset, character in enumerate(text) if ord(character) not in _INVISIBLE]
