"""Where the boxes of a graph lie: in columns along the links, each part of the graph by itself; always the same."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt
from typing import NamedTuple

ROW, GAP, MARGIN = 30, 90, 16
BOX = 22
_SWEEPS = 4

Edges = Sequence[tuple[int, int]]
"""Pairs of boxes, by their place in the list of labels."""


class GraphBox(NamedTuple):
    """A box: its left upper corner and its width; all are `BOX` high."""

    x: float
    y: float
    width: float


class _Part(NamedTuple):
    boxes: dict[int, GraphBox]
    width: float
    height: float


def lay_out(widths: Sequence[float], edges: Edges, first: int | None) -> tuple[list[GraphBox], float, float]:
    """The box of each node, and the size of the whole; `first` is the node that the graph is about."""
    beside: list[list[tuple[int, int]]] = [[] for _ in widths]
    for origin, to in dict.fromkeys(edges):
        beside[origin].append((to, 1))
        beside[to].append((origin, -1))
    parts = [_part(columns, widths, beside) for columns in _columns(beside, first)]
    # The part with the document that was asked for stays first, the others follow by size.
    parts[1 if first is not None else 0 :] = sorted(parts[1 if first is not None else 0 :], key=lambda p: -p.height)
    return _packed(parts, len(widths))


def _columns(beside: Sequence[Sequence[tuple[int, int]]], first: int | None) -> Iterable[list[list[int]]]:
    """The connected parts, each as columns: a step along a link leads to the right, against it to the left."""
    seen: set[int] = set()
    busiest = sorted(range(len(beside)), key=lambda node: -len(beside[node]))
    for start in busiest if first is None else [first, *busiest]:
        if start in seen:
            continue
        seen.add(start)
        at, queue = {start: 0}, [start]
        for node in queue:
            for other, step in beside[node]:
                if other not in seen:
                    seen.add(other)
                    at[other] = at[node] + step
                    queue.append(other)
        columns: dict[int, list[int]] = {}
        for node, column in at.items():
            columns.setdefault(column, []).append(node)
        yield [columns[column] for column in sorted(columns)]


def _part(columns: list[list[int]], widths: Sequence[float], beside: Sequence[Sequence[tuple[int, int]]]) -> _Part:
    _untangle(columns, beside)
    # A column that is much longer than the others is broken into several.
    rows = max(12, ceil(2 * sqrt(sum(map(len, columns)))))
    broken = [column[at : at + rows] for column in columns for at in range(0, len(column), rows)]
    tallest = max(map(len, broken))
    boxes: dict[int, GraphBox] = {}
    x = 0.0
    for column in broken:
        widest = max(widths[node] for node in column)
        top = (tallest - len(column)) * ROW / 2
        for row, node in enumerate(column):
            boxes[node] = GraphBox(x + (widest - widths[node]) / 2, top + row * ROW, widths[node])
        x += widest + GAP
    return _Part(boxes, x - GAP, tallest * ROW)


def _untangle(columns: list[list[int]], beside: Sequence[Sequence[tuple[int, int]]]) -> None:
    """Put every node near the middle of those it is linked with, from left to right and back."""
    place: dict[int, float] = {}
    for column in columns:
        _number(column, place)
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            column.sort(key=lambda node: _middle(beside[node], place))
            _number(column, place)


def _number(column: Sequence[int], place: dict[int, float]) -> None:
    place.update({node: row - len(column) / 2 for row, node in enumerate(column)})


def _middle(others: Iterable[tuple[int, int]], place: Mapping[int, float]) -> float:
    found = [place[other] for other, _ in others]
    return sum(found) / len(found) if found else 0.0


def _packed(parts: Sequence[_Part], count: int) -> tuple[list[GraphBox], float, float]:
    """Put the parts on shelves, so that a register of many small families is no endless strip."""
    breadth = max(sqrt(1.8 * sum((p.width + GAP) * (p.height + ROW) for p in parts)), *(p.width for p in parts), 0.0)
    boxes: dict[int, GraphBox] = {}
    x, y, shelf, right = 0.0, 0.0, 0.0, 0.0
    for part in parts:
        if x and x + part.width > breadth:
            x, y, shelf = 0.0, y + shelf + ROW, 0.0
        for node, box in part.boxes.items():
            boxes[node] = GraphBox(MARGIN + x + box.x, MARGIN + y + box.y, box.width)
        right, shelf = max(right, x + part.width), max(shelf, part.height)
        x += part.width + GAP / 2
    return [boxes[node] for node in range(count)], right + 2 * MARGIN, y + shelf + 2 * MARGIN
