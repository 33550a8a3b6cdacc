"""Entries of a commit, found by the words that they hold."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from somei_cli.formats.register_paths import DOCUMENTS, path_of
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.model.document import Allotment, Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.provisional_numbers import Asked, AskedBy, Settled, asked_by
from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.register.committed_files import Committed

MOST_WORDS: Final = 200
"""Words that files are asked for at once."""
_HAS_ESCAPE: Final = r'\\([^"\\]|$)'
"""How a line of TOML looks that may spell a word otherwise than with its own letters."""


def files_naming(files: Committed, words: Collection[str], years: Iterable[int]) -> list[PurePosixPath] | None:
    """The files of some years that may hold one of these words as a value; None where they are too many to ask for.

    TOML has several forms for a text. A word that a line may hold only with an escape is found by that.
    """
    if len(words) > MOST_WORDS:
        return None
    if not words:
        return []
    word_patterns = (f"{_pattern_for(word)}([^A-Za-z0-9]|$)" for word in sorted(words))
    patterns = [part for pattern in (*word_patterns, _HAS_ESCAPE) for part in ("-e", pattern)]
    folders = [f":(top,literal){files.inside}{DOCUMENTS}/{year}" for year in sorted(set(years))]
    command = ("grep", "-l", "-z", "--extended-regexp", *patterns, files.commit, "--", *folders)
    # Byte by byte: to look at letters outside ASCII as letters takes three times as long.
    output = files.git.ask(*command, env={"LC_ALL": "C"})
    names = (name.partition(":")[2] for name in os.fsdecode(output or b"").split("\0"))
    return [PurePosixPath(name.removeprefix(files.inside)) for name in names if name]


def _pattern_for(word: str) -> str:
    """The pattern for a word in a line of TOML, where a quotation mark and a backslash are escaped."""
    pattern = re.sub(r"[][(){}.*+?|^$]", r"\\\g<0>", word.replace("\\", "\1"))
    return pattern.replace("\1", r"\\\\?").replace('"', r'\\?"')


def standing_for(files: Committed, requests: Asked) -> dict[DocumentNumber, list[DocumentNumber]]:
    """Entries of a commit that took the place of provisional numbers, as they tell themselves, the likely ones first.

    On which request a provisional number was asked for counts too, where that is known: two clones may give one number
    by chance. In whose name an entry is does not: it may have been handed over.
    """
    words = sorted(map(str, requests))
    claims: dict[DocumentNumber, list[Document]] = {}
    years = {number.year + offset for number in requests for offset in (-1, 0, 1)}
    entries = {entry.number: entry for entry in entries_naming(files, words, years) if not entry.number.is_provisional}
    for entry in (entries[number] for number in sorted(entries)):
        for provisional in _claimed_numbers(entry, len(requests)):
            if provisional in requests and (
                requests[provisional] is None or _was_allotted_for(files, entry, str(requests[provisional]))
            ):
                claims.setdefault(provisional, []).append(entry)
    # Whose request it is now comes before those whose it was.
    return {
        provisional: [
            entry.number
            for entry in sorted(claimants, key=lambda entry: not _is_allotted_for(entry, requests[provisional]))
        ]
        for provisional, claimants in claims.items()
    }


def _is_allotted_for(entry: Document, request: str | None) -> bool:
    return entry.allotted is not None and entry.allotted.request == request


def settled_there(files: Committed, requests: Asked) -> Settled:
    """What stands there in the place of some provisional numbers; of one that is only named it must be certain."""
    replacements = standing_for(files, requests)
    return {
        provisional: entries[0]
        for provisional, entries in sorted(replacements.items())
        if requests[provisional] or len(entries) == 1
    }


def _claimed_numbers(entry: Document, asked_count: int) -> Iterator[DocumentNumber]:
    """The provisional numbers that an entry may have taken the place of; of those of one act, in a row, only the first.

    Args:
        one: The entry.
        many: How many numbers an act may have had, going by what is asked for.
    """
    provisional = sorted(entry.allotted.provisional) if entry.allotted and entry.number == entry.number.base else []
    for last, number in zip((None, *provisional), provisional, strict=False):
        if (
            last is None
            or last.year != number.year
            or number.number - last.number >= max(asked_count, len(provisional))
        ):
            yield number


def was_asked_by(files: Committed, entry: Document, by: AskedBy) -> bool:
    """Whether a person asked for the number of an entry, which may have been handed over since."""
    return any(asked_by(allotment) == by for allotment in _read_allotments(files, entry))


def _was_allotted_for(files: Committed, entry: Document, request: str) -> bool:
    return any(allotment.request == request for allotment in _read_allotments(files, entry))


def _read_allotments(files: Committed, entry: Document) -> Iterator[Allotment]:
    """How an entry tells that it was allotted, and how it ever did, under its provisional numbers too."""
    if entry.allotted is None:
        return
    yield entry.allotted
    paths = [f"{files.inside}{path_of(number)}" for number in (entry.number, *entry.allotted.provisional)]
    pathspecs = [f":(top,literal){path}" for path in paths]
    commits = files.git.run("log", "--format=%H", "--full-history", files.commit, "--", *pathspecs).decode().split()
    contents = read_blobs(files.git, (f"{commit}:{path}" for commit in commits for path in paths), LARGEST)
    for content in contents:
        document = codec.load(content.decode("utf-8", "replace")).document if isinstance(content, bytes) else None
        if document and document.allotted:
            yield document.allotted


def entries_naming(files: Committed, words: Sequence[str], years: Collection[int]) -> Iterator[Document]:
    """The entries of some years that may hold one of these words as a value; one of many words may come again."""
    for start in range(0, len(words), MOST_WORDS):
        paths = files_naming(files, words[start : start + MOST_WORDS], years) or ()
        texts = (text for _, text in files.some(paths) if isinstance(text, str))
        yield from (document for text in texts if (document := codec.load(text).document))
