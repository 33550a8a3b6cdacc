"""Parse TOML with limits: rtoml reads, and Python's tomllib words the error if the text is invalid.

Size, depth and dotted keys are limited before any parser sees the text. STRING and COMMENT are the sources of the
patterns that skip what may hide other marks; they need the DOTALL flag.
"""

import re
from typing import Any

import rtoml

# A string without its closing quotes continues to the end, as for a parser; there is no backtracking.
STRING = (
    r'"""(?:[^"\\]|\\(?:.|\Z)|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\(?:.|\Z))*+"?'
    r"|'[^'\n]*+'?"
)
COMMENT = r"#[^\n]*+"


LARGEST_DOCUMENT = 1024 * 1024
"""The size limit of a document file in bytes; also compared with the characters of a text, which are never more."""

_MAX_DEPTH = 16
_MAX_DOTS = 8
_SMALL_SIZE = 8 * 1024
_TEXT = r'"[^"\\\n]*+"'
_LIST = rf"\[[ \n]*+(?:{_TEXT},?[ \n]*+)*+\]"
_FLAT_LINES = rf"(?m)^(?:(?:[\w-]+|{_TEXT}) = (?:{_TEXT}|{_LIST})|\[\[?[\w-]+(?:\.[\w-]+)?\]\]?)$"
_LONG_KEY = rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_MAX_DOTS + 1}}}"


def describe_excess(text: str) -> str:
    """Return why a text is too large or complex to be parsed, or "".

    A dotted key of 50,000 parts takes 9 GB in a parser. Small texts pass unexamined: their size limits the cost.
    """
    if len(text) > LARGEST_DOCUMENT:
        return f"larger than {LARGEST_DOCUMENT // 1024} KiB"
    if len(text) < _SMALL_SIZE:
        return ""
    # Nearly all lines of a vocabulary, which each act reads, are flat: what remains is neither deep nor long.
    remainder = text if "'''" in text or '"""' in text else re.sub(_FLAT_LINES, "", text)
    if remainder.count("[") + remainder.count("{") <= _MAX_DEPTH - 2 and remainder.count(".") <= _MAX_DOTS:
        return ""
    # Not compiled at start-up: few files are that large.
    structure = re.sub(f"{STRING}|{COMMENT}", "s", text, flags=re.DOTALL)
    if re.search(_LONG_KEY, structure):
        return f"a key of more than {_MAX_DOTS + 1} parts"
    depth = 0
    for bracket in re.findall(r"[\[{\]}]", structure):
        depth += 1 if bracket in "[{" else -1
        if depth > _MAX_DEPTH:
            return f"nested deeper than {_MAX_DEPTH}"
    return ""


class InvalidToml(ValueError):
    """A text that is not TOML; line and column count from 1, and are 0 if unknown."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def read_toml(text: str) -> dict[str, Any]:
    """Return the values of a TOML text.

    Raises:
        InvalidToml: if the text is not TOML, with the place; if it is too large or complex, without.
    """
    excess = describe_excess(text)
    if excess:
        raise InvalidToml(excess)
    try:
        return rtoml.loads(text)
    except ValueError as error:
        raise _error_of_tomllib(text, str(error)) from error


_MAX_SIZE_FOR_TOMLLIB = 64 * 1024
"""Characters up to which tomllib parses an invalid text too: a million can take it half a minute."""


def shorten_quotations(message: str) -> str:
    """Return a message with long quoted values and keys cut short.

    A sentence in the wrong place may be from a restricted document.
    """
    return re.sub(_LONG_QUOTATION, lambda match: f"{match[0][: _MAX_QUOTED + 1]}…{match[0][-1]}", message)


_MAX_QUOTED = 24
_LONG_QUOTATION = rf"“[^”]{{{_MAX_QUOTED},}}”|'[^']{{{_MAX_QUOTED},}}'"


def _error_of_tomllib(text: str, rtoml_message: str) -> InvalidToml:
    # The import takes longer than reading hundreds of files, so only faulty files pay for it.
    import tomllib

    try:
        if len(text) <= _MAX_SIZE_FOR_TOMLLIB:
            tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a plain ValueError is a number of thousands of digits
        message, _, position = str(error).partition(" (at line ")
        line, _, column = position.rstrip(")").partition(", column ")
        return InvalidToml(
            f"not valid TOML: {shorten_quotations(message)}", int(line) if line.isdigit() else 0, int(column or 0)
        )
    # Only rtoml refuses it, such as a floating-point number that is too large and that Python reads as infinite.
    message, _, position = rtoml_message.rpartition(" at line ")
    line, _, column = position.partition(" column ")
    return InvalidToml(
        f"not valid TOML: {message or rtoml_message}", *(int(n) if n.isdecimal() else 0 for n in (line, column))
    )
