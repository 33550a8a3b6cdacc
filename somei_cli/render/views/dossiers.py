"""The thread of a dossier as a tree, Mermaid, DOT or JSON."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.dossier.thread import Dossier, Irregularity, IrregularityKind, ThreadEntry
from somei_cli.model.groups import group_pairs
from somei_cli.model.register.words import pluralise
from somei_cli.render.graph.svg_graph import dot_lines, mermaid_lines
from somei_cli.render.output.formats import json_text
from somei_cli.render.output.view import Record


class ThreadFormat(StrEnum):
    """The formats of a thread."""

    TREE = "tree"
    MERMAID = "mermaid"
    DOT = "dot"
    JSON = "json"


def thread_text(thread_format: ThreadFormat, dossier: Dossier) -> str:
    """Return the dossier in one of its formats."""
    if thread_format is ThreadFormat.JSON:
        return _json(dossier)
    if thread_format is ThreadFormat.TREE:
        return "".join(f"{line.lead}{line.words}\n" for line in list_thread_rows(dossier))
    labels = {entry.number: _label(entry) for entry in dossier.entries}
    edges = _edges(dossier.entries)
    if thread_format is ThreadFormat.MERMAID:
        lines = mermaid_lines("flowchart TD", labels, edges)
    else:
        lines = dot_lines(("digraph dossier {", "  node [shape=box];"), labels, edges)
    return "".join(f"{line}\n" for line in lines)


def describe_left_out_documents(dossier: Dossier) -> str:
    """Return how many documents of the thread are not shown, in one sentence."""
    return f"Left out: {dossier.left_out} or more; --most says how many documents are shown."


def describe_irregularity(irregularity: Irregularity) -> str:
    """Return what is irregular in the thread, in one sentence."""
    other_numbers = ", ".join(map(str, irregularity.related))
    if irregularity.kind is IrregularityKind.FORK:
        return (
            f"{irregularity.document} is followed by {pluralise(len(irregularity.related), 'text')}: {other_numbers}."
        )
    if irregularity.kind is IrregularityKind.CIRCLE:
        steps = pairwise((irregularity.document, *irregularity.related, irregularity.document))
        return f"A circle: {', '.join(f'{later} follows {earlier}' for later, earlier in steps)}."
    return f"{irregularity.document} is dated before {other_numbers}, which it follows."


# ---- the tree


class TreeLine(NamedTuple):
    """A line of a tree: what stands before it, and its words; the title has no entry."""

    lead: str
    words: str
    entry: ThreadEntry | None = None


def list_thread_rows(dossier: Dossier) -> Iterator[TreeLine]:
    """Yield the title of a dossier, then each document of it in its place in the tree."""
    titles = (*dossier.files, *dossier.commission)
    yield TreeLine("", clean_line(", ".join(map(str, titles)) or f"The dossier of {dossier.document}"))
    children = group_pairs((entry.parent, entry) for entry in dossier.entries)
    printed: set[DocumentNumber] = set()
    roots = list(children.get(None, []))
    yield from _branch_lines(roots, children, printed, dossier.document)
    # Documents in a cycle are below no root.
    for entry in dossier.entries:
        if entry.number not in printed:
            yield from _branch_lines([entry], children, printed, dossier.document)


def _branch_lines(
    roots: list[ThreadEntry],
    children: dict[DocumentNumber | None, list[ThreadEntry]],
    printed: set[DocumentNumber],
    around: DocumentNumber,
) -> Iterator[TreeLine]:
    # A stack instead of recursion: a thread can be thousands long.
    stack: list[tuple[list[ThreadEntry], int, str]] = [(roots, 0, "")]
    while stack:
        rows, position, indent = stack.pop()
        if position == len(rows):
            continue
        entry, is_last = rows[position], position == len(rows) - 1
        stack.append((rows, position + 1, indent))
        if entry.number in printed:
            continue
        printed.add(entry.number)
        child_indent, own_children = indent + ("   " if is_last else "│  "), children.get(entry.number, [])
        yield TreeLine(f"{indent}{'└─' if is_last else '├─'} ", _entry_text(entry, around), entry)
        stack.append((own_children, 0, child_indent))


def _entry_text(entry: ThreadEntry, around: DocumentNumber) -> str:
    mark = "  ◀" if entry.number == around else ""
    if entry.document is None:
        return f"{entry.number}  (not in the register){mark}"
    document = entry.document
    words = [str(entry.number), str(document.date or "no date"), str(entry.stage), document.type, document.subject]
    return clean_line("  ".join(word for word in words if word)) + mark


# ---- JSON, Mermaid, DOT


def _json(dossier: Dossier) -> str:
    return json_text(
        {
            "schema": "somei/thread/1",
            "document": str(dossier.document),
            "files": list(map(str, dossier.files)),
            "commission_documents": list(map(str, dossier.commission)),
            "records": [_record(entry) for entry in dossier.entries],
            "remarks": [
                {
                    "kind": str(irregularity.kind),
                    "document": str(irregularity.document),
                    "others": list(map(str, irregularity.related)),
                    "words": describe_irregularity(irregularity),
                }
                for irregularity in dossier.irregularities
            ],
            "left_out": dossier.left_out,
        }
    )


def _record(entry: ThreadEntry) -> Record:
    document = entry.document
    return {
        "number": str(entry.number),
        "id": entry.number.register_id,
        "here": document is not None,
        "date": document.date.isoformat() if document and document.date else None,
        "stage": str(entry.stage),
        "type": document.type if document else None,
        "subject": document.subject if document else None,
        "marking": str(document.marking) if document and document.marking else None,
        "status": str(document.status) if document else None,
        "below": str(entry.parent) if entry.parent else None,
        "words": entry.words or None,
        "follows": list(map(str, entry.follows)),
    }


def _edges(entries: Iterable[ThreadEntry]) -> Iterator[tuple[DocumentNumber, DocumentNumber, str]]:
    """Yield each link: the earlier document, the later one, and how it follows."""
    for entry in entries:
        if entry.parent and entry.parent not in entry.follows:
            yield entry.parent, entry.number, entry.words
        yield from ((earlier, entry.number, "follows") for earlier in entry.follows)


def _label(entry: ThreadEntry) -> list[str]:
    if entry.document is None:
        return [str(entry.number), "not in the register"]
    return [str(entry.number), str(entry.stage), *([str(entry.day)] if entry.day else [])]
