"""What a thing of the register means: a title, and lines that explain its parts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """One meaning of a word; the same word may have several."""

    thing: str
    kind: str
    title: str
    parts: tuple[tuple[str, str], ...] = ()
