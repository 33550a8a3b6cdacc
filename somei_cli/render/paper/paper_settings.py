"""The paper settings of a register, read from `templates/paper.toml`: words and measures, never code."""

import re
from typing import Any, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.sanitize import has_invisible_characters
from somei_cli.formats.toml.parser import InvalidToml, read_toml

PAPERS = ("a4", "us-letter")
FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
"""The fonts that the PDF writer includes; any other font could be missing on another machine."""
_FONT_SIZES = range(8, 19)
_MAX_LINES = 4
_MAX_LINE_LENGTH = 80
# CSS that loads something from elsewhere or ends the style sheet early; a backslash could hide either.
_UNSAFE_CSS = re.compile(
    r"(?i)url\s*\(|@import|@charset|@namespace|image-set|src\s*\(|expression\s*\(|</?|\\|javascript:"
)


class Style(NamedTuple):
    """The words of the letterhead and the look of the page. Without an institution, the series decides it."""

    institution: tuple[str, ...] = ()
    unit: str = ""
    paper: str = "a4"
    font: str = FONTS[0]
    size: int = 12
    sheet: str = ""


def read_style(name: object, text: str | None, sheet_name: object, sheet: str | None) -> Style:
    """Return the style that the two files of a register define; a text is None if its file does not exist.

    Raises:
        Unreadable: if a file is not valid; it names the file.
    """
    style = _style_from_table(name, _read_table(name, text)) if text is not None else Style()
    if sheet is not None:
        if match := _UNSAFE_CSS.search(sheet):
            line = sheet.count("\n", 0, match.start()) + 1
            raise Unreadable(sheet_name, f"a style sheet that is printed must not hold “{match[0]}”", line)
        if has_invisible_characters(sheet):
            raise Unreadable(sheet_name, "it holds characters that cannot be seen")
        style = style._replace(sheet=sheet)
    return style


def _read_table(name: object, text: str) -> dict[str, Any]:
    try:
        return read_toml(text)
    except InvalidToml as error:
        raise Unreadable(name, str(error), error.line) from error


def _style_from_table(name: object, table: dict[str, Any]) -> Style:
    for key in table:
        if key not in _SETTINGS:
            raise Unreadable(name, f"“{key}” is not known; known are {', '.join(_SETTINGS)}")
    values: dict[str, Any] = {}
    for key, value in table.items():
        expected, fits = _SETTINGS[key]
        if not fits(value):
            raise Unreadable(name, f"{key}: expected {expected}")
        values[key] = tuple(value) if isinstance(value, list) else value
    return Style(**values)


def _is_line(value: Any) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= _MAX_LINE_LENGTH
        and "\n" not in value
        and not has_invisible_characters(value)
    )


def _is_lines(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= _MAX_LINES and all(map(_is_line, value))


_SETTINGS: dict[str, tuple[str, Any]] = {
    "institution": (f"one to {_MAX_LINES} lines of text in an array", _is_lines),
    "unit": ("a line of text, as JAI.1", _is_line),
    "paper": (f"one of {', '.join(PAPERS)}", PAPERS.__contains__),
    "font": (f"one of {', '.join(FONTS)}", FONTS.__contains__),
    "size": (
        f"a whole number from {_FONT_SIZES[0]} to {_FONT_SIZES[-1]}",
        lambda v: type(v) is int and v in _FONT_SIZES,
    ),
}
