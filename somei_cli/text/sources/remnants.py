"""What other programs left in a text: HTML tags shown as letters, and the quoted-printable code of e-mails."""

import html
import quopri
import re

_BREAK = re.compile(r"<br ?/?>[ \t]*\n?", re.IGNORECASE)
_TAG = re.compile(r"</?(?:strong|b|i|em|u|p|span|div|a|sup|sub|font|t[dr]|table)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_FEWEST = 3
_SOFT_BREAK = re.compile(rb"=\r?\n")
_CODED = re.compile(rb"=(?:09|20|3D|[89A-F][0-9A-F])")


def without_tags(text: str) -> str:
    r"""The text without HTML tags, where it has some; a tag for a line break breaks the line.

    >>> without_tags("From: A<br />\nTo: B<br />\nSubject: C &amp; <b>D</b><br />\n")
    'From: A\nTo: B\nSubject: C & D\n'
    """
    if text.lower().count("<br") < _FEWEST:
        return text
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def without_mail_code(data: bytes) -> bytes:
    """The bytes of an e-mail as they were before it was sent: `=09` is a tab, `=` at a line's end joins two lines."""
    if len(_SOFT_BREAK.findall(data, 0, 20_000)) < _FEWEST or len(_CODED.findall(data, 0, 20_000)) < _FEWEST:
        return data
    return quopri.decodestring(data)
