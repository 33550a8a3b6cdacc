"""Describe a document in plain words, one line for each line of its file: the textconv filter for git.

`git blame` counts the lines of this text, so there must be exactly as many as in the file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from somei_cli.formats.merge.conflict_markers import ConflictSide, lines_with_sides
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import COMMENT, STRING, InvalidToml, read_toml
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.references import ReferenceKind

_SINGULAR = {
    **{field.name: field.called for field in DOCUMENT_FIELDS if field.name != "items"},
    "documents": "document",
    "follow_ups": "follow-up",
}
_NAMING_FIELDS = frozenset((("items", "title"), ("subitems", "title"), ("follow_ups", "what")))
"""The fields by which an item or a follow-up is called."""

_TablePath = tuple[str | int, ...]


def describe_lines(text: str) -> Iterator[str]:
    """Yield a line in words for each line of a file, even in conflict; a file without a document stays as it is."""
    if not text:
        return
    if _holds_document(text):
        yield from _describe_text(text.replace("\r\n", "\n"))
        return
    lines = tuple(lines_with_sides(text))
    texts = {side: "".join(line for line, sides in lines if side in sides) for side in ConflictSide}
    if not _holds_document(texts[ConflictSide.OURS]) or not _holds_document(texts[ConflictSide.THEIRS]):
        yield from _split_lines(text)
        return
    described = {side: iter(_describe_text(side_text.replace("\r\n", "\n"))) for side, side_text in texts.items()}
    for line, sides in lines:
        line_of_sides = [next(described[side]) for side in sides]
        yield line_of_sides[0] if line_of_sides else _marker(line)


def _holds_document(text: str) -> bool:
    return codec.load(text).document is not None


def _marker(line: str) -> str:
    """Return a conflict marker without the names of the fields behind it."""
    return re.split(r"[:\r\n]", line, maxsplit=1)[0]


def _describe_text(text: str) -> list[str]:
    """Return the lines of a text in words; unchanged if the text is not TOML, as when only a part of it is left."""
    try:
        table = read_toml(text)
    except InvalidToml:
        return _split_lines(text)
    path: _TablePath = ()
    counts: dict[_TablePath, int] = {}
    result: list[str] = []
    for lines in _split_statements(text):
        described: Sequence[str] | None = None
        if lines[0].lstrip().startswith("["):
            path = _path_of_header(lines[0], counts)
            described = [_describe_header(table, path)]
        elif lines[0].strip() and not lines[0].lstrip().startswith("#"):
            described = _describe_field(table, path, lines)
        result += lines if described is None else described
    return result


def _split_lines(text: str) -> list[str]:
    # Not splitlines: a value may hold other characters that Python takes for line ends.
    return text.removesuffix("\n").split("\n")


_TOKENS = re.compile(rf"{STRING}|{COMMENT}|[\[{{]|[\]}}]|\n", re.DOTALL)


def _split_statements(text: str) -> Iterator[list[str]]:
    """Yield the lines of each header, field, comment and blank line; a value may continue over several lines."""
    begin = depth = 0
    for token in _TOKENS.finditer(text.removesuffix("\n") + "\n"):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0] == "\n" and depth == 0:
            yield text[begin : token.start()].split("\n")
            begin = token.end()


def _path_of_header(header: str, counts: dict[_TablePath, int]) -> _TablePath:
    """Return the path of the table that a header begins; each name of an array is followed by the index of its row."""
    value: Any = read_toml(header)
    path: _TablePath = ()
    while value:
        ((name, value),) = value.items()
        path = (*path, name)
        if isinstance(value, list):
            counts[path] = counts.get(path, -1) + 1
            (value,) = value
        if path in counts:
            path = (*path, counts[path])
    return path


def _describe_field(table: Mapping[str, Any], path: _TablePath, lines: list[str]) -> Sequence[str] | None:
    """Return the lines of a field; None if it continues over lines in a form that is not canonical."""
    name = _name_table(table, path)
    ((key, value),) = read_toml("\n".join(lines)).items()
    names = [str(step) for step in path if isinstance(step, str)]
    subject = name if (names[-1:] and (names[-1], key) in _NAMING_FIELDS) else _name_field(name, key)
    if len(lines) == 1:
        return [_value_line(_join_name(name, key) if isinstance(value, list) else subject, value)]
    if isinstance(value, str):
        return _describe_prose(subject, value.split("\n"), len(lines))
    if isinstance(value, list) and len(value) == len(lines) - 2 and lines[0].rstrip().endswith("["):
        return [f"{_join_name(name, key)}:", *(_value_line(subject, row) for row in value), ""]
    return None


def _describe_prose(subject: str, text_lines: list[str], line_count: int) -> Sequence[str] | None:
    """Return the lines of a text over several lines, which begins on the line of its key or below."""
    described = [f"{subject}: {line}".rstrip() for line in text_lines]
    if len(described) == line_count - 1:
        return [f"{subject}:", *described]
    return described if len(described) == line_count else None


def _name_table(table: Mapping[str, Any], path: _TablePath) -> str:
    """Return what the fields of a table are about."""
    name = ""
    value: Any = table
    for index, part in enumerate(path):
        value = value[part]
        if isinstance(part, str):
            name = name if part in {"items", "subitems", "follow_ups"} else _name_field(name, part)
        elif path[index - 1] == "items":
            name = f"item {value.get('number') or f'/{part + 1}'}"
        elif path[index - 1] == "subitems":
            name = f"{name}/{part + 1}"
        elif path[index - 1] == "follow_ups":
            name = f"{name}, follow-up {part + 1}"
    return name


def _describe_header(table: Mapping[str, Any], path: _TablePath) -> str:
    """Return the line for the header of a table; for a reference or an access event it contains all values."""
    name = _name_table(table, path)
    if isinstance(path[-1], str) or path[-2] in {"items", "subitems", "follow_ups"}:
        return name
    value: Any = table
    for step in path:
        value = value[step]
    return f"{name}: {_format_row(value)}"


def _value_line(name: str, value: Any) -> str:
    """Return a value on one line, behind its name."""
    if isinstance(value, Mapping) and len(value) == 1:
        ((key, inner),) = value.items()
        return _value_line(_join_name(name, key), inner)
    return f"{name}: {_format_value(value)}".rstrip()


def _format_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return _format_row(value)
    if isinstance(value, list):
        return ", ".join(map(_format_value, value))
    return str(value).replace("\n", " ")


def _format_row(row: Mapping[str, Any]) -> str:
    """Return a reference, an access event or another table on one line."""
    if "to" in row:
        words = [f"{_verb_of(row.get('kind'))} {row['to']}".strip()]
    else:
        words = [f"{row[key]}" for key in ("on", "kind") if key in row]
    remaining = [
        f"{key.replace('_', ' ')} {_format_value(value)}"
        for key, value in row.items()
        if key not in {"to", "on", "kind"}
    ]
    return ", ".join((*words, *remaining))


def _verb_of(kind: object) -> str:
    is_known = isinstance(kind, str) and kind in set(ReferenceKind)
    return ReferenceKind(str(kind)).forward_words if is_known else str(kind or "")


def _name_field(subject: str, key: str) -> str:
    """Return the name of a field, or of one of its values."""
    return _join_name(subject, _SINGULAR.get(key, key))


def _join_name(subject: str, key: str) -> str:
    word = key.replace("_", " ")
    return f"{subject}, {word}" if subject else word
