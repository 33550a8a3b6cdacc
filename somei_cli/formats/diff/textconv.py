"""A document in plain words, one line for each line of its file: what git compares where somei is its textconv.

Git counts the lines of this text where it blames, so there may be neither more of them nor fewer.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from somei_cli.formats.merge.conflict_markers import ConflictSide, lines_with_sides
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import COMMENT, STRING, BadToml, read_toml
from somei_cli.model.references import ReferenceKind

_ONE_OF = {
    "languages": "language",
    "subject_codes": "subject code",
    "interinstitutional_files": "interinstitutional file",
    "previous_documents": "previous document",
    "commission_documents": "Commission document",
    "documents": "document",
    "references": "reference",
    "outside_references": "outside reference",
    "follow_ups": "follow-up",
}
_TITLES = frozenset((("items", "title"), ("subitems", "title"), ("follow_ups", "what")))
"""The fields that are what their item or follow-up is called by."""

_Path = tuple[str | int, ...]


def text_in_words(text: str) -> Iterator[str]:
    """The text of a file in words, line by line, also in conflict; as it is if it holds no document."""
    if not text:
        return
    if _holds_document(text):
        yield from _lines_in_words(text.replace("\r\n", "\n"))
        return
    lines = tuple(lines_with_sides(text))
    texts = {side: "".join(line for line, sides in lines if side in sides) for side in ConflictSide}
    if not _holds_document(texts[ConflictSide.OURS]) or not _holds_document(texts[ConflictSide.THEIRS]):
        yield from _split(text)
        return
    words = {side: iter(_lines_in_words(one.replace("\r\n", "\n"))) for side, one in texts.items()}
    for line, sides in lines:
        shown = [next(words[side]) for side in sides]
        yield shown[0] if shown else _marker(line)


def _holds_document(text: str) -> bool:
    return codec.load(text).document is not None


def _marker(line: str) -> str:
    """A marker of a conflict, without the names of the fields that stand between it and the next one."""
    return re.split(r"[:\r\n]", line, maxsplit=1)[0]


def _lines_in_words(text: str) -> list[str]:
    """The lines of a text in words; of one that is no TOML, as when only a part is left of it, as they are."""
    try:
        table = read_toml(text)
    except BadToml:
        return _split(text)
    place: _Path = ()
    counts: dict[_Path, int] = {}
    words: list[str] = []
    for lines in _statements(text):
        told: Sequence[str] | None = None
        if lines[0].lstrip().startswith("["):
            place = _entered(lines[0], counts)
            told = [_heading(table, place)]
        elif lines[0].strip() and not lines[0].lstrip().startswith("#"):
            told = _field_in_words(table, place, lines)
        words += lines if told is None else told
    return words


def _split(text: str) -> list[str]:
    # Not splitlines: a value may hold other characters that Python takes for line ends.
    return text.removesuffix("\n").split("\n")


_MARKS = re.compile(rf"{STRING}|{COMMENT}|[\[{{]|[\]}}]|\n", re.DOTALL)


def _statements(text: str) -> Iterator[list[str]]:
    """The lines of each header, field, comment and blank line: several where a value goes on over line ends."""
    begin = depth = 0
    for mark in _MARKS.finditer(text.removesuffix("\n") + "\n"):
        if mark[0] in "[{":
            depth += 1
        elif mark[0] in "]}":
            depth -= 1
        elif mark[0] == "\n" and depth == 0:
            yield text[begin : mark.start()].split("\n")
            begin = mark.end()


def _entered(header: str, counts: dict[_Path, int]) -> _Path:
    """The path of the table that a header begins, each name of an array with the place of its row."""
    value: Any = read_toml(header)
    path: _Path = ()
    while value:
        ((name, value),) = value.items()
        path = (*path, name)
        if isinstance(value, list):
            counts[path] = counts.get(path, -1) + 1
            (value,) = value
        if path in counts:
            path = (*path, counts[path])
    return path


def _field_in_words(table: Mapping[str, Any], place: _Path, lines: list[str]) -> Sequence[str] | None:
    """The lines of a field; None where it goes on over lines in another form than the canonical one."""
    name = _name_of(table, place)
    ((key, value),) = read_toml("\n".join(lines)).items()
    heads = [str(one) for one in place if isinstance(one, str)]
    about = name if (heads[-1:] and (heads[-1], key) in _TITLES) else _named(name, key)
    if len(lines) == 1:
        return [_shown(_joined(name, key) if isinstance(value, list) else about, value)]
    if isinstance(value, str):
        return _prose_in_words(about, value.split("\n"), len(lines))
    if isinstance(value, list) and len(value) == len(lines) - 2 and lines[0].rstrip().endswith("["):
        return [f"{_joined(name, key)}:", *(_shown(about, row) for row in value), ""]
    return None


def _prose_in_words(about: str, value: list[str], lines: int) -> Sequence[str] | None:
    """A text of several lines, which begins on the line of its key or below."""
    shown = [f"{about}: {line}".rstrip() for line in value]
    if len(shown) == lines - 1:
        return [f"{about}:", *shown]
    return shown if len(shown) == lines else None


def _name_of(table: Mapping[str, Any], place: _Path) -> str:
    """What the fields of a table are about."""
    name = ""
    value: Any = table
    for step, one in enumerate(place):
        value = value[one]
        if isinstance(one, str):
            name = name if one in {"items", "subitems", "follow_ups"} else _named(name, one)
        elif place[step - 1] == "items":
            name = f"item {value.get('number') or f'/{one + 1}'}"
        elif place[step - 1] == "subitems":
            name = f"{name}/{one + 1}"
        elif place[step - 1] == "follow_ups":
            name = f"{name}, follow-up {one + 1}"
    return name


def _heading(table: Mapping[str, Any], place: _Path) -> str:
    """The header of a table: what it is about, and of a reference or an event all that it says."""
    name = _name_of(table, place)
    if isinstance(place[-1], str) or place[-2] in {"items", "subitems", "follow_ups"}:
        return name
    value: Any = table
    for one in place:
        value = value[one]
    return f"{name}: {_row(value)}"


def _shown(name: str, value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping) and len(value) == 1:
        ((key, inner),) = value.items()
        return _shown(_joined(name, key), inner)
    return f"{name}: {_words_of(value)}".rstrip()


def _words_of(value: Any) -> str:
    if isinstance(value, Mapping):
        return _row(value)
    if isinstance(value, list):
        return ", ".join(map(_words_of, value))
    return str(value).replace("\n", " ")


def _row(row: Mapping[str, Any]) -> str:
    """A reference, an event or another table on one line."""
    if "to" in row:
        words = [f"{_forth(row.get('kind'))} {row['to']}".strip()]
    else:
        words = [f"{row[key]}" for key in ("on", "kind") if key in row]
    rest = [
        f"{key.replace('_', ' ')} {_words_of(value)}" for key, value in row.items() if key not in {"to", "on", "kind"}
    ]
    return ", ".join((*words, *rest))


def _forth(kind: object) -> str:
    known = isinstance(kind, str) and kind in set(ReferenceKind)
    return ReferenceKind(str(kind)).forth if known else str(kind or "")


def _named(about: str, key: str) -> str:
    """A field, or one of its values."""
    return _joined(about, _ONE_OF.get(key, key))


def _joined(about: str, key: str) -> str:
    word = key.replace("_", " ")
    return f"{about}, {word}" if about else word
