"""The documents of a register as its index finds them: read from the files, and only those that were asked for."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from somei_cli.errors import SomeiError, Unreadable
from somei_cli.model.access import Standing
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.documents import AccessKind, Document
from somei_cli.model.markings import Level, Marking, level_of
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.selection import Selection
from somei_cli.model.snapshot import CodeCount, Snapshot
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.store.lookup.index import Index
from somei_cli.store.lookup.keys import SERIES_OF_KEY, key_of, series_in_key
from somei_cli.store.lookup.sketching import ACCESS_FACT
from somei_cli.store.lookup.watching import Place
from somei_cli.store.register import Register

if TYPE_CHECKING:
    from somei_cli.model.sought import Seeking

T = TypeVar("T")

_FOUND = (
    "SELECT DISTINCT folder.path, file.name, file.stamp, document.key FROM document"
    " JOIN file ON file.id = document.id JOIN folder ON folder.id = file.folder"
)
_TRIES = 5


class IndexShelf:
    """As `Shelf`; where the index fails on the way, everything is read instead."""

    def __init__(self, register: Register, index: Index) -> None:
        self._register = register
        self._index = index

    def every(self) -> Collection[Document]:
        """As `Shelf.every`."""
        return tuple(self._read)

    def family(self, base: DocumentNumber) -> tuple[Document, ...]:
        """As `Shelf.family`."""
        key = key_of(base)
        # A colon sorts behind all figures.
        where = "WHERE document.key >= ? AND document.key < ? AND live"
        return self._either(lambda: self._found(where, (key, f"{key}:")), lambda s: s.family(base))

    def citing(self, number: DocumentNumber) -> tuple[Document, ...]:
        """As `Shelf.citing`."""
        where = "WHERE document.id IN (SELECT document FROM reference WHERE target = ?) AND live"
        return self._either(
            lambda: self._found(where, (key_of(number),)),
            lambda s: tuple(dict.fromkeys(d for d, _ in s.citing(number))),
        )

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """As `Shelf.holders`."""
        where = (
            "WHERE document.id IN (SELECT document FROM code WHERE code = ? AND code.year = ? AND serial = ?) AND live"
        )
        words = (entry.code.name, year, entry.serial or 0)
        return self._either(lambda: self._found(where, words), lambda s: tuple(dict.fromkeys(s.holders(entry, year))))

    def at_the_top(self, code: SubjectCode, year: int) -> Iterator[Document]:
        """As `Shelf.at_the_top`."""
        serials = self._either(
            lambda: self._index.ask(
                "SELECT DISTINCT serial FROM code JOIN document ON document.id = code.document AND live"
                " WHERE code = ? AND code.year = ? AND serial > 0 ORDER BY serial DESC",
                (code.name, year),
            ),
            lambda s: [(serial,) for serial in range(s.highest_serial(code, year), 0, -1)],
        )
        for (serial,) in serials:
            yield from self.holders(CodeEntry(code, serial), year)

    def chosen(self, wanted: Selection, vocabulary: Vocabulary, most: int | None) -> tuple[Document, ...]:
        """As `Shelf.chosen`."""
        return self._either(lambda: self._chosen(wanted, vocabulary, most), lambda s: s.chosen(wanted, most))

    def candidates(self, seeking: "Seeking", vocabulary: Vocabulary) -> Iterator[tuple[int, Document]]:
        """As `Shelf.candidates`."""
        from somei_cli.store.lookup.candidates import Candidates, Filter, TooMany

        try:
            where, words = _condition(seeking.selection, vocabulary, self._words)
            yield from Candidates(self._index, seeking, Filter(where, tuple(words)), self._document)
        except (TooMany, sqlite3.Error, OSError, UnicodeError, SomeiError):
            yield from self._read.candidates(seeking)

    def counts(self, year: int | None) -> Mapping[SubjectCode, CodeCount]:
        """As `Shelf.counts`."""
        return self._either(lambda: self._counts(year), lambda s: s.counts(year))

    def _either(self, asked: Callable[[], T], otherwise: Callable[[Snapshot], T]) -> T:
        try:
            return asked()
        except (sqlite3.Error, OSError, UnicodeError, SomeiError):
            return otherwise(self._read)

    @cached_property
    def _read(self) -> Snapshot:
        return self._register.snapshot_of(tuple(self._register.entries()))

    def _counts(self, year: int | None) -> Mapping[SubjectCode, CodeCount]:
        rows = self._index.ask(
            "SELECT code, count(*), max(serial) FROM code WHERE (year = ?1 OR ?1 IS NULL)"
            " AND document NOT IN (SELECT id FROM document WHERE live = 0) GROUP BY code",
            (year,),
        )
        return {SubjectCode(code): CodeCount(times, last) for code, times, last in rows}

    def _chosen(self, wanted: Selection, vocabulary: Vocabulary, most: int | None) -> tuple[Document, ...]:
        where, words = _condition(wanted, vocabulary, self._words)
        limit = "" if most is None else f" LIMIT {most}"
        return self._found(f"WHERE live AND {where}", words, limit)

    def _words(self, field: str) -> list[str]:
        """Every value that a field has, or once had."""
        return [value for (value,) in self._index.ask("SELECT value FROM word WHERE field = ?", (field,))]

    def _found(self, where: str, words: Iterable[object], limit: str = "") -> tuple[Document, ...]:
        """The documents that an answer of the index names, once none of their files has changed since."""
        words = tuple(words)
        for _ in range(_TRIES):
            rows = self._index.ask(f"{_FOUND} {where} ORDER BY document.key{limit}", words)
            if not self._index.look_again({Place(folder, name): stamp for folder, name, stamp, _ in rows}):
                paths = (PurePosixPath(folder, name) for folder, name, _, _ in rows)
                return tuple(self._document(path) for path in paths)
        raise Unreadable(self._register.root, "its files change all the time")

    def _document(self, path: PurePosixPath) -> Document:
        entry = self._register.entry(path)
        if entry.document is None:
            raise Unreadable(path, "has just changed")
        return entry.document


def _condition(
    wanted: Selection, vocabulary: Vocabulary, values: Callable[[str], list[str]]
) -> tuple[str, list[object]]:
    """The conditions in the words of the index; what is a matter of the vocabulary is settled here, value by value."""
    parts: list[str] = ["1"]
    words: list[object] = []

    def any_of(column: str, some: Iterable[object], *, or_none: bool = False) -> None:
        some = list(some)
        marks = ", ".join("?" * len(some))
        parts.append(f"({column} IN ({marks}){f' OR {column} IS NULL' if or_none else ''})")
        words.extend(some)

    plain: tuple[tuple[str, Sequence[object]], ...] = (
        ("document.year", wanted.years),
        (SERIES_OF_KEY, tuple(map(series_in_key, wanted.series))),
        ("status", tuple(map(str, wanted.statuses))),
    )
    for column, some in plain:
        if some:
            any_of(column, some)
    for sign, day in ((">=", wanted.since), ("<=", wanted.until)):
        if day is not None:
            parts.append(f"date {sign} ?")
            words.append(day.isoformat())
    if wanted.types:
        any_of("type", (v for v in values("type") if wanted.takes_type(v, vocabulary)))
    if wanted.bodies:
        any_of("body", (v for v in values("body") if wanted.takes_body(v, vocabulary)))
    if wanted.markings:
        fitting = (v for v in values("marking") if wanted.takes_marking(Marking(v)))
        any_of("marking", fitting, or_none=wanted.takes_marking(None))
    if wanted.accesses:
        open_now = tuple(v for v in values("marking") if level_of(Marking(v)) is Level.UNMARKED)
        parts.append(_decided(wanted.accesses, open_now, words))
    spoken = " OR ".join("instr(languages, ?)" for _ in wanted.languages)
    words.extend(f" {language} " for language in wanted.languages)
    carried = " OR ".join(_carried(entry, words) for entry in wanted.codes)
    parts.extend(f"({part})" for part in (spoken, carried) if part)
    return " AND ".join(parts), words


def _decided(standings: Iterable[Standing], unmarked: Sequence[str], words: list[object]) -> str:
    """Whether the decision in force is one of these; undecided: there is none, and a marking that restricts."""
    newest = f"json_extract(facts, '$[{ACCESS_FACT}][#-1][0]')"
    kinds = [str(AccessKind[one.name]) for one in standings if one is not Standing.UNDECIDED]
    either = [f"{newest} IN ({', '.join('?' * len(kinds))})"]
    words.extend(kinds)
    if Standing.UNDECIDED in standings:
        marks = ", ".join("?" * len(unmarked))
        either.append(f"(marking IS NOT NULL AND marking NOT IN ({marks}) AND {newest} IS NULL)")
        words.extend(unmarked)
    return f"({' OR '.join(either)})"


def _carried(entry: CodeEntry, words: list[object]) -> str:
    """Of a code that a document bears twice the first one counts."""
    words.append(entry.code.name)
    if entry.serial is None:
        return "document.id IN (SELECT document FROM code WHERE code = ? AND first)"
    words.append(entry.serial)
    return "document.id IN (SELECT document FROM code WHERE code = ? AND serial = ? AND first)"
