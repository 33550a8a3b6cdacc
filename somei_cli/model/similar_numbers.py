"""Numbers that look like another one: a slip of the hand in its figures, or another year or series."""

from collections.abc import Collection, Iterator

from somei_cli.model.document_number import LARGEST_NUMBER, DocumentNumber, complete_year

_FIGURES = "0123456789"
MOST_SIMILAR = 5
"""Similar numbers that are named at most."""


def list_similar_numbers(number: DocumentNumber) -> Iterator[DocumentNumber]:
    """Yield the numbers that may have been meant, the likeliest first: the suffixes stay, then there are none.

    >>> [str(similar) for similar in list_similar_numbers(DocumentNumber.parse("15070/19"))][:4]
    ['51070/19', '10570/19', '15700/19', '15007/19']
    """
    for suffixes in (number.suffixes, ()) if number.suffixes else ((),):
        for figures in mistype(number.number):
            yield number._replace(number=figures, suffixes=suffixes)
        for year in _similar_years(number.year):
            yield number._replace(year=year, suffixes=suffixes)
        if number.series != "ST":
            yield number._replace(series="ST", suffixes=suffixes)


def mistype(number: int) -> Iterator[int]:
    """Yield the numbers that one slip of the hand makes of a number: figures swapped, left out, added or changed."""
    text = str(number)
    places = range(len(text))
    swapped = [text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in places[:-1]]
    dropped = [text[:i] + text[i + 1 :] for i in places]
    added = [text[:i] + figure + text[i:] for i in range(len(text) + 1) for figure in _FIGURES]
    changed = [text[:i] + figure + text[i + 1 :] for i in reversed(places) for figure in _FIGURES]
    for variant in dict.fromkeys((*swapped, *dropped, *added, *changed)):
        if variant and variant[0] != "0" and variant != text and int(variant) <= LARGEST_NUMBER:
            yield int(variant)


def _similar_years(year: int) -> Collection[int]:
    """Return the years beside a year, and those of which one figure differs or the last two are swapped."""
    decade, last = year // 10 * 10, year % 10
    swapped = last * 10 + decade % 100 // 10
    near = [year - 1, year + 1, complete_year(swapped), *(decade + figure for figure in range(10))]
    return [number for number in dict.fromkeys(near) if number != year and 1952 <= number <= 2051]
