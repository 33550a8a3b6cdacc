"""Read every file once, for its record and for the verdict on its family; in two processes."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, Protocol

from somei_cli.errors import Unreadable
from somei_cli.formats.toml.document import LoadResult, load
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.settings import Settings
from somei_cli.store.disk.files import read_text
from somei_cli.store.index.disk_changes import FilePlace, Stamp
from somei_cli.store.index.id_order import UNKNOWN_KEY, ExpectedFile
from somei_cli.store.index.keys import base_of
from somei_cli.store.index.records import IndexRecord, VerdictRow, record_of, record_of_document
from somei_cli.store.index.row_columns import DocumentRow
from somei_cli.store.index.text_digests import digest_of
from somei_cli.store.process.fork_pool import PROCESSES, open_fork_pool

_CHUNK_SIZE, _FIRST_CHUNK_SIZE = 500, 100


PlainRecord = tuple[Any, ...]
"""A record as one process hands it to another: plain values, without what the other knows of the file."""


class FirstJudge(Protocol):
    """Judges families while an index is built: by all rules that need nothing but the files of the family.

    What it judges is complete only together with `store/index/suspects.py`, which finds the families of which the other
    rules may have something to say.
    """

    edition: str
    today: date
    settings: Settings

    def judge_alone(self, families: Mapping[str, Sequence[DocumentFile]]) -> Iterator[VerdictRow]:
        """Yield the verdicts on families by the files of each, all of which hold documents; none if all is in order."""


def read_judged_records(root: Path, files: Sequence[ExpectedFile], judge: FirstJudge) -> Iterator[IndexRecord]:
    """Read the records of all files of a register, in the order of their names, and judge families by themselves."""
    if len(files) < 2 * PROCESSES * _CHUNK_SIZE:
        for start, end in _spans(files):
            yield from _read_chunk(root, files[start:end], judge)
        return
    # Some files before there are two processes: patterns and caches are then prepared once, and not in each.
    _, first = next(_spans(files, _FIRST_CHUNK_SIZE))
    yield from _read_chunk(root, files[:first], judge)
    files = files[first:]
    spans = list(_spans(files))
    with open_fork_pool(_start_worker, root, files, judge) as pool:
        for (start, end), rows in zip(spans, pool.imap(_read_in_worker, spans), strict=True):
            yield from _from_plain_records(rows, files[start:end])


def _spans(files: Sequence[ExpectedFile], size: int = _CHUNK_SIZE) -> Iterator[tuple[int, int]]:
    """Yield where chunks begin and end; the files of a family are in one.

    Files whose name says nothing of their number make no family, however many there are.
    """
    start = 0
    while start < len(files):
        end = min(start + size, len(files))
        last = files[end - 1].key
        while end < len(files) and last != UNKNOWN_KEY and files[end].key == last:
            end += 1
        yield start, end
        start = end


_WORKER: list[tuple[Path, Sequence[ExpectedFile], FirstJudge]] = []


def _start_worker(root: Path, files: Sequence[ExpectedFile], judge: FirstJudge) -> None:
    # Nothing here creates reference cycles, and the garbage collector would take a fifth of the time.
    gc.disable()
    _WORKER.append((root, files, judge))


def _read_in_worker(span: tuple[int, int]) -> list[PlainRecord]:
    # The list of files comes with the memory of the process: nothing of it is sent.
    root, files, judge = _WORKER[0]
    return _as_plain_records(_read_chunk(root, files[slice(*span)], judge))


def _as_plain_records(records: Iterable[IndexRecord]) -> list[PlainRecord]:
    """Return records as tuples of plain values, which are handed over in half the time."""
    return [
        (record.stamp is not None, record.document and tuple(record.document), *_get_remaining(record))
        for record in records
    ]


def _from_plain_records(rows: Iterable[PlainRecord], files: Iterable[ExpectedFile]) -> Iterator[IndexRecord]:
    """Return the records of these files."""
    for file, (has_stamp, document, digest, fault, line, *remaining) in zip(files, rows, strict=True):
        row = document and DocumentRow(*document)
        stamp = file.stamp if has_stamp else None
        yield IndexRecord._make((file.place, stamp, digest, fault, line, row, *remaining, file.key))


_NOT_SENT = frozenset({"place", "stamp", "document", "expected_key"})
_get_remaining = attrgetter(*(name for name in IndexRecord._fields if name not in _NOT_SENT))


def _read_chunk(root: Path, files: Sequence[ExpectedFile], judge: FirstJudge) -> list[IndexRecord]:
    # Step by step for all files: to do all steps for one file and then for the next takes a third longer, as the
    # processor must load the whole program again and again.
    texts = [_read_file(root, file.place) for file in files]
    results = [LoadResult(None) if isinstance(text, _Unread) else load(text) for text in texts]
    entries = [
        DocumentFile(PurePosixPath(file.place.path), str(text), result.document)
        for file, text, result in zip(files, texts, results, strict=True)
    ]
    records = [
        _record_of(file.place, file.stamp, text, result)
        for file, text, result in zip(files, texts, results, strict=True)
    ]
    return _judge(files, records, entries, judge)


class _Unread(NamedTuple):
    """Why a file could not be read; None if it is gone."""

    refusal: Unreadable | None


def _read_file(root: Path, place: FilePlace) -> str | _Unread:
    try:
        return read_text(root, place.path, LARGEST_DOCUMENT)
    except Unreadable as refusal:
        return _Unread(refusal)
    except FileNotFoundError:
        return _Unread(None)


def _record_of(place: FilePlace, stamp: Stamp, text: str | _Unread, result: LoadResult) -> IndexRecord:
    if not isinstance(text, _Unread):
        return record_of_document(place, stamp, digest_of(text), result)
    return record_of(place, None, text.refusal) if text.refusal else IndexRecord(place, None, None, "is gone")


def _judge(
    files: Sequence[ExpectedFile],
    records: list[IndexRecord],
    entries: Sequence[DocumentFile],
    judge: FirstJudge,
) -> list[IndexRecord]:
    """Return the records with the verdicts on the families that are all in these files."""
    families: dict[str, Sequence[DocumentFile]] = {}
    last_positions: dict[str, int] = {}
    start = 0
    for expected, places in groupby(file.key for file in files):
        end = start + len(tuple(places))
        is_complete, unjudged = _find_unjudged(expected, records[start:end])
        if unjudged:
            records[end - 1] = records[end - 1]._replace(unjudged=unjudged)
        if is_complete:
            of_documents = [entry for entry in entries[start:end] if entry.document]
            families[expected], last_positions[expected] = sorted(of_documents, key=_path_parts), end - 1
        start = end
    for verdict in judge.judge_alone(families):
        position = last_positions[verdict[0]]
        records[position] = records[position]._replace(verdict=verdict)
    return records


def _find_unjudged(expected: str, records: Sequence[IndexRecord]) -> tuple[bool, tuple[str, ...]]:
    """Return whether the documents of these files are one whole family, and the units that must be judged later."""
    keys = {record.document.key for record in records if record.document}
    units = set(map(base_of, keys))
    # A file without a document is a unit of its own. Example: a file that is named ST-9-2000 and holds 10/00 belongs
    # to the family of 10/00, and so does a copy in another folder: such families are judged when all has been read.
    of_files = tuple(f"/{record.place.path}" for record in records if not record.document)
    is_complete = units == {expected} and len(keys) + len(of_files) == len(records)
    return is_complete, of_files if is_complete else (*of_files, *units)


def _path_parts(entry: DocumentFile) -> tuple[str, ...]:
    # Paths are compared by their parts, which takes ten times as long if paths do it.
    return entry.path.parts
