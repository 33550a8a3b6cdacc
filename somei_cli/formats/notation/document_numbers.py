"""Read and write document numbers in all forms: as printed, register id, EUR-Lex id, address, file name, suffixes."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import StrEnum
from functools import cache

from somei_cli.errors import NotANumber, NotAValue, NotFound, shell_word
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
_CONTROL = r"[\x00-\x1f\x7f-\x9f]"
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
    if re.search(_CONTROL, typed):
        raise NotANumber(typed, "it holds control characters")
    try:
        return DocumentNumber.parse(typed)
    except NotANumber as error:
        number = _read_other_form(typed.strip())
        if number is None:
            raise error from None
        return number


def _read_other_form(word: str) -> DocumentNumber | None:
    # The shortest form has a number and two figures of a year: for a subject code no pattern is compiled.
    if sum(map(str.isdigit, word)) < 3:
        return None
    if _compile(_ADDRESS).fullmatch(word) and ".." not in word:
        return find_number_in_address(word)
    for form in (rf"(?:consil:)?(?P<series>{_ANY_SERIES}){_ID}", *_FILES):
        if match := _compile(form).fullmatch(word):
            return number_of_match(match)
    if match := _compile(_COMPACT).fullmatch(word):
        steps = " ".join(str(step) for step in _read_suffixes(match["suffixes"]))
        return DocumentNumber.parse(f"{match['head']} {steps}")
    return None


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
