"""A snapshot for checks that answers from the index and reads no file; and the counters of subject codes."""

import json
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any

from somei_cli.model.code_counters import CodeCounter, GivenSerial, is_first_issue
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.numbers.number_slips import swaps_of
from somei_cli.model.references import FOLLOWING, Reference, ReferenceKind
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.index.keys import IS_FIRST_ISSUE, key_of, number_of, source_key
from somei_cli.store.index.row_columns import REFERENCE_KINDS, DocumentRow, lazy_document_of, select_columns

SerialRow = tuple[int, str, str | None, int]
"""Serial, key and date of a document, and the position of the code on it."""
_key_of_row = itemgetter(1)
_MOST_NEAR_QUERIES = 4
"""After so many questions about neighbours, loading all first issues at once costs less than asking for those near."""


class IndexCounter(CodeCounter):
    """A CodeCounter from the index, loaded when first asked; all functions return rows in the order of keys.

    `query_near` returns the first issues among the documents around a key.
    """

    def __init__(
        self,
        query_rows: Callable[[], Sequence[SerialRow]],
        query_first_issues: Callable[[], Sequence[SerialRow]],
        query_near: Callable[[str], Sequence[SerialRow]],
    ) -> None:
        self._query_rows, self._query_first_issues, self._query_near = query_rows, query_first_issues, query_near
        self._near_queries = 0

    def previous_serial(self, serial_entry: GivenSerial) -> int | None:
        """See `CodeCounter`."""
        positions, index = (
            self._positions.get(serial_entry.serial),
            bisect_left(self._distinct_serials, serial_entry.serial),
        )
        if not positions or index == 0 or _given_serial(self._rows[positions[0]]) != serial_entry:
            return None
        return self._distinct_serials[index - 1]

    def holders(self, serial: int) -> tuple[DocumentNumber, ...]:
        """See `CodeCounter`."""
        return tuple(number_of(self._rows[position][1]) for position in self._positions.get(serial, ()))

    def neighbours(self, serial_entry: GivenSerial, count: int) -> Sequence[GivenSerial]:
        """See `CodeCounter`."""
        return [_given_serial(row) for row in self._neighbours(serial_entry, count)]

    def neighbouring_serials(self, serial_entry: GivenSerial, count: int) -> list[int]:
        """See `CodeCounter`."""
        return [row[0] for row in self._neighbours(serial_entry, count)]

    def _neighbours(self, serial_entry: GivenSerial, count: int) -> Sequence[SerialRow]:
        if not is_first_issue(serial_entry.number):
            return []
        if self._near_queries < _MOST_NEAR_QUERIES:
            self._near_queries += 1
            near_rows = self._query_near(key_of(serial_entry.number))
            # Nothing may also mean that too few of the documents around have the code.
            if neighbours := _rows_beside(serial_entry, near_rows, count):
                return neighbours
        return _rows_beside(serial_entry, self._first_issue_rows, count)

    @cached_property
    def _rows(self) -> Sequence[SerialRow]:
        return self._query_rows()

    @cached_property
    def _positions(self) -> dict[int, list[int]]:
        return group_pairs((row[0], position) for position, row in enumerate(self._rows))

    @cached_property
    def _distinct_serials(self) -> list[int]:
        """Every serial that was given, in order."""
        return sorted(self._positions)

    @cached_property
    def _first_issue_rows(self) -> Sequence[SerialRow]:
        return self._query_first_issues()


def _rows_beside(serial_entry: GivenSerial, first_issues: Sequence[SerialRow], count: int) -> Sequence[SerialRow]:
    """Return `count` rows on each side of an entry; none if one side has fewer, or if the entry is not among them."""
    key = key_of(serial_entry.number)
    position = bisect_left(first_issues, key, key=_key_of_row)
    while (
        position < len(first_issues)
        and first_issues[position][1] == key
        and (first_issues[position][0], first_issues[position][3]) != (serial_entry.serial, serial_entry.place)
    ):
        position += 1
    if not count <= position < len(first_issues) - count or first_issues[position][1] != key:
        return []
    return [*first_issues[position - count : position], *first_issues[position + 1 : position + 1 + count]]


def _given_serial(row: SerialRow) -> GivenSerial:
    serial, key, day, place = row
    return GivenSerial(serial, number_of(key), date.fromisoformat(day) if day else None, place)


_SELECT_ROWS = select_columns(
    "folder.path, file.name,",
    "FROM document JOIN file ON file.id = document.id JOIN folder ON folder.id = file.folder WHERE live AND ",
)
_KEY_BETWEEN = "document.key >= ? AND document.key < ? ORDER BY document.key"
_IN_FAMILIES = (
    "document.id IN (SELECT member.id FROM json_each(?) AS base"
    " JOIN document AS member ON member.key >= base.value AND member.key < base.value || ':') ORDER BY document.key"
)
_SELECT_FOLLOWERS = (
    "SELECT target, kind, document.key FROM json_each(?) AS number JOIN reference ON target = number.value"
    " JOIN document ON document.id = reference.document AND live AND status = 'issued'"
)
_SELECT_SERIALS = (
    "SELECT serial, key, date, ordinal FROM code JOIN document ON document.id = code.document AND live"
    " WHERE code = ? AND code.year = ? AND serial > 0"
)
_ONLY_FIRST_ISSUES = f" AND {IS_FIRST_ISSUE}"
_NEAR = 200
"""So many documents on each side of one are searched for its neighbours; they are found by the key alone."""
_ONLY_FROM_KEY_DOWN, _ONLY_ABOVE_KEY = (
    f" AND code.document IN (SELECT id FROM document WHERE key {sign} ? ORDER BY key {order} LIMIT {_NEAR})"  # noqa: S608 - words of ours
    for sign, order in (("<=", "DESC"), (">", "ASC"))
)
_ORDER_BY_KEY = " ORDER BY key, ordinal"
_MAX_COUNTERS = 64


class CheckSnapshot(Snapshot):
    """A snapshot that answers questions about single documents from the index, and caches the answers.

    `fetch` reads the document of a file. `counters` keeps counters longer than one snapshot lives.
    """

    def __init__(
        self,
        query: Callable[..., list[tuple[Any, ...]]],
        fetch: Callable[[PurePosixPath], Document],
        vocabulary: Callable[[], Vocabulary],
        settings: Settings,
        counters: dict[tuple[str, int], CodeCounter] | None = None,
    ) -> None:
        self._query = query
        self._fetch = fetch
        self._vocabulary = vocabulary
        self.settings = settings
        self._cached_families: dict[DocumentNumber, tuple[Document, ...]] = {}
        self._followers: dict[tuple[str, int], tuple[DocumentNumber, ...]] = {}
        self._cached_counters = counters if counters is not None else {}

    @property
    def documents(self) -> Mapping[DocumentNumber, Document]:
        """See `Snapshot`; lazy ones."""
        return {document.number: document for document in self._select_documents("TRUE ORDER BY document.key")}

    def prefetch(self, bases: Iterable[DocumentNumber]) -> None:
        """Load some families, and those that they point to, in few queries: one query for each takes longer.

        If a number that they point to does not exist, the numbers that it may be a slip for are loaded too.
        """
        requested = list(bases)
        self._load_families([base for base in requested if base not in self._cached_families])
        references = [
            reference
            for base in requested
            for document in self._cached_families[base]
            for reference in document.all_references()
        ]
        self._load_families(
            [
                base
                for base in dict.fromkeys(reference.to.base for reference in references)
                if base not in self._cached_families
            ]
        )
        missing = dict.fromkeys(
            reference.to.base for reference in references if not self._cached_families[reference.to.base]
        )
        near_bases = dict.fromkeys(near_base for base in missing for near_base in swaps_of(base))
        self._load_families([base for base in near_bases if base not in self._cached_families])
        self._load_followers(
            {
                (key_of(reference.to), REFERENCE_KINDS.index(reference.kind))
                for reference in references
                if reference.kind in FOLLOWING
            }
        )

    def _load_families(self, bases: Sequence[DocumentNumber]) -> None:
        documents_of: dict[DocumentNumber, list[Document]] = {base: [] for base in bases}
        for document in self._select_documents(_IN_FAMILIES, json.dumps([key_of(base) for base in bases])):
            documents_of[document.number.base].append(document)
        self._cached_families.update((base, tuple(members)) for base, members in documents_of.items())

    def clear_cache(self) -> None:
        """Empty the caches, also of the cycles that were found."""
        self._cached_families.clear()
        self._followers.clear()
        self.__dict__.pop("cycles", None)

    def set_family(self, base: DocumentNumber, members: Iterable[Document]) -> None:
        """Use these documents, which the caller has read, as the members of a family."""
        self._cached_families[base] = tuple(members)

    def get(self, number: DocumentNumber) -> Document | None:
        """See `Snapshot`."""
        for document in self.family(number):
            if document.number is number or document.number == number:
                return document
        return None

    def family(self, number: DocumentNumber) -> tuple[Document, ...]:
        """See `Snapshot`."""
        base = number.base
        documents = self._cached_families.get(base)
        if documents is None:
            key = key_of(base)
            documents = tuple(self._select_documents(_KEY_BETWEEN, key, f"{key}:"))
            self._cached_families[base] = documents
        return documents

    def citing(self, number: DocumentNumber) -> tuple[tuple[Document, Reference], ...]:
        """See `Snapshot`."""
        condition = "document.id IN (SELECT document FROM reference WHERE target = ?) ORDER BY document.key"
        documents = self._select_documents(condition, key_of(number))
        return tuple((d, r) for d in documents for r in d.all_references() if r.to == number)

    def followers(self, number: DocumentNumber, kind: ReferenceKind) -> tuple[DocumentNumber, ...]:
        """See `Snapshot`."""
        link = key_of(number), REFERENCE_KINDS.index(kind)
        if link not in self._followers:
            self._load_followers([link])
        return self._followers[link]

    def _load_followers(self, links: Collection[tuple[str, int]]) -> None:
        numbers_of: dict[tuple[str, int], list[DocumentNumber]] = {link: [] for link in links}
        for target, kind, key in self._query(_SELECT_FOLLOWERS, (json.dumps(sorted({target for target, _ in links})),)):
            if (target, kind) in numbers_of:
                numbers_of[target, kind].append(number_of(key))
        self._followers.update((link, tuple(numbers)) for link, numbers in numbers_of.items())

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """See `Snapshot`."""
        return tuple(document for number in self.holder_numbers(entry, year) if (document := self.get(number)))

    def holder_numbers(self, entry: CodeEntry, year: int) -> tuple[DocumentNumber, ...]:
        """See `Snapshot`."""
        code, serial = entry.code.name, entry.serial or 0
        if counter := self._cached_counters.get((code, year)):
            return counter.holders(serial)
        rows = self._query(
            "SELECT key FROM code JOIN document ON document.id = code.document AND live"
            " WHERE code = ? AND code.year = ? AND serial = ? ORDER BY key",
            (code, year, serial),
        )
        return tuple(number_of(key) for (key,) in rows)

    def counter(self, code: str, year: int) -> CodeCounter:
        """See `Snapshot`."""
        counter = self._cached_counters.get((code, year))
        if counter is None:
            counter = IndexCounter(
                partial(self._query, _SELECT_SERIALS + _ORDER_BY_KEY, (code, year)),
                partial(self._query, _SELECT_SERIALS + _ONLY_FIRST_ISSUES + _ORDER_BY_KEY, (code, year)),
                partial(_query_near, self._query, code, year),
            )
            while len(self._cached_counters) >= _MAX_COUNTERS:
                del self._cached_counters[next(iter(self._cached_counters))]
            self._cached_counters[code, year] = counter
        return counter

    def meetings_on(self, day: date) -> tuple[Document, ...]:
        """See `Snapshot`."""
        return tuple(self._select_documents("start = ? ORDER BY document.key", day.isoformat()))

    def numbers_from_source(self, sha256: str) -> tuple[DocumentNumber, ...]:
        """See `Snapshot`."""
        rows = self._query("SELECT key FROM document WHERE live AND source = ? ORDER BY key", (source_key(sha256),))
        return tuple(number_of(key) for (key,) in rows)

    def previous_base(self, base: DocumentNumber) -> DocumentNumber | None:
        """See `Snapshot`."""
        key = key_of(base)
        rows = self._query(
            "SELECT key FROM document WHERE live AND key >= ? AND key < ? ORDER BY key DESC LIMIT 1",
            (key[: key.index(" ") + 1], key),
        )
        return number_of(rows[0][0]).base if rows else None

    def _select_documents(self, condition: str, *parameters: object) -> list[Document]:
        return [self._lazy_document(*row) for row in self._query(_SELECT_ROWS + condition, parameters)]

    def _lazy_document(self, *row: Any) -> Document:
        (folder, name, *columns), fetch = row, self._fetch  # not self: in a circle with it, the index would stay open
        return lazy_document_of(DocumentRow(*columns), lambda: fetch(PurePosixPath(folder, name)))


def _query_near(query: Callable[..., list[SerialRow]], code: str, year: int, key: str) -> list[SerialRow]:
    """Return the serials of the first issues among the documents around a key, in the order of keys."""
    below, above = (
        query(_SELECT_SERIALS + only_near + _ONLY_FIRST_ISSUES + _ORDER_BY_KEY, (code, year, key))
        for only_near in (_ONLY_FROM_KEY_DOWN, _ONLY_ABOVE_KEY)
    )
    return below + above
