"""A Snapshot that asks an index for the documents a caller needs, with a change laid over them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import Reference
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import CodeCount, Snapshot

if TYPE_CHECKING:
    from somei_cli.model.query.group_by import GroupBy, OwnCounts
    from somei_cli.model.register.conditions import Selection
    from somei_cli.model.register.index_query import SearchPlan
    from somei_cli.model.register.vocabulary import LazyVocabulary


class IndexQueries(Protocol):
    """The questions that an index answers. Every answer is in the order of the numbers."""

    def all_documents(self) -> Collection[Document]:
        """Return all documents."""

    def family(self, base: DocumentNumber) -> tuple[Document, ...]:
        """Return a first issue and everything that follows from it."""

    def citing(self, number: DocumentNumber) -> tuple[Document, ...]:
        """Return the documents that refer to a number."""

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """Return the documents that carry a code with this serial in this year."""

    def highest_serials(self, code: SubjectCode, year: int) -> Iterator[Document]:
        """Yield the documents that carry a code in a year, the highest serial first."""

    def select(self, selection: "Selection", vocabulary: "LazyVocabulary", most: int | None) -> tuple[Document, ...]:
        """Return the documents that match, no more than `most`."""

    def has_many(self, selection: "Selection", vocabulary: "LazyVocabulary") -> bool:
        """Whether so many documents match that lazy ones come sooner than read ones."""

    def select_lazily(self, selection: "Selection", vocabulary: "LazyVocabulary") -> Iterator[Document]:
        """Yield the documents that match, lazy ones if there are many."""

    def meeting_documents(self) -> Iterable[Document]:
        """Return all documents that concern meetings or follow-ups.

        These are agendas, and documents that name a meeting or record a follow-up, with their families, and meeting
        records.
        """

    def candidates(self, seeking: "SearchPlan", vocabulary: "LazyVocabulary") -> Iterator[tuple[int, Document]]:
        """Yield the documents that may match, as `Snapshot.candidates` does; one may come twice."""

    def code_counts(self, year: int | None) -> Mapping[SubjectCode, CodeCount]:
        """Return how often each code is carried."""

    def group_counts(
        self, selection: "Selection", vocabulary: "LazyVocabulary", by: "tuple[GroupBy, ...]"
    ) -> "OwnCounts":
        """Return the same as `Snapshot.group_counts`."""


class IndexedSnapshot(Snapshot):
    """A snapshot of all indexed documents, without the dropped ones and with the new ones of an overlay."""

    def __init__(
        self,
        queries: IndexQueries,
        vocabulary: "LazyVocabulary",
        settings: Settings,
        overlay: Mapping[DocumentNumber, Document | None] | None = None,
    ) -> None:
        self._queries = queries
        self._vocabulary = vocabulary
        self.settings = settings
        self._overlay = dict(overlay or {})

    @cached_property
    def _whole(self) -> Snapshot:
        return Snapshot(self._merged(self._queries.all_documents(), lambda _: True), self._vocabulary, self.settings)

    @property
    def documents(self) -> Mapping[DocumentNumber, Document]:
        """See Snapshot. This reads every document."""
        return self._whole.documents

    def __contains__(self, number: object) -> bool:
        return isinstance(number, DocumentNumber) and self.get(number) is not None

    def get(self, number: DocumentNumber) -> Document | None:
        """See Snapshot."""
        if number in self._overlay:
            return self._overlay[number]
        return next((d for d in self.family(number) if d.number == number), None)

    def family(self, number: DocumentNumber) -> tuple[Document, ...]:
        """See Snapshot."""
        if number.base not in self._families:
            self._families[number.base] = self._queries.family(number.base)
        members = self._families[number.base]
        return self._overlaid(members, self._overlay_families.get(number.base, ()))

    def citing(self, number: DocumentNumber) -> tuple[tuple[Document, Reference], ...]:
        """See Snapshot."""
        documents = self._merged(
            self._queries.citing(number), lambda d: any(r.to == number for r in d.all_references())
        )
        return tuple((d, r) for d in documents for r in d.all_references() if r.to == number)

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """See Snapshot."""
        documents = self._merged(
            self._queries.holders(entry, year), lambda d: d.number.year == year and entry in d.subject_codes
        )
        return tuple(d for d in documents for code_entry in d.subject_codes if code_entry == entry)

    def highest_serial(self, code: SubjectCode, year: int) -> int:
        """See Snapshot."""
        indexed = islice((d for d in self._queries.highest_serials(code, year) if d.number not in self._overlay), 1)
        laid_over = (d for d in self._overlay.values() if d and d.number.year == year)
        serials = (e.serial for d in chain(indexed, laid_over) for e in d.subject_codes if e.code == code)
        return max((serial for serial in serials if serial is not None), default=0)

    def select(self, selection: "Selection", most: int | None = None) -> tuple[Document, ...]:
        """See Snapshot."""
        return (
            super().select(selection, most)
            if self._overlay
            else self._queries.select(selection, self._vocabulary, most)
        )

    def has_many(self, selection: "Selection") -> bool:
        """Whether so many documents match that `select_lazily` returns lazy ones."""
        return not self._overlay and self._queries.has_many(selection, self._vocabulary)

    def select_lazily(self, selection: "Selection") -> Iterable[Document]:
        """See Snapshot."""
        return (
            super().select_lazily(selection)
            if self._overlay
            else self._queries.select_lazily(selection, self._vocabulary)
        )

    def meeting_documents(self) -> Snapshot:
        """See Snapshot."""
        return super().meeting_documents() if self._overlay else self._meeting_snapshot

    def candidates(self, seeking: "SearchPlan") -> Iterator[tuple[int, Document]]:
        """See Snapshot."""
        return super().candidates(seeking) if self._overlay else self._queries.candidates(seeking, self._vocabulary)

    def code_counts(self, year: int | None = None) -> Mapping[SubjectCode, CodeCount]:
        """See Snapshot."""
        return super().code_counts(year) if self._overlay else self._queries.code_counts(year)

    def group_counts(self, selection: "Selection", by: "tuple[GroupBy, ...]") -> "OwnCounts":
        """See Snapshot."""
        return (
            super().group_counts(selection, by)
            if self._overlay
            else self._queries.group_counts(selection, self._vocabulary, by)
        )

    def with_documents(self, puts: Iterable[Document], drops: Iterable[DocumentNumber] = ()) -> Snapshot:
        """See Snapshot. Nothing is read for it."""
        overlay: dict[DocumentNumber, Document | None] = {**self._overlay, **{d.number: d for d in puts}}
        overlay.update(dict.fromkeys(drops))
        overlaid = IndexedSnapshot(self._queries, self._vocabulary, self.settings, overlay)
        return overlaid.with_unsent(self.read_unsent)

    def with_codes(self, codes: Mapping[SubjectCode, str]) -> Snapshot:
        """See Snapshot."""
        if not codes:
            return self
        vocabulary = self.vocabulary._replace(codes=dict(sorted({**self.vocabulary.codes, **codes}.items())))
        snapshot = IndexedSnapshot(self._queries, lambda: vocabulary, self.settings, self._overlay)
        return snapshot.with_unsent(self.read_unsent)

    @cached_property
    def _meeting_snapshot(self) -> Snapshot:
        return Snapshot(self._queries.meeting_documents(), self._vocabulary, self.settings)

    @cached_property
    def _overlay_families(self) -> dict[DocumentNumber, list[Document]]:
        families: dict[DocumentNumber, list[Document]] = {}
        for document in filter(None, self._overlay.values()):
            families.setdefault(document.number.base, []).append(document)
        return families

    @cached_property
    def _families(self) -> dict[DocumentNumber, tuple[Document, ...]]:
        return {}

    def _merged(self, indexed: Iterable[Document], fits: Callable[[Document], bool]) -> tuple[Document, ...]:
        """Return indexed documents, with those of the overlay that fit in their place."""
        return self._overlaid(indexed, (d for d in self._overlay.values() if d is not None and fits(d)))

    def _overlaid(self, indexed: Iterable[Document], laid_over: Iterable[Document]) -> tuple[Document, ...]:
        if not self._overlay:
            return tuple(indexed)
        documents = [*(d for d in indexed if d.number not in self._overlay), *laid_over]
        return tuple(sorted(documents, key=lambda d: d.number.sort_key))
