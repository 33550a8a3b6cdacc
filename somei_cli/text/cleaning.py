"""Making text from files safe to show: what could steer a terminal or mislead a reader becomes visible."""

import re

# C0 and C1 controls, DEL, soft hyphen, zero-width and joiners, bidirectional controls, line and paragraph
# separators, byte order mark, interlinear marks, tag characters, lone surrogates and noncharacters.
_UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
UNSEEN = re.compile(f"[{_UNSEEN}]")
_UNSEEN_IN_LINE = re.compile(f"[\t\n{_UNSEEN}]")


def clean(text: str) -> str:
    """The text with every unseen character shown as <U+XXXX>; line feeds and tabs stay."""
    return UNSEEN.sub(_name, text)


def clean_line(text: str) -> str:
    """The same for one line: line feeds and tabs become blanks."""
    return _UNSEEN_IN_LINE.sub(lambda found: " " if found[0] in "\t\n" else _name(found), text)


def clean_json(text: str) -> str:
    """JSON text with every unseen character as an escape: the same values, nothing that steers a terminal."""
    return UNSEEN.sub(lambda found: _escape(ord(found[0])), text)


def _name(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


def _escape(point: int) -> str:
    if point <= 0xFFFF:
        return f"\\u{point:04x}"
    high, low = divmod(point - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
