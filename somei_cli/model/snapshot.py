"""What is: the documents a decision or a rule looks at, with everything that is derived from them."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from somei_cli.errors import NumberUnknown
from somei_cli.model.changes import Change
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.documents import Document
from somei_cli.model.families import current_text
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import Reference
from somei_cli.model.settings import Settings
from somei_cli.model.vocabulary import Vocabulary


class Snapshot:
    """Documents as they stand, with the vocabulary and the settings; a whole register or a part of it."""

    def __init__(self, documents: Iterable[Document], vocabulary: Vocabulary, settings: Settings) -> None:
        self.documents = {d.number: d for d in sorted(documents, key=lambda d: d.number.sort_key)}
        self.vocabulary = vocabulary
        self.settings = settings

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents.values())

    def __contains__(self, number: object) -> bool:
        return number in self.documents

    def get(self, number: DocumentNumber) -> Document | None:
        """The document with this number, if it is here."""
        return self.documents.get(number)

    def need(self, number: DocumentNumber) -> Document:
        """The document with this number.

        Raises:
            NumberUnknown: naming the members of its family that are here.
        """
        document = self.get(number)
        if document is None:
            raise NumberUnknown(number, (d.number for d in self.family(number)))
        return document

    def family(self, number: DocumentNumber) -> tuple[Document, ...]:
        """The first issue and everything that follows from it, as far as it is here, in order."""
        return self._families.get(number.base, ())

    def current(self, number: DocumentNumber) -> Document | None:
        """The text of the family that stands: the highest revision, else the first issue."""
        return current_text(self.family(number))

    def citing(self, number: DocumentNumber) -> tuple[tuple[Document, Reference], ...]:
        """Who points to this document, with what each says of it."""
        return self._citations.get(number, ())

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """The documents that carry this code and serial in this counter year."""
        return self._serials.get((entry.code, year, entry.serial), ())

    def highest_serial(self, code: SubjectCode, year: int) -> int:
        """The last serial given in the year; 0 before the first."""
        return max((s for c, y, s in self._serials if c == code and y == year and s is not None), default=0)

    def after(self, change: Change) -> "Snapshot":
        """How it would stand after a change."""
        documents = {**self.documents, **{d.number: d for d in change.puts}}
        for number in change.drops:
            documents.pop(number, None)
        vocabulary = self.vocabulary
        for code, title in change.codes.items():
            vocabulary = vocabulary.with_code(code, title)
        return Snapshot(documents.values(), vocabulary, self.settings)

    @cached_property
    def _families(self) -> dict[DocumentNumber, tuple[Document, ...]]:
        families: dict[DocumentNumber, list[Document]] = {}
        for document in self:
            families.setdefault(document.number.base, []).append(document)
        return {base: tuple(members) for base, members in families.items()}

    @cached_property
    def _citations(self) -> dict[DocumentNumber, tuple[tuple[Document, Reference], ...]]:
        citations: dict[DocumentNumber, list[tuple[Document, Reference]]] = {}
        for document in self:
            for reference in document.pointing():
                citations.setdefault(reference.to, []).append((document, reference))
        return {number: tuple(rows) for number, rows in citations.items()}

    @cached_property
    def _serials(self) -> dict[tuple[SubjectCode, int, int | None], tuple[Document, ...]]:
        serials: dict[tuple[SubjectCode, int, int | None], list[Document]] = {}
        for document in self:
            for entry in document.subject_codes:
                serials.setdefault((entry.code, document.number.year, entry.serial), []).append(document)
        return {key: tuple(holders) for key, holders in serials.items()}
