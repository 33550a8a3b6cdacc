"""Find Markdown and HTML marks that are left in a text which was imported as plain text."""

import re
from functools import cache

_ELEMENTS = (
    "a|b|body|br|code|div|em|font|h[1-6]|head|hr|html|i|img|li|mark|ol|p|pre|s|small|span|strong|su[bp]|"
    "table|tbody|td|tfoot|th|thead|tr|u|ul"
)
_MARKUP = (
    # ## 3. Organised crime; a heading whose words went into the next item
    r"^[ \t]{0,3}#{1,6}(?:[ \t]+(?=\S)|[ \t]*$)"
    # **bold**, __bold__, *italics*; but no note behind a star
    r"|(?<![\w*])\*\*(?=[^\s*])[^*\n]{1,300}(?<=[^\s*])\*\*(?![\w*])"
    r"|(?<![\w_])__(?=[^\s_])[^_\n]{1,300}(?<=[^\s_])__(?![\w_])"
    r"|(?<![\w*(])\*(?=[^\W_]|[“\"'‘«(])[^*\n]{2,300}(?<=[\w.:;!?)”\"'’»>])\*(?![\w*)])"
    # <sup>1</sup>, </td>; but no address between angle brackets
    rf"|</?(?i:{_ELEMENTS})(?:\s[^<>\n]{{0,200}})?/?>"
    # | one | two |
    r"|^[ \t]{0,3}\|[^|\n]{0,300}\|"
    # ~~struck through~~
    r"|(?<![\w~])~~(?=[^\s~])[^~\n]{1,300}(?<=[^\s~])~~(?![\w~])"
    # [words](https://example.org), [^1], a fence
    r"|\]\((?:https?:|mailto:|#)|\[\^\w{1,8}\]|^(?:```|~~~)"
)
SIGNS = ("#", "*", "<", "|", "__", "](", "[^", "```", "~~")
"""Every markup holds one of these."""
_MAX_LENGTH = 60


def may_contain_markup(text: str) -> bool:
    """Return whether a text contains any sign of markup, so that the pattern is worth trying."""
    return any(sign in text for sign in SIGNS)


def find_markup(text: str) -> str:
    r"""Return the first words that are still marked up, or "".

    >>> find_markup("It was agreed.\n\n### **3. Crime**\n"), find_markup("C# and 5 * 3, see <https://example.org>")
    ('### **3. Crime**', '')
    """
    match = _pattern().search(text) if may_contain_markup(text) else None
    if match is None:
        return ""
    words = text[match.start() :].lstrip().split("\n", 1)[0].strip()
    return words if len(words) <= _MAX_LENGTH else f"{words[:_MAX_LENGTH].rstrip()}…"


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the pattern on first use."""
    return re.compile(_MARKUP, re.MULTILINE)
