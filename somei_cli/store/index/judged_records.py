"""Read files once for their records and for the verdicts on their families."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from somei_cli.errors import Unreadable
from somei_cli.formats.toml.document import LoadResult, load
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.settings import Settings
from somei_cli.store.disk.files import read_text
from somei_cli.store.index.disk_changes import FilePlace, Stamp
from somei_cli.store.index.id_order import ExpectedFile
from somei_cli.store.index.keys import base_of
from somei_cli.store.index.records import IndexRecord, VerdictRow, record_of, record_of_document
from somei_cli.store.index.text_digests import digest_of


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


def read_judged_records(root: Path, files: Sequence[ExpectedFile], judge: FirstJudge) -> list[IndexRecord]:
    """Read the records of files in the order of their expected keys, and judge families by themselves."""
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
            if len(of_documents) > 1:
                of_documents.sort(key=_path_parts)
            families[expected], last_positions[expected] = of_documents, end - 1
        start = end
    for verdict in judge.judge_alone(families):
        position = last_positions[verdict[0]]
        records[position] = records[position]._replace(verdict=verdict)
    return records


def _find_unjudged(expected: str, records: Sequence[IndexRecord]) -> tuple[bool, tuple[str, ...]]:
    """Return whether the documents of these files are one whole family, and the units that must be judged later."""
    if len(records) == 1 and records[0].document and records[0].document.key == expected:
        return True, ()  # as of most families
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
