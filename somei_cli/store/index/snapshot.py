"""The queries of an indexed snapshot: the index names the documents, and only their files are read."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from somei_cli.errors import Unreadable
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.snapshot import CodeCount, Snapshot
from somei_cli.store.index.database import INDEX_FAILURES, Index
from somei_cli.store.index.disk_changes import FilePlace
from somei_cli.store.index.keys import key_of
from somei_cli.store.index.lazy_documents import MEETING_CONDITION, read_lazy_documents
from somei_cli.store.register.register import Register

if TYPE_CHECKING:
    from somei_cli.model.query.group_by import GroupBy, OwnCounts
    from somei_cli.model.register.conditions import Selection
    from somei_cli.model.register.index_query import SearchPlan
    from somei_cli.model.register.vocabulary import LazyVocabulary

T = TypeVar("T")

_SELECT_FILES = (
    "SELECT DISTINCT folder.path, file.name, file.stamp, document.key FROM document"
    " JOIN file ON file.id = document.id JOIN folder ON folder.id = file.folder"
)
_COUNT_FITTING = "SELECT count(*) FROM document WHERE live AND "
_SMALL_REGISTER = 100
READ_LIMIT = 300
"""Up to so many documents are read from their files; in a large register that costs less than asking git for edits."""
_TRIES = 5


class SqliteIndexQueries:
    """Answers `IndexQueries` from the SQLite index; if the index fails, every file is read instead."""

    def __init__(self, register: Register, index: Index) -> None:
        self._register = register
        self._index = index
        self._cached_counts: dict[Selection, int] = {}

    def all_documents(self) -> Collection[Document]:
        """See `IndexQueries`."""
        return tuple(self._whole_snapshot)

    def family(self, base: DocumentNumber) -> tuple[Document, ...]:
        """See `IndexQueries`."""
        key = key_of(base)
        # A colon sorts after all digits.
        condition = "WHERE document.key >= ? AND document.key < ? AND live"
        return self._query_or_read(lambda: self._read_found(condition, (key, f"{key}:")), lambda s: s.family(base))

    def citing(self, number: DocumentNumber) -> tuple[Document, ...]:
        """See `IndexQueries`."""
        condition = "WHERE document.id IN (SELECT document FROM reference WHERE target = ?) AND live"
        return self._query_or_read(
            lambda: self._read_found(condition, (key_of(number),)),
            lambda s: tuple(dict.fromkeys(d for d, _ in s.citing(number))),
        )

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """See `IndexQueries`."""
        condition = (
            "WHERE document.id IN (SELECT document FROM code WHERE code = ? AND code.year = ? AND serial = ?) AND live"
        )
        parameters = (entry.code.name, year, entry.serial or 0)
        return self._query_or_read(
            lambda: self._read_found(condition, parameters), lambda s: tuple(dict.fromkeys(s.holders(entry, year)))
        )

    def highest_serials(self, code: SubjectCode, year: int) -> Iterator[Document]:
        """See `IndexQueries`."""
        serials = self._query_or_read(
            lambda: self._index.query(
                "SELECT DISTINCT serial FROM code JOIN document ON document.id = code.document AND live"
                " WHERE code = ? AND code.year = ? AND serial > 0 ORDER BY serial DESC",
                (code.name, year),
            ),
            lambda s: [(serial,) for serial in range(s.highest_serial(code, year), 0, -1)],
        )
        for (serial,) in serials:
            yield from self.holders(CodeEntry(code, serial), year)

    def select(self, selection: "Selection", vocabulary: "LazyVocabulary", most: int | None) -> tuple[Document, ...]:
        """See `IndexQueries`."""
        return self._query_or_read(
            lambda: self._chosen(selection, vocabulary, most), lambda s: s.select(selection, most)
        )

    def has_many(self, selection: "Selection", vocabulary: "LazyVocabulary") -> bool:
        """See `IndexQueries`."""
        return self._query_or_read(lambda: self._count_fitting(selection, vocabulary) > READ_LIMIT, lambda _: False)

    def select_lazily(self, selection: "Selection", vocabulary: "LazyVocabulary") -> Iterator[Document]:
        """See `IndexQueries`."""
        if not self.has_many(selection, vocabulary):
            yield from self.select(selection, vocabulary, None)
            return
        last_document = None
        try:
            for document in read_lazy_documents(
                self._index.query, self._read_document, *self._condition(selection, vocabulary)
            ):
                yield document
                last_document = document
        except INDEX_FAILURES:
            yield from (
                d
                for d in self._whole_snapshot.select(selection)
                if not last_document or d.number.sort_key > last_document.number.sort_key
            )

    def meeting_documents(self) -> Iterable[Document]:
        """See `IndexQueries`."""
        return self._query_or_read(
            lambda: list(read_lazy_documents(self._index.query, self._read_document, *MEETING_CONDITION)),
            lambda s: s.meeting_documents(),
        )

    def candidates(self, seeking: "SearchPlan", vocabulary: "LazyVocabulary") -> Iterator[tuple[int, Document]]:
        """See `IndexQueries`."""
        from somei_cli.store.index.search import CandidateFilter, SearchCandidates, TooManyCandidates

        try:
            condition, parameters = self._condition(seeking.selection, vocabulary)
            yield from SearchCandidates(
                self._index, seeking, CandidateFilter(condition, tuple(parameters)), self._read_document
            )
        except (TooManyCandidates, *INDEX_FAILURES):
            yield from self._whole_snapshot.candidates(seeking)

    def code_counts(self, year: int | None) -> Mapping[SubjectCode, CodeCount]:
        """See `IndexQueries`."""
        return self._query_or_read(lambda: self._counts(year), lambda s: s.code_counts(year))

    def group_counts(
        self, selection: "Selection", vocabulary: "LazyVocabulary", by: "tuple[GroupBy, ...]"
    ) -> "OwnCounts":
        """See `IndexQueries`."""
        return self._query_or_read(
            lambda: self._counted(selection, vocabulary, by), lambda s: s.group_counts(selection, by)
        )

    def _query_or_read(self, query: Callable[[], T], read: Callable[[Snapshot], T]) -> T:
        try:
            return query()
        except INDEX_FAILURES:
            return read(self._whole_snapshot)

    @cached_property
    def _whole_snapshot(self) -> Snapshot:
        return self._register.snapshot_of(tuple(self._register.entries()))

    def _counts(self, year: int | None) -> Mapping[SubjectCode, CodeCount]:
        rows = self._index.query(
            "SELECT code, count(*), max(serial) FROM code WHERE (year = ?1 OR ?1 IS NULL)"
            " AND document NOT IN (SELECT id FROM document WHERE live = 0) GROUP BY code",
            (year,),
        )
        return {SubjectCode(code): CodeCount(times, last) for code, times, last in rows}

    def _counted(self, selection: "Selection", vocabulary: "LazyVocabulary", by: "tuple[GroupBy, ...]") -> "OwnCounts":
        from somei_cli.store.index.statistics import count_groups

        condition, parameters = self._condition(selection, vocabulary)
        return count_groups(self._index.query, condition, parameters, by)

    def _chosen(self, selection: "Selection", vocabulary: "LazyVocabulary", most: int | None) -> tuple[Document, ...]:
        condition, parameters = self._condition(selection, vocabulary)
        if most is None:
            fitting = self._count_fitting(selection, vocabulary)
            # To read most files, a walk through the folders is quicker than opening each by name.
            if 2 * fitting > self._index.count_files() > _SMALL_REGISTER:
                return self._whole_snapshot.select(selection)
        limit = "" if most is None else f" LIMIT {most}"
        return self._read_found(f"WHERE live AND {condition}", parameters, limit)

    def _count_fitting(self, selection: "Selection", vocabulary: "LazyVocabulary") -> int:
        """Return about how many documents fit; cached, so that all decisions that depend on it agree."""
        if selection not in self._cached_counts:
            condition, parameters = self._condition(selection, vocabulary)
            ((self._cached_counts[selection],),) = self._index.query(_COUNT_FITTING + condition, parameters)
        return self._cached_counts[selection]

    def _condition(self, selection: "Selection", vocabulary: "LazyVocabulary") -> tuple[str, list[object]]:
        from somei_cli.store.index.where_clause import where_clause

        return where_clause(selection, vocabulary, self._known_values)

    def _known_values(self, field: str) -> list[str]:
        """List every value that a column has, or once had."""
        return [value for (value,) in self._index.query("SELECT value FROM word WHERE field = ?", (field,))]

    def _read_found(self, condition: str, parameters: Iterable[object], limit: str = "") -> tuple[Document, ...]:
        """Read the documents that a query names, and repeat the query if one of their files had changed."""
        parameters = tuple(parameters)
        for _ in range(_TRIES):
            rows = self._index.query(f"{_SELECT_FILES} {condition} ORDER BY document.key{limit}", parameters)
            if not self._index.refresh_files({FilePlace(folder, name): stamp for folder, name, stamp, _ in rows}):
                paths = (PurePosixPath(folder, name) for folder, name, _, _ in rows)
                return tuple(self._read_document(path) for path in paths)
        raise Unreadable(self._register.root, "its files change all the time")

    def _read_document(self, path: PurePosixPath) -> Document:
        entry = self._register.entry(path)
        if entry.document is None:
            raise Unreadable(path, "has just changed")
        return entry.document
