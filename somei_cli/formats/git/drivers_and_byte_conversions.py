"""Read and write .gitattributes: somei's drivers, and lines because of which git would change the bytes of files."""

from collections.abc import Iterator
from pathlib import PurePosixPath

ATTRIBUTES = PurePosixPath(".gitattributes")
NO_CONVERSION_LINE = "* -text"
"""Git must never convert line ends in a register: equal texts have equal bytes everywhere."""
DRIVERS_LINE = "documents/**/*.toml diff=somei merge=somei"
"""Documents are compared in words and merged field by field, in a clone that has the drivers configured."""
VOCABULARY_LINE = "vocabulary/*.toml merge=somei"
"""The lists of the register are merged row by row."""

CONVERTING_ATTRIBUTES = ("text", "eol", "crlf", "ident", "filter", "working-tree-encoding")
"""The attributes with which git may change bytes between its object store and the work tree."""


def add_drivers(text: str) -> str:
    """Return the file with the lines of the drivers added that it does not have yet."""
    if not text:
        return f"{NO_CONVERSION_LINE}\n{DRIVERS_LINE}\n{VOCABULARY_LINE}\n"
    missing = [line for line in (DRIVERS_LINE, VOCABULARY_LINE) if line not in text.splitlines()]
    ending = "" if text.endswith("\n") or not missing else "\n"
    return f"{text}{ending}" + "".join(f"{line}\n" for line in missing)


def find_drivers_line(text: str) -> int:
    """Return the number of the line that names a driver of somei, or 0."""
    return next(
        (line_number for line_number, words in list_lines(text) if {"merge=somei", "diff=somei"} & set(words[1:])),
        0,
    )


def keeps_bytes(text: str) -> bool:
    """Return whether a line says for all files that git must not convert them."""
    return any(words[0] in {"*", "**"} and {"-text", "binary"} & set(words[1:]) for _, words in list_lines(text))


def find_converting_lines(text: str) -> tuple[int, ...]:
    """Return the numbers of the lines that let git change bytes between its object store and the work tree."""
    return tuple(line_number for line_number, words in list_lines(text) if any(map(_converts, words[1:])))


def _converts(attribute: str) -> bool:
    name, _, value = attribute.partition("=")
    return name in CONVERTING_ATTRIBUTES and value.casefold() not in {"lf", "utf-8"}


def list_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield lines that are not blank or comments, as words; a quoted pattern is split too, which does no harm here."""
    for line_number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if words and not words[0].startswith("#"):
            yield line_number, words
