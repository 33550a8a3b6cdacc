"""Subject codes of the letterhead that extraction washed into the box, between the labels and the values."""

import re
from collections.abc import Mapping, Sequence

from somei_cli.model.codes import SubjectCode
from somei_cli.text.reading.letterhead.codes import FoundCode, find_codes

_REACH = 1500
_CITED = re.compile(r"(?:/\s?[0-9]{2,4}|[0-9]|(?:REV|ADD|COR|EXT|DCL) [0-9]{1,2}|\+|\bdocs?\.?:?|,|\()\s*$")


def find_strays(
    text: str, start: int, end: int, vocabulary: Mapping[SubjectCode, str]
) -> tuple[list[FoundCode], list[tuple[int, int]]]:
    """The codes with serials that follow no document number, and the spans they take.

    Codes behind a number are those of the document it names: `No. prev. doc.: 6298/15 EUROJUST 47`.

    >>> codes = {SubjectCode("JAI"): "", SubjectCode("COSI"): ""}
    >>> text = "From: To: Presidency COSI 12 JAI 7 Council No. prev. doc.: 6298/15 JAI 3"
    >>> [str(code.entry) for code in find_strays(text, 0, len(text), codes)[0]]
    ['COSI 12', 'JAI 7']
    """
    part = text[start : min(end, start + _REACH)]
    numbered = [c for c in find_codes(part, vocabulary, bounded=False) if c.entry and c.entry.serial is not None]
    strays: list[FoundCode] = []
    spans = []
    for run in _runs(part, numbered):
        if _CITED.search(part[: run[0].start]):
            continue
        strays += run
        spans.append((start + run[0].start, start + run[-1].end))
    return strays, spans


def _runs(part: str, codes: Sequence[FoundCode]) -> list[list[FoundCode]]:
    """Codes that stand together, with nothing but blanks and commas between them."""
    runs: list[list[FoundCode]] = []
    for code in codes:
        if runs and not part[runs[-1][-1].end : code.start].strip(" \n,;"):
            runs[-1].append(code)
        else:
            runs.append([code])
    return runs
