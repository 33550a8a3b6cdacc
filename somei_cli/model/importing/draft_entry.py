"""What was read from a document's text: fields, the evidence for each, and the doubts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.proposals import Proposal
from somei_cli.model.markings import Level

Candidates = tuple[tuple[DocumentNumber, tuple[DocumentNumber, ...]], ...]
"""Numbers that were taken for what a citation most likely means, each with everything that it could mean."""


VERTICAL = "letters one below the other"
"""The place of words that a reader put together from a column of letters; blanks between the words are lost."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document's text; `number` counts from 1, `page` is None where the format has none.

    `left` and `top` are where it stands on its page, in points from the upper left corner (formats with pages only).
    What a format says of a line beyond its words: `mark` is the bullet or letter taken off its front, `indent` how
    deep it is nested, `heading` the level of a heading, `stressed` whether all of it is in italics or bold, `notes`
    the marks of the footnotes it calls, `note` the mark of the footnote it is the text of. `place` names where in the
    file the line stands if it is not in the text itself: "page header", "watermark", "comment", "file name".
    """

    text: str
    number: int
    page: int | None = None
    left: float | None = None
    top: float | None = None
    mark: str = ""
    indent: int = 0
    heading: int = 0
    stressed: bool = False
    notes: tuple[str, ...] = ()
    note: str = ""
    place: str = ""

    @property
    def words(self) -> str:
        """The line with its mark, as one would read it aloud."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field was read: its TOML key, the line, and the words that stood there.

    `page`, `left` and `top` as on the line itself.
    """

    field: str
    line: int
    text: str
    page: int | None = None
    left: float | None = None
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that is missing, damaged or contradictory; line 0 where no line can be named.

    `words` are those of the document that are meant: they are shown to the clerk, and never told in messages about a
    document that may be restricted.
    """

    field: str
    message: str
    line: int = 0
    words: str = ""


class Text(NamedTuple):
    """A file as lines, with the doubts about its encoding or its pages.

    `aside` are words in the file that are none of its text: watermarks, hidden words, the title of the file, what
    frames a web page. They are looked at for a classification, and for nothing else.
    """

    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()
    aside: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one text. `fields` maps the attributes of Document to their values."""

    fields: Mapping[str, object]
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
    candidates: Candidates = ()
    remarks: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """One file as it was read: the entry it gives, or None, with the evidence and the doubts.

    `corrected` tells that the clerk gave values of his own; `proposals` are follow-ups that shall enter with it;
    `remarks` say what a clerk should know, though nothing is doubtful; `quoted` are the lines and fields of which the
    clerk said that they only quote an EU classification.
    """

    file: str
    document: Document | None
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    candidates: Candidates = ()
    corrected: bool = False
    proposals: tuple[Proposal, ...] = ()
    remarks: tuple[Doubt, ...] = ()
    quoted: tuple[int | str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields without which nothing can be registered."""
        if self.document is None:
            return ("number",)
        return () if self.document.subject else ("subject",)

    @property
    def may_be_restricted(self) -> bool:
        """Whether words of the document have no place in a message: it bears a marking, or nobody knows of one."""
        if self.document is None or any(doubt.field == "marking" for doubt in self.doubts):
            return True
        return self.document.marking is not None and self.document.marking.level > Level.UNMARKED
