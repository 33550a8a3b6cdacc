"""The canonical form of TOML: nested values as text, one fact a line, and tables never inline."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any


def dump_table(table: Mapping[str, Any]) -> str:
    """The text of nested TOML values, keys in the order they have."""
    return "\n".join(_tables(table, ""))


def _tables(table: Mapping[str, Any], name: str) -> list[str]:
    """The text of a table and of those below it, each a block of lines; plain values stand before tables."""
    plain = ""
    below: list[tuple[str, Any]] = []
    for key, value in table.items():
        if _holds_tables(value):
            below.append((key, value))
        else:
            plain += f"{_key(key)} = {_literal(value)}\n"
    blocks = [plain] if plain else []
    for key, value in below:
        inner = f"{name}.{_key(key)}" if name else _key(key)
        rows, header = (value, f"[[{inner}]]\n") if isinstance(value, list) else ([value], f"[{inner}]\n")
        for row in rows:
            first, *rest = _tables(row, inner) or [""]
            blocks += [header + first, *rest] if not first.startswith("[") else [header, first, *rest]
    return blocks


def _holds_tables(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and _are_all(dict, value))


def _are_all(kind: type, values: list[Any]) -> bool:
    """Whether values are there, and all of one kind."""
    return set(map(type, values)) == {kind}


def _literal(value: Any) -> str:
    """A value as tomli-w writes it: the everyday ones are written here, which takes a tenth of the time."""
    if isinstance(value, str):
        return _string(value)
    if type(value) is date:
        return str(value)
    if isinstance(value, list) and _are_all(str, value):
        return "[\n    " + ",\n    ".join(map(_string, value)) + ",\n]"
    return _any_literal(value)


def _string(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    bare = text.replace("\n", "")
    if not bare.isprintable():
        return _any_literal(text)
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""\n{text}"""' if "\n" in text else f'"{text}"'


def _any_literal(value: Any) -> str:
    # Hardly any value is written by it, and most commands write none.
    import tomli_w

    # A carriage return survives only in a string of one line.
    written = tomli_w.dumps({"a": value}, multiline_strings=not _holds_returns(value))
    return written.removeprefix("a = ").removesuffix("\n")


def _holds_returns(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_returns, value.values()))
    return any(map(_holds_returns, value)) if isinstance(value, list) else isinstance(value, str) and "\r" in value


@lru_cache(maxsize=512)
def _key(key: str) -> str:
    if key.isascii() and key.isidentifier():
        return key
    import tomli_w

    return tomli_w.dumps({key: 0}).rpartition(" = ")[0]
