"""Read suffixes in running text: chains (REV 1 ADD 2), ranges (ADD 1-3), words before the number, languages behind."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from somei_cli.model.document import LANGUAGES
from somei_cli.model.document_number import Suffix, SuffixKind

SUFFIX_WORD = (
    r"(?:REV(?:ISION)?|[Rr][eé]v(?:ision)?|RÉV|ADD(?:ENDUM|[Ss])?|[Aa]ddendum|Add|add(?=\.|[0-9])"
    r"|CORR?(?:IGENDUM)?|[Cc]orrigendum|Corr?|corr?(?=\.|[0-9])|EXT|DCL|AMD)"
)
"""The kind of a suffix as a word, short or in full; in lower case only where it cannot be a verb."""

_SUFFIX = re.compile(
    r"(?P<joint>\s{0,20}(?:[-/_(]\s{0,2})?|,\s{1,2}(?=R[Ee][Vv]))"
    rf"(?P<word>{SUFFIX_WORD})[.]?(?:[^\S\n]{{0,3}}|[ ]?\n[ ]{{0,60}})(?P<ordinal>[0-9]{{1,3}})(?![0-9]|/[0-9])"
    r"(?:\s?\(\s?(?P<languages>[a-z]{2}(?:[,/ ]{1,2}[a-z]{2}){0,24})\s?\))?"
)
_RANGE = re.compile(
    r"(?P<dash>\s?[-–]\s?)?(?(dash)|\s(?:to|till|til|bis|à|al|a|do|až|t/m|tot(?: en met)?|līdz|iki|kuni)\s)"
    rf"(?:(?P<word>{SUFFIX_WORD})[.]?\s?)?"
    r"(?P<last>[0-9]{1,3})(?![\w/]|\.[0-9])(?P<closed>(?=\s*(?:$|[\n),;.+(])))?"
)
_ENUMERATION = re.compile(
    r"(?:\s?[,+]\s?|\s(?:and|et|und|&)\s)(?P<ordinal>[0-9]{1,2})(?![0-9/]|\.[0-9])"
    r"(?P<closed>(?=[),;.\n+]|$|\s(?:and|et|und|&)\s[0-9]))?"
)
_CODE = re.compile(
    r"\s{1,20}(?:LIMITE|(?P<code>[A-Z][A-Z0-9]{1,14}(?:[/-][A-Z0-9]{1,12}){0,2}(?: [A-Z]{2,4}[0-9]?)?) [0-9]{1,4})"
    r"(?![\w/])"
)
_MAX_RANGE = 30


_SUFFIX_BEFORE = re.compile(
    rf"(?<![\w/+&,])(?<![+&,;] )(?P<word>{SUFFIX_WORD})[.]?\s?(?P<ordinal>[0-9]{{1,2}})"
    r"(?:\s?\((?P<languages>[a-z, /]{2,80})\))?"
    r"\s(?:to|of|zu|zum|à|au|du|til|al)\s(?:the\s)?(?:[Dd]oc(?:ument)?\.?\s?)?(?:[Nn][o°]\.?\s?)?\Z"
)
_BEFORE = 100


class NumberTail(NamedTuple):
    """What follows a number: chains of suffixes (several for ADD 1-3), and whether a subject code follows.

    `languages` are those of the first chain: `COR 1 (mt)`.
    """

    end: int
    chains: tuple[tuple[Suffix, ...], ...] = ((),)
    has_subject_code: bool = False
    languages: tuple[str, ...] = ()


def read_suffix_chains(text: str, start: int, detached: bool = False) -> NumberTail | None:
    """Read the chain of suffixes that begins at `start`; `ADD 1-3` gives three chains, None means no suffix.

    `detached` means that other words, such as subject codes, separate the suffixes from the number.
    """
    chain: list[Suffix] = []
    further_ordinals: Sequence[int] = ()
    languages: dict[str, None] = {}
    position = start
    while len(chain) < 4 and not further_ordinals and (match := _SUFFIX.match(text, position)):
        kind, word = _suffix_kind(match["word"]), match["word"]
        is_on_next_line = "\n" in match["joint"]
        # Behind codes “Rev 2” is the suffix; on the next line it may begin “Revision 2 of the plan”.
        is_short = word.upper() == kind.value and word[0].isupper() and not is_on_next_line
        is_detached = detached or is_on_next_line
        if (is_detached and word != kind.value and not is_short) or (chain and chain[-1].kind is kind):
            break
        chain.append(Suffix(kind, int(match["ordinal"])))
        languages |= dict.fromkeys(_read_languages(match["languages"] or ""))
        position, further_ordinals = _read_further_ordinals(text, match.end(), chain[-1], plural=word[-1] in "sS")
    if not chain:
        return None
    further_suffixes = (Suffix(chain[-1].kind, ordinal) for ordinal in further_ordinals)
    chains = (tuple(chain), *((*chain[:-1], suffix) for suffix in further_suffixes))
    return NumberTail(position, chains, languages=tuple(languages))


def read_tail(text: str, start: int, known_codes: Container[str]) -> NumberTail:
    """Read the suffixes behind a number, immediately or behind its subject codes, as in letterheads."""
    tail = read_suffix_chains(text, start)
    if tail:
        return tail
    position, has_subject_code = start, False
    for _ in range(40):
        code = _CODE.match(text, position)
        if code is None:
            break
        has_subject_code = has_subject_code or (code["code"] or "") in known_codes
        position = code.end()
        if tail := read_suffix_chains(text, position, detached=True):
            return tail._replace(has_subject_code=has_subject_code)
    return NumberTail(start, has_subject_code=has_subject_code)


def read_languages_behind(typed: str) -> tuple[str, ...]:
    """Return the languages at the end of a typed number, which are no part of it.

    >>> read_languages_behind("10119/18 COR 1 (mt, sl)"), read_languages_behind("10119/18")
    (('mt', 'sl'), ())
    """
    match = re.search(r"[0-9] ?\(([A-Za-z, ]{2,200})\)\s{0,9}$", typed)
    return tuple(_read_languages(match[1].lower())) if match else ()


def _read_languages(words: str) -> Sequence[str]:
    """Return the languages in brackets behind a suffix; none if one of the words is no language of the Union."""
    languages = re.findall(r"[a-z]{1,9}", words)
    return languages if LANGUAGES.issuperset(languages) else ()


def read_suffix_before(text: str, start: int, end: int) -> tuple[Suffix, tuple[str, ...]] | None:
    """Read a suffix that stands before its number, `COR 1 (mt) to 8305/13`, between two offsets; with its languages."""
    match = _SUFFIX_BEFORE.search(text, max(start, end - _BEFORE), end)
    if match is None:
        return None
    return Suffix(_suffix_kind(match["word"]), int(match["ordinal"])), tuple(_read_languages(match["languages"] or ""))


def read_range_behind(text: str, position: int, suffix: Suffix) -> NumberTail | None:
    """Read the rest of a range whose first number is printed in full: `WK 2317/2024 ADD 1 to ADD 3`."""
    end, ordinals = _read_further_ordinals(text, position, suffix, plural=False)
    return NumberTail(end, tuple((Suffix(suffix.kind, ordinal),) for ordinal in ordinals)) if ordinals else None


def _read_further_ordinals(text: str, position: int, suffix: Suffix, *, plural: bool) -> tuple[int, Sequence[int]]:
    """Return where a list of ordinals ends, and those after the first: `ADD 1-3`, `ADD 1, 2 and 3`, `ADDs 1 and 2`."""
    span = _RANGE.match(text, position)
    if span and (not span["word"] or _suffix_kind(span["word"]) is suffix.kind):
        last = int(span["last"])
        is_certain = bool(span["word"]) or span["closed"] is not None or " " not in (span["dash"] or "")
        if is_certain and suffix.ordinal < last <= suffix.ordinal + _MAX_RANGE:
            return span.end(), range(suffix.ordinal + 1, last + 1)
    ordinals: list[int] = []
    while len(ordinals) < _MAX_RANGE and (match := _ENUMERATION.match(text, position)):
        is_closed = plural or match["closed"] is not None
        if not is_closed or int(match["ordinal"]) <= (ordinals[-1] if ordinals else suffix.ordinal):
            break
        ordinals.append(int(match["ordinal"]))
        position = match.end()
    return position, ordinals


def _suffix_kind(word: str) -> SuffixKind:
    return SuffixKind(word[:3].upper().replace("É", "E"))
