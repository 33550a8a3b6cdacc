"""One slip of the hand or of a scan: a letter or figure too many, one lost or changed, or two neighbours swapped."""

from collections.abc import Iterator

from somei_cli.model.document_number import LARGEST_NUMBER, DocumentNumber
from somei_cli.model.word_slips import is_slip

_FIGURES = "0123456789"
_FEWEST_FIGURES = 3
"""Numbers of fewer figures are all near each other: nothing can be told from how they look."""
_YEARS = range(1952, 2052)


def is_number_slip(number: DocumentNumber, other_number: DocumentNumber) -> bool:
    """Whether one number is the other with a slip in its figures or in its year; suffixes and series are the same."""
    if number.series != other_number.series or number.suffixes != other_number.suffixes or number.is_provisional:
        return False
    if number.year == other_number.year:
        figures = str(number.number), str(other_number.number)
        return min(map(len, figures)) >= _FEWEST_FIGURES and is_slip(*figures)
    return number.number == other_number.number >= 10 ** (_FEWEST_FIGURES - 1) and _is_year_slip(
        number.year, other_number.year
    )


def is_swap(number: DocumentNumber, other_number: DocumentNumber) -> bool:
    """Whether two numbers of one year differ in the order of two neighbouring figures, or one is of the next year."""
    if not is_number_slip(number, other_number):
        return False
    if number.year != other_number.year:
        return abs(number.year - other_number.year) == 1
    return sorted(str(number.number)) == sorted(str(other_number.number))


def _is_year_slip(year: int, other_year: int) -> bool:
    """Off by one, or a slip in the two figures that are printed."""
    return abs(year - other_year) == 1 or is_slip(f"{year % 100:02d}", f"{other_year % 100:02d}")


def swaps_of(number: DocumentNumber) -> Iterator[DocumentNumber]:
    """What may have been meant, if two neighbouring figures were swapped or the year is off by one."""
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
    """Every number that is one slip away from this one, some 130 of them."""
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
