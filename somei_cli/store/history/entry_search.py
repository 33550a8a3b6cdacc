"""Find documents of a commit by words in their files, in particular those that replaced provisional numbers."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from somei_cli.formats.register_paths import DOCUMENTS, path_of
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.document import Allotment, Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.provisional_numbers import AllotmentKey, GivenNumbers, RequestIds, allotment_key
from somei_cli.store.git.blobs import decode_blob, read_blobs
from somei_cli.store.register.git_files import Committed

MAX_WORDS: Final = 200
"""The most words that git is asked for at once."""
_HAS_ESCAPE: Final = r'\\([^"\\]|$)'
"""A line of TOML with an escape, which may spell a word with other letters than its own."""


def find_files_with_words(files: Committed, words: Collection[str], years: Iterable[int]) -> list[PurePosixPath] | None:
    """Return the files of some years that may hold one of these words as a value; None if there are too many words.

    TOML has several forms of strings. A line that might spell a word with an escape is found too.
    """
    if len(words) > MAX_WORDS:
        return None
    if not words:
        return []
    word_patterns = (f"{_pattern_for(word)}([^A-Za-z0-9]|$)" for word in sorted(words))
    patterns = [part for pattern in (*word_patterns, _HAS_ESCAPE) for part in ("-e", pattern)]
    folders = [f":(top,literal){files.prefix}{DOCUMENTS}/{year}" for year in sorted(set(years))]
    command = ("grep", "-l", "-z", "--extended-regexp", *patterns, files.commit, "--", *folders)
    # Compared byte by byte: decoding UTF-8 would take three times as long.
    output = files.git.run_or_none(*command, env={"LC_ALL": "C"})
    names = (name.partition(":")[2] for name in os.fsdecode(output or b"").split("\0"))
    return [PurePosixPath(name.removeprefix(files.prefix)) for name in names if name]


def _pattern_for(word: str) -> str:
    """Return the pattern of a word in a line of TOML, where quotation marks and backslashes are escaped."""
    pattern = re.sub(r"[][(){}.*+?|^$]", r"\\\g<0>", word.replace("\\", "\1"))
    return pattern.replace("\1", r"\\\\?").replace('"', r'\\?"')


def find_replacements(files: Committed, requests: RequestIds) -> dict[DocumentNumber, list[DocumentNumber]]:
    """Return the documents that say they replaced provisional numbers, the most likely ones first.

    The request id of a provisional number must match too, if it is known: two clones may choose the same number by
    chance. The person need not match: a document may have been handed over.
    """
    words = sorted(map(str, requests))
    claims: dict[DocumentNumber, list[Document]] = {}
    years = {number.year + offset for number in requests for offset in (-1, 0, 1)}
    entries = {
        entry.number: entry for entry in find_entries_with_words(files, words, years) if not entry.number.is_provisional
    }
    for entry in (entries[number] for number in sorted(entries)):
        for provisional in _claimed_numbers(entry, len(requests)):
            if provisional in requests and (
                requests[provisional] is None or _was_allotted_for(files, entry, str(requests[provisional]))
            ):
                claims.setdefault(provisional, []).append(entry)
    # A document that has the request id now comes before one that had it in an earlier version.
    return {
        provisional: [
            entry.number
            for entry in sorted(claimants, key=lambda entry: not _is_allotted_for(entry, requests[provisional]))
        ]
        for provisional, claimants in claims.items()
    }


def _is_allotted_for(entry: Document, request: str | None) -> bool:
    return entry.allotted is not None and entry.allotted.request == request


def find_certain_replacements(files: Committed, requests: RequestIds) -> GivenNumbers:
    """Return the number that replaced each provisional one; without a request id only if it is the only candidate."""
    replacements = find_replacements(files, requests)
    return {
        provisional: entries[0]
        for provisional, entries in sorted(replacements.items())
        if requests[provisional] or len(entries) == 1
    }


def _claimed_numbers(entry: Document, asked_count: int) -> Iterator[DocumentNumber]:
    """Yield the provisional numbers that a document may have replaced; of consecutive ones of one act only the first.

    `asked_count` is the most numbers that one act may have had, judged by how many are asked for.
    """
    provisional = sorted(entry.allotted.provisional) if entry.allotted and entry.number == entry.number.base else []
    for last, number in zip((None, *provisional), provisional, strict=False):
        if (
            last is None
            or last.year != number.year
            or number.number - last.number >= max(asked_count, len(provisional))
        ):
            yield number


def was_requested_by(files: Committed, entry: Document, person: AllotmentKey) -> bool:
    """Whether a person asked for the number of a document, also if it was handed over since."""
    return any(allotment_key(allotment) == person for allotment in _read_allotments(files, entry))


def _was_allotted_for(files: Committed, entry: Document, request: str) -> bool:
    return any(allotment.request == request for allotment in _read_allotments(files, entry))


def _read_allotments(files: Committed, entry: Document) -> Iterator[Allotment]:
    """Yield the allotment in a document now, and those in all its earlier versions, under provisional numbers too."""
    if entry.allotted is None:
        return
    yield entry.allotted
    paths = [f"{files.prefix}{path_of(number)}" for number in (entry.number, *entry.allotted.provisional)]
    pathspecs = [f":(top,literal){path}" for path in paths]
    commits = files.git.run("log", "--format=%H", "--full-history", files.commit, "--", *pathspecs).decode().split()
    contents = read_blobs(files.git, (f"{commit}:{path}" for commit in commits for path in paths), LARGEST_DOCUMENT)
    for text in (decode_blob(content, errors="replace") for content in contents):
        document = codec.load(text).document if isinstance(text, str) else None
        if document and document.allotted:
            yield document.allotted


def find_entries_with_words(files: Committed, words: Sequence[str], years: Collection[int]) -> Iterator[Document]:
    """Yield the documents of some years that may hold one of these words as a value; one with several may repeat."""
    for start in range(0, len(words), MAX_WORDS):
        paths = find_files_with_words(files, words[start : start + MAX_WORDS], years) or ()
        texts = (text for _, text in files.read_existing(paths) if isinstance(text, str))
        yield from (document for text in texts if (document := codec.load(text).document))
