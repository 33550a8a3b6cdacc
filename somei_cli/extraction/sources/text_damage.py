"""Undo what other programs did to a whole text: quoting, line numbers, drawn tables, wrong encoding, escape codes.

Each is undone only if most lines show it. Every line keeps its number.
"""

import html
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from urllib.parse import unquote

from somei_cli.model.importing.draft_entry import Doubt

_ENCODED_TWICE = "UTF-8 was read as Windows-1252; it was decoded again, letters may be wrong"
_STILL_ENCODED_TWICE = "UTF-8 was read as Windows-1252; some letters could not be decoded"

_MIN_QUOTED = 8
_MOST_LINES = 0.75
_QUOTE = re.compile(r"[ ]?(?:(?:>|\||[#%]|//)[ ]?)+(?![>#%])")
_QUOTE_SIGNS = (">", "|", "#", "%", "//")

_MIN_NUMBERED = 12
_MOST_NUMBERED = 0.8
_NUMBER_FIRST = re.compile(r"\s{0,8}(?:L(?:ine)? ?)?(?P<number>[0-9]{1,4})[:|.)]?(?=\s|$)")
_NUMBER_LAST = re.compile(r"(?:^|\s)\s*(?P<number>[0-9]{1,4})\s*$")

# Between two letters it stands for a letter.
_BOX = re.compile("(?<![^\\W\\d_])[\u2500-\u259f]|[\u2500-\u259f](?![^\\W\\d_])")
_TYPED_BORDER = re.compile(r"(?m)^[ \t]*\+(?:[-=]{2,200}\+){1,20}[ \t\r]*$")
_MIN_BORDERS = 2

_ENTITY = re.compile(r"&(?:#[0-9]{2,5}|#x[0-9A-Fa-f]{2,5}|[A-Za-z]{2,8}[0-9]{0,2});")
_MIN_ENTITIES = 2
_MIN_ENCODED_BLANKS = 5

TWICE_ENCODED = re.compile(
    "[\u00c3-\u00cf][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]|"
    "\u00e2[\u0080\u20ac\u201a][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
"""What the two or three bytes of one letter look like in Windows-1252: Ã¼, â€œ."""
_SOFT_HYPHEN_LAST = re.compile(r"(?P<head>[^\n]*?)(?P<part>[^\s\u00ad]+(?:\u00ad[^\s\u00ad]+)*)\u00ad[ \t\r]*\Z")


def undo_text_damage(text: str) -> tuple[str, tuple[Doubt, ...]]:
    r"""Return the text without the damage, and the doubts about what could not be undone with certainty.

    >>> undo_text_damage("│ From: │ Presidency │\n└───────┴────────────┘")[0]
    '  From:   Presidency'
    """
    text = _decode_escapes(text)
    doubts: tuple[Doubt, ...] = ()
    if not text.isascii():
        text, doubts = _decode_again(text)
        if "\u00ad" in text:
            text = _join_at_soft_hyphens(text)
        if _BOX.search(text):
            text = _map_lines(text, lambda line: _BOX.sub(" ", line).rstrip() if _BOX.search(line) else line)
    if text.count("+-") + text.count("+=") >= _MIN_BORDERS and len(_TYPED_BORDER.findall(text)) >= _MIN_BORDERS:
        text = _map_lines(text, _without_typed_box)
    lines = text.split("\n")
    return "\n".join(_without_line_numbers(_without_quoting(lines))), doubts


def _map_lines(text: str, mend: Callable[[str], str]) -> str:
    return "\n".join(map(mend, text.split("\n")))


def _decode_escapes(text: str) -> str:
    """Decode the entities of HTML and the codes of addresses that were left in a text."""
    if "&" in text and len(_ENTITY.findall(text)) >= _MIN_ENTITIES:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\n", " "), text)
    if text.count("%20") >= _MIN_ENCODED_BLANKS:
        text = re.sub(r"(?:%[2-9A-Fa-f][0-9A-Fa-f])+", lambda match: unquote(match[0], errors="replace"), text)
    return text


def _decode_again(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Decode the lines that were UTF-8 and read as Windows-1252."""
    if not TWICE_ENCODED.search(text):
        return text, ()
    text = _map_lines(text, _decode_line)
    return text, (Doubt("source", _STILL_ENCODED_TWICE if TWICE_ENCODED.search(text) else _ENCODED_TWICE),)


def _decode_line(line: str) -> str:
    if not TWICE_ENCODED.search(line):
        return line
    # Windows-1252 leaves five bytes without a letter; programs keep them as control characters.
    content = bytearray()
    for letter in line:
        try:
            content += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) not in range(0x80, 0xA0):
                return line
            content.append(ord(letter))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return line


def _join_at_soft_hyphens(text: str) -> str:
    """Join the words that a soft hyphen parts at the end of a line: on the line below, if words are before them."""
    lines = text.split("\n")
    for index, (line, following) in enumerate(pairwise(lines)):
        match = _SOFT_HYPHEN_LAST.fullmatch(lines[index]) if line.rstrip().endswith("\u00ad") else None
        rest = following.lstrip()
        if match is None or not rest[:1].isalpha():
            continue
        indent = following[: len(following) - len(rest)]
        if match["head"].strip() and not match["head"].rstrip().endswith(":"):
            lines[index], lines[index + 1] = match["head"].rstrip(), f"{indent}{match['part']}{rest}"
        else:
            first, _, rest = rest.partition(" ")
            lines[index], lines[index + 1] = f"{match['head']}{match['part']}{first}", f"{indent}{rest}"
    return "\n".join(lines)


def _without_typed_box(line: str) -> str:
    """Return a line of a table drawn with +, - and | without them."""
    if _TYPED_BORDER.fullmatch(line):
        return ""
    row = line.strip()
    return line.replace("|", " ").rstrip() if row.startswith("|") and row.endswith("|") and len(row) > 1 else line


def _without_quoting(lines: Sequence[str]) -> Sequence[str]:
    """Return lines without the sign of a quoted mail that begins most of them."""
    starts = [line.lstrip()[:2] for line in lines if line.strip()]
    for sign in _QUOTE_SIGNS:
        quoted = sum(start.startswith(sign) for start in starts)
        if quoted < _MIN_QUOTED or quoted < len(starts) * _MOST_LINES:
            continue
        if sign == "|" and sum(line.rstrip().endswith("|") for line in lines) * 2 > quoted:
            return lines
        return [_QUOTE.sub("", line, count=1) if line.lstrip().startswith(sign) else line for line in lines]
    return lines


def _without_line_numbers(lines: Sequence[str]) -> Sequence[str]:
    """Return lines without the numbers in the margin, if they count on over most lines."""
    for pattern in (_NUMBER_FIRST, _NUMBER_LAST):
        matches = [pattern.match(line) if pattern is _NUMBER_FIRST else pattern.search(line) for line in lines]
        numbers = [(index, int(match["number"])) for index, match in enumerate(matches) if match]
        if len(numbers) < _MIN_NUMBERED:
            continue
        # A number belongs to the margin if it is as far from a neighbour as their lines are.
        filled = [index for index, line in enumerate(lines) if line.strip()]
        place = {line_index: position for position, line_index in enumerate(filled)}
        in_margin: set[int] = set()
        for (above, first), (below, second) in pairwise(numbers):
            if second - first in (below - above, place[below] - place[above]):
                in_margin |= {above, below}
        if len(in_margin) >= max(_MIN_NUMBERED, len(filled) * _MOST_NUMBERED):
            return [
                _blank_number(line, match) if match and index in in_margin else line
                for index, (line, match) in enumerate(zip(lines, matches, strict=True))
            ]
    return lines


def _blank_number(line: str, match: re.Match[str]) -> str:
    """Return the line with blanks in place of its number, so that columns stay where they are."""
    return f"{line[: match.start()]}{' ' * (match.end() - match.start())}{line[match.end() :]}".rstrip()
