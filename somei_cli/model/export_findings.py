"""What is wrong with an export that lies somewhere: a value with its place, and never the words themselves."""

from enum import StrEnum
from typing import NamedTuple


class Wrong(StrEnum):
    """What can be wrong with a file of an export."""

    LEAK = "leak"
    FOREIGN = "foreign"
    CHANGED = "changed"
    MISSING = "missing"


class ExportFinding(NamedTuple):
    """One file with what is wrong; of a leak the line, and where the register keeps the word that must not leave it."""

    wrong: Wrong
    path: str
    line: int = 0
    document: str = ""
    field: str = ""


class Withheld(NamedTuple):
    """Where a word that must not leave the house stands; the document is empty where it is no document."""

    document: str
    field: str


def gravest_first(findings: list[ExportFinding]) -> tuple[ExportFinding, ...]:
    """Leaks first, then by path and line."""
    order = list(Wrong)
    return tuple(sorted(findings, key=lambda one: (order.index(one.wrong), one[1:])))
