"""The canonical form at sight: nearly every file can be told to be in it from its text, without writing it again."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from somei_cli.formats.toml.fields import SHAPES, Field, Shape
from somei_cli.formats.toml.value_kinds import PROSE

_SIGNS = r'[^"\\\x00-\x1f\x7f]*+'
_WORDS = rf'{_SIGNS}(?:\\["\\]{_SIGNS})*+'
_LINE = f'"{_WORDS}"'
_PROSE = rf'(?:{_LINE}|"""\n(?:{_WORDS}\n)++{_WORDS}""")'
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DEEPEST = 3
"""Tables below tables that are known at sight: the promises of a line below an item, and their moves."""


class _Table(NamedTuple):
    """A table by its header: its shape, and the headers that may come next."""

    shape: str
    next_ones: frozenset[str]


def is_canonical_at_sight(text: str) -> bool:
    """Whether a text that reads as a document is surely what writing it again would give.

    A canonical text may be told not to be: one with keys of later versions, with waivers, or with escapes other than
    those of quotation marks is beyond a look.
    """
    first, *blocks = text.removesuffix("\n").split("\n\n[")
    if not text.endswith("\n") or not _lines("document").fullmatch(first + "\n"):
        return False
    tables = _tables()
    next_ones = tables[""].next_ones
    for block in blocks:
        header, _, lines = block.partition("\n")
        if header not in next_ones or not _lines(tables[header].shape).fullmatch(lines + "\n" if lines else ""):
            return False
        next_ones = tables[header].next_ones
    return True


@cache
def _lines(shape: str) -> re.Pattern[str]:
    """The plain values of a table: each key at most once, in its order, and none with the value that is left out."""
    keys = (f"(?:{field.key} = {_value(field)}\n)?+" for field in SHAPES[shape].fields if field.kind)
    return re.compile("".join(keys))


def _value(field: Field) -> str:
    if not field.many:
        return _one(field)
    return rf"\[\n(?:    {_one(field)},\n)++\]"


def _one(field: Field) -> str:
    schema = field.kind.schema if field.kind else {}
    if schema.get("type") == "boolean":
        return "true" if field.default is False else "(?:true|false)"
    if schema.get("format") == "date":
        return _DAY
    options = schema.get("enum")
    if isinstance(options, list):
        return f'"(?:{"|".join(re.escape(option) for option in options if option != field.default)})"'
    return _PROSE if field.kind is PROSE else _LINE


@cache
def _tables() -> Mapping[str, _Table]:
    """Every table by what follows the first bracket of its header; the document itself has none."""
    return dict(_below(SHAPES["document"], "document", "", "", frozenset()))


def _below(shape: Shape, named: str, path: str, header: str, behind: frozenset[str]) -> Iterator[tuple[str, _Table]]:
    """A table and those below it; `behind` are the headers that may come when all of it has been told."""
    inner = [] if path.count(".") >= _DEEPEST else [field for field in shape.fields if field.shape]
    paths = [f"{path}.{field.key}" if path else field.key for field in inner]
    headers = [f"[{at}]]" if field.many else f"{at}]" for field, at in zip(inner, paths, strict=True)]
    yield header, _Table(named, behind.union(headers))
    for place, field in enumerate(inner):
        again = headers[place : place + 1] if field.many else []
        later = behind.union(again, headers[place + 1 :])
        yield from _below(SHAPES[field.shape], field.shape, paths[place], headers[place], later)
