"""The lines of a page as they gather: in the body, or in the cells of the tables that are open."""

from dataclasses import dataclass, field

from somei_cli.model.readings import Line
from somei_cli.text.sources.layout import Laid, row

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset({"td", "th"})
_PARTS = HEADINGS.keys() | {"table", "ul", "ol"}


@dataclass
class _Cell:
    """The lines of the body or of a cell; a table in it, a heading or a list make it a part of the page."""

    lines: list[Laid] = field(default_factory=list)
    is_part: bool = False


class Cells:
    """The body, and in it the cells and rows that are open, one in the other."""

    def __init__(self) -> None:
        self._open = [_Cell()]
        self._rows: list[list[_Cell]] = []

    @property
    def body(self) -> list[Laid]:
        """All lines, once every table is closed."""
        return self._open[0].lines

    def add(self, line: Line | None) -> None:
        """Set a line, or a gap, below what is there."""
        self._open[-1].lines.append(line)

    def begin(self, tag: object) -> None:
        """Begin a block."""
        if tag in _PARTS:
            self._open[-1].is_part = True
        elif tag == "tr":
            self._rows.append([])
        elif tag in _CELLS:
            self._open.append(_Cell())

    def end(self, tag: object) -> None:
        """End a block."""
        if tag == "tr":
            cells = self._rows.pop()
            self._open[-1].lines += row([c.lines for c in cells], parts=any(c.is_part for c in cells))
        elif tag in _CELLS:
            cell = self._open.pop()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self._open[-1].lines += cell.lines
