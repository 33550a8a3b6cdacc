"""The number of a Council document: series, number, year of the counter and suffix chain."""

import re
from enum import StrEnum
from typing import NamedTuple, Self

from somei_cli.errors import NotANumber

KNOWN_SERIES = (
    "ST CM SN DS WK MD PE-CONS EUCO CONV CIG XT EEE AA AC AD CP DE COREU ERAC ERAC-SFIC ERAC-GPC CREST LT".split()
)
"""Series met so far; another one is read as well, and a rule points at it."""

PROVISIONAL = "PROV"
"""The series of numbers that a clone gives out while no server is there; each is given once in all clones."""

# One series has one canonical name: as printed, not as filed.
_SERIES_AS_PRINTED = {"PE": "PE-CONS", "CV": "CONV", "CG": "CIG"}
SERIES_AS_FILED = {printed: filed for filed, printed in _SERIES_AS_PRINTED.items()}

# Small patterns, since they are compiled at every start: the number of nearly every document, and any other one in two
# steps, on text in capitals.
_PLAIN = re.compile(r"([1-9][0-9]{0,4})/([0-9]{2})", re.ASCII)
_MAIN = re.compile(
    r"(?:([A-Z]{2,5}(?:-[A-Z]{2,5})?) *)?([0-9]{1,12}) *(?:/([0-9]{1,3}))?[/-]([0-9]{4}|[0-9]{2})(?![0-9])"
)
_SUFFIX = re.compile(r" *(REV|ADD|COR|EXT|DCL|AMD) *([0-9]{1,3})(?![0-9])(?: *\([A-Z, ]+\))?")
LARGEST_NUMBER = 99_999
LARGEST_PROVISIONAL = 999_999_999_999
_BLANKS = str.maketrans("\u00a0\u202f", "  ")
_MOST_SUFFIXES = 4


class SuffixKind(StrEnum):
    """What a suffix makes of its parent: the six kinds of the Council's own list, and AMD, met but undocumented."""

    REV = "REV"
    ADD = "ADD"
    COR = "COR"
    EXT = "EXT"
    DCL = "DCL"
    AMD = "AMD"

    # That of the words they are, without the detour of enumerations: numbers are looked up by the million.
    __hash__ = str.__hash__


# A corrigendum belongs to the text before it, an addendum comes next, a revision after all of them.
_RANK = {
    SuffixKind.COR: 1,
    SuffixKind.ADD: 2,
    SuffixKind.REV: 3,
    SuffixKind.AMD: 4,
    SuffixKind.EXT: 8,
    SuffixKind.DCL: 9,
}


class Suffix(NamedTuple):
    """One step of the chain, such as REV 1."""

    kind: SuffixKind
    ordinal: int

    def __str__(self) -> str:
        return f"{self.kind} {self.ordinal}"


class DocumentNumber(NamedTuple):
    """The identity of one document; sorts as the register lists them: year, series, number, suffixes.

    The year is that of the counter the number was taken from, not that of the date on the document.
    """

    series: str
    number: int
    year: int
    suffixes: tuple[Suffix, ...] = ()

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a number as printed, or nearly so: `15070/19`, `st15070/2019`, `15070-19`, `14860/1/18 REV 1`.

        A language behind a suffix (`COR 1 (fr)`) is no part of the identity and is passed over.

        Raises:
            NotANumber: with the reason, in words for the clerk.
        """
        if plain := _PLAIN.fullmatch(typed):
            return cls("ST", int(plain[1]), _full_year(plain[2]))
        text = typed.translate(_BLANKS).strip(" ")
        # Letters outside ASCII may have capitals inside it: they are refused before.
        main = _MAIN.match(text := text.upper()) if text.isascii() else None
        if main is None:
            raise NotANumber(typed, "expected NUMBER/YEAR")
        series, number, infix, year = main.groups()
        if number.startswith("0"):
            raise NotANumber(typed, "numbers have no leading zero")
        suffixes = _suffixes(typed, text[main.end() :])
        return cls.of(typed, series or "ST", int(number), _full_year(year), suffixes, int(infix) if infix else None)

    @classmethod
    def of(
        cls,
        typed: str,
        series: str,
        number: int,
        year: int,
        suffixes: tuple[Suffix, ...] = (),
        infix: int | None = None,
    ) -> Self:
        """Build a number from its parts, checked; `infix` is the figure printed between the slashes.

        Raises:
            NotANumber: naming what was typed.
        """
        series = series.upper()
        largest = LARGEST_PROVISIONAL if series == PROVISIONAL else LARGEST_NUMBER
        if not 1 <= number <= largest:
            raise NotANumber(typed, f"numbers run from 1 to {largest}")
        if not 1952 <= year <= 2051:
            raise NotANumber(typed, "no document is from that year")
        if infix is not None:
            if infix == 0:
                raise NotANumber(typed, "revisions start at 1")
            if not suffixes:
                suffixes = (Suffix(SuffixKind.REV, infix),)
            elif suffixes[0] != Suffix(SuffixKind.REV, infix):
                raise NotANumber(typed, f"/{infix}/ and {suffixes[0]} disagree")
        return cls(_SERIES_AS_PRINTED.get(series, series), number, year, suffixes)

    @property
    def base(self) -> "DocumentNumber":
        """The first issue, which names the family."""
        return self if not self.suffixes else DocumentNumber(self.series, self.number, self.year)

    @property
    def parent(self) -> "DocumentNumber | None":
        """What the last suffix was applied to; None for a first issue."""
        if not self.suffixes:
            return None
        return DocumentNumber(self.series, self.number, self.year, self.suffixes[:-1])

    @property
    def is_main_text(self) -> bool:
        """Whether it is a first issue or a revision of it: one of the texts that replace each other."""
        return not self.suffixes or (len(self.suffixes) == 1 and self.suffixes[0].kind is SuffixKind.REV)

    @property
    def is_provisional(self) -> bool:
        """Whether it stands in for a number that the server has still to give."""
        return self.series == PROVISIONAL

    @property
    def revision(self) -> int:
        """The n of a leading REV n, which is also printed between the slashes; 0 without."""
        first = self.suffixes[0] if self.suffixes else None
        return first.ordinal if first and first.kind is SuffixKind.REV else 0

    @property
    def register_id(self) -> str:
        """The identifier of the public register, `ST-15070-2019-INIT`: ASCII, without blanks or slashes."""
        filed = SERIES_AS_FILED.get(self.series, self.series)
        tail = "-".join(f"{s.kind}-{s.ordinal}" for s in self.suffixes) or "INIT"
        return f"{filed}-{self.number}-{self.year}-{tail}"

    @property
    def sort_key(self) -> tuple[int, str, int, tuple[tuple[int, int], ...]]:
        """Year, series (the standard series first), number, then the chain step by step."""
        series = "" if self.series == "ST" else self.series
        return self.year, series, self.number, tuple((_RANK[s.kind], s.ordinal) for s in self.suffixes)

    # A tuple is compared part by part, which is another order: each of the four says ours.

    def __lt__(self, other: object) -> bool:
        return self.sort_key < other.sort_key if isinstance(other, DocumentNumber) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.sort_key <= other.sort_key if isinstance(other, DocumentNumber) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.sort_key > other.sort_key if isinstance(other, DocumentNumber) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.sort_key >= other.sort_key if isinstance(other, DocumentNumber) else NotImplemented

    def __str__(self) -> str:
        """As printed on the document: without ST, the revision of the main text also between the slashes."""
        if self.series == "ST" and not self.suffixes:
            return f"{self.number}/{self.year % 100:02d}"
        series = "" if self.series == "ST" else f"{self.series} "
        infix = f"/{self.revision}" if self.revision else ""
        tail = "".join(f" {s}" for s in self.suffixes)
        return f"{series}{self.number}{infix}/{self.year % 100:02d}{tail}"


def _suffixes(typed: str, rest: str) -> tuple[Suffix, ...]:
    """The chain behind the year; INIT stands for none, and nothing else may follow."""
    chain: list[Suffix] = []
    while step := _SUFFIX.match(rest):
        chain.append(Suffix(SuffixKind(step[1]), int(step[2])))
        rest = rest[step.end() :]
    if rest and (chain or rest.strip(" ") not in {"INIT", "INT"} or not rest.startswith(" ")):
        raise NotANumber(typed, f"“{rest.strip()}” is no suffix")
    if len(chain) > _MOST_SUFFIXES:
        raise NotANumber(typed, "no chain of suffixes is that long")
    return tuple(chain)


def _full_year(digits: str) -> int:
    """The archives start in 1952, so 52-99 are of the last century."""
    if len(digits) == 4:
        return int(digits)
    short = int(digits)
    return short + (1900 if short >= 52 else 2000)
