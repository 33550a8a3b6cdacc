"""What a thing of the register means: a title, and lines that explain its parts."""

from typing import NamedTuple


class Explanation(NamedTuple):
    """One meaning of a word; the same word may have several."""

    thing: str
    kind: str
    title: str
    parts: tuple[tuple[str, str], ...] = ()
