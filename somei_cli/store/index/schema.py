"""The tables of the index, and how cards are put into them.

Signals: what a changed document was, and is, to others, so that a check can tell whom its change may concern.
The order of the ids in an index: as the numbers of the documents, so that the first ones can be told at once.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from somei_cli.model.document import Document
from somei_cli.model.document_number import SERIES_AS_FILED
from somei_cli.model.references import ReferenceKind
from somei_cli.store.index.disk_changes import FilePlace, IndexChanges
from somei_cli.store.index.full_text import fill_full_text, make_full_text, tidy_full_text
from somei_cli.store.index.keys import KINDS, base_of, beginning_of_key, code_rows, reference_rows
from somei_cli.store.index.records import Card, Outline, columns_with, sketch_of

if TYPE_CHECKING:
    from somei_cli.store.index.disk_changes import FilePlace
    from somei_cli.store.index.records import Card

AGENDA = KINDS.index(ReferenceKind.AGENDA)
"""With this an outcome names the agenda whose items it is compared with."""
CLAIMS = (KINDS.index(ReferenceKind.PREVIOUS), KINDS.index(ReferenceKind.REPLACES), AGENDA)
"""With these a document says something of the other one that a third may say too."""


class Signal(StrEnum):
    """As what a document is known to others."""

    FAMILY = "family"
    FILE = "file"
    SERIAL = "serial"
    CLAIM = "claim"
    DAY = "day"
    SOURCE = "source"
    NEAR = "near"


def unit_of(key: str | None, place: FilePlace) -> str:
    """What is judged at once: a family, or a file that gives no document."""
    return base_of(key) if key else f"/{place.path}"


Standing = Mapping[tuple[str, str | bytes], object]
"""What a document is to others, by signal and value, each with all that they can see of it."""


def standing_of(
    outline: Outline,
    source: bytes | None,
    codes: Iterable[tuple[str, int, int, int, bool]],
    references: Iterable[tuple[str, int, str]],
) -> Standing:
    """What a document is to others."""
    seen = _seen_from_afar(outline)
    codes = tuple(codes)
    # An outcome looks into the file of its agenda, of which no more is known here than that it was another one.
    told: dict[tuple[str, str | bytes], object] = {
        (Signal.FAMILY, base_of(outline.key)): seen,
        (Signal.FILE, outline.key): object(),
        # What is of the same matter is told by subject and codes.
        (Signal.NEAR, outline.key): (seen, outline.subject, {code for code, *_ in codes}),
    }
    for code, year, serial, place, _ in codes:
        if serial:
            told[Signal.SERIAL, f"{code}\t{year}\t{serial}\t{outline.key}"] = (outline.date, place)
    for target, kind, _ in references:
        if kind in CLAIMS:
            told[Signal.CLAIM, target] = seen
    if outline.start:
        told[Signal.DAY, outline.start] = outline
    if source:
        told[Signal.SOURCE, source] = outline.key
    return told


def _seen_from_afar(outline: Outline) -> tuple[Outline, list[Any]]:
    """What whoever points to a document may see of it: neither its subject nor its codes."""
    _, *facts = json.loads(outline.facts) if outline.facts else [()]
    return outline._replace(subject=None, facts=None), facts


def tell(db: sqlite3.Connection, units: Iterable[str], before: Standing, after: Standing) -> None:
    """Say what is not to others as it was before, and which units are to be judged for themselves."""
    db.executemany("INSERT OR IGNORE INTO unjudged VALUES (?)", ((unit,) for unit in units))
    changed = (signal for signal in before.keys() | after.keys() if before.get(signal) != after.get(signal))
    db.executemany("INSERT OR IGNORE INTO signal VALUES (?, ?)", changed)


_NAME = r"([A-Z-]{1,12})-([0-9]{1,12})-([0-9]{4})-"
_PRINTED = {"ST": "", **{filed: printed for printed, filed in SERIES_AS_FILED.items()}}
_MOST_STRAYS = 20_000
_WORN = 20_000


def promised(place: "FilePlace") -> str:
    """What the key of the document begins with, going by the name of its file; a tilde sorts behind all keys."""
    named = re.match(_NAME, place.name)
    if named is None:
        return "~"
    series, number, year = named.groups()
    return beginning_of_key(int(year), _PRINTED.get(series, series), int(number))


class Ordering:
    """Cards that come nearly in order, put in order; those far from it come at the end.

    `ordered` tells how many came in order before the first that did not.
    """

    def __init__(self) -> None:
        self.ordered = 0
        self._last = ""
        self._strays: list[Card] = []

    def batches(self, cards: "Iterator[Card]", at_once: int) -> "Iterator[list[Card]]":
        """All cards, some at a time."""
        while len(self._strays) <= _MOST_STRAYS and (some := list(islice(cards, at_once))):
            in_order = [card for card in sorted(some, key=_key) if self._is_next(card)]
            self.ordered += len(in_order)
            yield in_order
        rest = chain(self._strays, cards)
        while some := list(islice(rest, at_once)):
            yield some

    def _is_next(self, card: "Card") -> bool:
        key = _key(card)
        if card.document and (key < self._last or not key.startswith(promised(card.place))):
            self._strays.append(card)
            return False
        self._last = max(self._last, key)
        return True


def _key(card: "Card") -> str:
    return card.document[0] if card.document else ""


def last_given(db: sqlite3.Connection) -> int:
    """The last id that was given to a file; none is given twice."""
    rows = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'file'").fetchall()
    return int(rows[0][0]) if rows else 0


def is_worn(built: int, given: int) -> bool:
    """Whether so much changed since an index was built that another one is better."""
    return given > 2 * built + _WORN


_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE folder (id INTEGER PRIMARY KEY, path TEXT UNIQUE, stamp BLOB);
CREATE TABLE file (
    id INTEGER PRIMARY KEY AUTOINCREMENT, folder INTEGER, name TEXT, stamp BLOB, digest BLOB, fault TEXT, line INTEGER
);
CREATE TABLE document (
    id INTEGER PRIMARY KEY, key TEXT, year INTEGER, date TEXT, status TEXT, type TEXT, marking TEXT, body TEXT,
    start TEXT, languages TEXT, source BLOB, subject TEXT, facts TEXT, absent INTEGER, live INTEGER
);
CREATE TABLE code (
    code TEXT, year INTEGER, serial INTEGER, document INTEGER, ordinal INTEGER, first INTEGER,
    PRIMARY KEY (code, year, serial, document, ordinal)
) WITHOUT ROWID;
CREATE TABLE reference (
    target TEXT, document INTEGER, kind INTEGER, item TEXT, PRIMARY KEY (target, document, kind, item)
) WITHOUT ROWID;
CREATE TABLE unjudged (unit TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE signal (kind TEXT, value TEXT, PRIMARY KEY (kind, value)) WITHOUT ROWID;
CREATE TABLE verdict (unit TEXT PRIMARY KEY, turns TEXT, findings TEXT, waivers TEXT, circle INTEGER) WITHOUT ROWID;
CREATE INDEX verdict_turns ON verdict (turns) WHERE turns IS NOT NULL;
CREATE INDEX verdict_circle ON verdict (unit) WHERE circle;
CREATE TABLE word (field TEXT, value TEXT, PRIMARY KEY (field, value)) WITHOUT ROWID;
"""

_KEYS = (
    "CREATE UNIQUE INDEX file_place ON file (folder, name)",
    "CREATE INDEX document_key ON document (key)",
    "CREATE INDEX document_dead ON document (live) WHERE live = 0",
    "CREATE INDEX document_start ON document (start) WHERE start IS NOT NULL",
    "CREATE INDEX document_source ON document (source) WHERE source IS NOT NULL",
    "CREATE INDEX file_fault ON file (folder) WHERE fault IS NOT NULL",
)

_HELD = columns_with(
    "file.id, source, live,",
    "FROM file JOIN folder ON folder.id = file.folder LEFT JOIN document ON document.id = file.id"
    " WHERE path = ? AND name = ?",
)
_ONE = columns_with("source,", "FROM document WHERE document.id = ?")
_WORDS = (("type", 4), ("marking", 5), ("body", 6))
_AT_ONCE = 2_000


def make_tables(db: sqlite3.Connection) -> None:
    """Lay out an empty index."""
    db.executescript(_TABLES)
    make_full_text(db)


def fill(db: sqlite3.Connection, met: IndexChanges, made: Iterable[Card], *, empty: bool = False) -> None:
    """Bring the index to what was met; in an `empty` one nothing needs to be taken out before."""
    db.executemany(
        "INSERT INTO folder (path, stamp) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp",
        met.folders.items(),
    )
    folders = {path: number for number, path in db.execute("SELECT id, path FROM folder")}
    doubted: set[str] = set()
    for place in met.gone:
        key, before = _take_out(db, place)
        doubted |= {key} if key else set()
        tell(db, [unit_of(key, place)], before, {})
    ordering = Ordering()
    rest = iter(made)
    for some in ordering.batches(rest, _AT_ONCE) if empty else iter(lambda: list(islice(rest, _AT_ONCE)), []):
        doubted |= _put(db, some, folders, empty=empty)
    if empty:
        built = {"ordered": ordering.ordered, "given": last_given(db)}
        db.executemany("INSERT INTO meta VALUES (?, ?)", built.items())
        tidy_full_text(db)
        # They take the room that tidying left, and half of what they would take if they grew with the tables.
        for key in _KEYS:
            db.execute(key)
        doubted = {key for (key,) in db.execute("SELECT key FROM document GROUP BY key HAVING count(*) > 1")}
    for key in doubted:
        _settle(db, key)
    db.executemany("DELETE FROM folder WHERE path = ?", ((folder,) for folder in met.gone_folders))


def _put(db: sqlite3.Connection, some: list[Card], folders: dict[str, int], *, empty: bool) -> set[str]:
    doubted: set[str] = set()
    changed = []
    for card in some:
        if card.document is None and card.fault is None:
            words = (card.stamp, folders[card.place.folder], card.place.name)
            db.execute("UPDATE file SET stamp = ? WHERE folder = ? AND name = ?", words)
            continue
        changed.append(card)
        if not empty:
            key, before = _take_out(db, card.place)
            after = _standing_of(card)
            now = card.document[0] if card.document else None
            doubted |= {one for one in (key, now) if one}
            tell(db, {unit_of(one, card.place) for one in (key, now)}, before, after)
    numbered = list(enumerate(changed, last_given(db) + 1))
    db.executemany(
        "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((n, folders[c.place.folder], c.place.name, c.stamp, c.digest, c.fault, c.line) for n, c in numbered),
    )
    held = [(n, card) for n, card in numbered if card.document]
    db.executemany(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        ((n, *(card.document or ()), card.facts, card.words.absent) for n, card in held),
    )
    db.executemany(
        "INSERT INTO code VALUES (?, ?, ?, ?, ?, ?)",
        ((code, year, serial, n, at, first) for n, card in held for code, year, serial, at, first in card.codes),
    )
    db.executemany(
        "INSERT OR IGNORE INTO reference VALUES (?, ?, ?, ?)",
        ((target, n, kind, item) for n, card in held for target, kind, item in card.references),
    )
    fill_full_text(db, ((n, card.words) for n, card in held))
    said = {(field, card.document[at]) for _, card in held if card.document for field, at in _WORDS}
    db.executemany("INSERT OR IGNORE INTO word VALUES (?, ?)", (one for one in said if one[1] is not None))
    return doubted


def _take_out(db: sqlite3.Connection, place: FilePlace) -> tuple[str | None, Standing]:
    """Take out a file and all that it said; return the number that it claimed, and what it was to others."""
    rows = db.execute(_HELD, place).fetchall()
    if not rows:
        return None, {}
    ((number, source, live, *row),) = rows
    db.execute("DELETE FROM file WHERE id = ?", (number,))
    if row[0] is None:
        return None, {}
    outline = Outline(*row)
    # By their whole keys: to find the rows of one document another way would take an index as large as they are.
    held = sketch_of(outline, _fetch_nothing)
    codes, references = code_rows(held), reference_rows(held)
    db.execute("DELETE FROM document WHERE id = ?", (number,))
    db.executemany(
        "DELETE FROM code WHERE code = ? AND year = ? AND serial = ? AND document = ? AND ordinal = ?",
        ((code, year, serial, number, at) for code, year, serial, at, _ in codes),
    )
    db.executemany(
        "DELETE FROM reference WHERE target = ? AND document = ? AND kind = ? AND item = ?",
        ((target, number, kind, item) for target, kind, item in references),
    )
    # What another file of its number hid was nothing to others.
    return outline.key, standing_of(outline, source, codes, references) if live else {}


def _standing_of(card: Card) -> Standing:
    if card.document is None:
        return {}
    key, _, date, status, kind, marking, body, start, _, source, subject = card.document
    outline = Outline(key, date, status, kind, marking, body, start, subject, card.facts)
    return standing_of(outline, source, card.codes, card.references)


def _settle(db: sqlite3.Connection, key: str) -> None:
    """Of several files that claim one number the last one counts, as for whoever reads them in turn."""
    claims = list(_claims(db, key))
    for at, (_, number) in enumerate(claims, 1):
        live = at == len(claims)
        changed = db.execute("UPDATE document SET live = ? WHERE id = ? AND live <> ?", (live, number, live)).rowcount
        if changed:
            source, *row = db.execute(_ONE, (number,)).fetchone()
            held = sketch_of(outline := Outline(*row), _fetch_nothing)
            tell(db, (), {}, standing_of(outline, source, code_rows(held), reference_rows(held)))


def _claims(db: sqlite3.Connection, key: str) -> Iterator[tuple[tuple[str, ...], int]]:
    rows = db.execute(
        "SELECT path || '/' || name, document.id FROM document JOIN file ON file.id = document.id"
        " JOIN folder ON folder.id = file.folder WHERE key = ?",
        (key,),
    )
    # A folder and a file sort by their names, level by level.
    yield from sorted((PurePosixPath(path).parts, number) for path, number in rows)


def _fetch_nothing() -> Document:
    raise LookupError
