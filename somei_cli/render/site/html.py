"""Making HTML so that text can never become markup: whatever is filled into a form is escaped, unless it is HTML."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from somei_cli.formats.sanitize import clean_line

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PLAIN = re.compile(r"[\w .,:;/()-]*", re.ASCII)
"""Text in which nothing is to be escaped or cleaned, told at a glance."""


class Html(str):
    """Text that is markup already: made by a form, or by joining what forms made."""

    __slots__ = ()


NOTHING = Html("")


class MarkupTemplate:
    """A piece of markup with holes, `<b>{word}</b>`; a value is escaped on its way in."""

    __slots__ = ("_layout", "_names")

    def __init__(self, markup: str) -> None:
        pieces = _PLACEHOLDER.split(" ".join(line.strip() for line in markup.strip().splitlines()))
        self._names = pieces[1::2]
        self._layout = "%s".join(piece.replace("%", "%%") for piece in pieces[::2])

    def __call__(self, **values: object) -> Html:
        """Fill the holes."""
        # A page is made of thirty forms: one loop, and no step too many.
        escaped_values = [v if type(v) is Html else escaped(str(v)) for v in map(values.__getitem__, self._names)]
        return Html(self._layout % tuple(escaped_values))

    def filled(self, **values: object) -> "MarkupTemplate":
        """A form with fewer holes: some are filled beforehand, with what is the same on many pages."""
        template = MarkupTemplate("")
        escaped_values = {name: v if type(v) is Html else escaped(str(v)) for name, v in values.items()}
        pieces = (escaped_values[name].replace("%", "%%") if name in escaped_values else "%s" for name in self._names)
        template._layout = self._layout.replace("%%", "%%%%") % tuple(pieces)
        template._names = [name for name in self._names if name not in escaped_values]
        return template


@lru_cache(maxsize=1 << 16)
def escaped(text: str) -> Html:
    """Text that is seen in a page as it is in the register; what nobody would see is named.

    Kept, since most of what a page says stands on many; what stands on few is better `named`.
    """
    return named(text)


def named(value: object) -> Html:
    """The same, not kept: for numbers and addresses, of which there are too many."""
    text = str(value)
    return Html(text if _PLAIN.fullmatch(text) else escape(clean_line(text)))


def joined(pieces: Iterable[Html], separator: str = "") -> Html:
    """Markup behind markup; what stands between is markup of ours."""
    return Html(separator.join(pieces))
