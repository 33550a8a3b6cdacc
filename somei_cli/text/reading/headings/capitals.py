"""Words in capitals that stand together, whatever their script: where a type heading may be."""

import re
from collections.abc import Iterator
from functools import cache
from string import ascii_uppercase
from typing import NamedTuple

from somei_cli.text.reading.headings.abroad import spellings
from somei_cli.text.reading.headings.keys import key_of

_QUOTES = "\"'‘’‚‛“”„«»`´"
# Blanks, a line break, a stroke or colon between two parts, the number of an addendum.
_GAP = re.compile(
    rf"\s{{1,3}}(?:[{_QUOTES}]\s?)?|\s?[/:]\s{{0,3}}|\s?[-–—]\s{{1,3}}|\s{{1,3}}(?:No\.?\s?|Nr\.?\s?)?[0-9]{{1,2}}\s{{1,3}}"
)


class Capital(NamedTuple):
    """A word in capitals with its letters; `gap` is what stands between the word before and this one."""

    start: int
    end: int
    key: str
    gap: str


def find_capitals(text: str) -> Iterator[list[Capital]]:
    """Runs of words in capitals.

    >>> [[c.key for c in run] for run in find_capitals("JAI 3 OUTCOME OF PROCEEDINGS of the Group")]
    [['JAI', 'OUTCOME', 'OF', 'PROCEEDINGS']]
    """
    run: list[Capital] = []
    for match in _word().finditer(text):
        gap = text[run[-1].end : match.start()] if run else ""
        if run and (len(gap) > 12 or not _GAP.fullmatch(gap)):
            yield run
            run, gap = [], ""
        key = key_of(match[0]) if match.lastgroup else "I"
        run.append(Capital(match.start(), match.end(), key, gap))
    if run:
        yield run


def on_one_line(run: list[Capital], at: int) -> bool:
    """Whether a word and the one before it stand on one line."""
    return 0 < at < len(run) and "\n" not in run[at].gap


@cache
def _word() -> re.Pattern[str]:
    letters = {c for s in spellings() for c in s.printed if c.isupper()} | set(ascii_uppercase) | set("ΆΈΉΊΌΎΏŞŢ\ufffd")
    capital = "".join(sorted(letters))
    # The I of an I/A item is often read as another stroke.
    stroke = rf"(?<![\w-])[{_QUOTES}]{{0,2}}[l1|!](?=\s?/\s?A[{_QUOTES}]{{0,2}}\s{{1,3}}ITEM)"
    return re.compile(
        rf"(?<![\w-])(?P<word>[{_QUOTES}]{{0,2}}[{capital}](?:[{capital}{_QUOTES}-]*[{capital}])?[{_QUOTES}]{{0,2}})(?![\w-])|{stroke}"
    )
