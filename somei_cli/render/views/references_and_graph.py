"""Views of cross-references: the list in both directions, what a text refers to, and the graph in several forms."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.errors import shell_word
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.reference_graph import DrawnLinks, Link, linked_texts
from somei_cli.model.references import ExternalReference, ScannedReference, Target
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

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.lists_on_terminal import cross_references_form

        return cross_references_form(number, document.subject if (document := snapshot.get(number)) else None)

    hint = ("Record one:", f"  somei xref add {shell_word(number)} TEXT")
    return View(
        "xref",
        columns,
        records,
        "No cross-references.",
        terminal=form,
        empty_hint=hint,
    )


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
    # Only a graph needs what writes graphs, and no list.
    from somei_cli.render.graph.svg_graph import dot_lines, draw_svg, mermaid_lines

    if graph_format in {GraphFormat.DOT, GraphFormat.MERMAID}:
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
        return draw_svg(links, centre)
    return "".join(f"{line}\n" for line in map(_graph_line, list_graph_rows(links, centre)))


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


class GraphRow(NamedTuple):
    """A text in a tree: what stands before it, how it is linked to the one above, and whether it stands above too."""

    lead: str
    words: str
    text: Target
    is_repeated: bool = False


def _graph_line(row: GraphRow) -> str:
    return (
        f"{row.lead}{row.words}{' ' if row.words else ''}{clean_line(str(row.text))}{' …' if row.is_repeated else ''}"
    )


def list_graph_rows(links: tuple[Link, ...], centre: DocumentNumber | None) -> Iterator[GraphRow]:
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
        yield GraphRow("", "", root)
        yield from _branch_lines(root, neighbours, printed)


def _branch_lines(
    root: Target, neighbours: dict[Target, list[tuple[str, Target]]], printed: set[Target]
) -> Iterator[GraphRow]:
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
        yield GraphRow(f"{indent}{'└─' if is_last else '├─'} ", words, node, is_repeated and bool(neighbours.get(node)))
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


def found_references_view(references: Iterable[ScannedReference]) -> View:
    """One row per reference, in order of appearance."""
    columns = (
        Column("file", "file"),
        Column("line", "line", unbroken=True, labelled=True),
        Column("reference", "reference", style="bold cyan"),
        Column("kind", "kind", unbroken=True),
    )
    records = tuple(
        {
            "file": reference.file,
            "line": reference.line,
            "column": reference.column,
            "reference": str(reference.target),
            "kind": str(reference.target.kind) if isinstance(reference.target, ExternalReference) else "document",
            "text": reference.text,
            "candidates": [str(number) for number in reference.candidates],
            "languages": list(reference.languages),
        }
        for reference in references
    )

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.lists_on_terminal import found_references_form

        return found_references_form()

    return View("scan", columns, records, "No reference found.", terminal=form)
