"""The words and identifiers that a text shows to whoever looks for them, also behind the escapes of its form."""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import unquote

from somei_cli.text.search_folding import words_in

_LEAST: Final = 3
"""Shorter words say too little, and stand everywhere."""
_OF_ADDRESSES: Final = frozenset(("http", "https", "www"))
_LETTER: Final = re.compile(r"[^\W\d_]")
_TIME: Final = re.compile(r"[0-9]+t[0-9]+z?")
_RUN: Final = re.compile(r"[0-9A-Za-z\u0080-\U0010ffff]+")
_WITH_BACKSLASHES: Final = (".json", ".jsonl", ".jsonld", ".toml", ".js", ".ics")
_WITH_ENTITIES: Final = (".html", ".xml")
_ESCAPE: Final = re.compile(r'\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrtbf"\\/,;]))')
_IDENTIFIER: Final = re.compile(
    r"\b[A-Z]{2,5}(?:-[A-Z]{2,5})?-[1-9][0-9]{0,11}-(?:19|20)[0-9]{2}(?:-INIT|(?:-[A-Z]{3}-[0-9]+)+)"
)


def words_of(text: str) -> set[str]:
    """The words of a text, small and without accents: three signs or more, one of them a letter.

    Figures alone tell nothing, nor does the time of a day, nor how an address begins.
    """
    return _words_in_runs(_RUN.findall(text))


def signs_of(text: str) -> set[str]:
    """The words of a text, and the identifiers of documents in it."""
    return words_of(text) | set(_IDENTIFIER.findall(text))


def signs_seen(path: str, text: str) -> set[str]:
    """The same of a file: as it is written, and as whoever reads its form will read it."""
    runs: set[str] = set()
    identifiers: set[str] = set()
    for reading in _readings(path, text):
        runs.update(_RUN.findall(reading))
        identifiers.update(_IDENTIFIER.findall(reading))
    return _words_in_runs(runs) | identifiers


def _readings(path: str, text: str) -> Iterator[str]:
    """What a file says by the rules of its form, and what that says by the rules of the others."""
    if path.endswith(_WITH_BACKSLASHES):
        # A calendar breaks its lines anywhere, also within a word.
        whole = _without_backslashes(text.replace("\r\n ", "") if path.endswith(".ics") else text)
    else:
        whole = unescape(text) if path.endswith(_WITH_ENTITIES) else text
    yield whole
    if "\\" in whole:
        yield _without_backslashes(whole)
    if "&" in whole:
        yield unescape(whole)
    if "%" in whole:
        yield unquote(whole)


def _without_backslashes(text: str) -> str:
    if "\\" not in text:
        return text
    # Two escapes may stand for the halves of one letter.
    return _ESCAPE.sub(_unescaped, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(found: re.Match[str]) -> str:
    if sign := found[3]:
        return " " if sign in "nrtbf" else sign
    point = int(found[1] or found[2], 16)
    return chr(point) if point <= sys.maxunicode else " "


def _words_in_runs(runs: Iterable[str]) -> set[str]:
    return {word for run in set(runs) for word in _words_in_run(run)}


# Most of what a file says it says many times, and the other files too.
@lru_cache(maxsize=1 << 17)
def _words_in_run(run: str) -> tuple[str, ...]:
    found = (word for word in words_in(run) if len(word) >= _LEAST and word not in _OF_ADDRESSES)
    return tuple(word for word in found if _LETTER.search(word) and not _TIME.fullmatch(word))
