"""The tables of the index, and how cards are put into them."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath

from somei_cli.model.document import Document
from somei_cli.store.index.disk_changes import FilePlace, IndexChanges
from somei_cli.store.index.full_text import fill_full_text, make_full_text, tidy_full_text
from somei_cli.store.index.id_order import Ordering, last_given
from somei_cli.store.index.keys import code_rows, reference_rows
from somei_cli.store.index.records import Card
from somei_cli.store.index.row_columns import Outline, columns_with, sketch_of
from somei_cli.store.index.signals import Standing, standing_of, tell, unit_of

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
