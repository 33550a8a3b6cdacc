"""How each kind of value stands in TOML: its reading, its writing and its JSON Schema."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from somei_cli.errors import SomeiError
from somei_cli.formats.notation.external_references import read_outside
from somei_cli.model.codes import ENDS_IN_A_NUMBER, CodeEntry, SubjectCode
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import Marking
from somei_cli.model.references import ExternalReference, OutsideKind


class Malformed(ValueError):
    """A TOML value of another kind than the field has; the codec turns it into a fault with its line."""


class Kind(NamedTuple):
    """A kind of value: `read` takes what TOML gave and raises Malformed, `write` gives back what TOML takes."""

    words: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = lambda value: value
    schema: Mapping[str, object] = {}


def _string(raw: object, words: str) -> str:
    if not isinstance(raw, str):
        raise Malformed(f"expected {words}")
    return raw


def _line(raw: object) -> str:
    if not isinstance(raw, str):
        raise Malformed("expected text in quotes")
    if "\n" in raw:
        raise Malformed("expected text of one line")
    return raw


def _filled_line(raw: object) -> str:
    text = _line(raw)
    if not text or text.isspace():
        raise Malformed("expected text, found none; leave the key out instead")
    return text


_LONGEST_LABEL = 24


def _label(raw: object) -> str:
    text = _filled_line(raw)
    if len(text) > _LONGEST_LABEL:
        raise Malformed(f"expected a number as it is printed, such as 4 bis, of {_LONGEST_LABEL} characters at most")
    return text


def _prose(raw: object) -> str:
    return _string(raw, "text in quotes")


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Malformed("expected true or false")
    return raw


def _day(raw: object) -> date:
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise Malformed("expected a date, as 2019-12-04 without quotes")
    return raw


_REMEMBERED = 4096
"""Values of one kind that are kept: what is cited was most often read, or cited before, not long ago."""


def _parsed(parse: Callable[[str], Any], words: str) -> Callable[[object], Any]:
    """A value with one written form: another spelling of the same value is malformed in a file."""

    @lru_cache(maxsize=_REMEMBERED)
    def value_of(text: str) -> Any:
        try:
            value = parse(text)
        except SomeiError as error:
            raise Malformed(str(error)) from error
        if str(value) != text:
            raise Malformed(f"“{text}” is written “{value}” here")
        return value

    return lambda raw: value_of(_string(raw, words))


def _of_parsed(words: str, parse: Callable[[str], Any], pattern: str = "") -> Kind:
    schema: dict[str, object] = {"type": "string"}
    if pattern:
        schema["pattern"] = pattern
    return Kind(words, _parsed(parse, words), str, schema)


def choice(words: str, options: type[StrEnum]) -> Kind:
    """One of a closed list of words."""
    by_word = {str(option): option for option in options}

    def read(raw: object) -> StrEnum:
        option = by_word.get(_string(raw, words))
        if option is None:
            allowed = ", ".join(options)
            raise Malformed(f"expected one of: {allowed}")
        return option

    return Kind(words, read, str, {"enum": [str(option) for option in options]})


_read_code_entry = _parsed(CodeEntry.parse, "a subject code")


def _code_entry(raw: object) -> CodeEntry:
    """A code with its serial: the code comes again and again, the pair never."""
    name, _, serial = _string(raw, "a subject code").rpartition(" ")
    code = _code_with_serials(name) if _SERIAL.fullmatch(serial) and raw not in ENDS_IN_A_NUMBER else None
    entry: CodeEntry = CodeEntry(code, int(serial)) if code else _read_code_entry(raw)
    return entry


_SERIAL = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)


@lru_cache(maxsize=_REMEMBERED)
def _code_with_serials(name: str) -> SubjectCode | None:
    """The code of this name, None where a serial behind it would not be read as one, or the name not so written."""
    try:
        entry: CodeEntry = _read_code_entry(f"{name} 1")
    except Malformed:
        return None
    return entry.code


def _interinstitutional(text: str) -> ExternalReference:
    found = read_outside(text)
    if found.kind is not OutsideKind.FILE:
        raise Malformed("expected an interinstitutional file, as 2018/0330(COD)")
    return found


def _target(text: str) -> DocumentNumber | ExternalReference:
    try:
        return DocumentNumber.parse(text)
    except SomeiError:
        return read_outside(text)


_NUMBER_PATTERN = (
    r"^(PROV [1-9][0-9]{0,11}|([A-Z-]+ )?[1-9][0-9]{0,4})(/[0-9]{1,3})?/[0-9]{2}"
    r"( (REV|ADD|COR|EXT|DCL|AMD) [0-9]{1,3})*$"
)

LINE = Kind("a line of text", _filled_line, schema={"type": "string"})
LABEL = Kind("the number of an item", _label, schema={"type": "string", "maxLength": _LONGEST_LABEL})
"""Findings, logs and calendars name items by it, those of restricted documents too: it holds no sentence."""
PROSE = Kind("text", _prose, schema={"type": "string"})
FLAG = Kind("true or false", _flag, schema={"type": "boolean"})
DAY = Kind("a date", _day, schema={"type": "string", "format": "date"})
NUMBER = _of_parsed("a document number", DocumentNumber.parse, _NUMBER_PATTERN)
CODE_ENTRY = Kind("a subject code", _code_entry, str, {"type": "string"})
MARKING = _of_parsed("a marking", Marking.parse)
OUTSIDE = _of_parsed("an outside reference", read_outside)
FILE = _of_parsed("an interinstitutional file", _interinstitutional)
TARGET = _of_parsed("a document number or a Commission document", _target)
