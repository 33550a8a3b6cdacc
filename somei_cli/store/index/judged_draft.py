"""Fill the tables of a new index while families are judged: two processes read files, each for its own database.

The ids of files follow from their order, so that neither process needs to know what the other one finds. This process
begins with the first files and the other one with the last. When they meet, the tables of the other one are copied.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from itertools import islice, takewhile
from pathlib import Path
from typing import NamedTuple

from somei_cli.store.index.id_order import UNKNOWN_KEY, ExpectedFile, last_file_id
from somei_cli.store.index.judged_records import FirstJudge, read_judged_records
from somei_cli.store.index.records import IndexRecord
from somei_cli.store.index.tables import QUICK_WRITING, copy_tables, insert_new_records, list_folders, make_tables
from somei_cli.store.operating_system import NEW_FILE
from somei_cli.store.process.fork_pool import sharing_turns, working_beside

_CHUNK_SIZE, _FIRST_CHUNK_SIZE = 500, 100
_CHUNKS_OF_BATCH = 4
"""Chunks whose rows are written together: in the order of their tables, SQLite fills page after page."""
_FEWEST_FILES = 2_000
"""Fewer files are read by this process alone: to start another one would cost more."""

FileSpan = tuple[int, int]
"""Where a chunk of the files begins and ends."""


class ReadingJob(NamedTuple):
    """What both processes know: the files in the order of their ids, who judges, and the ids of folders."""

    root: Path
    files: Sequence[ExpectedFile]
    judge: FirstJudge
    folders: Mapping[str, int]


def write_judged_records(
    db: sqlite3.Connection, draft: Path, root: Path, files: Sequence[ExpectedFile], judge: FirstJudge
) -> None:
    """Write the records of all files of a register into empty tables, with the verdicts on families by themselves.

    `draft` is the file of the database; another process may write one beside it. There must be no transaction.

    Raises:
        DatabaseError, OSError: if that is not possible now.
    """
    job = ReadingJob(root, files, judge, list_folders(db))
    spans = list(_spans(files))
    is_shared = len(files) >= _FEWEST_FILES
    with _attach_other(db, draft) if is_shared else nullcontext() as other_file:
        db.execute("CREATE TEMP TABLE stray (id INTEGER PRIMARY KEY)")
        db.execute("BEGIN")
        if other_file:
            _write_in_two_processes(db, job, spans, other_file)
        else:
            _write_spans(db, job, spans)
        _move_strays(db)
        db.execute("COMMIT")


@contextmanager
def _attach_other(db: sqlite3.Connection, draft: Path) -> Iterator[Path]:
    """Attach a new database as `other`, for the other process."""
    file = draft.with_name(f"{draft.name}-other")
    os.close(os.open(file, NEW_FILE, 0o600))
    try:
        db.execute("ATTACH ? AS other", (str(file),))
        yield file
        db.execute("DETACH other")
    finally:
        file.unlink(missing_ok=True)


def _write_in_two_processes(
    db: sqlite3.Connection, job: ReadingJob, spans: Sequence[FileSpan], other_file: Path
) -> None:
    # A chunk before there are two processes: patterns and caches are then prepared once, and not in each.
    first, *remaining = spans
    _write_spans(db, job, (first,))
    with sharing_turns(len(remaining)) as take_turn:
        work = partial(_write_other, other_file, job, _take_spans(reversed(remaining), take_turn))
        with working_beside(work) as wait:
            _write_spans(db, job, _take_spans(remaining, take_turn))
            wait()
    copy_tables(db, "other")
    db.execute("INSERT INTO temp.stray SELECT id FROM other.stray")


def _take_spans(spans: Iterable[FileSpan], take_turn: Callable[[], bool]) -> Iterator[FileSpan]:
    """Yield spans as long as there are turns: as many as there are spans, for both processes."""
    return takewhile(lambda _: take_turn(), spans)


def _write_other(file: Path, job: ReadingJob, spans: Iterable[FileSpan]) -> None:
    """Write the records of some files into another database."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.executescript(QUICK_WRITING)
        make_tables(db, with_words=False)
        db.execute("CREATE TABLE stray (id INTEGER PRIMARY KEY)")
        db.execute("BEGIN")
        _write_spans(db, job, spans)
        db.execute("COMMIT")


def _write_spans(db: sqlite3.Connection, job: ReadingJob, spans: Iterable[FileSpan]) -> None:
    """Write the records of some files, with the ids that follow from their positions."""
    remaining = iter(spans)
    while batch := sorted(islice(remaining, _CHUNKS_OF_BATCH)):
        numbered_records: list[tuple[int, IndexRecord]] = []
        strays: list[tuple[int]] = []
        for start, end in batch:
            files = job.files[start:end]
            records = zip(read_judged_records(job.root, files, job.judge), files, strict=True)
            for file_id, (record, file) in enumerate(sorted(records, key=_key), start + 1):
                numbered_records.append((file_id, record))
                if record.document and not record.document.key.startswith(file.key):
                    strays.append((file_id,))
        insert_new_records(db, numbered_records, job.folders)
        db.executemany("INSERT INTO stray VALUES (?)", strays)


def _key(record_of_file: tuple[IndexRecord, ExpectedFile]) -> str:
    document = record_of_file[0].document
    return document.key if document else ""


def _move_strays(db: sqlite3.Connection) -> None:
    """Give the documents that are not in order, as their files are misnamed, ids behind all others."""
    moves = [
        (file_id, old_id)
        for file_id, (old_id,) in enumerate(db.execute("SELECT id FROM stray ORDER BY id"), last_file_id(db) + 1)
    ]
    if not moves:
        return
    for statement in _MOVE_FILES:
        db.executemany(statement, moves)
    db.execute("CREATE TEMP TABLE moved (new INTEGER, old INTEGER PRIMARY KEY)")
    db.executemany("INSERT INTO moved VALUES (?, ?)", moves)
    for statement in _MOVE_ROWS:
        db.execute(statement)
    db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'file'", (moves[-1][0],))


_MOVE_FILES = ("UPDATE file SET id = ? WHERE id = ?", "UPDATE document SET id = ? WHERE id = ?")
_MOVE_ROWS = tuple(
    f"UPDATE {table} SET document = (SELECT new FROM moved WHERE old = document)"  # noqa: S608 - words of ours
    " WHERE document IN (SELECT old FROM moved)"
    for table in ("code", "reference")
)


def _spans(files: Sequence[ExpectedFile]) -> Iterator[FileSpan]:
    """Yield where chunks begin and end, the first a small one; the files of a family are in one.

    Files whose name says nothing of their number make no family, however many there are.
    """
    start, size = 0, _FIRST_CHUNK_SIZE
    while start < len(files):
        end = min(start + size, len(files))
        last = files[end - 1].key
        while end < len(files) and last != UNKNOWN_KEY and files[end].key == last:
            end += 1
        yield start, end
        start, size = end, _CHUNK_SIZE
