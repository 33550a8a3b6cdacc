"""Lines as one text: what is found at an offset leads back to its line; found spans can be blanked out."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Self

from somei_cli.model.readings import Line


@dataclass(frozen=True, slots=True)
class Scroll:
    """The words of lines joined by line feeds. `starts` are the offsets of the lines."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        """Join lines."""
        words = [line.words for line in lines]
        starts = accumulate((len(w) + 1 for w in words[:-1]), initial=0)
        return cls("\n".join(words), tuple(lines), tuple(starts) if lines else ())

    def index(self, offset: int) -> int:
        """The index of the line at an offset."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def number(self, offset: int) -> int:
        """The source line number at an offset; 0 in an empty text."""
        return self.lines[self.index(offset)].number if self.lines else 0

    def cut(self, start: int, end: int | None = None) -> tuple[Line, ...]:
        """The lines between two offsets; the first and the last may be parts of lines."""
        end = len(self.text) if end is None else end
        if start >= end or not self.lines:
            return ()
        first, last = self.index(start), self.index(end - 1)
        found = []
        for at in range(first, last + 1):
            line, begin = self.lines[at], self.starts[at]
            stop = begin + len(line.words)
            if start <= begin and end >= stop:
                found.append(line)
            else:
                part = self.text[max(start, begin) : min(end, stop)]
                found.append(replace(line, text=part.strip(), mark=""))
        return tuple(found)

    def without(self, *spans: tuple[int, int]) -> str:
        """The text with some spans blanked, so that offsets stay."""
        parts = []
        at = 0
        for start, end in sorted(spans):
            if start >= at:
                parts += [self.text[at:start], " " * (end - start)]
                at = end
        return "".join([*parts, self.text[at:]])
