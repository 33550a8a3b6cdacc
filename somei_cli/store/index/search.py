"""The documents that may fit a search, as the index tells them: some at a time, and no more than are asked for.

What is sought, in the words of the full text: nothing that was typed can be an operator there.
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
from somei_cli.model.query.spelling import nearly, sketch, slips_allowed, words_of
from somei_cli.model.references import Target
from somei_cli.model.register.index_query import (
    AllOf,
    AnyOf,
    LettersQuery,
    PhraseQuery,
    RankStep,
    Section,
    Seeking,
    Sought,
)
from somei_cli.store.index.database import Index
from somei_cli.store.index.disk_changes import FilePlace
from somei_cli.store.index.full_text import bits_of
from somei_cli.store.index.keys import REVISED, key_of

Ask = Callable[[str, tuple[object, ...]], list[tuple[Any, ...]]]

_MOST_WAYS = 64
_MOST_WORDS = 400
NOWHERE = '""'
"""What matches no document."""


def match_of(sought: Sought | None, ask: Ask) -> str | None:
    """The words of a MATCH; None where it would narrow nothing."""
    match sought:
        case PhraseQuery(words, within, _, True):
            return _nearly(words, within, ask)
        case PhraseQuery(words, within, prefix):
            return _phrase(words, within, prefix=prefix)
        case LettersQuery(letters, within):
            return _holding(letters, within, ask)
        case AllOf(of):
            parts = [match_of(one, ask) for one in of]
            return NOWHERE if NOWHERE in parts else _joined(" AND ", filter(None, parts)) or None
        case AnyOf(of):
            parts = [match_of(one, ask) for one in of]
            return None if None in parts else _either(part for part in parts if part and part != NOWHERE)
    return None


def _either(parts: Iterable[str]) -> str:
    return _joined(" OR ", parts) or NOWHERE


def _holding(letters: str, within: tuple[Section, ...], ask: Ask) -> str | None:
    """Words that hold some letters; more than can be asked for at once narrow nothing."""
    rows = ask("SELECT word FROM spelling WHERE instr(word, ?) LIMIT ?", (letters, _MOST_WORDS + 1))
    return None if len(rows) > _MOST_WORDS else _either(_phrase((word,), within) for (word,) in rows)


def _phrase(words: Iterable[str], within: Iterable[Section], *, prefix: bool = False) -> str:
    return f'{{{" ".join(within)}}} : "{" ".join(words)}"{"*" if prefix else ""}'


def _nearly(words: tuple[str, ...], within: tuple[Section, ...], ask: Ask) -> str:
    """Phrases of every spelling; where these are too many, all words in any order."""
    spellings = [_spellings(word, ask) for word in words]
    ways = 1
    for some in spellings:
        ways *= len(some)
    if ways <= _MOST_WAYS:
        return _either(_phrase(way, within) for way in product(*spellings))
    each = (_either(_phrase((word,), within) for word in some) for some in spellings)
    return _joined(" AND ", each)


def _spellings(wanted: str, ask: Ask) -> list[str]:
    """The word, and words of the register that may be meant by it."""
    slips = slips_allowed(wanted)
    if not slips:
        return [wanted]
    drawn = sketch(wanted)
    rows = ask(
        "SELECT word, sketch FROM spelling WHERE length BETWEEN ? AND ?",
        (len(wanted) - slips, len(wanted) + slips),
    )
    near = (word for word, held in rows if (held ^ drawn).bit_count() <= 2 * slips and nearly(wanted, word))
    return list(dict.fromkeys((wanted, *near)))


def _joined(by: str, parts: Iterable[str]) -> str:
    parts = tuple(parts)
    return parts[0] if len(parts) == 1 else f"({by.join(parts)})" if parts else ""


_TRIES = 5
_FIRST, _PAGE = 50, 400
_MOST_APART = 2_000
"""Documents read one by one in the hope of finding enough."""

_LAST_ID = 1 << 62
_FILES = (
    "SELECT folder.path, file.name, file.stamp, document.key FROM document"
    " JOIN file ON file.id = document.id JOIN folder ON folder.id = file.folder WHERE document.id IN ({})"
    " ORDER BY document.key"
)
_FITTING = "SELECT key, id FROM document WHERE {} ORDER BY key LIMIT ?"
_MATCHING = (
    "SELECT document.key, document.id FROM full_text CROSS JOIN document ON document.id = full_text.rowid"
    " WHERE full_text MATCH ? AND full_text.rowid > ? AND full_text.rowid <= ? AND {} ORDER BY full_text.rowid LIMIT ?"
)

Met = tuple[str, int]
"""The key of a document, and its id."""


class TooMany(Exception):
    """So many documents may fit that reading all of them is quicker."""


class Filter(NamedTuple):
    """What must hold beside words, in the words of the index; `few` where hardly any document can fit."""

    where: str
    words: tuple[object, ...] = ()
    few: bool = False

    def also(self, where: str, words: Iterable[object], *, few: bool = False) -> "Filter":
        """Both."""
        return Filter(f"{self.where} AND {where}", (*self.words, *words), self.few or few)


class Candidates:
    """One search. `read` opens a file; `chosen` is the selection in the words of the index."""

    def __init__(
        self, index: Index, seeking: Seeking, chosen: Filter, read: Callable[[PurePosixPath], Document]
    ) -> None:
        self._index = index
        self._seeking = seeking
        self._read = read
        self._filter = _filter(index, seeking, chosen)
        self._told: set[str] = set()

    def __iter__(self) -> Iterator[tuple[int, Document]]:
        """Every candidate once, with the least rank that it may have.

        Raises:
            TooMany: where it does not pay to open files one by one.
        """
        for _ in range(_TRIES):
            # What was told before something changed stays told.
            if (yield from self._all()):
                return
        raise Unreadable(self._index.root, "its files change all the time")

    def _all(self) -> Generator[tuple[int, Document], None, bool]:
        """Tell of all; the value is whether no file had changed."""
        least = min(step.least for step in self._seeking.steps)
        for step in (RankStep(least),) if self._filter.few else self._seeking.steps:
            met = (one for one in self._met(step) if one[0] not in self._told)
            size = max(_FIRST, min(self._seeking.most or _PAGE, _PAGE))
            while some := list(islice(met, size)):
                documents = self._documents([number for _, number in some])
                if documents is None:
                    return False
                for key, document in documents:
                    self._told.add(key)
                    yield step.least, document
                size = min(2 * size, _PAGE)
        return True

    def _documents(self, numbers: list[int]) -> list[tuple[str, Document]] | None:
        """These documents; None where one of their files had changed."""
        rows = self._index.ask(_FILES.format(", ".join("?" * len(numbers))), numbers)
        stamps = {FilePlace(folder, name): stamp for folder, name, stamp, _ in rows}
        if self._index.look_again(stamps) or len(rows) < len(numbers):
            return None
        return [(key, self._read(PurePosixPath(folder, name))) for folder, name, _, key in rows]

    def _met(self, step: RankStep) -> Iterator[Met]:
        """What the index names at a step, in the order of the numbers."""
        if step.names:
            yield from self._named(step.names)
            return
        match = match_of(step.sought, self._index.ask)
        if match is None:
            yield from self._without_words()
        elif match != NOWHERE:
            yield from self._with_words(match)

    def _named(self, names: Iterable[DocumentNumber | CodeEntry]) -> list[Met]:
        each = [_named(name) for name in names]
        either = " OR ".join(where for where, _ in each)
        wanted = self._filter.also(f"({either})", chain.from_iterable(words for _, words in each))
        return self._ask(_FITTING.format(wanted.where), (*wanted.words, -1))

    def _without_words(self) -> Iterator[Met]:
        """All that the filter lets through: page by page, as long as that may be enough."""
        most, where = self._seeking.most, self._filter.where
        if where == _ALIVE and (most is None or most > _MOST_APART):
            raise TooMany
        last, told = "", 0
        limit = -1 if most is None else _PAGE
        while page := self._ask(_FITTING.format(f"{where} AND key > ?"), (*self._filter.words, last, limit)):
            self._refuse_too_many(page)
            yield from page
            last, told = page[-1][0], told + len(page)
            if where == _ALIVE and told > _MOST_APART:
                raise TooMany

    def _with_words(self, match: str) -> Iterator[Met]:
        """Ids up to a certain one are in the order of the numbers; later ones are put among them."""
        ordered = int(self._index.meta("ordered") or 0)
        later = self._matching(match, ordered, _LAST_ID, -1)
        yield from merge(self._in_order(match, ordered), sorted(later))

    def _in_order(self, match: str, ordered: int) -> Iterator[Met]:
        first, last = self._years(ordered)
        limit = -1 if self._seeking.most is None else max(_FIRST, min(self._seeking.most, _PAGE))
        while page := self._matching(match, first, last, limit):
            self._refuse_too_many(page)
            yield from page
            first, limit = page[-1][1], max(limit, _PAGE) if limit > 0 else limit

    def _years(self, ordered: int) -> tuple[int, int]:
        """Between which ids the years stand that were asked for."""
        years = self._seeking.selection.years
        if not years:
            return 0, ordered
        rows = self._ask(
            "SELECT min(id) - 1, max(id) FROM document WHERE id <= ? AND key >= ? AND key < ?",
            (ordered, str(min(years)), str(max(years) + 1)),
        )
        return rows[0] if rows[0][0] is not None else (0, 0)

    def _matching(self, match: str, first: int, last: int, limit: int) -> list[Met]:
        words = (match, first, last, *self._filter.words, limit)
        return self._ask(_MATCHING.format(self._filter.where), words)

    def _refuse_too_many(self, page: list[Met]) -> None:
        many = len(self._told) + len(page)
        if many > _MOST_APART and many > self._ask("SELECT count(*) / 3 FROM document", ())[0][0]:
            raise TooMany

    def _ask(self, question: str, words: Iterable[object]) -> list[tuple[Any, ...]]:
        return self._index.ask(question, words)


_ALIVE = "live AND 1"


def _filter(index: Index, seeking: Seeking, chosen: Filter) -> Filter:
    """The selection and the conditions that are no words."""
    codes = seeking.selection.codes
    found = Filter("live", few=bool(codes) and all(code.serial is not None for code in codes))
    found = found.also(*chosen[:2])
    if seeking.absent:
        bits = bits_of(seeking.absent)
        found = found.also("document.absent & ? = ?", (bits, bits))
    if seeking.cites:
        each = [_cited(index, target) for target in seeking.cites]
        either = " OR ".join(where for where, _ in each)
        found = found.also(f"({either})", chain.from_iterable(words for _, words in each), few=True)
    return found


def _cited(index: Index, target: Target) -> tuple[str, tuple[object, ...]]:
    if isinstance(target, DocumentNumber):
        citing = "SELECT document FROM reference WHERE target = ? AND kind <> ?"
        return f"document.id IN ({citing})", (key_of(target), REVISED)
    words = words_of(target.text)
    if not words:
        return "1", ()
    match = match_of(PhraseQuery(words, (Section.CITED,)), index.ask)
    return "document.id IN (SELECT rowid FROM full_text WHERE full_text MATCH ?)", (match,)


def _named(name: DocumentNumber | CodeEntry) -> tuple[str, tuple[object, ...]]:
    """A first issue names its whole family."""
    if isinstance(name, DocumentNumber):
        # A colon sorts behind all figures.
        return "key >= ? AND key < ?", (key_of(name), f"{key_of(name)}:")
    return "id IN (SELECT document FROM code WHERE code = ? AND serial = ?)", (name.code.name, name.serial)
