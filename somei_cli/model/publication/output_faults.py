"""What is wrong with what lies outside, an export or a site: each with its place, and never the words themselves."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Wrong(StrEnum):
    """What can be wrong with a file."""

    LEAK = "leak"
    FOREIGN = "foreign"
    CHANGED = "changed"
    MISSING = "missing"
    UNLISTED = "unlisted"
    """It is not as the manifest beside it says."""
    ASTRAY = "astray"
    """It leads elsewhere, or nowhere."""
    UNSEEN = "unseen"
    """It could not be looked into."""


class Withheld(NamedTuple):
    """Where a word that must not leave the house stands; the document is empty where it is no document."""

    document: str = ""
    field: str = ""


class OutsideFault(NamedTuple):
    """One thing that is wrong with one file.

    Of a leak: the line, where the register keeps the word, and how many such words the whole file shows. `words` tell
    of what is astray or unseen.
    """

    wrong: Wrong
    path: str
    line: int = 0
    withheld: Withheld = Withheld()
    shows: int = 0
    words: str = ""


def gravest_first(faults: Iterable[OutsideFault]) -> tuple[OutsideFault, ...]:
    """Leaks first, then by path and line; each once."""
    order = list(Wrong)
    return tuple(sorted(dict.fromkeys(faults), key=lambda one: (order.index(one.wrong), one[1:])))
