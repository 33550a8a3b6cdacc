"""A Snapshot that reads from disk only the documents a caller asks for, located through the index."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from somei_cli.errors import Unreadable
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import Reference
from somei_cli.model.register.snapshot import CodeCount, Snapshot
from somei_cli.store.index.database import INDEX_FAILURES, Index
from somei_cli.store.index.disk_changes import FilePlace
from somei_cli.store.index.keys import key_of, source_key
from somei_cli.store.register.register import Register, RegisterState

if TYPE_CHECKING:
    from somei_cli.model.query.group_by import GroupBy, OwnCounts
    from somei_cli.model.register.conditions import Selection
    from somei_cli.model.register.index_query import SearchPlan

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


class IndexedSnapshot(Snapshot):
    """A snapshot of the work tree: the index names the documents, and a caller gets them as their files say.

    `state` gives the vocabulary and the settings. If the index fails, every file is read instead.
    """

    def __init__(self, register: Register, index: Index, state: RegisterState) -> None:
        self._register, self._index = register, index
        self._read_document = partial(_read_document, register)  # not a method: a circle would keep the index open
        self._vocabulary = lambda: state.vocabulary
        self.settings = state.settings
        self._cached_counts: dict[Selection, int] = {}
        self._cached_families: dict[DocumentNumber, tuple[Document, ...]] = {}

    @property
    def documents(self) -> Mapping[DocumentNumber, Document]:
        """See `Snapshot`. This reads every document."""
        return self._whole.documents

    def get(self, number: DocumentNumber) -> Document | None:
        """See `Snapshot`."""
        return next((document for document in self.family(number) if document.number == number), None)

    def family(self, number: DocumentNumber) -> tuple[Document, ...]:
        """See `Snapshot`."""
        base = number.base
        if base not in self._cached_families:
            key = key_of(base)
            # A colon sorts after all digits.
            condition = "WHERE document.key >= ? AND document.key < ? AND live"
            self._cached_families[base] = self._query_or_read(
                lambda: self._read_found(condition, (key, f"{key}:")), lambda s: s.family(base)
            )
        return self._cached_families[base]

    def citing(self, number: DocumentNumber) -> tuple[tuple[Document, Reference], ...]:
        """See `Snapshot`."""
        condition = "WHERE document.id IN (SELECT document FROM reference WHERE target = ?) AND live"
        return self._query_or_read(
            lambda: tuple(
                (document, reference)
                for document in self._read_found(condition, (key_of(number),))
                for reference in document.all_references()
                if reference.to == number
            ),
            lambda s: s.citing(number),
        )

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """See `Snapshot`."""
        condition = (
            "WHERE document.id IN (SELECT document FROM code WHERE code = ? AND code.year = ? AND serial = ?) AND live"
        )
        parameters = (entry.code.name, year, entry.serial or 0)
        return self._query_or_read(
            lambda: tuple(
                document
                for document in self._read_found(condition, parameters)
                for code_entry in document.subject_codes
                if code_entry == entry
            ),
            lambda s: s.holders(entry, year),
        )

    def numbers_from_source(self, sha256: str) -> tuple[DocumentNumber, ...]:
        """See `Snapshot`."""
        documents = self._query_or_read(
            lambda: self._read_found("WHERE document.source = ? AND live", (source_key(sha256),)),
            lambda s: tuple(map(s.require, s.numbers_from_source(sha256))),
        )
        return tuple(document.number for document in documents)

    def serials(self, code: SubjectCode, year: int) -> Iterable[int]:
        """See `Snapshot`."""
        rows = self._query_or_read(
            lambda: self._index.query(
                "SELECT DISTINCT serial FROM code JOIN document ON document.id = code.document AND live"
                " WHERE code = ? AND code.year = ? AND serial > 0 ORDER BY serial DESC",
                (code.name, year),
            ),
            lambda s: [(serial,) for serial in s.serials(code, year)],
        )
        return [serial for (serial,) in rows]

    def select(self, selection: "Selection", most: int | None = None) -> tuple[Document, ...]:
        """See `Snapshot`."""
        return self._query_or_read(lambda: self._chosen(selection, most), lambda s: s.select(selection, most))

    def has_many(self, selection: "Selection") -> bool:
        """See `Snapshot`."""
        return self._query_or_read(lambda: self._count_fitting(selection) > READ_LIMIT, lambda _: False)

    def select_lazily(self, selection: "Selection") -> Iterator[Document]:
        """See `Snapshot`."""
        if not self.has_many(selection):
            yield from self.select(selection)
            return
        from somei_cli.store.index.lazy_documents import read_lazy_documents

        last_document = None
        try:
            for document in read_lazy_documents(self._index.query, self._read_document, *self._condition(selection)):
                yield document
                last_document = document
        except INDEX_FAILURES:
            yield from (
                d
                for d in self._whole.select(selection)
                if not last_document or d.number.sort_key > last_document.number.sort_key
            )

    def meeting_documents(self) -> Snapshot:
        """See `Snapshot`."""
        return self._meeting_snapshot

    @cached_property
    def _meeting_snapshot(self) -> Snapshot:
        from somei_cli.store.index.lazy_documents import MEETING_CONDITION, read_lazy_documents

        documents: Iterable[Document] = self._query_or_read(
            lambda: list(read_lazy_documents(self._index.query, self._read_document, *MEETING_CONDITION)), list
        )
        return Snapshot(documents, self._vocabulary, self.settings)

    def candidates(self, seeking: "SearchPlan") -> Iterator[tuple[int, Document]]:
        """See `Snapshot`."""
        from somei_cli.store.index.search import CandidateFilter, SearchCandidates, TooManyCandidates

        try:
            self._index.add_full_text()
            condition, parameters = self._condition(seeking.selection)
            yield from SearchCandidates(
                self._index, seeking, CandidateFilter(condition, tuple(parameters)), self._read_document
            )
        except (TooManyCandidates, *INDEX_FAILURES):
            yield from self._whole.candidates(seeking)

    def code_counts(self, year: int | None = None) -> Mapping[SubjectCode, CodeCount]:
        """See `Snapshot`."""
        return self._query_or_read(lambda: self._counts(year), lambda s: s.code_counts(year))

    def group_counts(self, selection: "Selection", by: "tuple[GroupBy, ...]") -> "OwnCounts":
        """See `Snapshot`."""
        return self._query_or_read(lambda: self._counted(selection, by), lambda s: s.group_counts(selection, by))

    def with_documents(self, puts: Iterable[Document], drops: Iterable[DocumentNumber] = ()) -> Snapshot:
        """See `Snapshot`. Nothing is read for it."""
        from somei_cli.model.register.overlaid_snapshot import OverlaidSnapshot

        overlay: dict[DocumentNumber, Document | None] = {**{d.number: d for d in puts}, **dict.fromkeys(drops)}
        overlaid = OverlaidSnapshot(self, overlay, self._vocabulary) if overlay else self
        return overlaid.with_unsent(self.read_unsent)

    def _query_or_read(self, query: Callable[[], T], read: Callable[[Snapshot], T]) -> T:
        try:
            return query()
        except INDEX_FAILURES:
            return read(self._whole)

    @cached_property
    def _whole(self) -> Snapshot:
        entries = self._register.entries()
        documents = (entry.document for entry in entries if entry.document is not None)
        return Snapshot(documents, self._vocabulary, self.settings)

    def _counts(self, year: int | None) -> Mapping[SubjectCode, CodeCount]:
        rows = self._index.query(
            "SELECT code, count(*), max(serial) FROM code WHERE (year = ?1 OR ?1 IS NULL)"
            " AND document NOT IN (SELECT id FROM document WHERE live = 0) GROUP BY code",
            (year,),
        )
        return {SubjectCode(code): CodeCount(times, last) for code, times, last in rows}

    def _counted(self, selection: "Selection", by: "tuple[GroupBy, ...]") -> "OwnCounts":
        from somei_cli.store.index.statistics import count_groups

        condition, parameters = self._condition(selection)
        return count_groups(self._index.query, condition, parameters, by)

    def _chosen(self, selection: "Selection", most: int | None) -> tuple[Document, ...]:
        condition, parameters = self._condition(selection)
        if most is None:
            fitting = self._count_fitting(selection)
            # To read most files, a walk through the folders is quicker than opening each by name.
            if 2 * fitting > self._index.count_files() > _SMALL_REGISTER:
                return self._whole.select(selection)
        limit = "" if most is None else f" LIMIT {most}"
        return self._read_found(f"WHERE live AND {condition}", parameters, limit)

    def _count_fitting(self, selection: "Selection") -> int:
        """Return about how many documents fit; cached, so that all decisions that depend on it agree."""
        if selection not in self._cached_counts:
            condition, parameters = self._condition(selection)
            ((self._cached_counts[selection],),) = self._index.query(_COUNT_FITTING + condition, parameters)
        return self._cached_counts[selection]

    def _condition(self, selection: "Selection") -> tuple[str, list[object]]:
        from somei_cli.store.index.where_clause import where_clause

        return where_clause(selection, self._vocabulary, self._known_values)

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


def _read_document(register: Register, path: PurePosixPath) -> Document:
    entry = register.entry(path)
    if entry.document is None:
        raise Unreadable(path, "has just changed")
    return entry.document
