"""The graph of cross-references as SVG, without scripts or external files, and the escaping for DOT and Mermaid.

The layout is deterministic: each connected part is set in columns along its links, and the parts are packed in strips.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from math import ceil, sqrt
from typing import NamedTuple, TypeVar

from somei_cli.errors import Refused
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.reference_graph import Link, linked_texts
from somei_cli.model.references import ExternalReference, Target
from somei_cli.render.graph.svg_link_curves import (
    BOX_HEIGHT,
    LABEL_SIZE,
    ROW_HEIGHT,
    Area,
    Curve,
    Edges,
    GraphBox,
    draw_curves,
    extent,
    place_labels,
)

T = TypeVar("T")

COLUMN_GAP, MARGIN = 90, 16
_SWEEPS = 4


class _Part(NamedTuple):
    boxes: dict[int, GraphBox]
    width: float
    height: float


def lay_out(widths: Sequence[float], edges: Edges, first: int | None) -> tuple[list[GraphBox], float, float]:
    """Return the box of each node, and the size of the picture; `first` is the node that the graph is about."""
    neighbours: list[list[tuple[int, int]]] = [[] for _ in widths]
    for origin, to in dict.fromkeys(edges):
        neighbours[origin].append((to, 1))
        neighbours[to].append((origin, -1))
    parts = [_lay_out_part(columns, widths, neighbours) for columns in _split_into_columns(neighbours, first)]
    # The part with the document that the graph is about stays first; the others follow by size.
    parts[1 if first is not None else 0 :] = sorted(
        parts[1 if first is not None else 0 :], key=lambda part: -part.height
    )
    return _pack_parts(parts, len(widths))


def _split_into_columns(
    neighbours: Sequence[Sequence[tuple[int, int]]], first: int | None
) -> Iterable[list[list[int]]]:
    """Yield each connected part as columns: a link leads one column to the right, and backwards one to the left."""
    visited: set[int] = set()
    busiest = sorted(range(len(neighbours)), key=lambda node: -len(neighbours[node]))
    for start in busiest if first is None else [first, *busiest]:
        if start in visited:
            continue
        visited.add(start)
        column_of, queue = {start: 0}, [start]
        for node in queue:
            for neighbour, step in neighbours[node]:
                if neighbour not in visited:
                    visited.add(neighbour)
                    column_of[neighbour] = column_of[node] + step
                    queue.append(neighbour)
        columns = group_pairs((column, node) for node, column in column_of.items())
        yield [columns[column] for column in sorted(columns)]


def _lay_out_part(
    columns: list[list[int]], widths: Sequence[float], neighbours: Sequence[Sequence[tuple[int, int]]]
) -> _Part:
    _order_columns(columns, neighbours)
    # A column that is much longer than the others is split into several.
    rows = max(12, ceil(2 * sqrt(sum(map(len, columns)))))
    column_pieces = [column[start : start + rows] for column in columns for start in range(0, len(column), rows)]
    tallest = max(map(len, column_pieces))
    boxes: dict[int, GraphBox] = {}
    x = 0.0
    for column in column_pieces:
        widest = max(widths[node] for node in column)
        top = (tallest - len(column)) * ROW_HEIGHT / 2
        for row, node in enumerate(column):
            boxes[node] = GraphBox(x + (widest - widths[node]) / 2, top + row * ROW_HEIGHT, widths[node])
        x += widest + COLUMN_GAP
    return _Part(boxes, x - COLUMN_GAP, tallest * ROW_HEIGHT)


def _order_columns(columns: list[list[int]], neighbours: Sequence[Sequence[tuple[int, int]]]) -> None:
    """Sort each column by the mean row of the neighbours, from left to right and back, so that fewer links cross."""
    row_of: dict[int, float] = {}
    for column in columns:
        _number_rows(column, row_of)
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            column.sort(key=lambda node: _mean_row(neighbours[node], row_of))
            _number_rows(column, row_of)


def _number_rows(column: Sequence[int], row_of: dict[int, float]) -> None:
    row_of.update({node: row - len(column) / 2 for row, node in enumerate(column)})


def _mean_row(neighbours: Iterable[tuple[int, int]], row_of: Mapping[int, float]) -> float:
    rows = [row_of[neighbour] for neighbour, _ in neighbours]
    return sum(rows) / len(rows) if rows else 0.0


def _pack_parts(parts: Sequence[_Part], count: int) -> tuple[list[GraphBox], float, float]:
    """Set the parts in strips, so that a register of many small families does not become one long column."""
    strip_width = max(
        sqrt(1.8 * sum((part.width + COLUMN_GAP) * (part.height + ROW_HEIGHT) for part in parts)),
        *(part.width for part in parts),
        0.0,
    )
    boxes: dict[int, GraphBox] = {}
    x, y, strip_height, right = 0.0, 0.0, 0.0, 0.0
    for part in parts:
        if x and x + part.width > strip_width:
            x, y, strip_height = 0.0, y + strip_height + ROW_HEIGHT, 0.0
        for node, box in part.boxes.items():
            boxes[node] = GraphBox(MARGIN + x + box.x, MARGIN + y + box.y, box.width)
        right, strip_height = max(right, x + part.width), max(strip_height, part.height)
        x += part.width + COLUMN_GAP / 2
    return [boxes[node] for node in range(count)], right + 2 * MARGIN, y + strip_height + 2 * MARGIN


MAX_TEXTS = 1_000
"""A picture with more nodes than this is unreadable."""
_LABELLED_UP_TO, _FAINT_FROM, _FAINT_OPACITY = 60, 300, 0.45
"""Up to how many links each shows its kind; from how many on they are faint, and how faint, so that boxes stand out."""
_LONGEST_LABEL = 40
_LETTER_WIDTH = 7.2

_HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x:.0f} {y:.0f} {w:.0f} {h:.0f}" width="{w:.0f}" \
height="{h:.0f}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="12">
<title>Cross-references</title>
<style>path:hover{{stroke:#b30;stroke-width:3;stroke-opacity:1}}</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
<path d="M0 0 8 4 0 8z" fill="#567"/></marker></defs>
<rect x="{x:.0f}" y="{y:.0f}" width="100%" height="100%" fill="#fff"/>"""


def draw_svg(links: tuple[Link, ...], centre: DocumentNumber | None) -> str:
    """Return the picture.

    Raises:
        Refused: if there are more nodes than anybody could read.
    """
    texts = linked_texts(links)
    if len(texts) > MAX_TEXTS:
        raise Refused(
            f"A picture of {len(texts):,} texts cannot be read; {MAX_TEXTS:,} are the most.",
            "Draw less: around one NUMBER, with --depth, --collapse family, or --most 300",
        )
    index_of = {text: index for index, text in enumerate(texts)}
    labels = [_label(text) for text in texts]
    ends = [(index_of[link.origin], index_of[link.to]) for link in links]
    first = index_of.get(centre) if centre else None
    boxes, width, height = lay_out([len(label) * _LETTER_WIDTH + 14 for label in labels], ends, first)
    is_small = len(links) <= _LABELLED_UP_TO
    curves = draw_curves(ends, boxes, around_boxes=is_small)
    # If there are too many links, only the tooltip shows what a link says.
    words = [link.kind.forward_words for link in links] if is_small else []
    areas = place_labels(words, curves[: len(words)], boxes)
    picture = extent(width, height, curves, areas)
    lines = [
        _HEAD.format(
            x=picture.x_min, y=picture.y_min, w=picture.x_max - picture.x_min, h=picture.y_max - picture.y_min
        ),
        f'<g fill="none" stroke="#789" stroke-opacity="{_FAINT_OPACITY if len(links) > _FAINT_FROM else 1}">',
    ]
    lines += [_path_markup(link, curve) for link, curve in zip(links, curves, strict=True)]
    lines.append("</g>")
    for text, label, box in zip(texts, labels, boxes, strict=True):
        lines += _box_markup(text, label, box, is_centre=text == centre)
    lines += [_label_markup(label, area) for label, area in zip(words, areas, strict=True)]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _label(text: Target) -> str:
    line = clean_line(str(text))
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"


def _escape_text(text: object) -> str:
    return escape(clean_line(str(text)))


def _path_markup(link: Link, curve: Curve) -> str:
    title = f"{_escape_text(link.origin)} {link.kind.forward_words} {_escape_text(link.to)}"
    return f'<path d="{curve.path()}" marker-end="url(#arrow)"><title>{title}</title></path>'


def _box_markup(text: Target, label: str, box: GraphBox, *, is_centre: bool) -> Iterator[str]:
    stroke = ' stroke="#123" stroke-width="2.5"' if is_centre else ' stroke="#456"'
    dashes = ' stroke-dasharray="4 2"' if isinstance(text, ExternalReference) else ""
    yield (
        f'<g><title>{_escape_text(text)}</title><rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{BOX_HEIGHT}" rx="3" fill="{"#dbe9f6" if is_centre else "#f7f9fb"}"{stroke}{dashes}/>'
        f'<text x="{box.x + 7:.1f}" y="{box.y + 15:.1f}" fill="#123">{escape(label)}</text></g>'
    )


def _label_markup(words: str, area: Area) -> str:
    return (
        f'<text x="{(area.x_min + area.x_max) / 2:.0f}" y="{area.y_max - 2:.0f}" font-size="{LABEL_SIZE}" '
        f'text-anchor="middle" fill="#345" stroke="#fff" stroke-width="3" paint-order="stroke">{words}</text>'
    )


def dot_lines(
    heading: Iterable[str], labels: Mapping[T, Sequence[str]], edges: Iterable[tuple[T, T, str]]
) -> Iterator[str]:
    """Yield a graph in DOT: its nodes with the lines of their labels, and its edges with their words."""
    names = {node: f"n{ordinal}" for ordinal, node in enumerate(labels, 1)}
    yield from heading
    for node, lines in labels.items():
        label = "\\n".join(map(_escape_dot, lines))
        yield f'  {names[node]} [label="{label}"];'
    for start, end, words in edges:
        yield f'  {names[start]} -> {names[end]} [label="{_escape_dot(words)}"];'
    yield "}"


def mermaid_lines(heading: str, labels: Mapping[T, Sequence[str]], edges: Iterable[tuple[T, T, str]]) -> Iterator[str]:
    """Yield the same in Mermaid."""
    names = {node: f"n{ordinal}" for ordinal, node in enumerate(labels, 1)}
    yield heading
    for node, lines in labels.items():
        yield f'  {names[node]}["{"<br/>".join(map(_escape_mermaid, lines))}"]'
    for start, end, words in edges:
        yield f"  {names[start]} -->|{_escape_mermaid(words)}| {names[end]}"


def _escape_dot(text: str) -> str:
    """Escape a text for a quoted string of DOT."""
    return clean_line(text).replace("\\", "\\\\").replace('"', '\\"')


def _escape_mermaid(text: str) -> str:
    """Escape a text for a label of Mermaid, in which any punctuation could be syntax."""
    return "".join(c if c.isalnum() or c in " /-.:()" else f"#{ord(c)};" for c in clean_line(text))
