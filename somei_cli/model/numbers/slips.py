"""One slip of the hand or of a scan: a letter or figure too many, one lost or changed, or two neighbours swapped."""

from collections.abc import Iterator

from somei_cli.model.document_number import LARGEST_NUMBER, DocumentNumber
from somei_cli.model.word_slips import is_slip

_FIGURES = "0123456789"
_FEWEST = 3
"""Numbers of fewer figures are all near each other: nothing can be told from how they look."""
_YEARS = range(1952, 2052)


def is_number_slip(number: DocumentNumber, other: DocumentNumber) -> bool:
    """Whether one number is the other with a slip in its figures or in its year; suffixes and series are the same."""
    if number.series != other.series or number.suffixes != other.suffixes or number.is_provisional:
        return False
    if number.year == other.year:
        figures = str(number.number), str(other.number)
        return min(map(len, figures)) >= _FEWEST and is_slip(*figures)
    return number.number == other.number >= 10 ** (_FEWEST - 1) and _is_year_slip(number.year, other.year)


def is_swap(number: DocumentNumber, other: DocumentNumber) -> bool:
    """Whether two numbers of one year differ in the order of two neighbouring figures, or one is of the next year."""
    if not is_number_slip(number, other):
        return False
    if number.year != other.year:
        return abs(number.year - other.year) == 1
    return sorted(str(number.number)) == sorted(str(other.number))


def _is_year_slip(year: int, other: int) -> bool:
    """Off by one, or a slip in the two figures that are printed."""
    return abs(year - other) == 1 or is_slip(f"{year % 100:02d}", f"{other % 100:02d}")


def swaps_of(number: DocumentNumber) -> Iterator[DocumentNumber]:
    """What may have been meant, if two neighbouring figures were swapped or the year is off by one."""
    figures = str(number.number)
    if len(figures) < _FEWEST or number.is_provisional:
        return
    texts = {figures[:at] + figures[at + 1] + figures[at] + figures[at + 2 :] for at in range(len(figures) - 1)}
    yield from (number._replace(number=int(text)) for text in sorted(texts - {figures}) if text[0] != "0")
    yield from (number._replace(year=year) for year in (number.year - 1, number.year + 1) if year in _YEARS)


def slips_of(number: DocumentNumber) -> Iterator[DocumentNumber]:
    """Every number that is one slip away from this one, some 130 of them."""
    figures = str(number.number)
    if len(figures) < _FEWEST or number.is_provisional:
        return
    texts = {str(other.number) for other in swaps_of(number)}
    for at in range(len(figures) + 1):
        before, behind = figures[:at], figures[at:]
        texts.update(f"{before}{figure}{behind}" for figure in _FIGURES)
        if behind:
            texts.update(f"{before}{figure}{behind[1:]}" for figure in ("", *_FIGURES))
    for text in sorted(texts - {figures}):
        if text[0] != "0" and len(text) >= _FEWEST and int(text) <= LARGEST_NUMBER:
            yield number._replace(number=int(text))
    yield from (number._replace(year=year) for year in _YEARS if _is_year_slip(number.year, year))
