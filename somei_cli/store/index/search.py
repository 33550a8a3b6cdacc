"""The documents that may fit a search: a search query as an FTS5 expression, and the matches page by page.

Typed words are always quoted, so that none of them can act as an FTS5 operator.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from heapq import merge
from itertools import chain, islice, product
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.query.field_texts import Section
from somei_cli.model.query.normalised_text import is_near_spelling, letter_signature, slips_allowed, split_words
from somei_cli.model.references import Target
from somei_cli.model.register.index_query import (
    AllOf,
    AnyOf,
    IndexQuery,
    LettersQuery,
    PhraseQuery,
    RankStep,
    SearchPlan,
)
from somei_cli.store.index.database import Index
from somei_cli.store.index.disk_changes import FilePlace
from somei_cli.store.index.full_text import absence_bits
from somei_cli.store.index.keys import key_of

RunSearchQuery = Callable[[str, tuple[object, ...]], list[tuple[Any, ...]]]

_MAX_PHRASES = 64
_MAX_WORDS = 400
MATCH_NOTHING = '""'
"""An expression that matches no document."""


def match_expression(expression: IndexQuery | None, query: RunSearchQuery) -> str | None:
    """Return the expression for MATCH; None if it would exclude nothing."""
    match expression:
        case PhraseQuery(words, within, _, True):
            return _misspelt_phrase(words, within, query)
        case PhraseQuery(words, within, prefix):
            return _phrase_expression(words, within, prefix=prefix)
        case LettersQuery(letters, within):
            return _words_containing(letters, within, query)
        case AllOf(of):
            parts = [match_expression(part, query) for part in of]
            return MATCH_NOTHING if MATCH_NOTHING in parts else _join_parts(" AND ", filter(None, parts)) or None
        case AnyOf(of):
            parts = [match_expression(part, query) for part in of]
            return None if None in parts else _any_of(part for part in parts if part and part != MATCH_NOTHING)
    return None


def _any_of(parts: Iterable[str]) -> str:
    return _join_parts(" OR ", parts) or MATCH_NOTHING


def _words_containing(letters: str, within: tuple[Section, ...], query: RunSearchQuery) -> str | None:
    """Match words that contain some letters; None if they are more than one query takes."""
    rows = query("SELECT word FROM spelling WHERE instr(word, ?) LIMIT ?", (letters, _MAX_WORDS + 1))
    return None if len(rows) > _MAX_WORDS else _any_of(_phrase_expression((word,), within) for (word,) in rows)


def _phrase_expression(words: Iterable[str], within: Iterable[Section], *, prefix: bool = False) -> str:
    return f'{{{" ".join(within)}}} : "{" ".join(words)}"{"*" if prefix else ""}'


def _misspelt_phrase(words: tuple[str, ...], within: tuple[Section, ...], query: RunSearchQuery) -> str:
    """Match the phrase in every spelling; if these are too many, all words in any order."""
    spellings = [_spellings(word, query) for word in words]
    phrase_count = 1
    for alternatives in spellings:
        phrase_count *= len(alternatives)
    if phrase_count <= _MAX_PHRASES:
        return _any_of(_phrase_expression(phrase, within) for phrase in product(*spellings))
    clauses = (_any_of(_phrase_expression((word,), within) for word in alternatives) for alternatives in spellings)
    return _join_parts(" AND ", clauses)


def _spellings(typed_word: str, query: RunSearchQuery) -> list[str]:
    """Return the word, and words of the register that it may be a slip for."""
    slips = slips_allowed(typed_word)
    if not slips:
        return [typed_word]
    typed_sketch = letter_signature(typed_word)
    rows = query(
        "SELECT word, sketch FROM spelling WHERE length BETWEEN ? AND ?",
        (len(typed_word) - slips, len(typed_word) + slips),
    )
    near = (
        word
        for word, word_sketch in rows
        if (word_sketch ^ typed_sketch).bit_count() <= 2 * slips and is_near_spelling(typed_word, word)
    )
    return list(dict.fromkeys((typed_word, *near)))


def _join_parts(separator: str, parts: Iterable[str]) -> str:
    parts = tuple(parts)
    return parts[0] if len(parts) == 1 else f"({separator.join(parts)})" if parts else ""


_TRIES = 5
_FIRST_PAGE_SIZE, _PAGE_SIZE = 50, 400
_MAX_SINGLE_READS = 2_000
"""So many documents are read one by one in the hope of finding enough."""

_LAST_ID = 1 << 62
_SELECT_FILES = (
    "SELECT folder.path, file.name, file.stamp, document.key FROM document"
    " JOIN file ON file.id = document.id JOIN folder ON folder.id = file.folder WHERE document.id IN ({})"
    " ORDER BY document.key"
)
_SELECT_FITTING = "SELECT key, id FROM document WHERE {} ORDER BY key LIMIT ?"
_SELECT_MATCHING = (
    "SELECT document.key, document.id FROM full_text CROSS JOIN document ON document.id = full_text.rowid"
    " WHERE full_text MATCH ? AND full_text.rowid > ? AND full_text.rowid <= ? AND {} ORDER BY full_text.rowid LIMIT ?"
)

KeyAndId = tuple[str, int]
"""The key of a document, and its id."""


class TooManyCandidates(Exception):
    """So many documents may fit that reading all of them is quicker."""


class CandidateFilter(NamedTuple):
    """SQL conditions beside the words of a search; `is_narrow` if hardly any document can fit."""

    condition: str
    parameters: tuple[object, ...] = ()
    is_narrow: bool = False

    def and_also(self, condition: str, parameters: Iterable[object], *, is_narrow: bool = False) -> "CandidateFilter":
        """Return this filter with another condition added."""
        return CandidateFilter(
            f"{self.condition} AND {condition}", (*self.parameters, *parameters), self.is_narrow or is_narrow
        )


class SearchCandidates:
    """The candidates of one search, as an iterable; `read_document` reads a file."""

    def __init__(
        self,
        index: Index,
        seeking: SearchPlan,
        selection_filter: CandidateFilter,
        read_document: Callable[[PurePosixPath], Document],
    ) -> None:
        self._index = index
        self._seeking = seeking
        self._read_document = read_document
        self._conditions = _complete_filter(index, seeking, selection_filter)
        self._yielded: set[str] = set()

    def __iter__(self) -> Iterator[tuple[int, Document]]:
        """Yield every candidate once, with the least rank that it may have.

        Raises:
            TooManyCandidates: if it does not pay to open files one by one.
            Unreadable: if files keep changing.
        """
        for _ in range(_TRIES):
            # If a file changed, start again; what was yielded before is not yielded twice.
            if (yield from self._yield_all()):
                return
        raise Unreadable(self._index.root, "its files change all the time")

    def _yield_all(self) -> Generator[tuple[int, Document], None, bool]:
        """Yield all candidates; return whether no file had changed."""
        least = min(step.least_rank for step in self._seeking.steps)
        for step in (RankStep(least),) if self._conditions.is_narrow else self._seeking.steps:
            candidates = (candidate for candidate in self._find_at_step(step) if candidate[0] not in self._yielded)
            size = max(_FIRST_PAGE_SIZE, min(self._seeking.limit or _PAGE_SIZE, _PAGE_SIZE))
            while batch := list(islice(candidates, size)):
                documents = self._read_documents([document_id for _, document_id in batch])
                if documents is None:
                    return False
                for key, document in documents:
                    self._yielded.add(key)
                    yield step.least_rank, document
                size = min(2 * size, _PAGE_SIZE)
        return True

    def _read_documents(self, document_ids: list[int]) -> list[tuple[str, Document]] | None:
        """Read documents; None if one of their files had changed."""
        rows = self._index.query(_SELECT_FILES.format(", ".join("?" * len(document_ids))), document_ids)
        stamps = {FilePlace(folder, name): stamp for folder, name, stamp, _ in rows}
        if self._index.refresh_files(stamps) or len(rows) < len(document_ids):
            return None
        return [(key, self._read_document(PurePosixPath(folder, name))) for folder, name, _, key in rows]

    def _find_at_step(self, step: RankStep) -> Iterator[KeyAndId]:
        """Yield the matches of a rank step, in the order of the numbers."""
        if step.names:
            yield from self._find_named(step.names)
            return
        match = match_expression(step.query, self._index.query)
        if match is None:
            yield from self._find_without_words()
        elif match != MATCH_NOTHING:
            yield from self._find_matching(match)

    def _find_named(self, names: Iterable[DocumentNumber | CodeEntry]) -> list[KeyAndId]:
        clauses = [_name_clause(name) for name in names]
        condition = " OR ".join(where for where, _ in clauses)
        narrowed = self._conditions.and_also(f"({condition})", chain.from_iterable(words for _, words in clauses))
        return self._query(_SELECT_FITTING.format(narrowed.condition), (*narrowed.parameters, -1))

    def _find_without_words(self) -> Iterator[KeyAndId]:
        """Yield all that the filter lets through, page by page."""
        limit_asked, condition = self._seeking.limit, self._conditions.condition
        if condition == _LIVE_ONLY and (limit_asked is None or limit_asked > _MAX_SINGLE_READS):
            raise TooManyCandidates
        last_key, total = "", 0
        limit = -1 if limit_asked is None else _PAGE_SIZE
        while page := self._query(
            _SELECT_FITTING.format(f"{condition} AND key > ?"), (*self._conditions.parameters, last_key, limit)
        ):
            self._refuse_too_many(page)
            yield from page
            last_key, total = page[-1][0], total + len(page)
            if condition == _LIVE_ONLY and total > _MAX_SINGLE_READS:
                raise TooManyCandidates

    def _find_matching(self, match: str) -> Iterator[KeyAndId]:
        """Yield matches by number: ids up to a certain one are in that order; later ones are merged in."""
        last_ordered_id = int(self._index.meta("ordered") or 0)
        unordered = self._query_matches(match, last_ordered_id, _LAST_ID, -1)
        yield from merge(self._find_in_order(match, last_ordered_id), sorted(unordered))

    def _find_in_order(self, match: str, last_ordered_id: int) -> Iterator[KeyAndId]:
        first, last = self._id_range(last_ordered_id)
        limit = -1 if self._seeking.limit is None else max(_FIRST_PAGE_SIZE, min(self._seeking.limit, _PAGE_SIZE))
        while page := self._query_matches(match, first, last, limit):
            self._refuse_too_many(page)
            yield from page
            first, limit = page[-1][1], max(limit, _PAGE_SIZE) if limit > 0 else limit

    def _id_range(self, last_ordered_id: int) -> tuple[int, int]:
        """Return between which ids the years of the selection are."""
        years = self._seeking.selection.years
        if not years:
            return 0, last_ordered_id
        rows = self._query(
            "SELECT min(id) - 1, max(id) FROM document WHERE id <= ? AND key >= ? AND key < ?",
            (last_ordered_id, str(min(years)), str(max(years) + 1)),
        )
        return rows[0] if rows[0][0] is not None else (0, 0)

    def _query_matches(self, match: str, first: int, last: int, limit: int) -> list[KeyAndId]:
        parameters = (match, first, last, *self._conditions.parameters, limit)
        return self._query(_SELECT_MATCHING.format(self._conditions.condition), parameters)

    def _refuse_too_many(self, page: list[KeyAndId]) -> None:
        total = len(self._yielded) + len(page)
        if total > _MAX_SINGLE_READS and total > self._query("SELECT count(*) / 3 FROM document", ())[0][0]:
            raise TooManyCandidates

    def _query(self, sql: str, parameters: Iterable[object]) -> list[tuple[Any, ...]]:
        return self._index.query(sql, parameters)


_LIVE_ONLY = "live AND 1"
_HAS_ABSENCES = "(SELECT fields FROM absence WHERE absence.document = document.id) & ? = ?"


def _complete_filter(index: Index, seeking: SearchPlan, selection_filter: CandidateFilter) -> CandidateFilter:
    """Add the conditions that are not words to the selection."""
    codes = seeking.selection.codes
    complete = CandidateFilter("live", is_narrow=bool(codes) and all(code.serial is not None for code in codes))
    complete = complete.and_also(*selection_filter[:2])
    if seeking.absent:
        bits = absence_bits(seeking.absent)
        complete = complete.and_also(_HAS_ABSENCES, (bits, bits))
    if seeking.cites:
        clauses = [_citing_clause(index, target) for target in seeking.cites]
        condition = " OR ".join(where for where, _ in clauses)
        complete = complete.and_also(
            f"({condition})", chain.from_iterable(words for _, words in clauses), is_narrow=True
        )
    return complete


def _citing_clause(index: Index, target: Target) -> tuple[str, tuple[object, ...]]:
    if isinstance(target, DocumentNumber):
        from somei_cli.store.index.row_columns import REVISED_KIND

        citing = "SELECT document FROM reference WHERE target = ? AND kind <> ?"
        return f"document.id IN ({citing})", (key_of(target), REVISED_KIND)
    words = split_words(target.text)
    if not words:
        return "1", ()
    match = match_expression(PhraseQuery(words, (Section.CITED,)), index.query)
    return "document.id IN (SELECT rowid FROM full_text WHERE full_text MATCH ?)", (match,)


def _name_clause(name: DocumentNumber | CodeEntry) -> tuple[str, tuple[object, ...]]:
    """Match a number with its whole family, or a code with its serial."""
    if isinstance(name, DocumentNumber):
        # A colon sorts after all digits.
        return "key >= ? AND key < ?", (key_of(name), f"{key_of(name)}:")
    return "id IN (SELECT document FROM code WHERE code = ? AND serial = ?)", (name.code.name, name.serial)
