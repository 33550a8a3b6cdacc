"""HTML templates that escape every value, unless it is HTML already, so that text can never become markup."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from somei_cli.formats.sanitize import clean_line

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PLAIN = re.compile(r"[\w .,:;/()-]*", re.ASCII)
"""Text that needs neither escaping nor cleaning: a quick test."""


class Html(str):
    """Text that is markup already: filled templates, and their concatenation."""

    __slots__ = ()


EMPTY_HTML = Html("")


class MarkupTemplate:
    """Markup with placeholders, `<b>{word}</b>`; values are escaped when they are filled in."""

    __slots__ = ("_layout", "_names")

    def __init__(self, markup: str) -> None:
        pieces = _PLACEHOLDER.split(" ".join(line.strip() for line in markup.strip().splitlines()))
        self._names = pieces[1::2]
        self._layout = "%s".join(piece.replace("%", "%%") for piece in pieces[::2])

    def __call__(self, **values: object) -> Html:
        """Fill all placeholders."""
        # A page fills thirty templates, so this is one loop without further calls.
        escaped_values = [v if type(v) is Html else escape_cached(str(v)) for v in map(values.__getitem__, self._names)]
        return Html(self._layout % tuple(escaped_values))

    def prefill(self, **values: object) -> "MarkupTemplate":
        """Return a template in which some placeholders are filled, with values that many pages share."""
        template = MarkupTemplate("")
        escaped_values = {name: v if type(v) is Html else escape_cached(str(v)) for name, v in values.items()}
        pieces = (escaped_values[name].replace("%", "%%") if name in escaped_values else "%s" for name in self._names)
        template._layout = self._layout.replace("%%", "%%%%") % tuple(pieces)
        template._names = [name for name in self._names if name not in escaped_values]
        return template


@lru_cache(maxsize=1 << 16)
def escape_cached(text: str) -> Html:
    """Return text escaped as HTML, with unseen characters made visible.

    The results are cached, since most texts occur on many pages; use `escape_text` for texts that occur on few.
    """
    return escape_text(text)


def escape_text(value: object) -> Html:
    """Return a value escaped as HTML, without the cache: for numbers and addresses, of which there are too many."""
    text = str(value)
    return Html(text if _PLAIN.fullmatch(text) else escape(clean_line(text)))


def join_html(pieces: Iterable[Html], separator: str = "") -> Html:
    """Join markup; the separator must be markup of somei's own."""
    return Html(separator.join(pieces))
