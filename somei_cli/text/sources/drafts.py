"""A line as it is put together from its runs: words, emphasis, and the footnotes it calls."""

import re
from dataclasses import dataclass, field

from somei_cli.model.readings import Line
from somei_cli.text.sources.plain import clean

GAP = "    "
"""What a tab, or the border between two cells, is in a line: wide enough to tell columns."""

_LOST_COLON = re.compile(r"(?<! ) {2,}+(?=:(?:\s|$))")
_NO_BREAK_HYPHEN = str.maketrans({"\u2011": "-", "\u00ad": None})


def gapped(text: str) -> str:
    """Words with their wide gaps; a colon in a column of its own goes to the label before it.

    >>> gapped("from    :    Presidency")
    'from :    Presidency'
    """
    return _LOST_COLON.sub(" ", text).strip()


@dataclass
class LineBuilder:
    """A line being put together; `plain` tells that some of its letters are neither bold nor in italics."""

    number: int = 0
    pieces: list[str] = field(default_factory=list)
    begun: bool = False
    plain: bool = False
    notes: list[str] = field(default_factory=list)
    note: str = ""

    def add(self, words: str, *, stressed: bool = False) -> None:
        """Set words behind the others."""
        if words:
            self.pieces.append(words)
            self.begun = self.begun or not words.isspace()
        self.plain = self.plain or (not stressed and any(c.isalnum() for c in words))

    @property
    def last(self) -> str:
        """The last character so far."""
        return self.pieces[-1][-1] if self.pieces else ""

    def call(self, mark: str) -> None:
        """Put aside a footnote's mark: it calls the note, or starts its text where nothing stands before it."""
        if self.begun:
            self.notes.append(mark)
        else:
            self.note = mark

    def line(self, mark: str = "", indent: int = 0, heading: int = 0) -> Line:
        """The line as it is now."""
        text = gapped(clean("".join(self.pieces).translate(_NO_BREAK_HYPHEN)))
        stressed = not self.plain and any(c.isalnum() for c in text)
        return Line(
            text,
            self.number,
            mark=mark,
            indent=indent,
            heading=heading,
            stressed=stressed,
            notes=tuple(self.notes),
            note=self.note,
        )
