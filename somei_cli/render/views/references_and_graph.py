"""Views of cross-references: the list in both directions, and the graph as a tree, DOT, Mermaid, SVG or JSON."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.reference_graph import DrawnLinks, Link, linked_texts
from somei_cli.model.references import ExternalReference, Target
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.formats import json_text
from somei_cli.render.output.view import Column, Record, View

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm


class GraphFormat(StrEnum):
    """The formats of a graph."""

    TREE = "tree"
    DOT = "dot"
    MERMAID = "mermaid"
    JSON = "json"
    SVG = "svg"


def cross_references_view(links: Iterable[Link], number: DocumentNumber, snapshot: Snapshot) -> View:
    """One row per cross-reference, as seen from one document."""
    columns = (
        Column("words", "", unbroken=True),
        Column("other", "text", style="bold cyan"),
        Column("item", "item", labelled=True),
        Column("here", "registered", labelled=True, text=_registration_text),
        Column("subject", "subject"),
    )
    records = tuple(_record(link, number, snapshot) for link in links)
    return View("xref", columns, records, "No cross-references.", terminal=_terminal_form)


def _terminal_form() -> "TerminalForm":
    from somei_cli.render.output.page import TerminalForm, shorten_address

    return TerminalForm(texts={"other": lambda record: shorten_address(str(record["other"]))})


def describe_left_out(drawn: DrawnLinks) -> Iterator[str]:
    """Yield how much of a graph is not drawn, if anything is not."""
    if drawn.hidden_links:
        sentence = f"{pluralise(drawn.hidden_texts, 'text')} and {pluralise(drawn.hidden_links, 'link')}"
        yield f"Left out: {sentence}; --most says how many texts are shown."


def _registration_text(record: Record) -> str:
    return f"{record['here']}, now {record['current']}" if record.get("current") else str(record["here"])


def _record(link: Link, number: DocumentNumber, snapshot: Snapshot) -> Record:
    outgoing = link.origin == number
    other_end = link.to if outgoing else link.origin
    document = snapshot.get(other_end) if isinstance(other_end, DocumentNumber) else None
    current = snapshot.current(other_end) if isinstance(other_end, DocumentNumber) and document else None
    superseded = document and current and not document.number.suffixes and current.number != document.number
    return {
        "from": str(link.origin),
        "to": str(link.to),
        "kind": str(link.kind),
        "item": link.item,
        "direction": "to" if outgoing else "from",
        "target": "document" if isinstance(link.to, DocumentNumber) else str(link.to.kind),
        "words": link.kind.forward_words if outgoing else link.kind.backward_words,
        "other": str(other_end),
        "here": "outside" if isinstance(other_end, ExternalReference) else "yes" if document else "no",
        "current": str(current.number) if superseded and current else None,
        "subject": document.subject if document else None,
    }


def graph_text(graph_format: GraphFormat, links: tuple[Link, ...], centre: DocumentNumber | None) -> str:
    """Return the graph in one of its formats."""
    if graph_format in {GraphFormat.DOT, GraphFormat.MERMAID}:
        from somei_cli.render.views.svg_graph import dot_lines, mermaid_lines

        labels = {text: [str(text)] for text in linked_texts(links)}
        edges = [(link.origin, link.to, str(link.kind)) for link in links]
        if graph_format is GraphFormat.MERMAID:
            lines = mermaid_lines("flowchart LR", labels, edges)
        else:
            lines = dot_lines(("digraph register {", "  rankdir=LR;", "  node [shape=box];"), labels, edges)
        return "".join(f"{line}\n" for line in lines)
    if graph_format is GraphFormat.JSON:
        return _json(links)
    if graph_format is GraphFormat.SVG:
        from somei_cli.render.views.svg_graph import draw_svg

        return draw_svg(links, centre)
    return "".join(f"{line}\n" for line in _tree(links, centre))


def _json(links: tuple[Link, ...]) -> str:
    records = [
        {
            "from": str(link.origin),
            "to": str(link.to),
            "kind": str(link.kind),
            "item": link.item,
            "outside": isinstance(link.to, ExternalReference),
        }
        for link in links
    ]
    return json_text({"schema": "somei/graph/1", "records": records})


def _tree(links: tuple[Link, ...], centre: DocumentNumber | None) -> Iterator[str]:
    """Yield the tree from one document, or from every document without incoming links; each node is expanded once."""
    neighbours: dict[Target, list[tuple[str, Target]]] = {}
    targets = {link.to for link in links}
    for link in links:
        neighbours.setdefault(link.origin, []).append((link.kind.forward_words, link.to))
        if centre is not None:
            neighbours.setdefault(link.to, []).append((link.kind.backward_words, link.origin))
    roots: list[Target] = [centre] if centre else [text for text in linked_texts(links) if text not in targets]
    printed: set[Target] = set()
    for root in roots or linked_texts(links)[:1]:
        printed.add(root)
        yield clean_line(str(root))
        yield from _branch_lines(root, neighbours, printed)


def _branch_lines(
    root: Target, neighbours: dict[Target, list[tuple[str, Target]]], printed: set[Target]
) -> Iterator[str]:
    # A stack instead of recursion: chains of references can be thousands long.
    stack = [(iter(_rows_below(root, neighbours, printed)), "")]
    while stack:
        rows, indent = stack[-1]
        row = next(rows, None)
        if row is None:
            stack.pop()
            continue
        words, node, is_last = row
        is_repeated = node in printed
        ellipsis = " …" if is_repeated and neighbours.get(node) else ""
        yield f"{indent}{'└─' if is_last else '├─'} {words} {clean_line(str(node))}{ellipsis}"
        if not is_repeated:
            printed.add(node)
            stack.append((iter(_rows_below(node, neighbours, printed)), indent + ("   " if is_last else "│  ")))


def _rows_below(
    node: Target, neighbours: dict[Target, list[tuple[str, Target]]], printed: set[Target]
) -> list[tuple[str, Target, bool]]:
    rows = [
        (words, neighbour)
        for words, neighbour in dict.fromkeys(neighbours.get(node, []))
        if neighbour not in printed or len(printed) < 2
    ]
    return [(words, neighbour, position == len(rows) - 1) for position, (words, neighbour) in enumerate(rows)]
