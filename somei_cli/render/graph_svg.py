"""The graph of cross-references as a picture: SVG without scripts, styles from elsewhere, or foreign programs."""

from collections.abc import Iterator
from html import escape

from somei_cli.errors import Refused
from somei_cli.model.graphs import texts_of
from somei_cli.model.links import Link
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import ExternalReference, Target
from somei_cli.render.graph_layout import BOX, GraphBox, lay_out
from somei_cli.text.cleaning import clean_line

MOST = 1_000
"""More texts than this are no picture that anybody can read."""
_WORDED, _MANY, _FAINT = 60, 300, 0.45
"""Up to so many links each bears its kind; from so many on they are faint, so that the boxes stand out."""
_LONGEST = 40
_LETTER = 7.2

_HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:.0f} {h:.0f}" width="{w:.0f}" height="{h:.0f}" \
font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="12">
<title>Cross-references</title>
<style>path:hover{{stroke:#b30;stroke-width:3;stroke-opacity:1}}</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
<path d="M0 0 8 4 0 8z" fill="#567"/></marker></defs>
<rect width="100%" height="100%" fill="#fff"/>"""


def svg(links: tuple[Link, ...], around: DocumentNumber | None) -> str:
    """The picture.

    Raises:
        Refused: for more texts than anybody could read.
    """
    texts = texts_of(links)
    if len(texts) > MOST:
        raise Refused(
            f"A picture of {len(texts):,} texts cannot be read; {MOST:,} are the most.",
            "Draw less: around one NUMBER, with --depth, --collapse family, or --most 300",
        )
    place = {text: at for at, text in enumerate(texts)}
    labels = [_label(text) for text in texts]
    ends = [(place[link.origin], place[link.to]) for link in links]
    first = place.get(around) if around else None
    boxes, width, height = lay_out([len(label) * _LETTER + 14 for label in labels], ends, first)
    lines = [
        _HEAD.format(w=width, h=height),
        f'<g fill="none" stroke="#789" stroke-opacity="{_FAINT if len(links) > _MANY else 1}">',
    ]
    lines += [_path(link, boxes[a], boxes[b]) for link, (a, b) in zip(links, ends, strict=True)]
    lines.append("</g>")
    for text, label, box in zip(texts, labels, boxes, strict=True):
        lines += _box(text, label, box, asked=text == around)
    if len(links) <= _WORDED:
        lines += _words(links, [(boxes[a], boxes[b]) for a, b in ends])
    return "\n".join([*lines, "</svg>"]) + "\n"


def _label(text: Target) -> str:
    line = clean_line(str(text))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _told(text: object) -> str:
    return escape(clean_line(str(text)))


def _path(link: Link, a: GraphBox, b: GraphBox) -> str:
    (x1, y1), (x2, y2) = _ends(a, b)
    bend = max(abs(x2 - x1) / 2, 30)
    left, right = (x1 + bend, x2 - bend) if a.x + a.width <= b.x else (x1 - bend, x2 + bend)
    if a.x + a.width > b.x and b.x + b.width > a.x:
        left, right = x1 + bend, x2 + bend
    title = f"{_told(link.origin)} {link.kind.forth} {_told(link.to)}"
    curve = f"M{x1:.0f} {y1:.0f}C{left:.0f} {y1:.0f} {right:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    return f'<path d="{curve}" marker-end="url(#arrow)"><title>{title}</title></path>'


def _ends(a: GraphBox, b: GraphBox) -> tuple[tuple[float, float], tuple[float, float]]:
    """From the side of a box that faces the other; between two of one column, both from the right."""
    y1, y2 = a.y + BOX / 2, b.y + BOX / 2
    if a.x + a.width <= b.x:
        return (a.x + a.width, y1), (b.x, y2)
    if b.x + b.width <= a.x:
        return (a.x, y1), (b.x + b.width, y2)
    return (a.x + a.width, y1), (b.x + b.width, y2)


def _box(text: Target, label: str, box: GraphBox, *, asked: bool) -> Iterator[str]:
    line = ' stroke="#123" stroke-width="2.5"' if asked else ' stroke="#456"'
    dashes = ' stroke-dasharray="4 2"' if isinstance(text, ExternalReference) else ""
    yield (
        f'<g><title>{_told(text)}</title><rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{BOX}" rx="3" fill="{"#dbe9f6" if asked else "#f7f9fb"}"{line}{dashes}/>'
        f'<text x="{box.x + 7:.1f}" y="{box.y + 15:.1f}" fill="#123">{escape(label)}</text></g>'
    )


def _words(links: tuple[Link, ...], ends: list[tuple[GraphBox, GraphBox]]) -> Iterator[str]:
    """The kinds of the links, where there are few enough to be told apart; all links name theirs when pointed at."""
    for link, (a, b) in zip(links, ends, strict=True):
        (x1, y1), (x2, y2) = _ends(a, b)
        yield (
            f'<text x="{(x1 + x2) / 2:.0f}" y="{(y1 + y2) / 2 - 3:.0f}" font-size="9" text-anchor="middle" '
            f'fill="#345" stroke="#fff" stroke-width="3" paint-order="stroke">{link.kind}</text>'
        )
