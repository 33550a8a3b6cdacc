"""Breaking text into lines: what belongs together is not torn apart, and what is indented stays so."""

import re
import textwrap

from somei_cli.text.cleaning import is_command, set_off

HELD = "\ufdd0"
"""A blank where no line is broken, until the text is printed; a noncharacter, which cleaned text never holds."""

# A number with its series and suffixes, a code with its serial, an EU classification.
_TOGETHER = re.compile(
    r"(?:[A-Z][A-Z-]{1,10} )?\b[0-9]{1,12}(?:/[0-9]{1,3})?/[0-9]{2}\b(?: (?:REV|ADD|COR|EXT|DCL|AMD) [0-9]{1,3}\b)*"
    r"|\b[A-Z][A-Z0-9/]{1,14} [0-9]{1,5}\b"
    r"|(?:TRES )?\b[A-Z]+ UE/EU (?:TOP )?[A-Z]+\b"
)
_LEAD = re.compile(r" *(?:[–→•] )?")


def hold(text: str) -> str:
    """The text with held blanks inside numbers, codes with serials, and classifications."""
    return _TOGETHER.sub(lambda found: hold_all(found[0]), text)


def hold_all(text: str) -> str:
    """The text as one piece."""
    return text.replace(" ", HELD)


def hanging(line: str) -> str:
    """The blanks and the bullet that a line begins with."""
    lead = _LEAD.match(line)
    return lead[0] if lead else ""


def folded(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters; a line that goes on keeps the indent of its beginning.

    What a code host would take for a command at the beginning of a line is set off by a point.
    """
    return [piece for line in text.split("\n") for piece in _disarmed(line, width)]


def _disarmed(line: str, width: int) -> list[str]:
    pieces = _pieces(line, width)
    if not any(map(is_command, pieces)):
        return pieces
    return [set_off(piece) for piece in _pieces(line, max(width - 1, 1))]


def _pieces(line: str, width: int) -> list[str]:
    indent = min(len(hanging(line)), width // 2) * " "
    return textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False, tabsize=1) or [""]
