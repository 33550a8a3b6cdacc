"""The register's .gitattributes: what it says of line ends, and whether it names somei's drivers.

The lines of attribute files that would have git change the bytes of a register's files, among those that count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS, REQUESTS, SETTINGS, VOCABULARY

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


_ENDING = ".toml"
_MACRO = "[attr]"
_BINARY = ("-diff", "-merge", "-text")
_ALWAYS = frozenset(("ident", "filter", "working-tree-encoding"))
"""The attributes that convert a file whatever is said of its line ends."""
_LINE_ENDS = frozenset(("text", "crlf", "eol"))
_SIGNS = "!-"
_LEFT_ALONE = frozenset(("-text", "-crlf"))
_AS_WRITTEN = frozenset(("eol=lf", "text", "text=auto"))
_OWN = frozenset(map(str, (DOCUMENTS, REQUESTS, SETTINGS, VOCABULARY)))


class Conversion(NamedTuple):
    """A line that converts, in a file whose path is that in the repository."""

    file: PurePosixPath
    line: int
    text: str


class _Rule(NamedTuple):
    at: Conversion
    pattern: str
    attributes: tuple[str, ...]


def conversions(files: Sequence[tuple[PurePosixPath, str]], place: PurePosixPath) -> tuple[Conversion, ...]:
    """The lines by which git converts files of the register that lies in `place`.

    Args:
        files: Attribute files with their texts, as git lets one go before the other: the last one goes before all.
        place: The folder of the register in its repository.
    """
    said = [one for file, text in files for one in _conversions_lines(file, text)]
    macros = {"binary": _BINARY, **dict(one for rule in said if (one := _macro(rule)))}
    rules = [rule._replace(attributes=tuple(_in_full(rule.attributes, macros))) for rule in said if not _macro(rule)]
    found: list[Conversion] = []
    pinned = moved = False
    for rule in reversed(rules):
        if not _concerns(rule.pattern, rule.at.file.parent, place):
            continue
        always = any(map(_converts_always, rule.attributes))
        line_ends = _converts_line_ends(rule.attributes)
        moved = moved or line_ends
        pinned = pinned or (rule.pattern in {"*", "**"} and "-text" in rule.attributes and not moved)
        if always or (line_ends and not pinned):
            found.append(rule.at)
    return tuple(reversed(found))


def _conversions_lines(file: PurePosixPath, text: str) -> Iterator[_Rule]:
    """What a file says, each attribute as it stands there."""
    for at, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        words = line.replace("\t", " ").replace("\r", " ").split(" ")
        pattern, *attributes = [word for word in words if word] or [""]
        if pattern and not pattern.startswith("#"):
            yield _Rule(Conversion(file, at, " ".join((pattern, *attributes))), pattern, tuple(attributes))


def _macro(rule: _Rule) -> tuple[str, tuple[str, ...]] | None:
    """The file on top may name several attributes by one word, also one that is used before."""
    if rule.pattern.startswith(_MACRO) and not rule.at.file.parent.parts:
        return rule.pattern.removeprefix(_MACRO), rule.attributes
    return None


def _in_full(attributes: Iterable[str], macros: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """All that they stand for, each once: macros may name each other."""
    met: set[str] = set()
    waiting = list(attributes)
    while waiting:
        attribute = waiting.pop()
        if attribute not in met:
            met.add(attribute)
            yield attribute
            waiting += macros.get(attribute, ())


def _converts_always(attribute: str) -> bool:
    name, _, value = attribute.partition("=")
    return name in _ALWAYS and value.casefold() != "utf-8"


def _converts_line_ends(attributes: Sequence[str]) -> bool:
    """Whether they set how lines end, or leave it to each clone, and that is not as the register writes them."""
    said = {attribute for attribute in attributes if attribute.lstrip(_SIGNS).partition("=")[0] in _LINE_ENDS}
    said -= _LEFT_ALONE
    if "eol=lf" in said and said <= _AS_WRITTEN:
        return False
    # What is taken back, as by !text, may have been what left the bytes alone.
    sets = any(attribute.lstrip("!").partition("=")[0] in {"text", "crlf"} for attribute in said)
    return bool(said) and (sets or "-text" not in attributes)


def _concerns(pattern: str, folder: PurePosixPath, place: PurePosixPath) -> bool:
    """Whether a pattern may mean a file of the register; where that is hard to tell it does."""
    if pattern.startswith('"') or "\\" in pattern or pattern.count("[") > 1:
        return True
    *folders, name = pattern.removeprefix("/").split("/")
    first = folders[0] if folders else "*"
    if not set(first) & set("*?["):
        below = place.relative_to(folder).parts if place.is_relative_to(folder) else ()
        wanted = {below[0]} if below else _OWN
        if place.is_relative_to(folder) and first.casefold() not in {one.casefold() for one in wanted}:
            return False
    return _may_end_so(name.casefold())


def _may_end_so(pattern: str) -> bool:
    """Whether a pattern without slashes may mean a file with the ending of the register's."""
    rest, wanted = pattern, _ENDING
    while rest and wanted:
        if rest.endswith("*"):
            return True
        at = rest.rfind("[") if rest.endswith("]") else len(rest) - 1
        if at < 0 or not fnmatchcase(wanted[-1], rest[at:].replace("[^", "[!", 1)):
            return False
        rest, wanted = rest[:at], wanted[:-1]
    return not wanted
