"""Take the columns of a timetable off the items in it: the hours on the left, and who speaks on the right.

A timetable is known by the hours before at least two numbers that count on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from somei_cli.extraction.items.documents import is_side_document
from somei_cli.model.importing.draft_entry import Line

_HOUR = r"[0-2]?[0-9][.:hH][0-5][0-9]"
_HOURS = rf"\s{{0,60}}{_HOUR}(?:\s?[-–—]\s?{_HOUR})?"
_TIMED = re.compile(rf"{_HOURS}(?=\s)")
_TIMED_ITEM = re.compile(rf"{_HOURS}\s{{1,20}}(?=(?P<number>[0-9]{{1,2}})\.\s)")
_WIDE_GAP = re.compile(r"\s{2,}(?=\S)")
_FEWEST_ITEMS = 2
_FEWEST_HEADINGS = 3
_LEFT_OF_HEADING = 3


def without_timetable(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without hours before the numbers of items; pauses, which have hours and no number, are left out.

    >>> table = "TIME     ITEM         SPEAKER", "09.30    1.  Oil      Chair", "10.00    Pause", "10.15    2.  Fog"
    >>> [line.text for line in without_timetable([Line(text, 3) for text in table])]
    ['TIME     ITEM         SPEAKER', '         1.  Oil', '', '         2.  Fog']
    """
    timed = [index for index, line in enumerate(lines) if line.text[:1] in " 012" and _TIMED_ITEM.match(line.text)]
    numbers = [int(match["number"]) for index in timed if (match := _TIMED_ITEM.match(lines[index].text))]
    if len(timed) < _FEWEST_ITEMS or numbers != sorted(set(numbers)):
        return list(lines)
    column = _find_right_column(lines[: timed[0]])
    end = next((index for index in range(timed[-1], len(lines)) if not lines[index].text.strip()), len(lines))
    return [*lines[: timed[0]], *_read_rows(lines[timed[0] : end], column), *lines[end:]]


def _find_right_column(lines_above: Sequence[Line]) -> int:
    """Return where the last column begins, as the headings of at least three columns show; 0 if none do."""
    heading = next((line.text for line in reversed(lines_above) if line.text.strip()), "")
    starts = [match.end() for match in _WIDE_GAP.finditer(f"  {heading}")]
    return starts[-1] - 2 if len(starts) >= _FEWEST_HEADINGS else 0


def _read_rows(lines: Sequence[Line], column: int) -> Iterator[Line]:
    for line in lines:
        if item := _TIMED_ITEM.match(line.text):
            yield _without_cell(replace(line, text=" " * item.end() + line.text[item.end() :]), column)
        elif _TIMED.match(line.text):
            yield replace(line, text="")
        else:
            yield _without_cell(line, column)


def _without_cell(line: Line, column: int) -> Line:
    """Return a line without its cell in the last column, unless documents stand there."""
    for gap in _WIDE_GAP.finditer(line.text) if column else ():
        if gap.end() >= column - _LEFT_OF_HEADING and not is_side_document(line.text[gap.end() :].strip()):
            return replace(line, text=line.text[: gap.start()].rstrip())
    return line
