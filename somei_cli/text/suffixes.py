"""The suffixes behind a number as documents write them: `REV 1 ADD 2`, `Revision 01`, `ADD 1-3`, `COR 1 (fr)`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from somei_cli.model.numbers import Suffix, SuffixKind

SUFFIX_WORD = (
    r"(?:REV(?:ISION)?|[Rr][eé]v(?:ision)?|RÉV|ADD(?:ENDUM|[Ss])?|[Aa]ddendum|Add|add(?=\.|[0-9])"
    r"|CORR?(?:IGENDUM)?|[Cc]orrigendum|Corr?|corr?(?=\.|[0-9])|EXT|DCL|AMD)"
)
"""A kind as a word, short or in full; in small letters only where it cannot be a verb."""

_SUFFIX = re.compile(
    r"(?P<joint>\s{0,20}(?:[-/_(]\s{0,2})?|,\s{1,2}(?=R[Ee][Vv]))"
    rf"(?P<word>{SUFFIX_WORD})[.]?\s{{0,3}}(?P<ordinal>[0-9]{{1,3}})(?![0-9]|/[0-9])"
    r"(?:\s?\(\s?[a-z]{2}(?:[,/ ]{1,2}[a-z]{2}){0,24}\s?\))?"
)
_RANGE = re.compile(
    rf"(?P<dash>\s?[-–]\s?)?(?(dash)|\s(?:to|till|bis|à|al|do)\s)(?:(?P<word>{SUFFIX_WORD})[.]?\s?)?"
    r"(?P<last>[0-9]{1,3})(?![\w/]|\.[0-9])(?P<closed>(?=\s*(?:$|[\n),;.+(])))?"
)
_MORE = re.compile(
    r"(?:\s?[,+]\s?|\s(?:and|et|und|&)\s)(?P<ordinal>[0-9]{1,2})(?![0-9/]|\.[0-9])"
    r"(?P<closed>(?=[),;.\n+]|$|\s(?:and|et|und|&)\s[0-9]))?"
)
_LONGEST_RANGE = 30


class Tail(NamedTuple):
    """What follows a number: the chains of suffixes (several for ADD 1-3), and whether a subject code does."""

    end: int
    chains: tuple[tuple[Suffix, ...], ...] = ((),)
    coded: bool = False


def read_chains(text: str, start: int, apart: bool = False) -> Tail | None:
    """The chain of suffixes that begins here; `ADD 1-3` gives three chains."""
    chain: list[Suffix] = []
    last: Sequence[int] = ()
    at = start
    while len(chain) < 4 and not last and (match := _SUFFIX.match(text, at)):
        kind, word = _kind(match["word"]), match["word"]
        on_its_own = apart or "\n" in match["joint"]
        if (on_its_own and word != kind.value) or (chain and chain[-1].kind is kind):
            break
        chain.append(Suffix(kind, int(match["ordinal"])))
        at, last = _further(text, match.end(), chain[-1], plural=word[-1] in "sS")
    if not chain:
        return None
    further = (Suffix(chain[-1].kind, ordinal) for ordinal in last)
    return Tail(at, (tuple(chain), *((*chain[:-1], suffix) for suffix in further)))


def _further(text: str, at: int, suffix: Suffix, *, plural: bool) -> tuple[int, Sequence[int]]:
    """The further ordinals of `ADD 1-3`, `ADD 1 to ADD 3`, `ADD 1, 2 and 3` and `ADDs 1 and 2`, and where they end."""
    span = _RANGE.match(text, at)
    if span and (not span["word"] or _kind(span["word"]) is suffix.kind):
        last = int(span["last"])
        sure = bool(span["word"]) or span["closed"] is not None or " " not in (span["dash"] or "")
        if sure and suffix.ordinal < last <= suffix.ordinal + _LONGEST_RANGE:
            return span.end(), range(suffix.ordinal + 1, last + 1)
    further: list[int] = []
    while len(further) < _LONGEST_RANGE and (match := _MORE.match(text, at)):
        closed = plural or match["closed"] is not None
        if not closed or int(match["ordinal"]) <= (further[-1] if further else suffix.ordinal):
            break
        further.append(int(match["ordinal"]))
        at = match.end()
    return at, further


def _kind(word: str) -> SuffixKind:
    return SuffixKind(word[:3].upper().replace("É", "E"))
