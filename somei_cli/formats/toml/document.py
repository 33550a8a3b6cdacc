"""A document as TOML: reading a file with all its faults at once, and writing the canonical form."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from somei_cli.formats.toml.canonical import dump_table
from somei_cli.formats.toml.fields import SHAPES, WAIVE, Field, KeyPath, Shape
from somei_cli.formats.toml.parser import BadToml, read_toml, shortened, too_much
from somei_cli.formats.toml.value_kinds import Malformed
from somei_cli.model.document import Document
from somei_cli.model.register.files import Fault


class Loaded(NamedTuple):
    """What a text gave: a document, or the faults that kept it from being one."""

    document: Document | None
    faults: tuple[Fault, ...] = ()


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
    try:
        return Loaded(_READERS["document"](raw))
    except Malformed:
        return Loaded(None, tuple(_faults(text, raw)))


class _Reader:
    """Makes values of tables of one shape, going by the keys that are there: most fields of most tables are not."""

    def __init__(self, shape: Shape) -> None:
        self._make = shape.make
        self._required = tuple(field.key for field in shape.fields if field.required)
        self._fields = {field.key: (field.name, _reading(field)) for field in shape.fields}
        if shape is SHAPES["document"]:
            self._fields[WAIVE] = (WAIVE, _waivers)

    def __call__(self, raw: object) -> Any:
        """The value.

        Raises:
            Malformed: for the first thing that is wrong; `_flaws` finds all of them and where they are.
        """
        if not isinstance(raw, dict):
            raise Malformed("expected a table")
        values: dict[str, Any] = {}
        extra: list[tuple[str, object]] = []
        for key, held in raw.items():
            field = self._fields.get(key)
            if field:
                values[field[0]] = field[1](held)
            else:
                extra.append((key, held))
        for key in self._required:
            if key not in raw:
                raise Malformed(f"“{key}” is missing")
        if extra:
            values["extra"] = tuple(extra)
        return self._make(**values)


def _reading(field: Field) -> Callable[[Any], Any]:
    """What makes the value of a field of what TOML gave, and raises Malformed where it cannot."""
    read = field.kind.read if field.kind else partial(_read_table, field.shape)
    return (lambda raw: tuple(map(read, _list(raw)))) if field.many else read


def _read_table(shape: str, raw: object) -> Any:
    return _READERS[shape](raw)


def _list(raw: object) -> list[Any]:
    if not isinstance(raw, list):
        raise Malformed("expected a list")
    return raw


def _waivers(raw: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(raw, dict) or not all(isinstance(reason, str) and reason for reason in raw.values()):
        raise Malformed("expected rule codes with a reason each")
    return tuple(raw.items())


_READERS = {name: _Reader(shape) for name, shape in SHAPES.items()}


# ---- what is wrong


class _Flaw(NamedTuple):
    path: KeyPath
    message: str


def _faults(text: str, raw: Mapping[str, Any]) -> Iterator[Fault]:
    from somei_cli.formats.toml.positions import Places

    places = Places(text)
    for flaw in _flaws(SHAPES["document"], raw, ()):
        yield Fault(flaw.message, places.line(flaw.path))


def _flaws(shape: Shape, raw: Mapping[str, Any], at: KeyPath) -> Iterator[_Flaw]:
    """Everything that keeps a table from having its shape, in the order of the fields."""
    for field in shape.fields:
        if field.key in raw:
            yield from _flaws_of_field(field, raw[field.key], (*at, field.key))
        elif field.required:
            yield _Flaw(at, f"“{field.key}” is missing")
    if shape is SHAPES["document"] and WAIVE in raw:
        yield from _flaws_met(WAIVE, _waivers, raw[WAIVE], (WAIVE,))


def _flaws_of_field(field: Field, raw: Any, at: KeyPath) -> Iterator[_Flaw]:
    if not field.many:
        yield from _flaws_of_value(field, raw, at)
    elif isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from _flaws_of_value(field, value, (*at, index))
    else:
        yield from _flaws_met(field.key, _list, raw, at)


def _flaws_of_value(field: Field, raw: Any, at: KeyPath) -> Iterator[_Flaw]:
    if field.kind is None and isinstance(raw, dict):
        yield from _flaws(SHAPES[field.shape], raw, at)
    else:
        yield from _flaws_met(field.key, field.kind.read if field.kind else _READERS[field.shape], raw, at)


def _flaws_met(key: str, read: Callable[[Any], Any], raw: Any, at: KeyPath) -> Iterator[_Flaw]:
    try:
        read(raw)
    except Malformed as malformed:
        yield _Flaw(at, f"“{key}”: {shortened(str(malformed))}")


# ---- writing


def to_table(document: Document) -> dict[str, Any]:
    """The document as nested TOML values, keys in canonical order."""
    table = _WRITERS["document"](document)
    if document.waive:
        table[WAIVE] = dict(document.waive)
    return table


def part_with(keys: Collection[str]) -> Callable[[Document], dict[str, Any]]:
    """What makes some keys of that table; no other field is looked at."""
    fields = tuple(
        (field.name, field.key, _never_written(field), field.many, _writing(field))
        for field in SHAPES["document"].fields
        if field.key in keys
    )
    return lambda document: {
        key: write(held)
        for name, key, absent, many, write in fields
        if (held := getattr(document, name)) is not absent and (held or not many)
    }


def dump(document: Document) -> str:
    """The canonical form: keys in order, one fact a line, array elements one a line, tables never inline."""
    return dump_table(to_table(document))


def normal(text: str) -> str:
    """Text as the register stores it: NFC, line feeds only, no blanks at line ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


class _Writer:
    """Makes tables of the values of one shape, with the keys of the fields that hold something."""

    def __init__(self, shape: Shape) -> None:
        self._held = attrgetter(*(field.name for field in shape.fields), "extra")
        self._fields = tuple((field.key, _never_written(field), field.many, _writing(field)) for field in shape.fields)

    def __call__(self, value: Any) -> dict[str, Any]:
        *values, extra = self._held(value)
        table = {
            key: write(held)
            for (key, absent, many, write), held in zip(self._fields, values, strict=True)
            if held is not absent and (held or not many)
        }
        if extra:
            table.update(extra)
        return table


def _never_written(field: Field) -> object:
    """The value that a field has where its key is left out; one that must be there is always written."""
    return _NOTHING if field.required and field.kind else field.absent


_NOTHING = object()


def _writing(field: Field) -> Callable[[Any], Any]:
    """What makes TOML of the value of a field."""
    write = field.kind.write if field.kind else partial(_write_table, field.shape)
    return (lambda values: list(map(write, values))) if field.many else write


def _write_table(shape: str, value: object) -> dict[str, Any]:
    return _WRITERS[shape](value)


_WRITERS = {name: _Writer(shape) for name, shape in SHAPES.items()}
