"""Decide by patterns whether the text of a document is in the canonical form, without writing the document again."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from somei_cli.formats.toml.field_value_conversions import PROSE
from somei_cli.formats.toml.fields import SHAPES, Field, Shape

# All quantifiers are possessive (`*+`, `++`, `?+`): a file that does not match is given up in linear time.
# Only the form of a string is checked: `load` has read the text already, and refuses a second spelling of a value,
# such as `number = "ST 14860/18"` for 14860/18.
_CHARACTERS = r'[^"\\\x00-\x1f\x7f]*+'
_CONTENT = rf'{_CHARACTERS}(?:\\["\\]{_CHARACTERS})*+'
_LINE_STRING = f'"{_CONTENT}"'
# Between triple quotes there is at least one line feed; a text of one line is written on one line.
_PROSE_STRING = rf'(?:{_LINE_STRING}|"""\n(?:{_CONTENT}\n)++{_CONTENT}""")'
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MAX_DEPTH = 3
"""Dots in the longest table name that is covered, `items.subitems.follow_ups.moved`.

There must be a limit, since subitems are items and could have subitems.
"""


class _TableHeader(NamedTuple):
    """What a table header leads to: the shape of its values, and the headers that may come next."""

    shape: str
    next_headers: frozenset[str]


def is_surely_canonical(text: str) -> bool:
    """Return whether the text of a document is certainly what `dump` would write for it.

    The text must be one that `load` reads without faults. False means only that it is not certain: keys of later
    versions, waivers, and escapes other than those of quotation marks and backslashes are not covered. The caller
    then compares the text with that of `dump`.
    """
    # A summary may hold a blank line and then a line that begins with a bracket. The part above is a string without
    # its closing quotes then, which no pattern matches: the answer is False, never a wrong True.
    plain_values, *blocks = text.removesuffix("\n").split("\n\n[")
    if not text.endswith("\n") or not _values_pattern("document").fullmatch(plain_values + "\n"):
        return False
    next_headers = _tables_by_header()[""].next_headers
    for block in blocks:
        header, _, values = block.partition("\n")
        if header not in next_headers:
            return False
        match_values, next_headers = _rules_of_table(header)
        if not match_values(values + "\n" if values else ""):
            return False
    return True


@cache
def _rules_of_table(header: str) -> tuple[Callable[[str], object], frozenset[str]]:
    """Return what matches the values below a header, and the headers that may come next."""
    table = _tables_by_header()[header]
    return _values_pattern(table.shape).fullmatch, table.next_headers


@cache
def _values_pattern(shape: str) -> re.Pattern[str]:
    """Return the pattern of the plain values of a shape: each key at most once, in order, and not with its default."""
    patterns = (f"(?:{field.key} = {_field_pattern(field)}\n)?+" for field in SHAPES[shape].fields if field.kind)
    return re.compile("".join(patterns))


def _field_pattern(field: Field) -> str:
    if not field.is_array:
        return _value_pattern(field)
    return rf"\[\n(?:    {_value_pattern(field)},\n)++\]"


def _value_pattern(field: Field) -> str:
    schema = field.kind.schema if field.kind else {}
    # A default is never written: a document with the line `status = "issued"` reads well but is not canonical.
    if schema.get("type") == "boolean":
        return "true" if field.default is False else "(?:true|false)"
    if schema.get("format") == "date":
        return _DATE
    options = schema.get("enum")
    if isinstance(options, list):
        return f'"(?:{"|".join(re.escape(option) for option in options if option != field.default)})"'
    return _PROSE_STRING if field.kind is PROSE else _LINE_STRING


@cache
def _tables_by_header() -> Mapping[str, _TableHeader]:
    """Return every table that a document may hold, by its header without the first bracket; "" is the document."""
    return dict(_walk_tables(SHAPES["document"], "document", "", "", frozenset()))


def _walk_tables(
    shape: Shape, shape_name: str, path: str, header: str, later_headers: frozenset[str]
) -> Iterator[tuple[str, _TableHeader]]:
    """Yield a table and its subtables; `later_headers` are those that may come once all of these are written."""
    table_fields = [] if path.count(".") >= _MAX_DEPTH else [field for field in shape.fields if field.shape]
    paths = [f"{path}.{field.key}" if path else field.key for field in table_fields]
    headers = [
        f"[{inner_path}]]" if field.is_array else f"{inner_path}]"
        for field, inner_path in zip(table_fields, paths, strict=True)
    ]
    # Behind `[[items.follow_ups]]` may come another one, its own `moved`, the next `[[items]]`, but not
    # `[[items.subitems]]`: the subitems of an item are written before its follow-ups. Behind `[meeting]` may come
    # `[agenda]`, but not a second `[meeting]`, which is not an array.
    yield header, _TableHeader(shape_name, later_headers.union(headers))
    for index, field in enumerate(table_fields):
        repeated = headers[index : index + 1] if field.is_array else []
        following = later_headers.union(repeated, headers[index + 1 :])
        yield from _walk_tables(SHAPES[field.shape], field.shape, paths[index], headers[index], following)
