"""Make text from files safe to show: no control characters, no commands for a code host, no formulas in cells."""

import re
from functools import cache

# C0 and C1 controls, DEL, soft hyphen, zero-width and joiners, bidirectional controls, line and paragraph
# separators, byte order mark, interlinear marks, tag characters, lone surrogates and noncharacters.
_INVISIBLE = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
# The invisible characters that Python calls printable: fillers, and the variation selectors.
_INVISIBLE_BUT_PRINTABLE = frozenset(
    "\u115f\u1160\u3164\uffa0" + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)


@cache
def invisible_pattern() -> re.Pattern[str]:
    """Return the pattern of one invisible character; compiled only once a text may contain one."""
    return re.compile(f"[{_INVISIBLE}]")


def has_invisible_characters(text: str) -> bool:
    """Return whether a text contains invisible characters, apart from line feeds and tabs."""
    return not _is_plain(text) and invisible_pattern().search(text) is not None


LOG_COMMAND_ESCAPE = "·"
_LOG_COMMAND = r"(?P<blanks>\A\s*)(?P<sign>::|##(?:vso)?\[)"


def is_log_command(line: str) -> bool:
    """Return whether a code host would run a line of a log: `::add-mask::`, `##[group]`, `##vso[…]`."""
    return ("::" in line or "##" in line) and re.match(_LOG_COMMAND, line) is not None


def escape_log_command(line: str) -> str:
    """Return the line with a point before what a code host would take for a command."""
    return re.sub(_LOG_COMMAND, rf"\g<blanks>{LOG_COMMAND_ESCAPE}\g<sign>", line) if is_log_command(line) else line


def clean(text: str) -> str:
    """Return the text with every invisible character shown as <U+XXXX>; line feeds and tabs stay."""
    return text if _is_plain(text) else invisible_pattern().sub(_code_point_of, text)


def clean_line(text: str) -> str:
    """Return the cleaned text on one line: line feeds and tabs become blanks."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def clean_message(text: str) -> str:
    """Return a cleaned message for standard error; only lines that somei indents by two blanks stay on their own.

    Otherwise typed words and names of files could put their own words at the beginning of a line, where a code host
    takes some for commands.
    """
    return re.sub(r"\n(?!  [^\s:#])", "<U+000A>", clean(text)) if "\n" in text else clean(text)


def clean_json(text: str) -> str:
    """Return JSON text with every invisible character as an escape: equal values, no control of a terminal."""
    return text if _is_plain(text) else invisible_pattern().sub(lambda match: _json_escape(ord(match[0])), text)


def _is_plain(text: str) -> bool:
    """Return whether a text needs no closer look; nearly every command does without the pattern thanks to this."""
    return text.replace("\n", "").replace("\t", "").isprintable() and (
        text.isascii() or _INVISIBLE_BUT_PRINTABLE.isdisjoint(text)
    )


def _code_point_of(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def _json_escape(point: int) -> str:
    if point <= 0xFFFF:
        return f"\\u{point:04x}"
    high, low = divmod(point - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


_FORMULA_SIGNS = tuple("=+-@＝＋－＠")
"""OWASP ASVS 1.2.10; some spreadsheets read the full-width forms as formulas too."""


def neutralise_cell(cell: str) -> str:
    """Return a cell that would be run as a formula, or as a command of a code host, with an apostrophe before it.

    Some spreadsheets ignore blanks before a formula. The caller has removed tabs and line ends.
    """
    return f"'{cell}" if cell.lstrip()[:1] in _FORMULA_SIGNS or is_log_command(cell) else cell


def guard_cell(cell: str) -> str:
    """Return a cell of a sheet that is read back, with an apostrophe before each line that would be run.

    >>> guard_cell("=1+1"), guard_cell("'=1+1"), guard_cell("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return "\n".join(f"'{line}" if _needs_guard(line) else line for line in cell.split("\n"))


def unguard_cell(cell: str) -> str:
    """Return what `guard_cell` was given.

    >>> unguard_cell("'=1+1"), unguard_cell("''=1+1"), unguard_cell("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    if "'" not in cell:
        return cell
    return "\n".join(line[1:] if line.startswith("'") and _needs_guard(line) else line for line in cell.split("\n"))


def _needs_guard(line: str) -> bool:
    words = line.lstrip("'")
    return neutralise_cell(words) != words
