"""The numbers and bullets of lists, as they are printed and as the readers of marks know them."""

import re

from somei_cli.model.readings import Line
from somei_cli.text.reading.items.marks import Mark, mark

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def letters(count: int) -> str:
    """A count in letters; after z) lists go on with aa), bb) and so on.

    >>> letters(2), letters(28)
    ('b', 'bb')
    """
    if not 1 <= count <= 260:
        return str(count)
    times, at = divmod(count - 1, 26)
    return chr(ord("a") + at) * (times + 1)


def roman(count: int) -> str:
    """A count in small Roman figures.

    >>> roman(14)
    'xiv'
    """
    if not 1 <= count <= 3999:
        return str(count)
    text = ""
    for value, sign in (*_ROMAN, *_ROMAN_ONES):
        text += sign * (count // value)
        count %= value
    return text


def as_mark(sign: str) -> str:
    """What a list sets before its lines, in the form in which the same is typed: no list knows `a.` from `a)`.

    >>> [as_mark(sign) for sign in ("1", "a.", "o", "\uf0b7", "IV.", "2.1")]
    ['1.', 'a)', '•', '•', 'IV.', '2.1']
    """
    sign = sign.strip()
    if re.fullmatch(r"[0-9]{1,3}|[IVX]{1,5}", sign):
        return f"{sign}."
    if re.fullmatch(r"(?:([a-z])\1{0,3}|[ivxl]{1,6})\.?", sign) and sign != "o":
        return f"{sign.rstrip('.')})"
    if not sign or (sign != "o" and any(c.isalnum() for c in sign)):
        return sign
    return sign if mark(Line("", 0, mark=sign)).mark is Mark.DASH else "•"
