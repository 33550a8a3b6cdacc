"""A title that no label names: as printed, or words of which it is unclear where they end as a title."""

import re
from collections.abc import Iterable
from typing import NamedTuple

ANNEXES = (
    r"ANNEX(?:ES)?(?:\s(?:[IVX]{1,5}|[0-9A-Z]))?|ANLAGE|ANNEXE|BILAGA|BILAG|LIITE|ALLEGATO|ANEXO|BIJLAGE|ANEXĂ|"
    r"ZAŁĄCZNIK|PŘÍLOHA|PRÍLOHA|PRILOGA|PRILOG|MELLÉKLET|LISA|PIELIKUMS|PRIEDAS|ΠΑΡΑΡΤΗΜΑ|ПРИЛОЖЕНИЕ|ANNESS|IARSCRÍBHINN"
)
"""The heading of an annex in all official languages, as a part of a pattern."""
_EDGES = " \t\n*_#|-–—=·•:"


class PrintedTitle(NamedTuple):
    """A title, its offsets in the text, and why it may be wrong; `several_meetings` if it is that of a programme."""

    text: str
    start: int
    end: int
    doubt: str = ""
    several_meetings: bool = False


class UnclearTitle(NamedTuple):
    """Words that begin a title, if nothing shows where it ends."""

    words: str
    start: int


def without_edges(words: str) -> str:
    """Return words without the dashes, blanks and mark-up around them."""
    return words.strip(_EDGES)


def join_paragraphs(paragraphs: Iterable[str], continued: re.Pattern[str]) -> str:
    """Join paragraphs with a dash between them, but with a blank after one that must continue."""
    title = ""
    for paragraph in paragraphs:
        if not title:
            title = paragraph
        elif continued.search(title) or paragraph[:1] in "(,":
            title = f"{title} {paragraph}"
        else:
            title = f"{title} - {paragraph}"
    return title


def alternatives(words: str) -> str:
    r"""Return a pattern for one of several literal words, given with strokes between them; any blanks may be printed.

    >>> alternatives("work programme | calendar")
    '(?:work\\s{1,4}programme|calendar)'
    """
    listed = {" ".join(word.split()) for word in words.split("|")}
    patterns = (
        re.escape(word).replace(r"\ ", r"\s{1,4}").replace("'", "['’]") for word in sorted(listed, key=_by_length)
    )
    return f"(?:{'|'.join(patterns)})"


def _by_length(word: str) -> tuple[int, str]:
    """Return a key that puts longer words first: the longest spelling counts."""
    return -len(word), word
