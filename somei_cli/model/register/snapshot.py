"""A Snapshot: documents of a register with its vocabulary and settings, and what is derived from them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.errors import NumberUnknown
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document, current_text
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.groups import group_pairs
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.settings import Settings

if TYPE_CHECKING:
    from somei_cli.model.code_counters import CodeCounter
    from somei_cli.model.query.group_by import GroupBy, OwnCounts
    from somei_cli.model.register.conditions import Selection
    from somei_cli.model.register.index_query import SearchPlan
    from somei_cli.model.register.reference_cycles import ReferenceCycles
    from somei_cli.model.register.vocabulary import LazyVocabulary, Vocabulary


class CodeCount(NamedTuple):
    """How often a code is carried, and its last serial; 0 if none was given."""

    times: int
    last: int


class Snapshot:
    """The documents of a whole register or of a part of it, with its vocabulary and settings."""

    read_unsent: Callable[[], Iterable[Document]] = tuple
    """Reads the documents of `unsent`."""

    def __init__(self, documents: Iterable[Document], vocabulary: "LazyVocabulary", settings: Settings) -> None:
        self._documents = {d.number: d for d in sorted(documents, key=lambda d: d.number.sort_key)}
        self._vocabulary = vocabulary
        self.settings = settings

    @property
    def documents(self) -> Mapping[DocumentNumber, Document]:
        """Every document by its number, in order."""
        return self._documents

    @property
    def vocabulary(self) -> "Vocabulary":
        """The vocabulary, read when it is first needed."""
        return self._vocabulary()

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents.values())

    def __contains__(self, number: object) -> bool:
        return isinstance(number, DocumentNumber) and self.get(number) is not None

    def get(self, number: DocumentNumber) -> Document | None:
        """Return the document with this number, or None."""
        return self.documents.get(number)

    def require(self, number: DocumentNumber) -> Document:
        """Return the document with this number.

        Raises:
            NumberUnknown: if it is not here; the error names the members of its family that are.
        """
        document = self.get(number)
        if document is None:
            raise self.refuse_number(number)
        return document

    def refuse_number(self, number: DocumentNumber) -> NumberUnknown:
        """Return the refusal of a number that is not here: it names its family, else numbers that look like it."""
        # Only a refusal needs them.
        from somei_cli.model.similar_numbers import MOST_SIMILAR, list_similar_numbers

        similar = (other for other in list_similar_numbers(number) if other in self)
        return NumberUnknown(number, (d.number for d in self.family(number)), islice(similar, MOST_SIMILAR))

    def family(self, number: DocumentNumber) -> tuple[Document, ...]:
        """Return the first issue and everything that follows from it, in order, as far as it is here."""
        return self._families.get(number.base, ())

    def current(self, number: DocumentNumber) -> Document | None:
        """Return the current text of the family: the highest revision, else the first issue."""
        return current_text(self.family(number))

    def citing(self, number: DocumentNumber) -> tuple[tuple[Document, Reference], ...]:
        """Return the documents that refer to this one, each with its reference."""
        return self._citations.get(number, ())

    def followers(self, number: DocumentNumber, kind: ReferenceKind) -> tuple[DocumentNumber, ...]:
        """Return the numbers of issued documents that refer to this one with such a reference."""
        issued = ((d, reference) for d, reference in self.citing(number) if d.status is Status.ISSUED)
        return tuple(document.number for document, reference in issued if reference.kind is kind)

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """Return the documents that carry this code and serial in this counter year."""
        return self._serials.get((entry.code, year, entry.serial), ())

    @cached_property
    def unsent(self) -> "Snapshot":
        """The documents that only this clone has, or has differently, while an act is decided on the remote's."""
        return Snapshot(self.read_unsent(), self._vocabulary, self.settings)

    def with_unsent(self, read: Callable[[], Iterable[Document]]) -> "Snapshot":
        """Return the same beside unpushed documents: numbers and serials of these are not free either."""
        if read is self.read_unsent:
            return self
        snapshot = copy(self)
        snapshot.read_unsent = read
        snapshot.__dict__.pop("unsent", None)
        return snapshot

    def holder_numbers(self, entry: CodeEntry, year: int) -> tuple[DocumentNumber, ...]:
        """Return the numbers of the documents that carry this code and serial."""
        return tuple(document.number for document in self.holders(entry, year))

    def serials(self, code: SubjectCode, year: int) -> Iterable[int]:
        """Return the serials of a code in a year, the highest first; of some perhaps no document is left."""
        return sorted({s for c, y, s in self._serials if c == code and y == year and s is not None}, reverse=True)

    def highest_serial(self, code: SubjectCode, year: int) -> int:
        """Return the last serial given in the year; 0 before the first."""
        return next((s for s in self.serials(code, year) if self.holders(CodeEntry(code, s), year)), 0)

    def counter(self, code: str, year: int) -> "CodeCounter":
        """Return the serials of a code in one year."""
        from somei_cli.model.code_counters import CodeCounter

        return self._counters.get((code, year), CodeCounter())

    def meetings_on(self, day: date) -> tuple[Document, ...]:
        """Return the documents about meetings that begin on a day, in order."""
        return self._by_day.get(day, ())

    def numbers_from_source(self, sha256: str) -> tuple[DocumentNumber, ...]:
        """Return the numbers of documents imported from a file with this hash, in order."""
        return self._by_source.get(sha256, ())

    def previous_base(self, base: DocumentNumber) -> DocumentNumber | None:
        """Return the next lower base number of the same series and year."""
        bases = self._bases.get((base.series, base.year), [])
        index = bisect_left(bases, base.number)
        return DocumentNumber(base.series, bases[index - 1], base.year) if index else None

    def select(self, selection: "Selection", most: int | None = None) -> tuple[Document, ...]:
        """Return the documents that match, in order; at most `most` of them."""
        return tuple(islice((d for d in self if selection.matches(d, self._vocabulary)), most))

    def has_many(self, selection: "Selection") -> bool:  # noqa: ARG002 - here all have been read
        """Whether so many documents match that `select_lazily` returns lazy ones."""
        return False

    def select_lazily(self, selection: "Selection") -> Iterable[Document]:
        """Return the documents that match, in order, perhaps lazy ones.

        The file of a lazy document is read only if more than its facts is needed.
        """
        return self.select(selection)

    def meeting_documents(self) -> "Snapshot":
        """Return a snapshot of all that concerns meetings and follow-ups.

        It may contain fewer documents than this one, and lazy ones.
        """
        return self

    def candidates(self, seeking: "SearchPlan") -> Iterator[tuple[int, Document]]:
        """Yield every document that may match, with the lowest rank that it may have, the likeliest first."""
        least = min(step.least_rank for step in seeking.steps)
        return ((least, document) for document in self)

    def code_counts(self, year: int | None = None) -> Mapping[SubjectCode, CodeCount]:
        """Return how often each code is carried, in all years or in one."""
        counts: dict[SubjectCode, CodeCount] = {}
        for document in self:
            for entry in document.subject_codes if year in {None, document.number.year} else ():
                times, last = counts.get(entry.code, (0, 0))
                counts[entry.code] = CodeCount(times + 1, max(last, entry.serial or 0))
        return counts

    def group_counts(self, selection: "Selection", by: "tuple[GroupBy, ...]") -> "OwnCounts":
        """Count the documents that match, by the given keys."""
        from somei_cli.model.query.group_by import count_documents

        return count_documents(self.select(selection), by)

    def with_documents(self, puts: Iterable[Document], drops: Iterable[DocumentNumber] = ()) -> "Snapshot":
        """Return the same with some documents put in or taken out."""
        documents = {**self.documents, **{d.number: d for d in puts}}
        for number in drops:
            documents.pop(number, None)
        return Snapshot(documents.values(), self._vocabulary, self.settings).with_unsent(self.read_unsent)

    def with_codes(self, codes: Mapping[SubjectCode, str]) -> "Snapshot":
        """Return the same with more codes in the vocabulary."""
        if not codes:
            return self
        return self.with_vocabulary(
            self.vocabulary._replace(codes=dict(sorted({**self.vocabulary.codes, **codes}.items())))
        )

    def with_vocabulary(self, vocabulary: "Vocabulary") -> "Snapshot":
        """Return the same with another vocabulary."""
        snapshot = copy(self)
        snapshot._vocabulary = lambda: vocabulary  # noqa: SLF001 - of the same class
        snapshot.__dict__.pop("unsent", None)
        return snapshot

    @cached_property
    def _families(self) -> dict[DocumentNumber, tuple[Document, ...]]:
        families = group_pairs((document.number.base, document) for document in self)
        return {base: tuple(members) for base, members in families.items()}

    @cached_property
    def _citations(self) -> dict[DocumentNumber, tuple[tuple[Document, Reference], ...]]:
        citations = group_pairs((r.to, (document, r)) for document in self for r in document.all_references())
        return {number: tuple(rows) for number, rows in citations.items()}

    @cached_property
    def _serials(self) -> dict[tuple[SubjectCode, int, int | None], tuple[Document, ...]]:
        entries = ((document, entry) for document in self for entry in document.subject_codes)
        serials = group_pairs(((entry.code, d.number.year, entry.serial), d) for d, entry in entries)
        return {key: tuple(holders) for key, holders in serials.items()}

    @cached_property
    def cycles(self) -> "ReferenceCycles":
        """The cycles among documents that follow each other."""
        from somei_cli.model.register.reference_cycles import ReferenceCycles

        return ReferenceCycles()

    @cached_property
    def _counters(self) -> "dict[tuple[str, int], CodeCounter]":
        from somei_cli.model.code_counters import CodeCounter, serials_of

        counters = group_pairs(((code, d.number.year), serial) for d in self for code, serial in serials_of(d))
        return {key: CodeCounter(serials) for key, serials in counters.items()}

    @cached_property
    def _by_day(self) -> dict[date, tuple[Document, ...]]:
        days = group_pairs((d.meeting.start, d) for d in self if d.meeting and d.meeting.start)
        return {day: tuple(documents) for day, documents in days.items()}

    @cached_property
    def _by_source(self) -> dict[str, tuple[DocumentNumber, ...]]:
        sources = group_pairs((document.source.sha256, document.number) for document in self if document.source)
        return {sha256: tuple(numbers) for sha256, numbers in sources.items()}

    @cached_property
    def _bases(self) -> dict[tuple[str, int], list[int]]:
        bases = group_pairs(((base.series, base.year), base.number) for base in self._families)
        return {key: sorted(numbers) for key, numbers in bases.items()}
