"""What stands by itself on the lines of a letterhead: columns are further apart than words."""

import re
from collections.abc import Iterator

_PIECE = re.compile(r"(?:\S[ \t]{0,2})+")


def pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Each piece between two offsets, and where it begins."""
    return ((found[0].strip(), found.start()) for found in _PIECE.finditer(text, start, end))
