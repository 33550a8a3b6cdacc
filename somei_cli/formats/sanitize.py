"""Making text from files safe to show: what could steer a terminal or mislead a reader becomes visible.

What keeps a spreadsheet from running a cell.
"""

import re
from functools import cache

# C0 and C1 controls, DEL, soft hyphen, zero-width and joiners, bidirectional controls, line and paragraph
# separators, byte order mark, interlinear marks, tag characters, lone surrogates and noncharacters.
_INVISIBLE = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
# The unseen characters that Python calls printable: fillers, and the variation selectors.
_INVISIBLE_BUT_PRINTABLE = frozenset(
    "\u115f\u1160\u3164\uffa0" + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)


@cache
def unseen() -> re.Pattern[str]:
    """The pattern of one such character; compiled when a text looks as if it held one."""
    return re.compile(f"[{_INVISIBLE}]")


def has_unseen(text: str) -> bool:
    """Whether a text holds characters that cannot be seen, line feeds and tabs left aside."""
    return not _is_plain(text) and unseen().search(text) is not None


SET_OFF = "·"
_LOG_COMMAND = re.compile(r"(?P<blanks>\A\s*)(?P<sign>::|##(?:vso)?\[)")


def is_command(line: str) -> bool:
    """Whether a code host would take a line of a log for a command: `::add-mask::`, `##[group]`, `##vso[…]`."""
    return ("::" in line or "##" in line) and _LOG_COMMAND.match(line) is not None


def set_off(line: str) -> str:
    """The line with a point before what would be a command of a code host."""
    return _LOG_COMMAND.sub(rf"\g<blanks>{SET_OFF}\g<sign>", line) if is_command(line) else line


def clean(text: str) -> str:
    """The text with every unseen character shown as <U+XXXX>; line feeds and tabs stay."""
    return text if _is_plain(text) else unseen().sub(_code_point_of, text)


def clean_line(text: str) -> str:
    """The same for one line: line feeds and tabs become blanks."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def clean_talk(text: str) -> str:
    """The same for what is said on standard error: a line of its own is only what somei sets in by two blanks.

    Whatever was typed, or is the name of a file, could else put words of its own at the beginning of a line, where a
    code host takes some for commands.
    """
    return re.sub(r"\n(?!  [^\s:#])", "<U+000A>", clean(text)) if "\n" in text else clean(text)


def clean_json(text: str) -> str:
    """JSON text with every unseen character as an escape: the same values, nothing that steers a terminal."""
    return text if _is_plain(text) else unseen().sub(lambda match: _json_escape(ord(match[0])), text)


def _is_plain(text: str) -> bool:
    """Whether nothing needs a closer look: it spares nearly every command the pattern."""
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
"""OWASP ASVS 1.2.10; the full-width forms are read as formulas by some spreadsheets too."""


def harmless(cell: str) -> str:
    """A cell that would be run as a formula is made text with an apostrophe; tabs and line ends are gone before.

    Blanks before it do not make it text everywhere. So is one that would be a command of a code host where a line
    begins.
    """
    return f"'{cell}" if cell.lstrip()[:1] in _FORMULA_SIGNS or is_command(cell) else cell
