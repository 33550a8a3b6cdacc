"""The register's .gitattributes: what it says of line ends, and whether it names somei's drivers."""

from collections.abc import Iterator
from pathlib import PurePosixPath

ATTRIBUTES = PurePosixPath(".gitattributes")
UNCHANGED = "* -text"
"""Git must never convert the line ends of a register: the same text has the same bytes everywhere."""
DRIVERS = "documents/**/*.toml diff=somei merge=somei"
"""Documents are compared in words and merged field by field, in a clone that has the drivers."""

CONVERTING = ("text", "eol", "crlf", "ident", "filter", "working-tree-encoding")
"""The attributes that may have git change bytes between its store and the work tree."""


def with_drivers(text: str) -> str:
    """The file with the drivers named, and all that it says already."""
    if not text:
        return f"{UNCHANGED}\n{DRIVERS}\n"
    if DRIVERS in text.splitlines():
        return text
    return f"{text}{'' if text.endswith(chr(10)) else chr(10)}{DRIVERS}\n"


def line_of_drivers(text: str) -> int:
    """The line that names a driver of somei; 0 where none does."""
    return next((at for at, words in _lines(text) if {"merge=somei", "diff=somei"} & set(words[1:])), 0)


def leaves_bytes_alone(text: str) -> bool:
    """Whether one line says of every file that its bytes stay as they are."""
    return any(words[0] in {"*", "**"} and {"-text", "binary"} & set(words[1:]) for _, words in _lines(text))


def converting_lines(text: str) -> tuple[int, ...]:
    """The lines that let git change bytes between its store and the work tree."""
    return tuple(at for at, words in _lines(text) if any(map(_converts, words[1:])))


def _converts(attribute: str) -> bool:
    name, _, value = attribute.partition("=")
    return name in CONVERTING and value.casefold() not in {"lf", "utf-8"}


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that say something; a pattern in quotes is no concern of ours, and comes out in pieces."""
    for at, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if words and not words[0].startswith("#"):
            yield at, words
