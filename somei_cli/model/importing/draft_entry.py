"""What the importer reads from a file: lines, fields with the evidence for each, and doubts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from somei_cli.model.document import Document, KeptDoubt
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.proposals import Proposal
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.kept_doubts import doubted_key
from somei_cli.model.level_mentions import find_level
from somei_cli.model.markings import Level

Candidates = tuple[tuple[DocumentNumber, tuple[DocumentNumber, ...]], ...]
"""Each number chosen as the likeliest meaning of a citation, with all numbers that it could mean."""


VERTICAL = "letters one below the other"
"""The place of words joined from a column of single letters; blanks between the words are lost."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document; `number` counts from 1, `page` is None if the format has no pages.

    `left` and `top` are its position in points from the upper left corner of the page (formats with pages only). From
    the format come: `mark`, the bullet or letter removed from its front; `indent`, the nesting depth; `heading`, the
    level of a heading; `stressed`, if all of it is italic or bold; `notes`, the marks of the footnotes that it refers
    to; `note`, the mark of the footnote to which it belongs; `links`, the addresses to which its words lead; `row`, if
    it is a row of a table. `place` says where in the file a line is that does not belong to the text: "page header",
    "watermark", "comment", "file name".
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
    links: tuple[str, ...] = ()
    row: bool = False

    @property
    def words(self) -> str:
        """The line with its mark."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field was read: its TOML key, the line, and the words on it.

    `page`, `left` and `top` as in Line.
    """

    field: str
    line: int
    text: str
    page: int | None = None
    left: float | None = None
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that is missing, damaged or contradictory; `line` is 0 if no line can be named.

    `words` are words of the document. They are shown to the clerk, but never put into messages about a document that
    may be restricted. `proposal` is the value that is probably right, as it is typed: a document number, or the lost
    number of the item at the position `item`.
    """

    field: str
    message: str
    line: int = 0
    words: str = ""
    proposal: str = ""
    item: int | None = None


def with_typed_item(items: Iterable[Item], number: str | None, title: str) -> tuple[Item, ...]:
    """Return items with one that was typed: it gives its title to the item with its number, or comes in its order.

    >>> first, last = Item("Agenda", "1"), Item("Any other business", "3")
    >>> [item.title for item in with_typed_item([first, last], "2", "Lamps")]
    ['Agenda', 'Lamps', 'Any other business']
    """
    items = list(items)
    if number and any(item.number == number for item in items):
        return tuple(item._replace(title=title) if item.number == number else item for item in items)
    later = (
        position
        for position, item in enumerate(items)
        if number and number.isdecimal() and item.number and item.number.isdecimal() and int(item.number) > int(number)
    )
    items.insert(next(later, len(items)), Item(title, number))
    return tuple(items)


def keep_doubts(doubts: Iterable[Doubt]) -> tuple[KeptDoubt, ...]:
    """Return doubts as an entry keeps them, each once; words that name a level of classified information are left out.

    A doubt without words keeps what it says: that nothing was found.
    """
    return tuple(dict.fromkeys(map(_keep_doubt, doubts)))


def _keep_doubt(doubt: Doubt) -> KeptDoubt:
    visible = (character for character in doubt.words or doubt.message if character.isprintable())
    words = " ".join("".join(visible).split())
    return KeptDoubt(doubted_key(doubt.field), None if find_level(words) else words or None, doubt.line or None)


class SourceText(NamedTuple):
    """A file as lines, with the doubts about its encoding or pages.

    `outside_text` are words of the file that do not belong to its text: watermarks, hidden words, the title of the
    file, the frame of a web page. They are only searched for a classification. `uncertain_words` were put together from
    damaged pieces, and may be two words.
    """

    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()
    outside_text: tuple[Line, ...] = ()
    uncertain_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one text; `fields` maps attributes of Document to their values.

    `language` is that of the text, not of the original; None if it was not recognised.
    """

    fields: Mapping[str, object]
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
    candidates: Candidates = ()
    remarks: tuple[Doubt, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class FileReading:
    """The reading of one file: its draft entry (None without a number), with evidence and doubts.

    `unnumbered` is what was read of a file without a number, as a draft entry whose own number is a placeholder; None
    if the file has a number, or if nothing was read. `corrected` says that the clerk gave values. `proposals` are
    follow-ups to record with the entry. `remarks` are facts that a clerk should know, though nothing is doubtful.
    `quoted` are the lines and fields which, as the clerk said, only quote an EU classification. `language` is
    that of the text, as in Reading. `sha256` is the hash of the file.
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
    unnumbered: Document | None = None
    language: str | None = None
    sha256: str = ""

    @property
    def draft(self) -> Document | None:
        """Everything that was read, with or without a number."""
        return self.document or self.unnumbered

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields without which the file cannot be registered."""
        absent_subject = ("subject",) if self.draft and not self.draft.subject else ()
        return absent_subject if self.document else ("number", *absent_subject)

    @property
    def may_be_restricted(self) -> bool:
        """Whether words of the document must not appear in a message.

        It has a marking, its marking is in doubt, or nobody knows yet which document it is.
        """
        if self.document is None or any(doubt.field == "marking" for doubt in self.doubts):
            return True
        return self.document.marking is not None and self.document.marking.level > Level.UNMARKED


def resolve_candidates(
    document: Document, candidates: Candidates, is_here: Callable[[DocumentNumber], bool]
) -> Document:
    """Return the document with each ambiguous number resolved, if the register has exactly one of its candidates.

    `14860/1/18 REV 1 + ADD 1` means the addendum to the revision or to the first issue; the likelier one stays unless
    the register has only the other.
    """
    meanings: dict[DocumentNumber, DocumentNumber] = {}
    for likeliest, possible in candidates:
        present = [number for number in possible if is_here(number)]
        if len(present) == 1 and present[0] != likeliest:
            meanings[likeliest] = present[0]
    if not meanings:
        return document

    def resolve_item(agenda_item: Item) -> Item:
        documents = tuple(meanings.get(number, number) for number in agenda_item.documents)
        return agenda_item._replace(
            documents=tuple(dict.fromkeys(documents)), subitems=tuple(map(resolve_item, agenda_item.subitems))
        )

    return replace(
        document,
        previous_documents=tuple(meanings.get(number, number) for number in document.previous_documents),
        references=tuple(
            dict.fromkeys(
                reference._replace(to=meanings.get(reference.to, reference.to)) for reference in document.references
            )
        ),
        items=tuple(map(resolve_item, document.items)),
    )
