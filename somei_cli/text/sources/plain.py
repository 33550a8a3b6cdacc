"""Plain text to lines: line ends, blanks, invisible characters, form feeds as page breaks."""

import re
import unicodedata

from somei_cli.model.readings import Line

_ENDS = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " ") | {"\u2011": "-"})
# Symbol fonts put their bullets where Unicode has no letters.
_SYMBOLS = str.maketrans(
    {chr(0xF000 + code): "•" for code in (0xB7, 0xA7, 0xD8, 0xFC, 0xBE, 0x6E, 0x76)} | {"\uf02d": "–"}
)
_LETTERSPACED = re.compile(r"(?<!\S)\S(?: \S){4,}(?!\S)")
_ALL_LETTERSPACED = re.compile(r"\s*(?=.*[^\W\d_] [^\W\d_])\S(?: {1,3}\S){3,}\s*")


def read_plain(text: str) -> tuple[Line, ...]:
    """Every line of a text, cleaned, with its number; a form feed starts a page."""
    pages = text.count("\f") > 0
    page = 1
    lines = []
    for number, raw in enumerate(_ENDS.split(text), start=1):
        page += raw.count("\f")
        lines.append(Line(clean(raw), number, page if pages else None))
    return tuple(lines)


def clean(raw: str) -> str:
    r"""One line without invisible characters, in composed letters, with plain blanks only.

    >>> clean("Brussels,\u00a013 February 2020\u200b ")
    'Brussels, 13 February 2020'
    """
    if raw.isascii() and raw.isprintable():
        return close_up(raw.rstrip())
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", raw)).translate(_BLANKS).translate(_SYMBOLS)
    text = "".join(c if c >= " " and c != "\x7f" else " " for c in text)
    return close_up(text.rstrip())


def close_up(text: str) -> str:
    """Words set with a blank between the letters, brought together; two blanks part the words.

    >>> close_up("N O T E"), close_up("M I G R  1 8")
    ('NOTE', 'MIGR 18')
    >>> close_up("O U T C O M E   O F   P R O C E E D I N G S")
    'OUTCOME OF PROCEEDINGS'
    """
    whole = _ALL_LETTERSPACED.fullmatch(text) is not None
    if not whole and (len(text) < 9 or not _LETTERSPACED.search(text)):
        return text
    words = re.split(r" {2,}", text.strip())
    joined = [
        w.replace(" ", "") if whole or _LETTERSPACED.fullmatch(w) or re.fullmatch(r"\S \S", w) else w for w in words
    ]
    return " ".join(joined)
