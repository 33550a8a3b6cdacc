"""Texts that could steer a terminal, mislead a reader or trip a format, and files by hand that hold them."""

import re

TEXTS = {
    "markup": "[rev 1] [/annex] :warning: [bold red]x[/bold red] [a-z]",
    "link": "[link=https://evil.example]consilium.europa.eu[/link]",
    "escape": "a \x1b]0;pwned\x07\x1b[2J\x1b[H b",
    "osc 8": "\x1b]8;;https://evil.example\x1b\\good\x1b]8;;\x1b\\",
    "c1": "\x9b31m red \x85 next",
    "overwritten": "LIMITE\rPUBLIC\b\b\b",
    "bidi": "\u202egnp.exe \u2066x\u2069 \u200f",
    "zero width": "ENFO\u200bPOL 532 \ufeff \u00ad",
    "tags": "x\U000e0041\U000e0042",
    "noncharacters": "x\ufffe\ufdd0\uffff\u2028y",
    "shell": "$(touch x) `touch x`; touch x | touch x",
    "an option": "-o/19 --help",
    "a long word": "x" * 3000,
    "many words": "words and words " * 60,
    "marks": "e" + "\u0301" * 300,
    "a formula": "=HYPERLINK(1)|'/c calc'!A1",
    "html": "</title><script>alert(1)</script> & \"'",
    "graphs": '"]; n1 -> n2 [label="x\\',
    "github": "%0A::error file=x::y",
    "toml": '"""\nnumber = \'1/19\' # \\',
    "wide": "会議 " * 40,
    "empty looking": "\u3164\u00a0\u2003",
}
"""By what is wrong with them."""

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What must never reach a terminal; tabs and line feeds may."""


def quoted(text: str) -> str:
    """A TOML string of one line, with everything but plain letters as escapes."""
    return '"' + "".join(c if (c.isascii() and c.isalnum()) or c == " " else f"\\U{ord(c):08x}" for c in text) + '"'


def written_by_hand(number: str, text: str) -> str:
    """A document that holds the text wherever a text may stand."""
    words, line = quoted(text), quoted(" ".join(text.split("\n")))
    label = quoted(" ".join(text.split("\n"))[:24])
    return f"""\
number = "{number}"
status = "withdrawn"
reason = {line}
type = {line}
subject = {line}
date = 2019-12-05
place = {line}
languages = [{line}]
from = {line}
to = {line}
note = {words}
foreign = {words}

[source]
name = {line}
sha256 = {line}

[meeting]
body = {line}
start = 2019-12-04

[[access]]
kind = "refused"
on = 2020-01-01
ground = {line}
by = {line}

[[doubts]]
field = "subject"
words = {line}
line = 3

[[references]]
to = "13735/19"
kind = "cites"
item = {label}

[[outside_references]]
to = "C-505/19"
kind = "cites"
item = {label}

[[items]]
number = {label}
title = {line}
by = {line}
reason = {line}
result = {line}
summary = {words}

[[items.subitems]]
title = {line}

[[items.follow_ups]]
who = {line}
what = {line}
due_as_said = {line}
reason = {line}

[waive]
XREF001 = {words}
{quoted(text)} = {words}
"""
