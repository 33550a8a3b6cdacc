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
    from somei_cli.model.query.group_by import By, Counted
    from somei_cli.model.register.conditions import Selection
    from somei_cli.model.register.index_query import Seeking
    from somei_cli.model.register.vocabulary import LazyVocabulary


class IndexQueries(Protocol):
    """The questions that an index answers. Every answer is in the order of the numbers."""

    def every(self) -> Collection[Document]:
        """Return all documents."""

    def family(self, base: DocumentNumber) -> tuple[Document, ...]:
        """Return a first issue and everything that follows from it."""

    def citing(self, number: DocumentNumber) -> tuple[Document, ...]:
        """Return the documents that refer to a number."""

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """Return the documents that carry a code with this serial in this year."""

    def at_the_top(self, code: SubjectCode, year: int) -> Iterator[Document]:
        """Yield the documents that carry a code in a year, the highest serial first."""

    def chosen(self, selection: "Selection", vocabulary: "LazyVocabulary", most: int | None) -> tuple[Document, ...]:
        """Return the documents that match, no more than `most`."""

    def has_many(self, selection: "Selection", vocabulary: "LazyVocabulary") -> bool:
        """Whether so many documents match that lazy ones come sooner than read ones."""

    def outlined(self, selection: "Selection", vocabulary: "LazyVocabulary") -> Iterator[Document]:
        """Yield the documents that match, lazy ones if there are many."""

    def of_meetings(self) -> Iterable[Document]:
        """Return all documents that concern meetings or follow-ups.

        These are agendas, and documents that name a meeting or record a follow-up, with their families, and meeting
        records.
        """

    def candidates(self, seeking: "Seeking", vocabulary: "LazyVocabulary") -> Iterator[tuple[int, Document]]:
        """Yield the documents that may match, as `Snapshot.candidates` does; one may come twice."""

    def counts(self, year: int | None) -> Mapping[SubjectCode, CodeCount]:
        """Return how often each code is carried."""

    def counted(self, selection: "Selection", vocabulary: "LazyVocabulary", by: "tuple[By, ...]") -> "Counted":
        """Return the same as `Snapshot.group_counts`."""


class ShelvedSnapshot(Snapshot):
    """A snapshot of all indexed documents, without the dropped ones and with the new ones of an overlay."""

    def __init__(
        self,
        queries: IndexQueries,
        vocabulary: "LazyVocabulary",
        settings: Settings,
        overlay: Mapping[DocumentNumber, Document | None] | None = None,
    ) -> None:
        self._shelf = queries
        self._vocabulary = vocabulary
        self.settings = settings
        self._over = dict(overlay or {})

    @cached_property
    def _whole(self) -> Snapshot:
        return Snapshot(self._merged(self._shelf.every(), lambda _: True), self._vocabulary, self.settings)

    @property
    def documents(self) -> Mapping[DocumentNumber, Document]:
        """See Snapshot. This reads every document."""
        return self._whole.documents

    def __contains__(self, number: object) -> bool:
        return isinstance(number, DocumentNumber) and self.get(number) is not None

    def get(self, number: DocumentNumber) -> Document | None:
        """See Snapshot."""
        if number in self._over:
            return self._over[number]
        return next((d for d in self.family(number) if d.number == number), None)

    def family(self, number: DocumentNumber) -> tuple[Document, ...]:
        """See Snapshot."""
        if number.base not in self._families:
            self._families[number.base] = self._shelf.family(number.base)
        members = self._families[number.base]
        return self._with(members, self._over_families.get(number.base, ()))

    def citing(self, number: DocumentNumber) -> tuple[tuple[Document, Reference], ...]:
        """See Snapshot."""
        documents = self._merged(self._shelf.citing(number), lambda d: any(r.to == number for r in d.pointing()))
        return tuple((d, r) for d in documents for r in d.pointing() if r.to == number)

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """See Snapshot."""
        documents = self._merged(
            self._shelf.holders(entry, year), lambda d: d.number.year == year and entry in d.subject_codes
        )
        return tuple(d for d in documents for code_entry in d.subject_codes if code_entry == entry)

    def highest_serial(self, code: SubjectCode, year: int) -> int:
        """See Snapshot."""
        indexed = islice((d for d in self._shelf.at_the_top(code, year) if d.number not in self._over), 1)
        laid_over = (d for d in self._over.values() if d and d.number.year == year)
        serials = (e.serial for d in chain(indexed, laid_over) for e in d.subject_codes if e.code == code)
        return max((serial for serial in serials if serial is not None), default=0)

    def chosen(self, selection: "Selection", most: int | None = None) -> tuple[Document, ...]:
        """See Snapshot."""
        return super().chosen(selection, most) if self._over else self._shelf.chosen(selection, self._vocabulary, most)

    def has_many(self, selection: "Selection") -> bool:
        """Whether so many documents match that `select_lazily` returns lazy ones."""
        return not self._over and self._shelf.has_many(selection, self._vocabulary)

    def outlined(self, selection: "Selection") -> Iterable[Document]:
        """See Snapshot."""
        return super().outlined(selection) if self._over else self._shelf.outlined(selection, self._vocabulary)

    def of_meetings(self) -> Snapshot:
        """See Snapshot."""
        return super().of_meetings() if self._over else self._meetings

    def candidates(self, seeking: "Seeking") -> Iterator[tuple[int, Document]]:
        """See Snapshot."""
        return super().candidates(seeking) if self._over else self._shelf.candidates(seeking, self._vocabulary)

    def counts(self, year: int | None = None) -> Mapping[SubjectCode, CodeCount]:
        """See Snapshot."""
        return super().counts(year) if self._over else self._shelf.counts(year)

    def counted(self, selection: "Selection", by: "tuple[By, ...]") -> "Counted":
        """See Snapshot."""
        return super().counted(selection, by) if self._over else self._shelf.counted(selection, self._vocabulary, by)

    def with_documents(self, puts: Iterable[Document], drops: Iterable[DocumentNumber] = ()) -> Snapshot:
        """See Snapshot. Nothing is read for it."""
        overlay: dict[DocumentNumber, Document | None] = {**self._over, **{d.number: d for d in puts}}
        overlay.update(dict.fromkeys(drops))
        overlaid = ShelvedSnapshot(self._shelf, self._vocabulary, self.settings, overlay)
        return overlaid.with_unsent(self.read_unsent)

    def with_codes(self, codes: Mapping[SubjectCode, str]) -> Snapshot:
        """See Snapshot."""
        if not codes:
            return self
        vocabulary = self.vocabulary._replace(codes=dict(sorted({**self.vocabulary.codes, **codes}.items())))
        snapshot = ShelvedSnapshot(self._shelf, lambda: vocabulary, self.settings, self._over)
        return snapshot.with_unsent(self.read_unsent)

    @cached_property
    def _meetings(self) -> Snapshot:
        return Snapshot(self._shelf.of_meetings(), self._vocabulary, self.settings)

    @cached_property
    def _over_families(self) -> dict[DocumentNumber, list[Document]]:
        families: dict[DocumentNumber, list[Document]] = {}
        for document in filter(None, self._over.values()):
            families.setdefault(document.number.base, []).append(document)
        return families

    @cached_property
    def _families(self) -> dict[DocumentNumber, tuple[Document, ...]]:
        return {}

    def _merged(self, indexed: Iterable[Document], fits: Callable[[Document], bool]) -> tuple[Document, ...]:
        """Return indexed documents, with those of the overlay that fit in their place."""
        return self._with(indexed, (d for d in self._over.values() if d is not None and fits(d)))

    def _with(self, indexed: Iterable[Document], laid_over: Iterable[Document]) -> tuple[Document, ...]:
        if not self._over:
            return tuple(indexed)
        documents = [*(d for d in indexed if d.number not in self._over), *laid_over]
        return tuple(sorted(documents, key=lambda d: d.number.sort_key))
