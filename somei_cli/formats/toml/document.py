"""A document in TOML: read a file and report all its faults at once, and write the canonical form."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from somei_cli.formats.toml.field_value_conversions import Malformed
from somei_cli.formats.toml.fields import SHAPES, WAIVE, Field, KeyPath, Shape
from somei_cli.formats.toml.parser import InvalidToml, describe_excess, read_toml, shorten_quotations
from somei_cli.model.document import Document
from somei_cli.model.register.files_and_faults import Fault


class LoadResult(NamedTuple):
    """What a text gave: a document, or the faults because of which it is not one."""

    document: Document | None
    faults: tuple[Fault, ...] = ()


# ---- reading


def load(text: str) -> LoadResult:
    """Read a document; report every fault of the text with its line."""
    excess = describe_excess(text)
    if excess:
        return LoadResult(None, (Fault(excess),))
    try:
        # Line ends are not part of the content of a file; a carriage return in an escape is.
        raw = read_toml(text.replace("\r\n", "\n"))
    except InvalidToml as error:
        return LoadResult(None, (Fault(str(error), error.line, error.column),))
    try:
        return LoadResult(_READERS["document"].read(raw))
    except Malformed:
        return LoadResult(None, tuple(_find_faults(text, raw)))


class _Reader:
    """Makes values from tables of one shape; it goes through the keys of the table, since most fields are absent."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._required = tuple(field.key for field in shape.fields if field.required)
        self._make, names, self._absent_values = _maker_of(shape)
        self._positions = {name: position for position, name in enumerate(names)}
        self._fields: dict[str, tuple[int, Callable[[Any], Any]]] = {}

    def prepare(self) -> None:
        """Look up what reads the fields, once there is a reader of each shape."""
        for field in self._shape.fields:
            read = field.kind.read if field.kind else _READERS[field.shape].read
            self._fields[field.key] = (self._positions[field.name], _reader_of_array(read) if field.is_array else read)
        if self._shape is SHAPES["document"]:
            self._fields[WAIVE] = (self._positions[WAIVE], _read_waivers)

    def read(self, raw: object) -> Any:
        """Return the value.

        Raises:
            Malformed: for the first flaw; `_find_flaws` finds all of them with their places.
        """
        if not isinstance(raw, dict):
            raise Malformed("expected a table")
        fields, values, extra = self._fields, self._absent_values.copy(), []
        for key, value in raw.items():
            field = fields.get(key)
            if field:
                position, read = field
                values[position] = read(value)
            else:
                extra.append((key, value))
        for key in self._required:
            if key not in raw:
                raise Malformed(f"“{key}” is missing")
        if extra:
            values[self._positions["extra"]] = tuple(extra)
        return self._make(values)


def _maker_of(shape: Shape) -> tuple[Callable[[list[Any]], Any], Sequence[str], list[Any]]:
    """Return what makes the value of a shape from the values of all its fields, their names, and what absent ones are.

    A named tuple is made in half the time without its own function, which looks for names.
    """
    value_type: Any = shape.make
    if issubclass(value_type, tuple):
        names = value_type._fields
        return partial(tuple.__new__, value_type), names, [value_type._field_defaults.get(name) for name in names]
    declared = fields(value_type)
    return lambda values: value_type(*values), [f.name for f in declared], [f.default for f in declared]


def _reader_of_array(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read_array(raw: object) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise Malformed("expected a list")
        return tuple(map(read, raw))

    return read_array


_require_list = _reader_of_array(lambda value: value)


def _read_waivers(raw: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(raw, dict) or not all(isinstance(reason, str) and reason for reason in raw.values()):
        raise Malformed("expected rule codes with a reason each")
    return tuple(raw.items())


_READERS = {name: _Reader(shape) for name, shape in SHAPES.items()}
for _reader in _READERS.values():
    _reader.prepare()


# ---- flaws


class _Flaw(NamedTuple):
    path: KeyPath
    message: str


def _find_faults(text: str, raw: Mapping[str, Any]) -> Iterator[Fault]:
    from somei_cli.formats.toml.positions import KeyLines

    key_lines = KeyLines(text)
    for flaw in _find_flaws(SHAPES["document"], raw, ()):
        yield Fault(flaw.message, key_lines.line_of(flaw.path))


def _find_flaws(shape: Shape, raw: Mapping[str, Any], path: KeyPath) -> Iterator[_Flaw]:
    """Yield everything because of which a table does not have its shape, in the order of the fields."""
    for field in shape.fields:
        if field.key in raw:
            yield from _find_field_flaws(field, raw[field.key], (*path, field.key))
        elif field.required:
            yield _Flaw(path, f"“{field.key}” is missing")
    if shape is SHAPES["document"] and WAIVE in raw:
        yield from _find_reading_flaw(WAIVE, _read_waivers, raw[WAIVE], (WAIVE,))


def _find_field_flaws(field: Field, raw: Any, path: KeyPath) -> Iterator[_Flaw]:
    if not field.is_array:
        yield from _find_value_flaws(field, raw, path)
    elif isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from _find_value_flaws(field, value, (*path, index))
    else:
        yield from _find_reading_flaw(field.key, _require_list, raw, path)


def _find_value_flaws(field: Field, raw: Any, path: KeyPath) -> Iterator[_Flaw]:
    if field.kind is None and isinstance(raw, dict):
        yield from _find_flaws(SHAPES[field.shape], raw, path)
    else:
        yield from _find_reading_flaw(
            field.key, field.kind.read if field.kind else _READERS[field.shape].read, raw, path
        )


def _find_reading_flaw(key: str, read: Callable[[Any], Any], raw: Any, path: KeyPath) -> Iterator[_Flaw]:
    try:
        read(raw)
    except Malformed as malformed:
        yield _Flaw(path, f"“{key}”: {shorten_quotations(str(malformed))}")


# ---- writing


def to_table(document: Document) -> dict[str, Any]:
    """Return the document as nested TOML values, keys in canonical order."""
    table = _WRITERS["document"](document)
    if document.waive:
        table[WAIVE] = dict(document.waive)
    return table


def walk_texts(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text below a value with its key path, as a file contains them."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from walk_texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk_texts(inner, (*path, index))


def partial_table_writer(keys: Collection[str]) -> Callable[[Document], dict[str, Any]]:
    """Return a function like `to_table` that writes only these keys and reads no other field of the document."""
    fields = tuple(
        (field.name, field.key, _omitted_value(field), field.is_array, _writer_of(field))
        for field in SHAPES["document"].fields
        if field.key in keys
    )
    return lambda document: {
        key: write(value)
        for name, key, absent, is_array, write in fields
        if (value := getattr(document, name)) is not absent and (value or not is_array)
    }


def dump(document: Document) -> str:
    """Return the canonical text: keys in order, one fact a line, one array element a line, tables never inline."""
    from somei_cli.formats.toml.canonical import dump_table

    return dump_table(to_table(document))


def normalise_text(text: str) -> str:
    """Return a text as the register stores it: NFC, line feeds only, no blanks at line ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


class _Writer:
    """Makes tables from values of one shape, with the keys of the fields that are set."""

    def __init__(self, shape: Shape) -> None:
        self._get_values = attrgetter(*(field.name for field in shape.fields), "extra")
        self._fields = tuple(
            (field.key, _omitted_value(field), field.is_array, _writer_of(field)) for field in shape.fields
        )

    def __call__(self, value: Any) -> dict[str, Any]:
        *values, extra = self._get_values(value)
        table = {
            key: write(field_value)
            for (key, absent, is_array, write), field_value in zip(self._fields, values, strict=True)
            if field_value is not absent and (field_value or not is_array)
        }
        if extra:
            table.update(extra)
        return table


def _omitted_value(field: Field) -> object:
    """Return the value for which the key of a field is left out; no value equals that of a required field."""
    return _ALWAYS_WRITTEN if field.required and field.kind else field.absent_value


_ALWAYS_WRITTEN = object()


def _writer_of(field: Field) -> Callable[[Any], Any]:
    """Return the function that makes TOML values from the value of a field."""
    write = field.kind.write if field.kind else partial(_write_table, field.shape)
    return (lambda values: list(map(write, values))) if field.is_array else write


def _write_table(shape: str, value: object) -> dict[str, Any]:
    return _WRITERS[shape](value)


_WRITERS = {name: _Writer(shape) for name, shape in SHAPES.items()}
