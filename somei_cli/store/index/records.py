"""Index records: what the index keeps of each file; many files are read in two processes."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.document_fields import FIELDS_BY_MEMBER, FIELDS_BY_WORDS
from somei_cli.model.markings import Marking
from somei_cli.store.disk.files import read_text
from somei_cli.store.index.disk_changes import FilePlace, Stamp
from somei_cli.store.index.full_text import SectionWords, section_words_of
from somei_cli.store.index.keys import source_key
from somei_cli.store.index.row_columns import DocumentRow, code_rows, reference_rows, row_of
from somei_cli.store.index.text_digests import digest_of

_CHUNK_SIZE = 1_000
_get_lists, _get_texts = attrgetter(*FIELDS_BY_MEMBER), attrgetter(*FIELDS_BY_WORDS)
_CACHE_SIZE = 4096

VerdictRow = tuple[str, str | None, str | None, str | None, int]
"""A row of the table of verdicts, see `FamilyVerdict`."""


class IndexRecord(NamedTuple):
    """One file: a document in short, or the fault that kept it from being one.

    `year`, `source`, `lists` and `texts`, those of `FIELDS_BY_MEMBER` and `FIELDS_BY_WORDS`, are columns by which it is
    looked up beside its row.
    `codes` are rows of code, year, serial (0 if none), ordinal, and whether it is the first entry of this code;
    `references` are rows of target, kind, item. `words` are there only if they were asked for.
    Where families are judged as they are read, the last file of one has the row of its verdict, if there is any, and
    the units that must be judged later.
    """

    place: FilePlace
    stamp: Stamp
    digest: bytes | None
    fault: str | None = None
    line: int = 0
    document: DocumentRow | None = None
    year: int = 0
    source: bytes | None = None
    lists: tuple[str, ...] = ()
    texts: tuple[str | None, ...] = ()
    codes: tuple[tuple[str, int, int, int, bool], ...] = ()
    references: tuple[tuple[str, int, str], ...] = ()
    words: SectionWords | None = None
    verdict: VerdictRow | None = None
    unjudged: tuple[str, ...] = ()

    @property
    def is_classified(self) -> bool:
        """Whether the file holds the entry of an EU classified document."""
        marking = self.document.marking if self.document else None
        return marking is not None and Marking(marking).classified


def read_records(
    root: Path, files: Sequence[tuple[FilePlace, Stamp, bytes | None]], *, with_words: bool
) -> Iterator[IndexRecord]:
    """Read the records of some files, each given with its earlier digest; without contents if it is the same.

    `with_words` is whether they are for an index with a full text.
    """
    chunks = [files[start : start + _CHUNK_SIZE] for start in range(0, len(files), _CHUNK_SIZE)]
    if len(files) < 2 * _CHUNK_SIZE:
        for chunk in chunks:
            yield from (_read_record(root, *file, with_words=with_words) for file in chunk)
        return
    from somei_cli.store.process.fork_pool import open_fork_pool

    with open_fork_pool() as pool:
        for records in pool.imap(_read_chunk, ((root, chunk, with_words) for chunk in chunks)):
            yield from records


def _read_chunk(job: tuple[Path, Sequence[tuple[FilePlace, Stamp, bytes | None]], bool]) -> list[IndexRecord]:
    root, chunk, with_words = job
    return [_read_record(root, *file, with_words=with_words) for file in chunk]


def _read_record(
    root: Path, place: FilePlace, stamp: Stamp, known_digest: bytes | None, *, with_words: bool
) -> IndexRecord:
    try:
        text = read_text(root, place.path, LARGEST_DOCUMENT)
        return record_of(place, stamp, text, known_digest, with_words=with_words)
    except Unreadable as refusal:
        return record_of(place, None, refusal)
    except FileNotFoundError:
        return IndexRecord(place, None, None, "is gone")


def record_of(
    place: FilePlace,
    stamp: Stamp,
    text: str | Unreadable,
    known_digest: bytes | None = None,
    *,
    with_words: bool = False,
) -> IndexRecord:
    """Return the record of a file that has been read, or could not be."""
    if isinstance(text, Unreadable):
        # The cause may be outside of the file (rights, a link on the way): its stamp would prove nothing.
        return IndexRecord(place, None, None, str(text).removeprefix(f"{PurePosixPath(place.path)}: "))
    digest = digest_of(text)
    if digest == known_digest:
        return IndexRecord(place, stamp, digest)
    return record_of_document(place, stamp, digest, codec.load(text), with_words=with_words)


def record_of_document(
    place: FilePlace, stamp: Stamp, digest: bytes, loaded: codec.LoadResult, *, with_words: bool = False
) -> IndexRecord:
    """Return the record of a text with this digest, of which this was made."""
    document, faults = loaded
    if document is None:
        return IndexRecord(place, stamp, digest, faults[0].message, faults[0].line)
    return IndexRecord(
        place,
        stamp,
        digest,
        document=row_of(document),
        year=document.number.year,
        source=source_key(document.source.sha256) if document.source else None,
        lists=tuple([_join_members(members) if members else "" for members in _get_lists(document)]),
        texts=_get_texts(document),
        codes=code_rows(document),
        references=reference_rows(document),
        words=section_words_of(document) if with_words else None,
    )


@lru_cache(_CACHE_SIZE)
def _join_members(members: tuple[object, ...]) -> str:
    """Return the members of a list as its column holds them; cached, as languages and procedures recur."""
    return "\n".join(("", *map(str, members), ""))


class FileWords(NamedTuple):
    """The words of one file for the full text; None if it is not the document any more that the index knows."""

    file_id: int
    words: SectionWords | None


def read_words(root: Path, files: Sequence[tuple[int, str, bytes]]) -> Iterator[FileWords]:
    """Read the words of some files of documents, each given with its id, its path and the digest of its record."""
    chunks = [(root, files[start : start + _CHUNK_SIZE]) for start in range(0, len(files), _CHUNK_SIZE)]
    if len(files) < 2 * _CHUNK_SIZE:
        for chunk in chunks:
            yield from _read_words_of_chunk(chunk)
        return
    from somei_cli.store.process.fork_pool import open_fork_pool

    with open_fork_pool() as pool:
        for words in pool.imap(_read_words_of_chunk, chunks):
            yield from words


def _read_words_of_chunk(job: tuple[Path, Sequence[tuple[int, str, bytes]]]) -> list[FileWords]:
    root, chunk = job
    return [FileWords(file_id, _read_words(root, path, digest)) for file_id, path, digest in chunk]


def _read_words(root: Path, path: str, digest: bytes) -> SectionWords | None:
    try:
        text = read_text(root, path, LARGEST_DOCUMENT)
    except (Unreadable, FileNotFoundError):
        return None
    document = codec.load(text).document if digest_of(text) == digest else None
    return section_words_of(document) if document else None
