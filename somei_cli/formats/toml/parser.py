"""TOML texts to plain values: read fast, and judged by Python's own parser where something is wrong.

What hides other marks in a TOML text: strings and comments, as sources of patterns for the DOTALL mode.
What is too much to parse: size, depth and dotted keys, checked before any parser sees the text.
"""

import re
from typing import Any

import rtoml

# One that is never closed runs to the end, as it does for a parser; nothing is ever tried twice.
STRING = (
    r'"""(?:[^"\\]|\\(?:.|\Z)|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\(?:.|\Z))*+"?'
    r"|'[^'\n]*+'?"
)
COMMENT = r"#[^\n]*+"


LARGEST = 1024 * 1024
"""Bytes of one document file; measured on the text's characters, which are no more."""

_DEEPEST = 16
_MOST_DOTS = 8
_SMALL = 8 * 1024
_LONG_KEY = rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_MOST_DOTS + 1}}}"


def too_much(text: str) -> str:
    """Why a text is not parsed, or nothing: one dotted key of 50,000 parts would take 9 GB in a parser.

    Small texts are let through unread: what they can cost is bounded by their size.
    """
    if len(text) > LARGEST:
        return f"larger than {LARGEST // 1024} KiB"
    if len(text) < _SMALL:
        return ""
    # Not compiled at the start: few files are that large.
    bare = re.sub(f"{STRING}|{COMMENT}", "s", text, flags=re.DOTALL)
    if re.search(_LONG_KEY, bare):
        return f"a key of more than {_MOST_DOTS + 1} parts"
    depth = 0
    for bracket in re.findall(r"[\[{\]}]", bare):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            return f"nested deeper than {_DEEPEST}"
    return ""


class BadToml(ValueError):
    """A text that is no TOML; line and column count from 1, 0 where none can be named."""

    def __init__(self, why: str, line: int = 0, column: int = 0) -> None:
        super().__init__(why)
        self.line = line
        self.column = column


def read_toml(text: str) -> dict[str, Any]:
    """The values of a text.

    Raises:
        BadToml: with the place, in the words of Python's own parser where it finds the fault too; for a text that
            would cost too much to read, without.
    """
    excess = too_much(text)
    if excess:
        raise BadToml(excess)
    try:
        return rtoml.loads(text)
    except ValueError as error:
        raise _exact(text, str(error)) from error


_EXACT = 64 * 1024
"""Characters up to which Python's own parser is asked too: of a million it can make half a minute."""


def shortened(message: str) -> str:
    """What is wrong, without the end of a long value or key: a sentence in the wrong place may be a restricted one."""
    return _LONG_VALUE.sub(lambda found: f"{found[0][: _QUOTED + 1]}…{found[0][-1]}", message)


_QUOTED = 24
_LONG_VALUE = re.compile(rf"“[^”]{{{_QUOTED},}}”|'[^']{{{_QUOTED},}}'")


def _exact(text: str, otherwise: str) -> BadToml:
    # Costs more than reading hundreds of files does: imported where a file is faulty only.
    import tomllib

    try:
        if len(text) <= _EXACT:
            tomllib.loads(text)
    except (ValueError, RecursionError) as exact:  # a plain ValueError is a number of thousands of digits
        words, _, place = str(exact).partition(" (at line ")
        line, _, column = place.rstrip(")").partition(", column ")
        return BadToml(f"not valid TOML: {shortened(words)}", int(line) if line.isdigit() else 0, int(column or 0))
    # Such as a floating-point number that no machine holds, which Python takes for infinite.
    words, _, place = otherwise.rpartition(" at line ")
    line, _, column = place.partition(" column ")
    return BadToml(f"not valid TOML: {words or otherwise}", *(int(n) if n.isdecimal() else 0 for n in (line, column)))
