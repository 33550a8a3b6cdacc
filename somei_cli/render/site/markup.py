"""Making HTML so that text can never become markup: whatever is filled into a form is escaped, unless it is HTML."""

import re
from collections.abc import Iterable
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
        self._fixed, self._names = pieces[::2], pieces[1::2]

    def __call__(self, **values: object) -> Html:
        """Fill the holes."""
        filled = [self._fixed[0]]
        for name, fixed in zip(self._names, self._fixed[1:], strict=True):
            value = values[name]
            filled += (value if type(value) is Html else escaped(str(value)), fixed)
        return Html("".join(filled))


def escaped(text: str) -> Html:
    """Text that is seen in a page as it is in the register; what nobody would see is named."""
    return Html(escape(clean_line(text)))


def joined(pieces: Iterable[Html], between: str = "") -> Html:
    """Markup behind markup; what stands between is markup of ours."""
    return Html(between.join(pieces))
