"""What the layout shows of a subject: the lines that hang below its first word, the cell of a table, the rule below."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from somei_cli.extraction.joined_lines import NumberedText

RULE = re.compile(r"^[\s_*=–—-]{3,}$")
_LINE_UNDER_A_BOX = re.compile(r"^\s{0,200}[_–—-]{3,}\s{0,200}$")
_MOST_LINES = 40
_MOST_BLANK_LINES = 2
_CELL_GAP = "    "
"""What the readers of DOCX, HTML and PDF put between the cells of a row."""
_LEAST_HANG = 6
_COLUMN_SLIP = 2
_LEAST_HANG_IN_POINTS = 55.0
_MOST_HANG_IN_POINTS = 190.0
_MOST_POINTS_BETWEEN_LINES = 34.0
_SLIP_IN_POINTS = 3.0
_DASHED_HANG = 8
_DASHED_HANG_IN_POINTS = 40.0


@dataclass(frozen=True, slots=True)
class SubjectLayout:
    """Where the lines end that hang below the subject's first word, and where the lines of its cell do.

    An offset is 0 if the layout shows no such lines.
    """

    hanging_end: int = 0
    cell_end: int = 0
    is_aligned: bool = False
    """Whether the subject begins in a column of its own, so that what is below a blank line at the margin is text."""
    headings: frozenset[int] = frozenset()
    """The offsets of lines that the format calls headings."""

    @property
    def is_columnar(self) -> bool:
        """Whether the layout shows the end of the subject."""
        return bool(self.hanging_end or self.cell_end)


NO_LAYOUT = SubjectLayout()


def find_subject_layout(
    text: str, label: tuple[int, int], limit: int, source: NumberedText | None = None
) -> SubjectLayout:
    r"""Return what the lines below a label and the subject beside it show; `source` knows the places on a page.

    >>> text = "Subject:   Lamps\n\n           Fog\n\nText"
    >>> find_subject_layout(text, (0, 8), len(text)).hanging_end
    32
    """
    line_start = text.rfind("\n", 0, label[0]) + 1
    beside, _, _ = text[label[1] : limit].partition("\n")
    words = beside.lstrip()
    lines = list(_lines_below(text, label[1], limit))
    headings = frozenset(offset for offset, _ in lines if source and _place(source, offset)[0])
    is_hanging = False
    left = _place(source, line_start)[1] if source else None
    if left is not None and source is not None:
        end = _hanging_end_in_points(source, line_start, left, lines)
    else:
        first = beside if words else next((raw for _, raw in lines if raw.strip()), "")
        gap = len(first) - len(first.lstrip())
        column = label[1] - line_start + gap if words else gap
        is_first = not text[line_start : label[0]].strip(" |*_")
        is_hanging = is_first and gap > 1 and column - (label[0] - line_start) >= _LEAST_HANG
        end = _hanging_end(column, lines) if is_hanging else 0
    cell_end = _cell_end(lines) if not end and beside.startswith(_CELL_GAP) and beside[4:5].strip() else 0
    is_aligned = is_hanging and not (beside.startswith(_CELL_GAP) and beside[4:5].strip())
    return SubjectLayout(end, cell_end, is_aligned, headings)


def find_rule_below(text: str, start: int, limit: int) -> int | None:
    """Return the offset of the rule under the box, if there is one within the next lines."""
    for _, (offset, raw) in zip(range(14), _lines_below(text, start, limit), strict=False):
        if _LINE_UNDER_A_BOX.match(raw):
            return offset
    return None


def _lines_below(text: str, start: int, limit: int) -> Iterator[tuple[int, str]]:
    """Yield the offsets and words of the lines below the line of an offset."""
    position = text.find("\n", start, limit) + 1
    for _ in range(_MOST_LINES):
        if not 0 < position < limit:
            return
        end = text.find("\n", position, limit)
        end = limit if end < 0 else end
        yield position, text[position:end]
        position = end + 1


def _place(source: NumberedText, offset: int) -> tuple[int, float | None]:
    """Return the level of the heading on the line of an offset, and its place from the left."""
    line = source.lines[source.line_index(offset)]
    return line.heading, line.left


def _distance(source: NumberedText, above: int, below: int) -> float:
    """Return how far one line is below another on the page, in points; 0 if that is not known."""
    first, second = source.lines[source.line_index(above)], source.lines[source.line_index(below)]
    if first.top is None or second.top is None or first.page != second.page:
        return 0.0
    return second.top - first.top


def _hanging_end(column: int, lines: list[tuple[int, str]]) -> int:
    """Return where the last line ends that is indented as far as the first word of the subject."""
    end, blank_lines, is_dashed = 0, 0, False
    for offset, raw in lines:
        if not raw.strip():
            blank_lines += 1
            if blank_lines > _MOST_BLANK_LINES:
                break
            continue
        indent = len(raw) - len(raw.lstrip())
        most = column + (_DASHED_HANG if is_dashed else _COLUMN_SLIP)
        if RULE.match(raw) or not column - _COLUMN_SLIP <= indent <= most:
            break
        is_dashed = is_dashed or raw.lstrip()[:1] in "-–—•=*"
        end, blank_lines = offset + len(raw), 0
    return end


def _hanging_end_in_points(source: NumberedText, start: int, left: float, lines: list[tuple[int, str]]) -> int:
    """Return the same for a page on which the place of each line is known."""
    end, above = 0, start
    column: float | None = None
    for offset, raw in lines:
        if not raw.strip():
            continue
        place = _place(source, offset)[1]
        if place is None or RULE.match(raw) or _distance(source, above, offset) > _MOST_POINTS_BETWEEN_LINES:
            break
        hang = place - left
        if column is None and _LEAST_HANG_IN_POINTS <= hang <= _MOST_HANG_IN_POINTS:
            column = place
        if column is None or not column - _SLIP_IN_POINTS <= place <= column + _DASHED_HANG_IN_POINTS:
            break
        end, above = offset + len(raw), offset
    return end


def _cell_end(lines: list[tuple[int, str]]) -> int:
    """Return where the last line before the next blank line ends."""
    end = 0
    for offset, raw in lines:
        if not raw.strip() or raw[:1].isspace() or RULE.match(raw):
            break
        end = offset + len(raw)
    return end
