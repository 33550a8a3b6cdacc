"""The kinds of values of fields: how each is read from TOML, written to it and described in the JSON Schema."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from somei_cli.errors import SomeiError
from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.model.codes import ENDS_IN_A_NUMBER, CodeEntry, SubjectCode
from somei_cli.model.document import LANGUAGES
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import Marking
from somei_cli.model.references import ExternalReference, OutsideKind


class Malformed(ValueError):
    """A TOML value that does not fit the kind of its field; `load` reports it as a fault with its line."""


class ValueKind(NamedTuple):
    """A kind of value: `read` takes a TOML value and raises Malformed, `write` returns a TOML value."""

    words: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = lambda value: value
    schema: Mapping[str, object] = {}


def _require_string(raw: object, words: str) -> str:
    if not isinstance(raw, str):
        raise Malformed(f"expected {words}")
    return raw


def _read_line(raw: object) -> str:
    if not isinstance(raw, str):
        raise Malformed("expected text in quotes")
    if "\n" in raw:
        raise Malformed("expected text of one line")
    return raw


def _read_filled_line(raw: object) -> str:
    # The usual case first, without a call: nearly every value is a line.
    if isinstance(raw, str) and "\n" not in raw and raw and not raw.isspace():
        return raw
    text = _read_line(raw)
    if not text or text.isspace():
        raise Malformed("expected text, found none; leave the key out instead")
    return text


_MAX_LABEL_LENGTH = 24
_MAX_SERIAL_LENGTH = 5


def _read_label(raw: object) -> str:
    text = _read_filled_line(raw)
    if len(text) > _MAX_LABEL_LENGTH:
        raise Malformed(f"expected a number as it is printed, such as 4 bis, of {_MAX_LABEL_LENGTH} characters at most")
    return text


def _read_prose(raw: object) -> str:
    return _require_string(raw, "text in quotes")


def _read_flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Malformed("expected true or false")
    return raw


def _read_day(raw: object) -> date:
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise Malformed("expected a date, as 2019-12-04 without quotes")
    return raw


def _read_count(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 1:
        raise Malformed("expected a whole number from 1 on")
    return raw


def _read_language(raw: object) -> str:
    code = _require_string(raw, "a language")
    if code not in LANGUAGES:
        raise Malformed("expected an official language of the Union in two small letters, such as mt")
    return code


_CACHE_SIZE = 4096
"""Values of each kind that are cached: a number that is cited was most often read or cited shortly before."""


def _reader_of_parsed(parse: Callable[[str], Any], words: str) -> Callable[[object], Any]:
    """Return a reader of values with one written form; another spelling of the same value is malformed in a file."""

    @lru_cache(maxsize=_CACHE_SIZE)
    def value_of(text: str) -> Any:
        try:
            value = parse(text)
        except SomeiError as error:
            raise Malformed(str(error)) from error
        if str(value) != text:
            raise Malformed(f"“{text}” is written “{value}” here")
        return value

    def read(raw: object) -> Any:
        if not isinstance(raw, str):
            raise Malformed(f"expected {words}")
        return value_of(raw)

    return read


def _kind_of_parsed(words: str, parse: Callable[[str], Any], pattern: str = "") -> ValueKind:
    schema: dict[str, object] = {"type": "string"}
    if pattern:
        schema["pattern"] = pattern
    return ValueKind(words, _reader_of_parsed(parse, words), str, schema)


def choice(words: str, options: type[StrEnum]) -> ValueKind:
    """Return the kind of a value from a closed list of words."""
    by_word = {str(option): option for option in options}

    def read(raw: object) -> StrEnum:
        if not isinstance(raw, str):
            raise Malformed(f"expected {words}")
        option = by_word.get(raw)
        if option is None:
            allowed = ", ".join(options)
            raise Malformed(f"expected one of: {allowed}")
        return option

    return ValueKind(words, read, str, {"enum": [str(option) for option in options]})


def one_of(words: str, options: Collection[str]) -> ValueKind:
    """Return the kind of a word from a closed list."""

    def read(raw: object) -> str:
        word = _require_string(raw, words)
        if word not in options:
            raise Malformed(f"expected {words}, one of: {', '.join(options)}")
        return word

    return ValueKind(words, read, schema={"enum": list(options)})


_read_code_entry = _reader_of_parsed(CodeEntry.parse, "a subject code")


def _read_code_and_serial(raw: object) -> CodeEntry:
    """Read a subject code with its serial; only the code is cached, since a pair hardly ever repeats."""
    name, _, figures = _require_string(raw, "a subject code").rpartition(" ")
    serial = _read_serial(figures)
    code = _find_code_with_serials(name) if serial and raw not in ENDS_IN_A_NUMBER else None
    entry: CodeEntry = CodeEntry(code, serial) if code else _read_code_entry(raw)
    return entry


@lru_cache(maxsize=_CACHE_SIZE)
def _read_serial(figures: str) -> int | None:
    is_serial = figures.isascii() and figures.isdecimal() and figures[0] != "0" and len(figures) <= _MAX_SERIAL_LENGTH
    return int(figures) if is_serial else None


@lru_cache(maxsize=_CACHE_SIZE)
def _find_code_with_serials(name: str) -> SubjectCode | None:
    """Return the code of this name; None if it takes no serial or is not written in this way."""
    try:
        entry: CodeEntry = _read_code_entry(f"{name} 1")
    except Malformed:
        return None
    return entry.code


def _parse_interinstitutional_file(text: str) -> ExternalReference:
    reference = parse_external_reference(text)
    if reference.kind is not OutsideKind.FILE:
        raise Malformed("expected an interinstitutional file, as 2018/0330(COD)")
    return reference


def _parse_target(text: str) -> DocumentNumber | ExternalReference:
    try:
        return DocumentNumber.parse(text)
    except SomeiError:
        return parse_external_reference(text)


_NUMBER_PATTERN = (
    r"^(PROV [1-9][0-9]{0,11}|([A-Z-]+ )?[1-9][0-9]{0,4})(/[0-9]{1,3})?/[0-9]{2}"
    r"( (REV|ADD|COR|EXT|DCL|AMD) [0-9]{1,3})*$"
)

# What an editor may refuse: each pattern takes every value that the reader takes, and as few others as it can say. They
# are regular expressions of ECMAScript in its unicode mode, which forbids a backslash before what needs none.
_LINE_PATTERN = r"^[^\n]*\S[^\n]*$"
_CODE_PATTERN = r"^[A-Z][A-Z0-9]{0,14}([ /-][A-Z0-9]{1,12}){0,2}( [1-9][0-9]{0,4})?$"
_FILE_PATTERN = r"^(19|20)[0-9]{2}/[0-9]{4}[A-Z]?\([A-Z]{3}\)$"
_IN_REFERENCE = r'[^\s<>"“”„«»`]'
_OUTSIDE_PATTERN = rf"^{_IN_REFERENCE}+( {_IN_REFERENCE}+)*$"

LINE = ValueKind("a line of text", _read_filled_line, schema={"type": "string", "pattern": _LINE_PATTERN})
LABEL = ValueKind(
    "the number of an item",
    _read_label,
    schema={"type": "string", "maxLength": _MAX_LABEL_LENGTH, "pattern": _LINE_PATTERN},
)
"""Findings, logs and calendars show this number, even for items of restricted documents: it must not hold a sentence.
"""
PROSE = ValueKind("text", _read_prose, schema={"type": "string"})
FLAG = ValueKind("true or false", _read_flag, schema={"type": "boolean"})
DAY = ValueKind("a date", _read_day, schema={"type": "string", "format": "date"})
COUNT = ValueKind("a whole number", _read_count, schema={"type": "integer", "minimum": 1})
LANGUAGE = ValueKind("a language", _read_language, schema={"enum": sorted(LANGUAGES)})
"""A closed list, so that a reference of a restricted document cannot hold a sentence here."""
NUMBER = _kind_of_parsed("a document number", DocumentNumber.parse, _NUMBER_PATTERN)
CODE_ENTRY = ValueKind("a subject code", _read_code_and_serial, str, {"type": "string", "pattern": _CODE_PATTERN})
MARKING = _kind_of_parsed("a marking", Marking.parse, _LINE_PATTERN)
OUTSIDE = _kind_of_parsed("an outside reference", parse_external_reference, _OUTSIDE_PATTERN)
FILE = _kind_of_parsed("an interinstitutional file", _parse_interinstitutional_file, _FILE_PATTERN)
TARGET = _kind_of_parsed("a document number or a Commission document", _parse_target, _OUTSIDE_PATTERN)
