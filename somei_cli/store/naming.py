"""Entries of a commit, found by the words that they hold."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.provisional import AskedBy, Settled, asked_by
from somei_cli.store.stored import Committed
from somei_cli.text import codec
from somei_cli.text.paths import DOCUMENTS

MOST_WORDS: Final = 200
"""Words that files are asked for at once."""
_ESCAPED: Final = r'\\([^"\\]|$)'
"""How a line of TOML looks that may spell a word otherwise than with its own letters."""


def files_naming(held: Committed, words: Collection[str], years: Iterable[int]) -> list[PurePosixPath] | None:
    """The files of some years that may hold one of these words as a value; None where they are too many to ask for.

    TOML has several forms for a text. The words themselves hold letters, figures, slashes, hyphens and blanks.
    """
    if len(words) > MOST_WORDS:
        return None
    if not words:
        return []
    ending = (f"{word}([^A-Za-z0-9]|$)" for word in sorted(words))
    patterns = [part for pattern in (*ending, _ESCAPED) for part in ("-e", pattern)]
    folders = [f":(top,literal){held.inside}{DOCUMENTS}/{year}" for year in sorted(set(years))]
    asked = ("grep", "-l", "-z", "--extended-regexp", *patterns, held.commit, "--", *folders)
    # Byte by byte: to look at letters outside ASCII as letters takes three times as long.
    listed = held.git.ask(*asked, env={"LC_ALL": "C"})
    names = (name.partition(":")[2] for name in os.fsdecode(listed or b"").split("\0"))
    return [PurePosixPath(name.removeprefix(held.inside)) for name in names if name]


def settled_there(there: Committed, asked: Mapping[DocumentNumber, AskedBy | None]) -> Settled:
    """What stands on the server in the place of some provisional numbers, as the entries there tell themselves.

    Whose a provisional number is counts too, where that is known: nobody else can say that it has become another one.
    """
    names = sorted(map(str, asked))
    given: dict[DocumentNumber, DocumentNumber] = {}
    found = entries_naming(there, names, {number.year for number in asked})
    for one in sorted((one for one in found if one.number == one.number.base), key=lambda one: one.number):
        for old in one.allotted.provisional if one.allotted else ():
            if one.allotted and old in asked and asked[old] in {None, asked_by(one.allotted)}:
                given.setdefault(old, one.number)
    return given


def entries_naming(there: Committed, words: Sequence[str], years: Collection[int]) -> Iterator[Document]:
    """The entries of some years that may hold one of these words as a value, however many words there are."""
    for at in range(0, len(words), MOST_WORDS):
        paths = files_naming(there, words[at : at + MOST_WORDS], years) or ()
        texts = (text for _, text in there.some(paths) if isinstance(text, str))
        yield from (document for text in texts if (document := codec.load(text).document))
