"""A row of a table as its fields were read, what is wrong with its cells, and what an import makes of the rows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from somei_cli.errors import Interrupted, SomeiError
from somei_cli.model.document import Document, KeptDoubt, Meeting, SourceFile
from somei_cli.model.document_edits import FieldEdit, with_edit
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.field_changes import Difference
from somei_cli.model.importing.import_decisions import ImportOutcome
from somei_cli.model.markings import Marking, level_of
from somei_cli.model.register.change import Receipt


class CellFault(NamedTuple):
    """What is wrong with a cell, or with a whole row if `column` is "": its row, its column's letters and heading.

    `number` is the document number of the row, if that can be read.
    """

    row: int
    column: str
    heading: str
    message: str
    hint: str = ""
    number: DocumentNumber | None = None

    def __str__(self) -> str:
        place = f"row {self.row}" + (f", column {self.column} ({self.heading})" if self.column else "")
        return f"{place}: {self.message}"


class OutsideMarking(NamedTuple):
    """A marking, or words that seem to restrict a document, outside of the fields that a table brings; and where."""

    marking: Marking
    words: str
    place: str

    def __str__(self) -> str:
        return f"“{self.words}” in {self.place} may be the marking of this document."


def find_unheeded(document: Document, outside: Iterable[OutsideMarking]) -> OutsideMarking | None:
    """Return the highest marking that stands outside of the fields of a row, if its document is restricted less."""
    highest = max(outside, key=lambda marking: level_of(marking.marking), default=None)
    return highest if highest and level_of(highest.marking) > level_of(document.marking) else None


def with_doubted_marking(document: Document, outside: OutsideMarking) -> Document:
    """Return a document with a marking that a clerk accepted in spite of the doubt, and with that doubt."""
    doubt = KeptDoubt("marking", outside.words)
    return replace(document, marking=outside.marking, doubts=(*document.doubts, doubt))


class ParsedRow(NamedTuple):
    """A row of a table with the values of its cells that are not empty, each read as if it had been typed.

    `edits` set these values, the number first. `texts` are the cells as they stand, empty ones too, by the words of
    their columns. `number` is None if the row has none that can be read. `untyped` has the status, the waivers and the
    other fields that the row says, beside those of `edits`. `is_whole` means that the table has a column of the other
    fields, so that a row may hold a whole entry; `status` is then what the row says. `outside` are the markings beside
    its fields, `source` is the row itself, as that from which an entry was read.
    """

    row: int
    number: DocumentNumber | None
    edits: tuple[FieldEdit, ...]
    texts: Mapping[str, str]
    faults: tuple[CellFault, ...] = ()
    untyped: Document | None = None
    status: Status | None = None
    is_whole: bool = False
    outside: tuple[OutsideMarking, ...] = ()
    source: SourceFile | None = None

    def as_document(self) -> Document:
        """Return a document with the values of the row and no others.

        Raises:
            ValueError: if the row has no number.
        """
        if self.number is None:
            raise ValueError(self.row)
        return self.fill(Document(self.number))

    def fill(self, document: Document) -> Document:
        """Return a document with the values of the row in the place of its own; an empty cell changes nothing."""
        for edit in self.edits:
            document = with_edit(document, edit)
        if self.status:
            document = replace(document, status=self.status)
        return _with_fields_of(document, self.untyped) if self.untyped else document

    def find_untyped_changes(self, document: Document) -> tuple[str, ...]:
        """Return the attributes that the row says otherwise than a document, and that no edit of a table changes."""
        edited = {edit.attribute.partition(".")[0] for edit in self.edits}
        filled = self.fill(document)
        return tuple(
            name
            for name in Document.__dataclass_fields__
            if name not in edited and getattr(filled, name) != getattr(document, name)
        )


def _with_fields_of(document: Document, untyped: Document) -> Document:
    """Return a document with the fields that another one has; of a meeting each part."""
    empty = Document(untyped.number)
    values = {name: getattr(untyped, name) for name in Document.__dataclass_fields__}
    values = {name: value for name, value in values.items() if value != getattr(empty, name)}
    if untyped.meeting is not None:
        parts = {name: value for name, value in untyped.meeting._asdict().items() if value}
        values["meeting"] = (document.meeting or Meeting())._replace(**parts)
    return replace(document, **values)


class RowVerdict(NamedTuple):
    """What becomes of a row without a faulty cell, and why if it does not enter.

    `word` is the word of the field for which it was refused, or "" if that is no single field.
    """

    row: int
    number: DocumentNumber
    outcome: ImportOutcome
    refusal: SomeiError | None = None
    word: str = ""

    @property
    def is_entered(self) -> bool:
        """Whether the row is written."""
        return self.outcome in {ImportOutcome.REGISTERED, ImportOutcome.REPLACED}


class TableImport(NamedTuple):
    """What became of a table: a verdict for each row, faulty cells, how rows differ from entries, receipts of commits.

    `entering` is how many documents enter, `fingerprint` the hash of them all, which is the same for the same documents
    while the program runs. `stop` is what stopped it after a commit; earlier commits stand.
    """

    verdicts: tuple[RowVerdict, ...]
    faults: tuple[CellFault, ...]
    differences: tuple[tuple[DocumentNumber, tuple[Difference, ...]], ...] = ()
    receipts: tuple[Receipt, ...] = ()
    entering: int = 0
    fingerprint: int = 0
    stop: SomeiError | Interrupted | None = None

    @property
    def left(self) -> int:
        """How many rows do not enter because something is wrong with them."""
        return len({fault.row for fault in self.faults}) + sum(1 for verdict in self.verdicts if verdict.refusal)

    @property
    def outcomes(self) -> Counter[str]:
        """How many rows there are of each outcome; one with a faulty cell is refused."""
        counts = Counter(str(verdict.outcome) for verdict in self.verdicts)
        counts[str(ImportOutcome.REFUSED)] += len({fault.row for fault in self.faults})
        return +counts
