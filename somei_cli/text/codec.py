"""A document as TOML: reading a file with all its faults at once, and writing the canonical form."""

import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

import tomli_w

from somei_cli.model.documents import Document
from somei_cli.model.entries import Fault
from somei_cli.text.fields import SHAPES, WAIVE, Field, KeyPath, Shape
from somei_cli.text.kinds import Malformed
from somei_cli.text.limits import too_much
from somei_cli.text.toml import BadToml, read_toml


class Loaded(NamedTuple):
    """What a text gave: a document, or the faults that kept it from being one."""

    document: Document | None
    faults: tuple[Fault, ...] = ()


class _Flaw(NamedTuple):
    path: KeyPath
    message: str


# ---- reading


def load(text: str) -> Loaded:
    """Read a document; every fault of the text is told, each with its line."""
    excess = too_much(text)
    if excess:
        return Loaded(None, (Fault(excess),))
    try:
        # The line ends of a file are no part of what it says; a carriage return in an escape is.
        raw = read_toml(text.replace("\r\n", "\n"))
    except BadToml as bad:
        return Loaded(None, (Fault(str(bad), bad.line, bad.column),))
    flaws: list[_Flaw] = []
    document = _read_shape(SHAPES["document"], raw, (), flaws)
    if flaws or not isinstance(document, Document):
        from somei_cli.text.places import Places

        places = Places(text)
        return Loaded(None, tuple(Fault(f.message, places.line(f.path)) for f in flaws))
    return Loaded(document)


def _read_shape(shape: Shape, raw: Mapping[str, Any], at: KeyPath, flaws: list[_Flaw]) -> Any:
    values: dict[str, Any] = {}
    before = len(flaws)
    for field in shape.fields:
        if field.key not in raw:
            if field.required:
                flaws.append(_Flaw(at, f"“{field.key}” is missing"))
            continue
        values[field.name] = _read_field(field, raw[field.key], (*at, field.key), flaws)
    known = {field.key for field in shape.fields}
    if shape is SHAPES["document"]:
        known.add(WAIVE)
        values["waive"] = _read_waivers(raw.get(WAIVE, {}), flaws)
    values["extra"] = tuple((key, value) for key, value in raw.items() if key not in known)
    return shape.make(**values) if len(flaws) == before else None


def _read_field(field: Field, raw: Any, at: KeyPath, flaws: list[_Flaw]) -> Any:
    if not field.many:
        return _read_value(field, raw, at, flaws)
    if not isinstance(raw, list):
        flaws.append(_Flaw(at, f"“{field.key}”: expected a list"))
        return ()
    return tuple(_read_value(field, value, (*at, index), flaws) for index, value in enumerate(raw))


def _read_value(field: Field, raw: Any, at: KeyPath, flaws: list[_Flaw]) -> Any:
    if field.kind is None:
        if not isinstance(raw, dict):
            flaws.append(_Flaw(at, f"“{field.key}”: expected a table"))
            return None
        return _read_shape(SHAPES[field.shape], raw, at, flaws)
    try:
        return field.kind.read(raw)
    except Malformed as malformed:
        flaws.append(_Flaw(at, f"“{field.key}”: {malformed}"))
        return None


def _read_waivers(raw: object, flaws: list[_Flaw]) -> tuple[tuple[str, str], ...]:
    if not isinstance(raw, dict) or not all(isinstance(reason, str) and reason for reason in raw.values()):
        flaws.append(_Flaw((WAIVE,), "“waive”: expected rule codes with a reason each"))
        return ()
    return tuple(raw.items())


# ---- writing


def to_table(document: Document) -> dict[str, Any]:
    """The document as nested TOML values, keys in canonical order."""
    table = _write_shape(SHAPES["document"], document)
    if document.waive:
        table[WAIVE] = dict(document.waive)
    return table


def dump(document: Document) -> str:
    """The canonical form: keys in order, one fact a line, array elements one a line, tables never inline."""
    return dump_table(to_table(document))


def dump_table(table: Mapping[str, Any]) -> str:
    """The text of nested TOML values, keys in the order they have."""
    return "\n".join(_tables(table, ""))


def normal(text: str) -> str:
    """Text as the register stores it: NFC, line feeds only, no blanks at line ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _write_shape(shape: Shape, value: Any) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for field in shape.fields:
        held = getattr(value, field.name)
        if held == field.absent and not (field.required and field.kind):
            continue
        if field.many:
            table[field.key] = [_write_value(field, one) for one in held]
        else:
            table[field.key] = _write_value(field, held)
    table.update(value.extra)
    return table


def _write_value(field: Field, value: Any) -> Any:
    return field.kind.write(value) if field.kind else _write_shape(SHAPES[field.shape], value)


def _tables(table: Mapping[str, Any], name: str) -> list[str]:
    """The text of a table and of those below it, each a block of lines; plain values stand before tables."""
    plain = {key: value for key, value in table.items() if not _holds_tables(value)}
    blocks = [_plain(plain)] if plain else []
    for key, value in table.items():
        if not _holds_tables(value):
            continue
        inner = f"{name}.{_key(key)}" if name else _key(key)
        rows, header = (value, f"[[{inner}]]\n") if isinstance(value, list) else ([value], f"[{inner}]\n")
        for row in rows:
            first, *rest = _tables(row, inner) or [""]
            blocks += [header + first, *rest] if not first.startswith("[") else [header, first, *rest]
    return blocks


def _holds_tables(value: object) -> bool:
    if isinstance(value, dict):
        return True
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _plain(table: Mapping[str, Any]) -> str:
    # A carriage return survives only in a string of one line.
    return "".join(
        tomli_w.dumps({key: value}, multiline_strings=not _holds_returns(value)) for key, value in table.items()
    )


def _holds_returns(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_returns, value.values()))
    return any(map(_holds_returns, value)) if isinstance(value, list) else isinstance(value, str) and "\r" in value


def _key(key: str) -> str:
    return tomli_w.dumps({key: 0}).rpartition(" = ")[0]
