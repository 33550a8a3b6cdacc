"""Read and write document numbers in all forms: as printed, register id, EUR-Lex id, address, file name, suffixes."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from somei_cli.errors import NotANumber, NotAValue, NotFound, shell_word
from somei_cli.model.document import LANGUAGES
from somei_cli.model.document_number import (
    KNOWN_SERIES,
    PROVISIONAL,
    SERIES_AS_FILED,
    DocumentNumber,
    Suffix,
    SuffixKind,
)

_PUBLIC_REGISTER = "https://data.consilium.europa.eu/doc/document"

# The Council's data sets and file names shorten the kinds to two letters: RE1AD1, st10729-re04ad01.
_KIND_BY_LETTERS = {kind.value[:2]: kind for kind in SuffixKind}
_STEP = rf"(?:{'|'.join(SuffixKind)}|{'|'.join(_KIND_BY_LETTERS)})"
_BETWEEN = r"(?:[-_+/ \u00a0\u202f]|%20)"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Before 2004 one letter was enough: 10279-r1en2.pdf.
_KIND_BY_INITIAL = {"R": SuffixKind.REV, "A": SuffixKind.ADD, "C": SuffixKind.COR}
_PART = rf"({_STEP}|[RAC])[^A-Z0-9]*([0-9]{{1,3}})(?![0-9])"

_ANY_SERIES = "[A-Z]{2,5}(?:[-_][A-Z]{2,5})?"
_KNOWN_SERIES = "|".join([*KNOWN_SERIES, *SERIES_AS_FILED.values()])
_ID = (
    rf"{_BETWEEN}(?P<number>[1-9][0-9]{{0,11}}){_BETWEEN}(?P<year>(?:19|20)[0-9]{{2}}){_BETWEEN}"
    rf"(?P<suffixes>INI?T|{_STEP}{_BETWEEN}?[0-9]{{1,3}}(?:{_BETWEEN}?{_STEP}{_BETWEEN}?[0-9]{{1,3}}){{0,3}})"
    r"(?![A-Z0-9])"
)
_EXTENSION = r"\.(?:pdf|docx?|html?|txt|md|xml)"
_FILE = (
    r"(?P<number>[0-9]{4,12})(?P<suffixes>(?:-?(?:RE|AD|CO|EX|DC|AM)[0-9]{2,3}){0,4})"
    rf"\.[A-Z]{{1,2}}(?P<year>[0-9]{{2}})(?:{_EXTENSION})?(?![A-Z0-9])"
)
_FILE_NAMED_AFTER_ID = rf"{_ID}(?:[-_][A-Z]{{2}})?{_EXTENSION}"
_COMPACT = rf"(?P<head>[^/]{{1,20}}(?:/[0-9]{{1,4}}){{1,2}}) *(?P<suffixes>(?:{_STEP}[0-9]{{1,3}}){{1,4}})"
# The register of 1999 to 2004 has the year and the thousands in the path: /pdf/en/01/st13/13742en1.pdf.
_OLD_PATH = (
    r"/pdf/[A-Z]{2}/(?P<year>[0-9](?P<last_digit>[0-9]))/(?P<series>[A-Z]{2})(?P<thousands>[0-9]{2})/(?:(?P=series))?"
    r"(?P<number>(?P=thousands)[0-9]{3})(?P<suffixes>(?:-?(?:RE?|AD?|CO?)[0-9]{1,2}){0,4})"
    r"\.?[A-Z]{2}[0-9]?(?P=last_digit)\.(?:pdf|docx?|html?)(?![A-Z0-9])"
)
_ASKED_FOR = (
    r"[?&;](?:ff_COTE_DOCUMENT|DocumentNumber)="
    r"(?P<requested>[1-9][0-9]{0,4}(?:(?:/|%2F)[0-9]{1,2}){1,2})(?![0-9]|/|%2F)"
)
_ADDRESS = r"(?:https?://)?(?:[a-z]+\.)?(?:consilium\.europa\.eu|consilium\.eu\.int|ue\.eu\.int|eur-lex\.europa\.eu)/[\w/.?&=%:+~#-]{1,400}"
_FILES = (rf"(?P<series>{_ANY_SERIES}){_FILE_NAMED_AFTER_ID}", rf"(?P<series>{_ANY_SERIES}){_FILE}")
# Within a text only a known series or capitals are read as a series: `eu-st-15070…` is not of a series EU-ST.
_START = r"(?:(?<![A-Z0-9])|(?<=%3A)|(?<=%2F))"
_SERIES_IN_TEXT = rf"(?:{_KNOWN_SERIES}|(?<=[/=:])(?-i:{_ANY_SERIES})|(?-i:{_ANY_SERIES})(?=[-_]))"


class NumberStyle(StrEnum):
    """The forms in which a number can be written."""

    PRINTED = "printed"
    ID = "id"
    URL = "url"
    EURLEX = "eurlex"
    FILE = "file"


def read_number(typed: str) -> DocumentNumber:
    """Read a number in any of its written forms: printed, register id, EUR-Lex id, file name, address.

    Raises:
        NotANumber: if it is none of them; the reason is meant for the clerk.
    """
    if _CONTROL.search(typed):
        raise NotANumber(typed, "it holds control characters")
    try:
        return DocumentNumber.parse(typed)
    except NotANumber as error:
        number = _read_other_form(typed.strip())
        if number is None:
            raise error from None
        return number


def _read_other_form(word: str) -> DocumentNumber | None:
    if _compile(_ADDRESS).fullmatch(word) and ".." not in word:
        return find_number_in_address(word)
    for form in (rf"(?:consil:)?(?P<series>{_ANY_SERIES}){_ID}", *_FILES):
        if match := _compile(form).fullmatch(word):
            return number_of_match(match)
    if match := _compile(_COMPACT).fullmatch(word):
        steps = " ".join(str(step) for step in _read_suffixes(match["suffixes"]))
        return DocumentNumber.parse(f"{match['head']} {steps}")
    return None


def read_languages_behind(typed: str) -> tuple[str, ...]:
    """Return the languages at the end of a typed number, which are no part of it.

    >>> read_languages_behind("10119/18 COR 1 (mt, sl)"), read_languages_behind("10119/18")
    (('mt', 'sl'), ())
    """
    match = re.search(r"[0-9] ?\(([A-Za-z, ]{2,200})\)\s{0,9}$", typed)
    return tuple(_read_languages(match[1].lower())) if match else ()


def number_patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of register ids, file names and old addresses within a text.

    `number_of_match` reads their matches.
    """
    return (
        _compile(rf"{_START}(?P<series>{_SERIES_IN_TEXT}){_ID}"),
        _compile(rf"{_START}(?P<series>{_KNOWN_SERIES}){_FILE}"),
        _compile(_OLD_PATH),
    )


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a pattern on first use; most numbers are typed as printed and need none of these patterns."""
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


def number_of_match(match: re.Match[str]) -> DocumentNumber:
    """Return the number that a match of a register id or a file name stands for.

    Raises:
        NotANumber: if the form is right but no document can have this number.
    """
    year = match["year"]
    # The model decides on the century of a year in two digits.
    full_year = int(year) if len(year) == 4 else DocumentNumber.parse(f"1/{year}").year
    series = match["series"].replace("_", "-")
    return DocumentNumber.from_parts(
        match[0], series, int(match["number"]), full_year, tuple(_read_suffixes(match["suffixes"]))
    )


def find_number_in_address(address: str) -> DocumentNumber | None:
    """Return the document that an address leads to; None if it names none."""
    for form in number_patterns():
        for match in form.finditer(address):
            try:
                return number_of_match(match)
            except NotANumber:
                continue
    if requested := _compile(_ASKED_FOR).search(address):
        with suppress(NotANumber):
            return DocumentNumber.parse(re.sub("%2F", "/", requested["requested"], flags=re.IGNORECASE))
    return None


def write_number(number: DocumentNumber, style: NumberStyle, language: str = "en") -> str:
    """Write a number; the language only matters for addresses and file names.

    Raises:
        NotAValue: if the language is not a code of two letters.
    """
    if not re.fullmatch(r"[a-z]{2}", language, re.ASCII):
        raise NotAValue("the language", language, "a code of two letters, such as en")
    return _WRITERS[style](number, language)


class PublicAddress(str):
    """The address of a text in the Council's public register; made by `public_address` alone."""

    __slots__ = ()


_NEVER_PUBLIC = frozenset({PROVISIONAL, "COREU", "CP", "DE"})
"""Series that the public register does not list: numbers to be replaced, telexes, papers of the staff."""
_SERIES_OF_ADDRESS = {"EUCO": "ST"}
"""The public register lists the papers of the European Council among ST, under very low numbers."""


def public_address(number: DocumentNumber, language: str) -> PublicAddress:
    """Return the address of a document in the Council's public register; whether it shows the text is not known here.

    Raises:
        NotFound: if that register has no place for the series.
    """
    if number.series in _NEVER_PUBLIC or number.series not in KNOWN_SERIES:
        hint = f"Look at the entry: somei show {shell_word(number)}"
        raise NotFound(f"{number} has no address: the public register lists no documents {number.series}.", hint)
    listed = number._replace(series=_SERIES_OF_ADDRESS.get(number.series, number.series))
    return PublicAddress(write_number(listed, NumberStyle.URL, language))


def _file_name(number: DocumentNumber, language: str) -> str:
    series = SERIES_AS_FILED.get(number.series, number.series).lower()
    steps = "".join(f"{step.kind.value[:2].lower()}{step.ordinal:02d}" for step in number.suffixes)
    tail = f"-{steps}" if steps else ""
    return f"{series}{number.number:05d}{tail}.{language}{number.year % 100:02d}.pdf"


_WRITERS: dict[NumberStyle, Callable[[DocumentNumber, str], str]] = {
    NumberStyle.PRINTED: lambda number, _: str(number),
    NumberStyle.ID: lambda number, _: number.register_id,
    NumberStyle.URL: lambda number, language: f"{_PUBLIC_REGISTER}/{number.register_id}/{language}/pdf",
    NumberStyle.EURLEX: lambda number, _: "CONSIL:" + number.register_id.replace("-", "_"),
    NumberStyle.FILE: _file_name,
}


def _read_suffixes(text: str) -> Iterator[Suffix]:
    """Yield the suffixes in `REV-1-ADD-1`, `REV%201`, `RE1AD1` or `-re01ad01`; none for INIT."""
    for kind, ordinal in _compile(_PART).findall(text.replace("%20", " ")):
        letters = kind[:2].upper()
        yield Suffix(_KIND_BY_LETTERS.get(letters) or _KIND_BY_INITIAL[letters], int(ordinal))


SUFFIX_WORD = (
    r"(?:REV(?:ISION)?|[Rr][eé]v(?:ision)?|RÉV|ADD(?:ENDUM|[Ss])?|[Aa]ddendum|Add|add(?=\.|[0-9])"
    r"|CORR?(?:IGENDUM)?|[Cc]orrigendum|Corr?|corr?(?=\.|[0-9])|EXT|DCL|AMD)"
)
"""The kind of a suffix as a word, short or in full; in lower case only where it cannot be a verb."""

_SUFFIX = re.compile(
    r"(?P<joint>\s{0,20}(?:[-/_(]\s{0,2})?|,\s{1,2}(?=R[Ee][Vv]))"
    rf"(?P<word>{SUFFIX_WORD})[.]?\s{{0,3}}(?P<ordinal>[0-9]{{1,3}})(?![0-9]|/[0-9])"
    r"(?:\s?\(\s?(?P<languages>[a-z]{2}(?:[,/ ]{1,2}[a-z]{2}){0,24})\s?\))?"
)
_RANGE = re.compile(
    rf"(?P<dash>\s?[-–]\s?)?(?(dash)|\s(?:to|till|bis|à|al|do)\s)(?:(?P<word>{SUFFIX_WORD})[.]?\s?)?"
    r"(?P<last>[0-9]{1,3})(?![\w/]|\.[0-9])(?P<closed>(?=\s*(?:$|[\n),;.+(])))?"
)
_ENUMERATION = re.compile(
    r"(?:\s?[,+]\s?|\s(?:and|et|und|&)\s)(?P<ordinal>[0-9]{1,2})(?![0-9/]|\.[0-9])"
    r"(?P<closed>(?=[),;.\n+]|$|\s(?:and|et|und|&)\s[0-9]))?"
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
