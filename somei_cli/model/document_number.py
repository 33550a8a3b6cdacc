"""The number of a Council document: series, number, year of the counter and suffixes; and the status of a number."""

import re
from enum import StrEnum
from typing import NamedTuple, Self

from somei_cli.errors import NotANumber

KNOWN_SERIES = (
    "ST CM SN DS WK MD PE-CONS EUCO CONV CONF CIG XT EEE AA AC AD CP DE COREU ERAC ERAC-SFIC ERAC-GPC CREST "
    "CREST-SFIC CREST-GPC LT"
).split()
"""The series that occur in documents so far. Other series are accepted, and a rule reports them."""

PROVISIONAL = "PROV"
"""The series of numbers that a clone gives out while the remote is not reachable; each is unique over all clones."""

# One series has one canonical name: as printed, not as filed.
_SERIES_AS_PRINTED = {"PE": "PE-CONS", "CV": "CONV", "CG": "CIG"}
SERIES_AS_FILED = {printed: filed for filed, printed in _SERIES_AS_PRINTED.items()}

# The patterns are small: one for nearly all numbers, compiled at every start, two for the others, on upper-case text.
_PLAIN = re.compile(r"([1-9][0-9]{0,4})/([0-9]{2})", re.ASCII)
_MAIN = r"(?:([A-Z]{2,5}(?:-[A-Z]{2,5})?) *)?([0-9]{1,12}) *(?:/([0-9]{1,3}))?[/-]([0-9]{4}|[0-9]{2})(?![0-9])"
_SUFFIX = r" *(REV|ADD|COR|EXT|DCL|AMD) *([0-9]{1,3})(?![0-9])(?: *\([A-Z, ]+\))?"
LARGEST_NUMBER = 99_999
LARGEST_PROVISIONAL = 999_999_999_999
_BLANKS = str.maketrans("\u00a0\u202f", "  ")
_MAX_SUFFIXES = 4


class Status(StrEnum):
    """The status of a document number."""

    RESERVED = "reserved"
    DRAFT = "draft"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    VOID = "void"


class SuffixKind(StrEnum):
    """What a suffix makes of its parent: the Council's own six kinds, and AMD, which occurs but is undocumented."""

    REV = "REV"
    ADD = "ADD"
    COR = "COR"
    EXT = "EXT"
    DCL = "DCL"
    AMD = "AMD"

    # Faster than the hash of Enum: numbers are looked up by the million.
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
    """One suffix, such as REV 1."""

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

        A language after a suffix (`COR 1 (fr)`) does not belong to the number and is ignored.

        Raises:
            NotANumber: with the reason, in words for the clerk.
        """
        if match := _PLAIN.fullmatch(typed):
            return cls("ST", int(match[1]), _full_year(match[2]))
        text = typed.translate(_BLANKS).strip(" ")
        # Some letters outside ASCII have upper-case forms inside it (ı becomes I), so they are refused before upper().
        main_match = re.match(_MAIN, text := text.upper()) if text.isascii() else None
        if main_match is None:
            raise NotANumber(typed, "expected NUMBER/YEAR")
        series, number, infix, year = main_match.groups()
        if number.startswith("0"):
            raise NotANumber(typed, "numbers have no leading zero")
        suffixes = _parse_suffixes(typed, text[main_match.end() :])
        return cls.from_parts(
            typed, series or "ST", int(number), _full_year(year), suffixes, int(infix) if infix else None
        )

    @classmethod
    def from_parts(
        cls,
        typed: str,
        series: str,
        number: int,
        year: int,
        suffixes: tuple[Suffix, ...] = (),
        infix: int | None = None,
    ) -> Self:
        """Build a checked number from its parts; `infix` is the number printed between the slashes.

        Raises:
            NotANumber: with `typed`, if a part is not possible.
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
        """The number without its last suffix; None for a first issue."""
        if not self.suffixes:
            return None
        return DocumentNumber(self.series, self.number, self.year, self.suffixes[:-1])

    @property
    def is_main_text(self) -> bool:
        """Whether it is a first issue or one of its revisions: texts that replace each other."""
        return not self.suffixes or (len(self.suffixes) == 1 and self.suffixes[0].kind is SuffixKind.REV)

    @property
    def is_provisional(self) -> bool:
        """Whether the remote has still to give the real number."""
        return self.series == PROVISIONAL

    @property
    def revision(self) -> int:
        """The n of a leading REV n, also printed between the slashes; 0 if there is none."""
        first = self.suffixes[0] if self.suffixes else None
        return first.ordinal if first and first.kind is SuffixKind.REV else 0

    @property
    def register_id(self) -> str:
        """The identifier in the public register, `ST-15070-2019-INIT`: ASCII, without blanks or slashes."""
        filed = SERIES_AS_FILED.get(self.series, self.series)
        if not self.suffixes:
            return f"{filed}-{self.number}-{self.year}-INIT"
        suffix_text = "-".join([f"{suffix.kind}-{suffix.ordinal}" for suffix in self.suffixes])
        return f"{filed}-{self.number}-{self.year}-{suffix_text}"

    @property
    def sort_key(self) -> tuple[int, str, int, tuple[tuple[int, int], ...]]:
        """Year, series (ST first), number, then each suffix."""
        series = "" if self.series == "ST" else self.series
        return self.year, series, self.number, tuple((_RANK[suffix.kind], suffix.ordinal) for suffix in self.suffixes)

    # A tuple would compare field by field, which is another order; so all four operators use sort_key.

    def __lt__(self, other: object) -> bool:
        return self.sort_key < other.sort_key if isinstance(other, DocumentNumber) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.sort_key <= other.sort_key if isinstance(other, DocumentNumber) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.sort_key > other.sort_key if isinstance(other, DocumentNumber) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.sort_key >= other.sort_key if isinstance(other, DocumentNumber) else NotImplemented

    def __str__(self) -> str:
        """Return the number as printed: without ST, and with the revision of the main text also between the slashes."""
        if self.series == "ST" and not self.suffixes:
            return f"{self.number}/{self.year % 100:02d}"
        series = "" if self.series == "ST" else f"{self.series} "
        infix = f"/{self.revision}" if self.revision else ""
        suffix_text = "".join(f" {suffix}" for suffix in self.suffixes)
        return f"{series}{self.number}{infix}/{self.year % 100:02d}{suffix_text}"


def _parse_suffixes(typed: str, remainder: str) -> tuple[Suffix, ...]:
    """Read the suffixes after the year; INIT stands for none."""
    chain: list[Suffix] = []
    while match := re.match(_SUFFIX, remainder):
        chain.append(Suffix(SuffixKind(match[1]), int(match[2])))
        remainder = remainder[match.end() :]
    if remainder and (chain or remainder.strip(" ") not in {"INIT", "INT"} or not remainder.startswith(" ")):
        raise NotANumber(typed, f"“{remainder.strip()}” is not a suffix")
    if len(chain) > _MAX_SUFFIXES:
        raise NotANumber(typed, "no chain of suffixes is that long")
    return tuple(chain)


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else complete_year(int(digits))


def complete_year(short: int) -> int:
    """Complete a year of two digits: the archives start in 1952, so 52 to 99 are 1952 to 1999."""
    return short + (1900 if short >= 52 else 2000)
