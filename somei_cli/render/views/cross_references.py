"""Cross-references: the list in both directions, and the graph as a tree, DOT, Mermaid, SVG or JSON."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.reference_graph import Link
from somei_cli.model.references import ExternalReference, Target
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.render.output.formats import json_text
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.diagrams import dot_words, mermaid_words


class GraphForm(StrEnum):
    """The forms of a graph."""

    TREE = "tree"
    DOT = "dot"
    MERMAID = "mermaid"
    JSON = "json"
    SVG = "svg"


def links_view(links: Iterable[Link], of: DocumentNumber, snapshot: Snapshot) -> View:
    """One line a cross-reference, as seen from one document."""
    columns = (
        Column("words", "", kept=True),
        Column("other", "text", style="bold cyan"),
        Column("item", "item", told=True),
        Column("here", "registered", told=True, text=_here),
        Column("subject", "subject"),
    )
    return View("xref", columns, tuple(_record(link, of, snapshot) for link in links), "No cross-references.")


def _here(record: Record) -> str:
    return f"{record['here']}, now {record['current']}" if record.get("current") else str(record["here"])


def _record(link: Link, of: DocumentNumber, snapshot: Snapshot) -> Record:
    outgoing = link.origin == of
    other = link.to if outgoing else link.origin
    held = snapshot.get(other) if isinstance(other, DocumentNumber) else None
    current = snapshot.current(other) if isinstance(other, DocumentNumber) and held else None
    superseded = held and current and not held.number.suffixes and current.number != held.number
    return {
        "from": str(link.origin),
        "to": str(link.to),
        "kind": str(link.kind),
        "item": link.item,
        "direction": "to" if outgoing else "from",
        "target": "document" if isinstance(link.to, DocumentNumber) else str(link.to.kind),
        "words": link.kind.forth if outgoing else link.kind.back,
        "other": str(other),
        "here": "outside" if isinstance(other, ExternalReference) else "yes" if held else "no",
        "current": str(current.number) if superseded and current else None,
        "subject": held.subject if held else None,
    }


def graph_text(form: GraphForm, links: tuple[Link, ...], around: DocumentNumber | None) -> str:
    """The graph in one of its forms."""
    if form is GraphForm.DOT:
        return _dot(links)
    if form is GraphForm.MERMAID:
        return _mermaid(links)
    if form is GraphForm.JSON:
        return _json(links)
    if form is GraphForm.SVG:
        from somei_cli.render.views.diagrams import svg

        return svg(links, around)
    return "".join(f"{line}\n" for line in _tree(links, around))


def _nodes(links: tuple[Link, ...]) -> dict[Target, str]:
    """Every text with a short name for the graph, in order of appearance."""
    nodes: dict[Target, str] = {}
    for link in links:
        for end in (link.origin, link.to):
            nodes.setdefault(end, f"n{len(nodes) + 1}")
    return nodes


def _dot(links: tuple[Link, ...]) -> str:
    nodes = _nodes(links)
    lines = ["digraph register {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f'  {name} [label="{dot_words(str(node))}"];' for node, name in nodes.items()]
    lines += [f'  {nodes[k.origin]} -> {nodes[k.to]} [label="{dot_words(str(k.kind))}"];' for k in links]
    return "\n".join([*lines, "}"]) + "\n"


def _mermaid(links: tuple[Link, ...]) -> str:
    nodes = _nodes(links)
    lines = ["flowchart LR"]
    lines += [f'  {name}["{mermaid_words(str(node))}"]' for node, name in nodes.items()]
    lines += [f"  {nodes[k.origin]} -->|{k.kind}| {nodes[k.to]}" for k in links]
    return "\n".join(lines) + "\n"


def _json(links: tuple[Link, ...]) -> str:
    records = [
        {
            "from": str(k.origin),
            "to": str(k.to),
            "kind": str(k.kind),
            "item": k.item,
            "outside": isinstance(k.to, ExternalReference),
        }
        for k in links
    ]
    return json_text({"schema": "somei/graph/1", "records": records})


def _tree(links: tuple[Link, ...], around: DocumentNumber | None) -> Iterator[str]:
    """From one document, or from every one that nothing points to; what was shown is not unfolded twice."""
    below: dict[Target, list[tuple[str, Target]]] = {}
    pointed = {link.to for link in links}
    for link in links:
        below.setdefault(link.origin, []).append((link.kind.forth, link.to))
        if around is not None:
            below.setdefault(link.to, []).append((link.kind.back, link.origin))
    roots: list[Target] = [around] if around else [n for n in _nodes(links) if n not in pointed]
    seen: set[Target] = set()
    for root in roots or list(_nodes(links))[:1]:
        seen.add(root)
        yield clean_line(str(root))
        yield from _branches(root, below, seen)


def _branches(root: Target, below: dict[Target, list[tuple[str, Target]]], seen: set[Target]) -> Iterator[str]:
    # A stack instead of recursion: chains of references can be thousands long.
    stack = [(iter(_unfolded(root, below, seen)), "")]
    while stack:
        rows, indent = stack[-1]
        row = next(rows, None)
        if row is None:
            stack.pop()
            continue
        words, node, last = row
        again = node in seen
        more = " …" if again and below.get(node) else ""
        yield f"{indent}{'└─' if last else '├─'} {words} {clean_line(str(node))}{more}"
        if not again:
            seen.add(node)
            stack.append((iter(_unfolded(node, below, seen)), indent + ("   " if last else "│  ")))


def _unfolded(
    node: Target, below: dict[Target, list[tuple[str, Target]]], seen: set[Target]
) -> list[tuple[str, Target, bool]]:
    rows = [(words, other) for words, other in dict.fromkeys(below.get(node, [])) if other not in seen or len(seen) < 2]
    return [(words, other, at == len(rows) - 1) for at, (words, other) in enumerate(rows)]
