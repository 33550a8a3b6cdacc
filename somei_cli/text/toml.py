"""TOML texts to plain values: read fast, and judged by Python's own parser where something is wrong."""

from typing import Any

import rtoml

from somei_cli.text.limits import too_much


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


def _exact(text: str, otherwise: str) -> BadToml:
    # Costs more than reading hundreds of files does: imported where a file is faulty only.
    import tomllib

    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as exact:  # a plain ValueError is a number of thousands of digits
        words, _, place = str(exact).partition(" (at line ")
        line, _, column = place.rstrip(")").partition(", column ")
        return BadToml(f"not valid TOML: {words}", int(line) if line.isdigit() else 0, int(column or 0))
    # Such as a floating-point number that no machine holds, which Python takes for infinite.
    words, _, place = otherwise.rpartition(" at line ")
    line, _, column = place.partition(" column ")
    return BadToml(f"not valid TOML: {words or otherwise}", *(int(n) if n.isdecimal() else 0 for n in (line, column)))
