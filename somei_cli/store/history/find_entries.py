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
_ESCAPED: Final = r'\\([^"\\]|$)'
"""How a line of TOML looks that may spell a word otherwise than with its own letters."""


def files_naming(held: Committed, words: Collection[str], years: Iterable[int]) -> list[PurePosixPath] | None:
    """The files of some years that may hold one of these words as a value; None where they are too many to ask for.

    TOML has several forms for a text. A word that a line may hold only with an escape is found by that.
    """
    if len(words) > MOST_WORDS:
        return None
    if not words:
        return []
    ending = (f"{_literally(word)}([^A-Za-z0-9]|$)" for word in sorted(words))
    patterns = [part for pattern in (*ending, _ESCAPED) for part in ("-e", pattern)]
    folders = [f":(top,literal){held.inside}{DOCUMENTS}/{year}" for year in sorted(set(years))]
    asked = ("grep", "-l", "-z", "--extended-regexp", *patterns, held.commit, "--", *folders)
    # Byte by byte: to look at letters outside ASCII as letters takes three times as long.
    listed = held.git.ask(*asked, env={"LC_ALL": "C"})
    names = (name.partition(":")[2] for name in os.fsdecode(listed or b"").split("\0"))
    return [PurePosixPath(name.removeprefix(held.inside)) for name in names if name]


def _literally(word: str) -> str:
    """The pattern for a word in a line of TOML, where a quotation mark and a backslash are escaped."""
    marked = re.sub(r"[][(){}.*+?|^$]", r"\\\g<0>", word.replace("\\", "\1"))
    return marked.replace("\1", r"\\\\?").replace('"', r'\\?"')


def standing_for(there: Committed, asked: Asked) -> dict[DocumentNumber, list[DocumentNumber]]:
    """Entries of a commit that took the place of provisional numbers, as they tell themselves, the likely ones first.

    On which request a provisional number was asked for counts too, where that is known: two clones may give one number
    by chance. In whose name an entry is does not: it may have been handed over.
    """
    names = sorted(map(str, asked))
    held: dict[DocumentNumber, list[Document]] = {}
    years = {number.year + later for number in asked for later in (-1, 0, 1)}
    found = {one.number: one for one in entries_naming(there, names, years) if not one.number.is_provisional}
    for one in (found[number] for number in sorted(found)):
        for old in _claimed(one, len(asked)):
            if old in asked and (asked[old] is None or _was_asked_on(there, one, str(asked[old]))):
                held.setdefault(old, []).append(one)
    # Whose request it is now comes before those whose it was.
    return {
        old: [one.number for one in sorted(some, key=lambda one: not _is_of(one, asked[old]))]
        for old, some in held.items()
    }


def _is_of(one: Document, request: str | None) -> bool:
    return one.allotted is not None and one.allotted.request == request


def settled_there(there: Committed, asked: Asked) -> Settled:
    """What stands there in the place of some provisional numbers; of one that is only named it must be certain."""
    held = standing_for(there, asked)
    return {old: entries[0] for old, entries in sorted(held.items()) if asked[old] or len(entries) == 1}


def _claimed(one: Document, many: int) -> Iterator[DocumentNumber]:
    """The provisional numbers that an entry may have taken the place of; of those of one act, in a row, only the first.

    Args:
        one: The entry.
        many: How many numbers an act may have had, going by what is asked for.
    """
    told = sorted(one.allotted.provisional) if one.allotted and one.number == one.number.base else []
    for last, number in zip((None, *told), told, strict=False):
        if last is None or last.year != number.year or number.number - last.number >= max(many, len(told)):
            yield number


def was_asked_by(there: Committed, one: Document, by: AskedBy) -> bool:
    """Whether a person asked for the number of an entry, which may have been handed over since."""
    return any(asked_by(taken) == by for taken in _allotments(there, one))


def _was_asked_on(there: Committed, one: Document, request: str) -> bool:
    return any(taken.request == request for taken in _allotments(there, one))


def _allotments(there: Committed, one: Document) -> Iterator[Allotment]:
    """How an entry tells that it was allotted, and how it ever did, under its provisional numbers too."""
    if one.allotted is None:
        return
    yield one.allotted
    places = [f"{there.inside}{path_of(number)}" for number in (one.number, *one.allotted.provisional)]
    asked = [f":(top,literal){place}" for place in places]
    commits = there.git.run("log", "--format=%H", "--full-history", there.commit, "--", *asked).decode().split()
    held = read_blobs(there.git, (f"{commit}:{place}" for commit in commits for place in places), LARGEST)
    for text in held:
        document = codec.load(text.decode("utf-8", "replace")).document if isinstance(text, bytes) else None
        if document and document.allotted:
            yield document.allotted


def entries_naming(there: Committed, words: Sequence[str], years: Collection[int]) -> Iterator[Document]:
    """The entries of some years that may hold one of these words as a value; one of many words may come again."""
    for at in range(0, len(words), MOST_WORDS):
        paths = files_naming(there, words[at : at + MOST_WORDS], years) or ()
        texts = (text for _, text in there.some(paths) if isinstance(text, str))
        yield from (document for text in texts if (document := codec.load(text).document))
