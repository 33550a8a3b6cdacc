"""The curves of links in a drawn graph, and the places of their words: beside each other, and around the boxes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from somei_cli.model.groups import group_pairs

ROW_HEIGHT, BOX_HEIGHT = 30, 22
LABEL_SIZE = 9
_LABEL_LETTER, _LABEL_HEIGHT = 5.5, 11.0
_LANE, _LANES_HEIGHT = 7.0, 14.0
"""Between the links of the same two boxes; and how much of the height of a box they take at the most."""
_STEPS = 24
_EDGE = 6.0
"""Between the outermost curve or label and the edge of the picture."""
_DETOURS = (0.0, *(sign * rows * ROW_HEIGHT for rows, sign in product((1.0, 2.0, 3.0, 4.5, 6.0), (-1, 1))))
"""By how much the middle of a curve is moved up or down, to pass the boxes in its way."""
_LABEL_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Parts of the way along a curve."""

Edges = Sequence[tuple[int, int]]
"""Pairs of boxes, by their index in the list of labels."""


class GraphBox(NamedTuple):
    """The upper left corner and the width of a box; all boxes are equally high."""

    x: float
    y: float
    width: float


class Area(NamedTuple):
    """A rectangle that must stay free of other things."""

    x_min: float
    y_min: float
    x_max: float
    y_max: float

    def overlap(self, area: "Area") -> float:
        """Return how much of two rectangles is the same."""
        width = min(self.x_max, area.x_max) - max(self.x_min, area.x_min)
        height = min(self.y_max, area.y_max) - max(self.y_min, area.y_min)
        return max(width, 0.0) * max(height, 0.0)

    def has(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x_min < x < self.x_max and self.y_min < y < self.y_max


class Curve(NamedTuple):
    """A cubic Bézier curve by its four points."""

    start: tuple[float, float]
    first_control: tuple[float, float]
    second_control: tuple[float, float]
    end: tuple[float, float]

    def point(self, part: float) -> tuple[float, float]:
        """Return a point of the curve, from its start at 0 to its end at 1."""
        remaining = 1 - part
        weights = (remaining**3, 3 * remaining**2 * part, 3 * remaining * part**2, part**3)
        x, y = (sum(weight * point[axis] for weight, point in zip(weights, self, strict=True)) for axis in (0, 1))
        return x, y

    def path(self) -> str:
        """Return the curve as the data of an SVG path."""
        (x1, y1), (cx1, cy1), (cx2, cy2), (x2, y2) = self
        return f"M{x1:.0f} {y1:.0f}C{cx1:.0f} {cy1:.0f} {cx2:.0f} {cy2:.0f} {x2:.0f} {y2:.0f}"


def draw_curves(edges: Edges, boxes: Sequence[GraphBox], *, around_boxes: bool) -> list[Curve]:
    """Return the curve of each link. Links between the same two boxes lie beside each other.

    `around_boxes`: a curve that would pass below a box is led around it, which takes time in large graphs.
    """
    areas = [_box_area(box) for box in boxes]
    lanes = _lanes(edges)
    curves = []
    for (origin, to), lane in zip(edges, lanes, strict=True):
        straight = _curve(boxes[origin], boxes[to], lane)
        if not around_boxes:
            curves.append(straight)
            continue
        in_the_way = [area for index, area in enumerate(areas) if index not in {origin, to}]
        detours = (_move_middle(straight, by) for by in _DETOURS)
        curves.append(min(detours, key=lambda curve: _count_points_in(curve, in_the_way)))
    return curves


def _lanes(edges: Edges) -> list[float]:
    """Return by how much each link is moved down, so that links between the same two boxes do not cover each other."""
    indexes_by_pair = group_pairs((frozenset(edge), index) for index, edge in enumerate(edges))
    lanes = [0.0] * len(edges)
    for indexes in indexes_by_pair.values():
        step = min(_LANE, _LANES_HEIGHT / max(len(indexes) - 1, 1))
        for position, index in enumerate(indexes):
            lanes[index] = (position - (len(indexes) - 1) / 2) * step
    return lanes


def _curve(a: GraphBox, b: GraphBox, lane: float) -> Curve:
    (x1, y1), (x2, y2) = _ends(a, b)
    y1, y2 = y1 + lane, y2 + lane
    bend = max(abs(x2 - x1) / 2, 30)
    if a.x + a.width > b.x and b.x + b.width > a.x:
        # Links within a column go out and come back on the right: each a little further than the last.
        bend += 2 * lane
        first_x, second_x = x1 + bend, x2 + bend
    else:
        first_x, second_x = (x1 + bend, x2 - bend) if a.x + a.width <= b.x else (x1 - bend, x2 + bend)
    return Curve((x1, y1), (first_x, y1), (second_x, y2), (x2, y2))


def _ends(a: GraphBox, b: GraphBox) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where a link begins and ends: on the sides that face each other; on the right sides within a column."""
    y1, y2 = a.y + BOX_HEIGHT / 2, b.y + BOX_HEIGHT / 2
    if a.x + a.width <= b.x:
        return (a.x + a.width, y1), (b.x, y2)
    if b.x + b.width <= a.x:
        return (a.x, y1), (b.x + b.width, y2)
    return (a.x + a.width, y1), (b.x + b.width, y2)


def _move_middle(curve: Curve, by: float) -> Curve:
    (cx1, cy1), (cx2, cy2) = curve.first_control, curve.second_control
    return curve._replace(first_control=(cx1, cy1 + by), second_control=(cx2, cy2 + by))


def _count_points_in(curve: Curve, areas: Iterable[Area]) -> int:
    points = [curve.point(step / _STEPS) for step in range(1, _STEPS)]
    return sum(area.has(x, y) for area in areas for x, y in points)


def _box_area(box: GraphBox) -> Area:
    return Area(box.x - 2, box.y - 2, box.x + box.width + 2, box.y + BOX_HEIGHT + 2)


def place_labels(labels: Sequence[str], curves: Sequence[Curve], boxes: Sequence[GraphBox]) -> list[Area]:
    """Return an area beside its curve for each label, which overlaps boxes and other labels as little as it can."""
    occupied = [_box_area(box) for box in boxes]
    placed = []
    for label, curve in zip(labels, curves, strict=True):
        area = min(_label_areas(label, curve), key=lambda area: sum(map(area.overlap, occupied)))
        placed.append(area)
        occupied.append(area)
    return placed


def _label_areas(label: str, curve: Curve) -> Iterator[Area]:
    """Yield the places where a label could stand, the best first: above its curve, then below it."""
    width = len(label) * _LABEL_LETTER
    for part, is_below in product(_LABEL_PLACES, (False, True)):
        x, y = curve.point(part)
        top = y + 2 if is_below else y - 2 - _LABEL_HEIGHT
        yield Area(x - width / 2, top, x + width / 2, top + _LABEL_HEIGHT)


def extent(width: float, height: float, curves: Iterable[Curve], labels: Iterable[Area]) -> Area:
    """Return the area of a picture with room for all curves and labels; its boxes take this width and height."""
    points = [curve.point(step / _STEPS) for curve in curves for step in range(_STEPS + 1)]
    areas = [*labels, *(Area(x, y, x, y) for x, y in points)]
    return Area(
        min([0.0, *(area.x_min - _EDGE for area in areas)]),
        min([0.0, *(area.y_min - _EDGE for area in areas)]),
        max([width, *(area.x_max + _EDGE for area in areas)]),
        max([height, *(area.y_max + _EDGE for area in areas)]),
    )
