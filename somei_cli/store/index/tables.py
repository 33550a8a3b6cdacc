"""The tables of the index, and how index records are written into them and taken out."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path, PurePosixPath

from somei_cli.model.document import Document
from somei_cli.model.document_fields import FIELDS_BY_MEMBER, FIELDS_BY_WORDS
from somei_cli.store.index.change_signals import VisibleFacts, signal_changes, unit_of, visible_facts_of
from somei_cli.store.index.disk_changes import DiskChanges, FilePlace
from somei_cli.store.index.full_text import (
    SectionWords,
    create_full_text,
    has_full_text,
    insert_full_text,
    optimise_full_text,
)
from somei_cli.store.index.id_order import RecordSorter, last_file_id
from somei_cli.store.index.keys import HAS_DOUBTS, HAS_FOLLOW_UPS, IS_NOT_ISSUED, SEARCHED_LISTS
from somei_cli.store.index.records import IndexRecord, read_records, read_words
from somei_cli.store.index.row_columns import DocumentRow, code_rows, lazy_document_of, reference_rows, select_columns
from somei_cli.store.index.text_digests import write_stamps

# Ids of files are never reused (AUTOINCREMENT): full-text rows cannot be deleted, and the row of a changed file must
# not lead to the document that would get its id next.
_TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE folder (id INTEGER PRIMARY KEY, path TEXT UNIQUE, stamp BLOB);
CREATE TABLE file (
    id INTEGER PRIMARY KEY AUTOINCREMENT, folder INTEGER, name TEXT, stamp BLOB, digest BLOB, fault TEXT, line INTEGER
);
CREATE TABLE document (
    id INTEGER PRIMARY KEY, key TEXT, year INTEGER, date TEXT, status TEXT, type TEXT, marking TEXT, body TEXT,
    start TEXT, source BLOB, subject TEXT, {" TEXT, ".join(FIELDS_BY_MEMBER + FIELDS_BY_WORDS)} TEXT,
    facts TEXT, live INTEGER
);
CREATE TABLE code (
    code TEXT, year INTEGER, serial INTEGER, document INTEGER, ordinal INTEGER, first INTEGER,
    PRIMARY KEY (code, year, serial, document, ordinal)
) WITHOUT ROWID;
CREATE TABLE reference (
    target TEXT, document INTEGER, kind INTEGER, item TEXT, PRIMARY KEY (target, document, kind, item)
) WITHOUT ROWID;
CREATE TABLE unjudged (unit TEXT PRIMARY KEY, codes TEXT) WITHOUT ROWID;
CREATE TABLE signal (kind TEXT, value TEXT, PRIMARY KEY (kind, value)) WITHOUT ROWID;
CREATE TABLE verdict (unit TEXT PRIMARY KEY, turns TEXT, findings TEXT, waivers TEXT, circle INTEGER) WITHOUT ROWID;
CREATE INDEX verdict_turns ON verdict (turns) WHERE turns IS NOT NULL;
CREATE INDEX verdict_circle ON verdict (unit) WHERE circle;
CREATE TABLE word (field TEXT, value TEXT, PRIMARY KEY (field, value)) WITHOUT ROWID;
"""

_CREATE_INDEXES = (
    "CREATE UNIQUE INDEX file_place ON file (folder, name)",
    "CREATE INDEX document_key ON document (key)",
    "CREATE INDEX document_dead ON document (live) WHERE live = 0",
    "CREATE INDEX document_start ON document (start) WHERE start IS NOT NULL",
    "CREATE INDEX document_source ON document (source) WHERE source IS NOT NULL",
    f"CREATE INDEX document_follow_ups ON document (key) WHERE {HAS_FOLLOW_UPS}",
    f"CREATE INDEX document_doubts ON document (key) WHERE {HAS_DOUBTS}",
    f"CREATE INDEX document_status ON document (status, live) WHERE {IS_NOT_ISSUED}",
    *(f"CREATE INDEX document_{name} ON document ({name}) WHERE {name} <> ''" for name in SEARCHED_LISTS),
    "CREATE INDEX file_fault ON file (folder) WHERE fault IS NOT NULL",
)

_SELECT_FILE = select_columns(
    "file.id, source, live,",
    "FROM file JOIN folder ON folder.id = file.folder LEFT JOIN document ON document.id = file.id"
    " WHERE path = ? AND name = ?",
)
_SELECT_DOCUMENT = select_columns("source,", "FROM document WHERE document.id = ?")
_COLUMNS = ("id", *DocumentRow._fields, "year", "source", *FIELDS_BY_MEMBER, *FIELDS_BY_WORDS)
_INSERT_DOCUMENT = f"INSERT INTO document ({', '.join(_COLUMNS)}, live) VALUES ({'?, ' * len(_COLUMNS)}1)"  # noqa: S608 - words of ours
_VALUE_COLUMNS = ("type", "marking", "body")
_BATCH_SIZE = 2_000
_ROWS_OF_STATEMENT = 20


QUICK_WRITING = (
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192; PRAGMA cache_size = -16384;"
)
"""Settings of a new database: a crash leaves one that nobody opens, so that it needs no journal.

The cache, in KiB, holds the tables of some ten thousand documents, which are read again until the index is complete.
"""


def make_tables(db: sqlite3.Connection, *, with_words: bool) -> None:
    """Create the tables of an empty index, those of the full text only on request."""
    db.executescript(_TABLES)
    if with_words:
        create_full_text(db)


def write_changes(
    db: sqlite3.Connection, changes: DiskChanges, records: Iterable[IndexRecord], *, empty: bool = False
) -> None:
    """Write what changed on disk into the tables; in an `empty` index nothing is deleted first.

    If there is a full text, the records must have been read with their words.
    """
    with_words = has_full_text(db)
    write_stamps(db, changes.folders)
    folders = list_folders(db)
    disputed_keys: set[str] = set()
    # Two files may claim one number, as after a copy by hand. Which one is live can only be decided once all files are
    # in, so that keys whose claims changed are collected first.
    for place in changes.gone:
        key, visible_before = _delete_file(db, place)
        disputed_keys |= {key} if key else set()
        signal_changes(db, [unit_of(key, place)], visible_before, {})
    ordering = RecordSorter()
    remaining = iter(records)
    for batch in (
        ordering.batches(remaining, _BATCH_SIZE) if empty else iter(lambda: list(islice(remaining, _BATCH_SIZE)), [])
    ):
        disputed_keys |= _insert_records(db, batch, folders, empty=empty, with_words=with_words)
    if empty:
        complete_tables(db, ordering.ordered)
        return
    for key in disputed_keys:
        _decide_live_file(db, key)
    # Folders go last: the files in them were found by the path of their folder.
    db.executemany("DELETE FROM folder WHERE path = ?", ((folder,) for folder in changes.gone_folders))


def list_folders(db: sqlite3.Connection) -> dict[str, int]:
    """Return the ids of the folders by their paths."""
    return {path: number for number, path in db.execute("SELECT id, path FROM folder")}


def complete_tables(db: sqlite3.Connection, last_ordered_id: int) -> None:
    """Complete tables that were empty until now; up to one id the ids of files are in the order of the numbers."""
    built_meta = {"ordered": last_ordered_id, "given": last_file_id(db)}
    db.executemany("INSERT INTO meta VALUES (?, ?)", built_meta.items())
    if has_full_text(db):
        optimise_full_text(db)
    # Created at the end: they use the space that optimising freed, and half of what they would take if they grew with
    # the tables.
    for key in _CREATE_INDEXES:
        db.execute(key)
    for (key,) in db.execute("SELECT key FROM document GROUP BY key HAVING count(*) > 1").fetchall():
        _decide_live_file(db, key)


def copy_tables(db: sqlite3.Connection, source: str) -> None:
    """Copy what was inserted into the tables of an attached database, for other files, into the main tables."""
    # Whole tables of the same columns SQLite copies row by row as they are, in a tenth of the time of inserting them.
    for table in ("file", "document", "code", "reference", "verdict"):
        db.execute(f"INSERT INTO main.{table} SELECT * FROM {source}.{table}")  # noqa: S608 - words of ours
    for table in ("unjudged", "word"):
        db.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM {source}.{table}")  # noqa: S608 - words of ours


def _insert_records(
    db: sqlite3.Connection, records: list[IndexRecord], folders: dict[str, int], *, empty: bool, with_words: bool
) -> set[str]:
    disputed_keys: set[str] = set()
    changed_records = []
    for record in records:
        # The digest is as before, as after `touch`: only the stamp is new, and no verdict is affected.
        if record.document is None and record.fault is None:
            parameters = (record.stamp, folders[record.place.folder], record.place.name)
            db.execute("UPDATE file SET stamp = ? WHERE folder = ? AND name = ?", parameters)
            continue
        changed_records.append(record)
        if not empty:
            old_key, visible_before = _delete_file(db, record.place)
            visible_after = _facts_visible_in(record)
            new_key = record.document.key if record.document else None
            disputed_keys |= {key for key in (old_key, new_key) if key}
            signal_changes(
                db, {unit_of(key, record.place) for key in (old_key, new_key)}, visible_before, visible_after
            )
    insert_new_records(db, list(enumerate(changed_records, last_file_id(db) + 1)), folders, with_words=with_words)
    return disputed_keys


def insert_new_records(
    db: sqlite3.Connection,
    numbered_records: Sequence[tuple[int, IndexRecord]],
    folders: Mapping[str, int],
    *,
    with_words: bool = False,
) -> None:
    """Insert the records of files that the tables do not hold, with the ids of the files and those of their folders."""
    _insert_rows(
        db,
        "INSERT INTO file",
        [
            (
                file_id,
                folders[record.place.folder],
                record.place.name,
                record.stamp,
                record.digest,
                record.fault,
                record.line,
            )
            for file_id, record in numbered_records
        ],
    )
    document_records = [(file_id, record) for file_id, record in numbered_records if record.document]
    db.executemany(
        _INSERT_DOCUMENT,
        (
            (file_id, *record.document, record.year, record.source, *record.lists, *record.texts)
            for file_id, record in document_records
            if record.document
        ),
    )
    # In the order of the tables: SQLite then fills page after page.
    _insert_rows(
        db,
        "INSERT INTO code",
        sorted(
            [
                (code, year, serial, file_id, ordinal, first)
                for file_id, record in document_records
                for code, year, serial, ordinal, first in record.codes
            ]
        ),
    )
    _insert_rows(
        db,
        "INSERT OR IGNORE INTO reference",
        sorted(
            [
                (target, file_id, kind, item)
                for file_id, record in document_records
                for target, kind, item in record.references
            ]
        ),
    )
    if with_words:
        insert_full_text(db, _words_of_records(document_records))
    # Only where families are judged as they are read.
    verdict_rows = [record.verdict for _, record in numbered_records if record.verdict]
    db.executemany("INSERT INTO verdict VALUES (?, ?, ?, ?, ?)", verdict_rows)
    unjudged = ((unit,) for _, record in numbered_records for unit in record.unjudged)
    db.executemany("INSERT OR REPLACE INTO unjudged VALUES (?, NULL)", unjudged)
    values = {column: {getattr(record.document, column) for _, record in document_records} for column in _VALUE_COLUMNS}
    for position, column in enumerate(FIELDS_BY_WORDS):
        values[column] = {record.texts[position] for _, record in document_records}
    for position, column in enumerate(FIELDS_BY_MEMBER):
        if column in SEARCHED_LISTS:
            values[column] = {record.lists[position] or None for _, record in document_records}
    db.executemany(
        "INSERT OR IGNORE INTO word VALUES (?, ?)",
        ((column, value) for column, column_values in values.items() for value in column_values if value is not None),
    )


def _insert_rows(db: sqlite3.Connection, insert: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert short rows, many by one statement, which takes a third of the time less."""
    if not rows:
        return
    places = f"({', '.join('?' * len(rows[0]))})"
    end = len(rows) - len(rows) % _ROWS_OF_STATEMENT
    insert_rows = f"{insert} VALUES {', '.join([places] * _ROWS_OF_STATEMENT)}"
    db.executemany(
        insert_rows,
        (
            tuple(chain.from_iterable(rows[start : start + _ROWS_OF_STATEMENT]))
            for start in range(0, end, _ROWS_OF_STATEMENT)
        ),
    )
    db.executemany(f"{insert} VALUES {places}", rows[end:])


def add_full_text(db: sqlite3.Connection, root: Path) -> None:
    """Add the full text to an index that was built without it, in one transaction: each file is read again."""
    rows = db.execute(
        "SELECT file.id, path || '/' || name, digest FROM document JOIN file ON file.id = document.id"
        " JOIN folder ON folder.id = file.folder ORDER BY file.id"
    ).fetchall()
    create_full_text(db)
    db.execute("BEGIN")
    changed_files: set[int] = set()
    words = read_words(root, rows)
    while batch := list(islice(words, _BATCH_SIZE)):
        insert_full_text(db, ((file.file_id, file.words) for file in batch if file.words))
        changed_files.update(file.file_id for file in batch if not file.words)
    # A file has changed since the index looked. Its record is made anew: one without words would never be found.
    changes = DiskChanges()
    for file_id, path, _ in rows:
        if file_id in changed_files:
            changes.files[FilePlace(*path.rsplit("/", 1))] = None
    write_changes(db, changes, read_records(root, [(place, None, None) for place in changes.files], with_words=True))
    optimise_full_text(db)
    db.execute("COMMIT")


def _words_of_records(records: Iterable[tuple[int, IndexRecord]]) -> Iterator[tuple[int, SectionWords]]:
    for file_id, record in records:
        if record.words is None:  # a search would overlook it without a word
            raise sqlite3.DatabaseError("read without its words")
        yield file_id, record.words


def _delete_file(db: sqlite3.Connection, place: FilePlace) -> tuple[str | None, VisibleFacts]:
    """Delete a file with all its rows; return the key that it claimed, and what other documents saw of it."""
    rows = db.execute(_SELECT_FILE, place).fetchall()
    if not rows:
        return None, {}
    ((file_id, source, live, *row),) = rows
    db.execute("DELETE FROM file WHERE id = ?", (file_id,))
    if row[0] is None:
        return None, {}
    outline = DocumentRow(*row)
    # Rows are deleted by their whole keys, computed again from the facts: to find the rows of a document by its id, an
    # index as large as these tables would be needed.
    document = lazy_document_of(outline, _fetch_nothing)
    codes, references = code_rows(document), reference_rows(document)
    db.execute("DELETE FROM document WHERE id = ?", (file_id,))
    db.executemany(
        "DELETE FROM code WHERE code = ? AND year = ? AND serial = ? AND document = ? AND ordinal = ?",
        ((code, year, serial, file_id, ordinal) for code, year, serial, ordinal, _ in codes),
    )
    db.executemany(
        "DELETE FROM reference WHERE target = ? AND document = ? AND kind = ? AND item = ?",
        ((target, file_id, kind, item) for target, kind, item in references),
    )
    # A file that is not live was invisible to others, so that nothing changes for them.
    return outline.key, visible_facts_of(outline, source, codes, references) if live else {}


def _facts_visible_in(record: IndexRecord) -> VisibleFacts:
    if record.document is None:
        return {}
    return visible_facts_of(record.document, record.source, record.codes, record.references)


def _decide_live_file(db: sqlite3.Connection, key: str) -> None:
    """Of several files that claim one number, make the last one live, as readers of all files do."""
    claims = list(_list_claims(db, key))
    for position, (_, file_id) in enumerate(claims, 1):
        live = position == len(claims)
        changed = db.execute("UPDATE document SET live = ? WHERE id = ? AND live <> ?", (live, file_id, live)).rowcount
        if changed:
            source, *row = db.execute(_SELECT_DOCUMENT, (file_id,)).fetchone()
            document = lazy_document_of(outline := DocumentRow(*row), _fetch_nothing)
            signal_changes(db, (), {}, visible_facts_of(outline, source, code_rows(document), reference_rows(document)))


def _list_claims(db: sqlite3.Connection, key: str) -> Iterator[tuple[tuple[str, ...], int]]:
    rows = db.execute(
        "SELECT path || '/' || name, document.id FROM document JOIN file ON file.id = document.id"
        " JOIN folder ON folder.id = file.folder WHERE key = ?",
        (key,),
    )
    # Compare level by level, as a walk does: "a/b.toml" comes before "a-b.toml", though "-" sorts before "/".
    yield from sorted((PurePosixPath(path).parts, file_id) for path, file_id in rows)


def _fetch_nothing() -> Document:
    raise LookupError
