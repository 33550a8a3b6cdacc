"""Cells side by side and gaps between paragraphs: the lines of a page as laid-out text would show them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from somei_cli.model.readings import Line
from somei_cli.text.sources.drafts import GAP, gapped

Laid = Line | None
"""A line, or the gap between two paragraphs; an empty line is one that the document itself has."""

_TALLEST = 30
_MOST_EMPTY = 2


def row(cells: Iterable[Sequence[Laid]], *, parts: bool = False) -> list[Laid]:
    """The lines of a table's row: the first lines of all cells beside each other, then the second ones.

    Cells that are `parts` of the page, or as long as such, stand below each other.
    """
    filled = [cell for cell in map(_trimmed, cells) if any(line and line.words for line in cell)]
    if len(filled) == 1:
        return filled[0]
    if parts or any(len(cell) > _TALLEST for cell in filled):
        return [line for cell in filled for line in (None, *cell, None)]
    beside = zip_longest(*[[line for line in cell if line] for cell in filled])
    return [_beside([piece for piece in pieces if piece]) for pieces in beside]


def _trimmed(cell: Sequence[Laid]) -> list[Laid]:
    first = next((at for at, line in enumerate(cell) if line), len(cell))
    last = next((at for at, line in reversed(list(enumerate(cell))) if line), -1)
    return list(cell[first : last + 1])


def _beside(pieces: Sequence[Line]) -> Line:
    """One line of several cells; only the first of them keeps its mark aside."""
    first, *others = [piece for piece in pieces if piece.words] or pieces[:1]
    if not others:
        return first
    words = [first.text, *(piece.words for piece in others)]
    return replace(
        first,
        text=gapped(GAP.join(w for w in words if w)),
        heading=max(first.heading, others[0].heading),
        stressed=all(piece.stressed for piece in (first, *others) if piece.text),
        notes=tuple(mark for piece in (first, *others) for mark in piece.notes),
    )


def settled(laid: Iterable[Laid]) -> Iterator[Line]:
    """The lines with their gaps as empty lines, and no more empty lines together than tell something."""
    last, empty = 0, _MOST_EMPTY
    gap = False
    for line in laid:
        if line is None:
            gap = True
            continue
        if line.words or line.note:
            if gap and not empty:
                yield Line("", max(line.number - 1, last))
            empty = 0
            yield line
        elif empty < _MOST_EMPTY:
            empty += 1
            yield line
        last, gap = line.number, False
