"""Document numbers one typing or scanning slip apart: one figure added, lost or changed, or two neighbours swapped."""

from collections.abc import Iterator

from somei_cli.model.document_number import LARGEST_NUMBER, DocumentNumber
from somei_cli.model.markings import is_slip

_FIGURES = "0123456789"
_FEWEST_FIGURES = 3
"""Shorter numbers are all similar to each other, so a slip proves nothing."""
_YEARS = range(1952, 2052)


def is_number_slip(number: DocumentNumber, other_number: DocumentNumber) -> bool:
    """Whether two numbers differ by one slip in the figures or in the year; series and suffixes must be equal."""
    if number.series != other_number.series or number.suffixes != other_number.suffixes or number.is_provisional:
        return False
    if number.year == other_number.year:
        figures = str(number.number), str(other_number.number)
        return min(map(len, figures)) >= _FEWEST_FIGURES and is_slip(*figures)
    return number.number == other_number.number >= 10 ** (_FEWEST_FIGURES - 1) and _is_year_slip(
        number.year, other_number.year
    )


def is_swap(number: DocumentNumber, other_number: DocumentNumber) -> bool:
    """Whether two numbers of one year differ by two swapped neighbouring figures, or only the year differs, by one."""
    if not is_number_slip(number, other_number):
        return False
    if number.year != other_number.year:
        return abs(number.year - other_number.year) == 1
    return sorted(str(number.number)) == sorted(str(other_number.number))


def _is_year_slip(year: int, other_year: int) -> bool:
    """Whether two years differ by one, or by a slip in the two printed figures."""
    return abs(year - other_year) == 1 or is_slip(f"{year % 100:02d}", f"{other_year % 100:02d}")


def swaps_of(number: DocumentNumber) -> Iterator[DocumentNumber]:
    """List the numbers that may be meant if two neighbouring figures were swapped or the year is off by one."""
    figures = str(number.number)
    if len(figures) < _FEWEST_FIGURES or number.is_provisional:
        return
    texts = {
        figures[:index] + figures[index + 1] + figures[index] + figures[index + 2 :]
        for index in range(len(figures) - 1)
    }
    yield from (number._replace(number=int(text)) for text in sorted(texts - {figures}) if text[0] != "0")
    yield from (number._replace(year=year) for year in (number.year - 1, number.year + 1) if year in _YEARS)


def slips_of(number: DocumentNumber) -> Iterator[DocumentNumber]:
    """List every number that is one slip away, about 130 of them."""
    figures = str(number.number)
    if len(figures) < _FEWEST_FIGURES or number.is_provisional:
        return
    texts = {str(swapped.number) for swapped in swaps_of(number)}
    for index in range(len(figures) + 1):
        head, tail = figures[:index], figures[index:]
        texts.update(f"{head}{figure}{tail}" for figure in _FIGURES)
        if tail:
            texts.update(f"{head}{figure}{tail[1:]}" for figure in ("", *_FIGURES))
    for text in sorted(texts - {figures}):
        if text[0] != "0" and len(text) >= _FEWEST_FIGURES and int(text) <= LARGEST_NUMBER:
            yield number._replace(number=int(text))
    yield from (number._replace(year=year) for year in _YEARS if _is_year_slip(number.year, year))
