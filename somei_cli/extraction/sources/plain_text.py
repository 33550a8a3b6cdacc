"""Read plain text into lines: line ends, blanks, invisible characters, and form feeds as page breaks.

Also undoes what other programs left in a text: HTML tags, quoted-printable code of e-mails, and double spacing.
"""

import html
import quopri
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from somei_cli.model.importing.draft_entry import Line

_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "))
# The hyphen that does not break, and the dash as wide as a figure.
_DASHES = str.maketrans({"\u2011": "-", "\u2012": "–"})
# Symbol fonts have their bullets in the private use area of Unicode.
_SYMBOLS = str.maketrans(
    {chr(0xF000 + code): "•" for code in (0xB7, 0xA7, 0xD8, 0xFC, 0xBE, 0x6E, 0x76)} | {"\uf02d": "–"}
)
_USUAL_CHARACTERS = _BLANKS | _DASHES | _SYMBOLS
# Some fonts draw the Greek letter mu with the sign of a millionth.
_MICRO_IN_GREEK = re.compile(r"\u00b5(?=[\u0370-\u03ff\u1f00-\u1fff])|(?<=[\u0370-\u03ff\u1f00-\u1fff])\u00b5")
_LETTERSPACED = re.compile(r"(?<!\S)\S(?: \S){4,}(?!\S)")
_SHORTEST_LETTERSPACED = 7
_FEWEST_BETWEEN = 3
"""So many single letters, at least, are between the first and the last of letterspaced words."""
_ALL_LETTERSPACED = re.compile(r"\s*(?=.*[^\W\d_] [^\W\d_])\S(?: {1,3}\S){3,}\s*")


def read_plain(text: str) -> tuple[Line, ...]:
    """Return every line of a text, cleaned, with its number; a form feed starts a page."""
    has_pages = text.count("\f") > 0
    page = 1
    lines = []
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        page += raw.count("\f")
        lines.append(Line(clean_line(raw), number, page if has_pages else None))
    return tuple(lines)


def clean_line(raw: str) -> str:
    r"""Return one line without invisible characters, in composed letters (NFC), with ordinary blanks only.

    >>> clean_line("Brussels,\u00a013 February 2020\u200b ")
    'Brussels, 13 February 2020'
    """
    if raw.isascii() and raw.isprintable():
        return join_letterspaced(raw.rstrip())
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", raw)).translate(_USUAL_CHARACTERS)
    if "\u00b5" in text:
        text = _MICRO_IN_GREEK.sub("μ", text)
    if not text.isprintable():
        text = "".join(c if c >= " " and c != "\x7f" else " " for c in text)
    return join_letterspaced(text.rstrip())


def join_letterspaced(text: str) -> str:
    """Join words set with a blank between the letters; two blanks separate words.

    >>> join_letterspaced("N O T E"), join_letterspaced("M I G R  1 8")
    ('NOTE', 'MIGR 18')
    >>> join_letterspaced("O U T C O M E   O F   P R O C E E D I N G S")
    'OUTCOME OF PROCEEDINGS'
    """
    if len(text) < _SHORTEST_LETTERSPACED:
        return text
    # In such a text the second character is a blank.
    all_letterspaced = text.lstrip()[1:2] == " " and _ALL_LETTERSPACED.fullmatch(text) is not None
    if not all_letterspaced and (len(text) < 9 or not _has_letterspaced(text)):
        return text
    words = re.split(r" {2,}", text.strip())
    joined = [
        w.replace(" ", "") if all_letterspaced or _LETTERSPACED.fullmatch(w) or re.fullmatch(r"\S \S", w) else w
        for w in words
    ]
    return " ".join(joined)


def _has_letterspaced(text: str) -> bool:
    # Hardly any line has so many single letters: a cheap first test.
    single_letters = list(map(len, text.split(" "))).count(1)
    return single_letters >= _FEWEST_BETWEEN and _LETTERSPACED.search(text) is not None


_BREAK = re.compile(r"<br ?/?>[ \t]*\n?", re.IGNORECASE)
_TAG = re.compile(r"</?(?:strong|b|i|em|u|p|span|div|a|sup|sub|font|t[dr]|table)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_MIN_SIGNS = 3
_SOFT_BREAK = re.compile(rb"=\r?\n")
_QUOTED_BYTE = re.compile(rb"=(?:09|20|3D|[89A-F][0-9A-F])")


def without_tags(text: str) -> str:
    r"""Return the text without HTML tags, if it has several `<br>`; a `<br>` becomes a line break.

    >>> without_tags("From: A<br />\nTo: B<br />\nSubject: C &amp; <b>D</b><br />\n")
    'From: A\nTo: B\nSubject: C & D\n'
    """
    if text.lower().count("<br") < _MIN_SIGNS:
        return text
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def decode_quoted_printable(content: bytes) -> bytes:
    """Decode quoted-printable bytes of an e-mail: `=09` is a tab, `=` at the end of a line joins two lines.

    Bytes with few such signs are returned unchanged.
    """
    if (
        len(_SOFT_BREAK.findall(content, 0, 20_000)) < _MIN_SIGNS
        or len(_QUOTED_BYTE.findall(content, 0, 20_000)) < _MIN_SIGNS
    ):
        return content
    return quopri.decodestring(content)


_MIN_LINES = 12
_MIN_BLANK_SHARE = 0.7
_MIN_BROKEN_SENTENCES = 3


def without_double_spacing(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return double-spaced lines single-spaced; two blank lines in a row still separate paragraphs.

    Web sites that print each line as a paragraph produce such texts; their blank lines say nothing.
    """
    if not _is_double_spaced(lines):
        return tuple(lines)
    lines_to_keep: list[Line] = []
    blanks = 0
    for line in lines:
        blanks = blanks + 1 if not line.text.strip() else 0
        if blanks != 1:
            lines_to_keep.append(line)
    return tuple(lines_to_keep)


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Return whether a blank line follows most lines, even inside sentences."""
    words = [line.text.strip() for line in lines]
    followed_by_blank = sum(bool(line) and not line_below for line, line_below in pairwise(words))
    filled = [w for w in words if w]
    if len(filled) < _MIN_LINES or followed_by_blank < len(filled) * _MIN_BLANK_SHARE:
        return False
    sentences_run_on = sum(
        line_below[0].islower() and not line_below.endswith(":") and line[-1] not in ".:;"
        for line, line_below in pairwise(filled)
    )
    return sentences_run_on >= _MIN_BROKEN_SENTENCES
