"""The sheet: what is printed of a document, as values without markup or measures. All writers print the same sheet.

The typst template and the pictures of the README depend on the names of these types and fields.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

DASH = "–"
"""The mark of an entry without a number or letter."""
WITHDRAWN = "(withdrawn)"


class SheetRow(NamedTuple):
    """A row of the header table: a label such as `From:`, and its value."""

    label: str
    value: str


class Note(NamedTuple):
    """A footnote: its number and its words."""

    mark: str
    words: str


class Paragraph(NamedTuple):
    """A paragraph of running text. Each line of a list is a paragraph with a mark. `close`: no space above."""

    words: str
    mark: str = ""
    close: bool = False


@dataclass(frozen=True, slots=True)
class SheetItem:
    """An item or sub-item.

    `aside` stands before the mark, for example `(poss.)`; `documents` at the right edge; `treatments` in italics below
    the title.
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
        """Whether the title is in italics: behind a dash it could otherwise be taken for running text."""
        return self.mark == DASH

    @property
    def shown_title(self) -> str:
        """The title, with a remark if the item was withdrawn."""
        return f"{self.title} {WITHDRAWN}" if self.withdrawn else self.title


class SheetPart(NamedTuple):
    """Items below a common heading, and the line below that heading. Most documents have one part."""

    entries: tuple[SheetItem, ...]
    heading: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A whole document. An empty field is not printed."""

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
        """The number with its suffixes, as in the footer."""
        return f"{self.number} {self.tail}".strip()

    @property
    def title(self) -> str:
        """The title of the file: number, type and subject."""
        return " – ".join(filter(None, (self.whole_number, self.heading, self.subject)))

    @property
    def bare(self) -> bool:
        """Whether no item has running text; titles then need no bold."""
        return not any(entry.text for part in self.parts for entry in part.entries)

    @property
    def notes(self) -> tuple[Note, ...]:
        """All footnotes, in order."""
        return tuple(note for part in self.parts for entry in part.entries for note in entry.notes)
