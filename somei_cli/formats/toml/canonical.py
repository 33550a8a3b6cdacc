"""Write nested values as TOML in the canonical form: one fact a line, plain values before tables, no inline tables."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from somei_cli.formats.sanitize import has_invisible_characters, invisible_pattern


def dump_table(table: Mapping[str, Any]) -> str:
    """Return the canonical text of nested TOML values; keys stay in the order of the mapping."""
    return "\n".join(_table_blocks(table, ""))


def clean_toml(text: str) -> str:
    """Return TOML text with every invisible character as an escape: equal values, no control of a terminal."""
    if not has_invisible_characters(text):
        return text
    return invisible_pattern().sub(lambda match: toml_escape(ord(match[0])), text)


def toml_escape(point: int) -> str:
    """Return a character as an escape in a string of TOML, given its code point."""
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def _table_blocks(table: Mapping[str, Any], name: str) -> list[str]:
    """Return the text of a table and of its subtables, one block each; `dump_table` puts blank lines between them."""
    # Plain values come first whatever the order of the keys: behind the header `[meeting]`, the line `note = "…"`
    # would be read as a value of the meeting.
    plain_values = ""
    subtables: list[tuple[str, Any]] = []
    for key, value in table.items():
        if _becomes_tables(value):
            subtables.append((key, value))
        else:
            plain_values += f"{_format_key(key)} = {_format_value(value)}\n"
    blocks = [plain_values] if plain_values else []
    for key, value in subtables:
        full_name = f"{name}.{_format_key(key)}" if name else _format_key(key)
        rows, header = (value, f"[[{full_name}]]\n") if isinstance(value, list) else ([value], f"[{full_name}]\n")
        for row in rows:
            # An empty table keeps its header: `[[items]]` without values is an item nevertheless.
            first, *remaining = _table_blocks(row, full_name) or [""]
            # A table without plain values begins with the header of a subtable. It is a block of its own then, so that
            # a blank line is above every header. No key begins with a bracket: strange ones are in quotes.
            blocks += [header + first, *remaining] if not first.startswith("[") else [header, first, *remaining]
    return blocks


def _becomes_tables(value: object) -> bool:
    """Return whether a value is written under headers of its own: a table, or a list of nothing but tables."""
    return isinstance(value, dict) or (isinstance(value, list) and _all_have_type(dict, value))


def _all_have_type(kind: type, values: list[Any]) -> bool:
    """Return whether there are values and all have exactly this type."""
    # An empty list has no rows to write headers for, so it is written as the plain value `[]`.
    return set(map(type, values)) == {kind}


def _format_value(value: Any) -> str:
    """Format a value as tomli-w would; the common types are formatted here, which takes a tenth of the time."""
    if isinstance(value, str):
        return _format_string(value)
    # Not isinstance: a datetime is a date for Python, and its `str` would not be what tomli-w writes.
    if type(value) is date:
        return str(value)
    if isinstance(value, list) and _all_have_type(str, value):
        return "[\n    " + ",\n    ".join(map(_format_string, value)) + ",\n]"
    return _format_with_tomli_w(value)


def _format_string(text: str) -> str:
    """Format a string on one line, or between triple quotes if it has line feeds."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    # A line feed is not printable for Python, but what else is not may need an escape, as U+0007 does.
    text_of_lines = text.replace("\n", "")
    if not text_of_lines.isprintable():
        return _format_with_tomli_w(text)
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    # TOML drops the line feed behind the opening quotes, so that a text which begins with one keeps it.
    return f'"""\n{text}"""' if "\n" in text else f'"{text}"'


def _format_with_tomli_w(value: Any) -> str:
    # Imported here: few values need it, and most commands write none.
    import tomli_w

    # tomli-w would write "a\r\nb" over two lines and lose the carriage return; on one line it is the escape \r.
    line = tomli_w.dumps({"a": value}, multiline_strings=not _has_carriage_return(value))
    return line.removeprefix("a = ").removesuffix("\n")


def _has_carriage_return(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_carriage_return, value.values()))
    return (
        any(map(_has_carriage_return, value)) if isinstance(value, list) else isinstance(value, str) and "\r" in value
    )


@lru_cache(maxsize=512)
def _format_key(key: str) -> str:
    """Return a key for a line or a header, in quotes if it needs them."""
    if key.isascii() and key.isidentifier():
        return key
    import tomli_w

    return tomli_w.dumps({key: 0}).rpartition(" = ")[0]
