"""Making HTML so that text can never become markup: whatever is filled into a form is escaped, unless it is HTML."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from somei_cli.text.cleaning import clean_line

_HOLE = re.compile(r"\{(\w+)\}")


class Html(str):
    """Text that is markup already: made by a form, or by joining what forms made."""

    __slots__ = ()


NOTHING = Html("")


class Form:
    """A piece of markup with holes, `<b>{word}</b>`; a value is escaped on its way in."""

    def __init__(self, markup: str) -> None:
        pieces = _HOLE.split(" ".join(line.strip() for line in markup.strip().splitlines()))
        self._names = pieces[1::2]
        self._layout = "%s".join(piece.replace("%", "%%") for piece in pieces[::2])

    def __call__(self, **values: object) -> Html:
        """Fill the holes."""
        held = [values[name] for name in self._names]
        return Html(self._layout % tuple([one if type(one) is Html else escaped(str(one)) for one in held]))


@lru_cache(maxsize=1 << 16)
def escaped(text: str) -> Html:
    """Text that is seen in a page as it is in the register; what nobody would see is named.

    A subject stands on ten pages, and most of what a page says on all of them.
    """
    return Html(escape(clean_line(text)))


def joined(pieces: Iterable[Html], between: str = "") -> Html:
    """Markup behind markup; what stands between is markup of ours."""
    return Html(between.join(pieces))
