"""Words that a page sets at places, as the HTML of PDF viewers does: which of them stand on the same line."""

import re
from dataclasses import dataclass

from somei_cli.text.sources.nodes import Node, style

_TOP = re.compile(r"(?i)(?:^|[;\s])top\s*:[^;\d-]{0,60}(-?[0-9]{1,6}(?:\.[0-9]{0,12})?)\s*([a-z%]{0,4})")
_LEFT = re.compile(r"(?i)(?:^|[;\s])left\s*:[^;\d-]{0,60}(-?[0-9]{1,6}(?:\.[0-9]{0,12})?)\s*([a-z%]{0,4})")
_SIZE = re.compile(r"(?i)(?:^|[;\s])font-size\s*:[^;\d-]{0,60}([0-9]{1,4}(?:\.[0-9]{0,12})?)\s*px")
_HEIGHT = re.compile(r"(?:^|\s)y([0-9a-f]{1,6})(?:\s|$)")
_INLINE = frozenset("span b i em strong a sup sub u font br".split())
_ACROSS = 2.0
_WIDTH = 0.6
_COLUMN = 3


@dataclass(frozen=True, slots=True)
class HtmlPlace:
    """Where a piece of text stands; `unit` parts what cannot be compared."""

    top: float
    unit: str
    left: float | None = None
    size: float | None = None

    def beside(self, other: "HtmlPlace") -> bool:
        """Whether two pieces stand on one line."""
        across = _ACROSS if self.unit in ("px", "pt") else _ACROSS / 10
        return self.unit == other.unit and abs(self.top - other.top) <= across

    def far_from(self, other: "HtmlPlace", words: str) -> bool:
        """Whether a column lies between this and an earlier piece with these words; unknown is far."""
        if self.left is None or other.left is None or other.size is None:
            return True
        return self.left - other.left > other.size * (_WIDTH * len(words) + _COLUMN)


def place(node: Node) -> HtmlPlace | None:
    """The place of an element that holds a piece of text and no blocks."""
    if node.tag not in ("div", "span", "p"):
        return None
    classes, own = node.get("class", ""), style(node)
    # pdf2htmlEX names heights: all pieces of class t that have the same stand on one line.
    if "t" in classes.split() and (named := _HEIGHT.search(classes)):
        spot = HtmlPlace(float(int(named[1], 16)), "named")
        return spot if _holds_words(node) else None
    top, left, size = _TOP.search(own), _LEFT.search(own), _SIZE.search(own)
    if top is None or left is None or not _holds_words(node):
        return None
    same = left[2] == "px" == top[2]
    return HtmlPlace(float(top[1]), top[2], float(left[1]), float(size[1]) if size and same else None)


def _holds_words(node: Node) -> bool:
    return all(below.tag in _INLINE for below in node)
