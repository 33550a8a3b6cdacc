"""What stands on a printed document, as values: no markup, no measure; every writer sets the same sheet."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

DASH = "–"
"""The mark of what has neither number nor letter."""
WITHDRAWN = "(withdrawn)"


class SheetRow(NamedTuple):
    """One field of the box under the heading: `From:`, and what stands beside it."""

    label: str
    value: str


class Note(NamedTuple):
    """A footnote: the figure that calls it, and its words."""

    mark: str
    words: str


class Paragraph(NamedTuple):
    """Running text; a list inside it has a paragraph for each line, with its mark. `close`: no space above it."""

    words: str
    mark: str = ""
    close: bool = False


@dataclass(frozen=True, slots=True)
class SheetItem:
    """An item or a sub-item.

    `aside` stands before the mark (`(poss.)`), `documents` at the right edge, `treatments` in italics below the title.
    """

    mark: str
    title: str
    aside: str = ""
    documents: tuple[str, ...] = ()
    withdrawn: bool = False
    treatments: tuple[str, ...] = ()
    below: tuple["SheetItem", ...] = ()
    text: tuple[Paragraph, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def stressed(self) -> bool:
        """Whether the title stands in italics: so do those behind a dash, which else could be running text."""
        return self.mark == DASH

    @property
    def shown_title(self) -> str:
        """The title, with the word that it was withdrawn."""
        return f"{self.title} {WITHDRAWN}" if self.withdrawn else self.title


class SheetPart(NamedTuple):
    """Entries below a heading that belongs to none of them, and what is set below it; most documents have but one."""

    entries: tuple[SheetItem, ...]
    heading: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A whole document. Empty means that nothing stands there."""

    number: str
    institution: tuple[str, ...]
    tail: str = ""
    place_and_date: str = ""
    languages: str = ""
    files: tuple[str, ...] = ()
    marking: str = ""
    codes: tuple[str, ...] = ()
    heading: str = ""
    standing: str = ""
    rows: tuple[SheetRow, ...] = ()
    meeting: tuple[str, ...] = ()
    lead: tuple[Paragraph, ...] = ()
    parts: tuple[SheetPart, ...] = ()
    subject: str = ""
    unit: str = ""
    language: str = "EN"
    day: date | None = None

    @property
    def whole_number(self) -> str:
        """The number with REV and its kin, as the footer has it."""
        return f"{self.number} {self.tail}".strip()

    @property
    def title(self) -> str:
        """What names the document outside of its pages."""
        return " – ".join(filter(None, (self.whole_number, self.heading, self.subject)))

    @property
    def bare(self) -> bool:
        """Whether no item has running text: then titles need not stand out from it."""
        return not any(entry.text for part in self.parts for entry in part.entries)

    @property
    def notes(self) -> tuple[Note, ...]:
        """All footnotes, in order."""
        return tuple(note for part in self.parts for entry in part.entries for note in entry.notes)
