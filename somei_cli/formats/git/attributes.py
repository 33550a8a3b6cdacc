"""Read and write .gitattributes: somei's drivers, and the lines that would harm the files of a register."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS, REQUESTS, SETTINGS, VOCABULARY

ATTRIBUTES = PurePosixPath(".gitattributes")
NO_CONVERSION_LINE = "* -text"
"""Git must never convert line ends in a register: equal texts have equal bytes everywhere."""
DRIVERS_LINE = "documents/**/*.toml diff=somei merge=somei"
"""Documents are compared in words and merged field by field, in a clone that has the drivers configured."""
VOCABULARY_LINE = "vocabulary/*.toml merge=somei"
"""The lists of the register are merged row by row."""

CONVERTING_ATTRIBUTES = ("text", "eol", "crlf", "ident", "filter", "working-tree-encoding")
"""The attributes with which git may change bytes between its object store and the work tree."""

_ENDING = ".toml"
_MACRO = "[attr]"
_BINARY = ("-diff", "-merge", "-text")
_ALWAYS_CONVERTING = frozenset(("ident", "filter", "working-tree-encoding"))
"""The attributes that convert a file whatever its line ends are."""
_LINE_ENDS = frozenset(("text", "crlf", "eol"))
_PREFIXES = "!-"
_NOT_CONVERTED = frozenset(("-text", "-crlf"))
_LINE_FEED_ATTRIBUTES = frozenset(("eol=lf", "text", "text=auto"))
_REGISTER_FOLDERS = frozenset(map(str, (DOCUMENTS, REQUESTS, SETTINGS, VOCABULARY)))
_DRIVER = "merge=somei"
_PATTERNS_WITH_DRIVER = frozenset(line.partition(" ")[0] for line in (DRIVERS_LINE, VOCABULARY_LINE))


class Conversion(NamedTuple):
    """A line that makes git convert files, or merge them without drivers; `file` is a path in the repository."""

    file: PurePosixPath
    line: int
    text: str


class _Rule(NamedTuple):
    source: Conversion
    pattern: str
    attributes: tuple[str, ...]


def find_conversions(
    files: Sequence[tuple[PurePosixPath, str]], register_folder: PurePosixPath
) -> tuple[Conversion, ...]:
    """Return the lines because of which git converts files of the register in a folder.

    Args:
        files: Attribute files with their texts, in ascending precedence: the last one overrides all others.
        register_folder: The folder of the register in its repository.
    """
    converting: list[Conversion] = []
    bytes_kept = line_ends_set = False
    for rule in reversed(_list_register_rules(files, register_folder)):
        always = any(map(_converts_always, rule.attributes))
        line_ends = _converts_line_ends(rule.attributes)
        line_ends_set = line_ends_set or line_ends
        bytes_kept = bytes_kept or (rule.pattern in {"*", "**"} and "-text" in rule.attributes and not line_ends_set)
        if always or (line_ends and not bytes_kept):
            converting.append(rule.source)
    return tuple(reversed(converting))


def find_weak_merges(
    files: Sequence[tuple[PurePosixPath, str]], register_folder: PurePosixPath
) -> tuple[Conversion, ...]:
    """Return the lines because of which git merges files of the register without somei's drivers; see above.

    A line above those of the drivers does no harm.
    """
    weak: list[Conversion] = []
    patterns_with_driver: set[str] = set()
    for rule in reversed(_list_register_rules(files, register_folder)):
        if _DRIVER in rule.attributes:
            patterns_with_driver.add(rule.pattern)
        elif any(attribute.lstrip(_PREFIXES).partition("=")[0] == "merge" for attribute in rule.attributes):
            weak += [] if patterns_with_driver >= _PATTERNS_WITH_DRIVER else [rule.source]
    return tuple(reversed(weak))


def _list_register_rules(files: Sequence[tuple[PurePosixPath, str]], register_folder: PurePosixPath) -> list[_Rule]:
    """Return the rules that may match files of the register, with what their macros stand for."""
    all_rules = [rule for file, text in files for rule in _read_rules(file, text)]
    macros = {"binary": _BINARY, **dict(macro for rule in all_rules if (macro := _read_macro(rule)))}
    return [
        rule._replace(attributes=tuple(_expand_macros(rule.attributes, macros)))
        for rule in all_rules
        if not _read_macro(rule) and _may_match_register(rule.pattern, rule.source.file.parent, register_folder)
    ]


def _read_rules(file: PurePosixPath, text: str) -> Iterator[_Rule]:
    """Yield the rules of an attribute file, with their attributes as written."""
    for line_number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        words = line.replace("\t", " ").replace("\r", " ").split(" ")
        pattern, *attributes = [word for word in words if word] or [""]
        if pattern and not pattern.startswith("#"):
            yield _Rule(Conversion(file, line_number, " ".join((pattern, *attributes))), pattern, tuple(attributes))


def _read_macro(rule: _Rule) -> tuple[str, tuple[str, ...]] | None:
    """Return the name and the attributes of a macro, which only the attribute file at the top may define."""
    if rule.pattern.startswith(_MACRO) and not rule.source.file.parent.parts:
        return rule.pattern.removeprefix(_MACRO), rule.attributes
    return None


def _expand_macros(attributes: Iterable[str], macros: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield each attribute once, with those that macros stand for; macros may name each other."""
    expanded: set[str] = set()
    pending = list(attributes)
    while pending:
        attribute = pending.pop()
        if attribute not in expanded:
            expanded.add(attribute)
            yield attribute
            pending += macros.get(attribute, ())


def _converts_always(attribute: str) -> bool:
    name, _, value = attribute.partition("=")
    return name in _ALWAYS_CONVERTING and value.casefold() != "utf-8"


def _converts_line_ends(attributes: Sequence[str]) -> bool:
    """Return whether attributes set line ends, or leave them to each clone, other than as the register writes them."""
    line_end_attributes = {
        attribute for attribute in attributes if attribute.lstrip(_PREFIXES).partition("=")[0] in _LINE_ENDS
    }
    line_end_attributes -= _NOT_CONVERTED
    if "eol=lf" in line_end_attributes and line_end_attributes <= _LINE_FEED_ATTRIBUTES:
        return False
    # `!text` may revoke the `-text` that kept the bytes.
    sets_text = any(attribute.lstrip("!").partition("=")[0] in {"text", "crlf"} for attribute in line_end_attributes)
    return bool(line_end_attributes) and (sets_text or "-text" not in attributes)


def _may_match_register(pattern: str, folder: PurePosixPath, register_folder: PurePosixPath) -> bool:
    """Return whether a pattern may match a file of the register; True if that is hard to tell."""
    if pattern.startswith('"') or "\\" in pattern or pattern.count("[") > 1:
        return True
    *folders, name = pattern.removeprefix("/").split("/")
    first = folders[0] if folders else "*"
    if not set(first) & set("*?["):
        below = register_folder.relative_to(folder).parts if register_folder.is_relative_to(folder) else ()
        top_names = {below[0]} if below else _REGISTER_FOLDERS
        if register_folder.is_relative_to(folder) and first.casefold() not in {
            top_name.casefold() for top_name in top_names
        }:
            return False
    return _may_match_ending(name.casefold())


def _may_match_ending(pattern: str) -> bool:
    """Return whether a pattern without slashes may match a name that ends in `.toml`."""
    remaining_pattern, remaining_ending = pattern, _ENDING
    while remaining_pattern and remaining_ending:
        if remaining_pattern.endswith("*"):
            return True
        index = remaining_pattern.rfind("[") if remaining_pattern.endswith("]") else len(remaining_pattern) - 1
        if index < 0 or not fnmatchcase(remaining_ending[-1], remaining_pattern[index:].replace("[^", "[!", 1)):
            return False
        remaining_pattern, remaining_ending = remaining_pattern[:index], remaining_ending[:-1]
    return not remaining_ending


# ---- the file of a register


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


def list_lost_protection(before: str, after: str) -> tuple[str, ...]:
    """Return the lines of somei that protected files of a register, and that a newer text of the file does not have."""
    lost_lines = [NO_CONVERSION_LINE] if keeps_bytes(before) and not keeps_bytes(after) else []
    lines_before, lines_after = before.splitlines(), after.splitlines()
    driver_lines = (DRIVERS_LINE, VOCABULARY_LINE)
    return (*lost_lines, *(line for line in driver_lines if line in lines_before and line not in lines_after))


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
