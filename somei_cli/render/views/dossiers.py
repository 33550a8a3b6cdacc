"""The thread of a dossier as a tree, Mermaid, DOT or JSON."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.dossier.thread import Dossier, Knot, KnotKind, Strand
from somei_cli.model.register.words import counted
from somei_cli.render.output.formats import json_text
from somei_cli.render.output.table import HELD, folded, hold
from somei_cli.render.output.view import Record
from somei_cli.render.views.diagrams import dot_words, mermaid_words

_LEAST_WIDTH = 24
"""The cells that a tree leaves to its text, however deep it is."""


class ThreadForm(StrEnum):
    """The formats of a thread."""

    TREE = "tree"
    MERMAID = "mermaid"
    DOT = "dot"
    JSON = "json"


def thread_text(thread_format: ThreadForm, dossier: Dossier, width: int | None = None) -> str:
    """Return the dossier in one of its formats; the lines of a tree are folded to `width`."""
    if thread_format is ThreadForm.JSON:
        return _json(dossier)
    if thread_format is ThreadForm.TREE:
        return "".join(f"{part}\n" for line in _tree_lines(dossier) for part in _fold_tree_line(line, width))
    lines = {ThreadForm.MERMAID: _mermaid, ThreadForm.DOT: _dot}[thread_format](dossier)
    return "".join(f"{line}\n" for line in lines)


def knot_words(irregularity: Knot) -> str:
    """Return what is irregular in the thread, in one sentence."""
    other_numbers = ", ".join(map(str, irregularity.others))
    if irregularity.kind is KnotKind.FORK:
        return f"{irregularity.at} is followed by {counted(len(irregularity.others), 'text')}: {other_numbers}."
    if irregularity.kind is KnotKind.CIRCLE:
        steps = pairwise((irregularity.at, *irregularity.others, irregularity.at))
        return f"A circle: {', '.join(f'{later} follows {earlier}' for later, earlier in steps)}."
    return f"{irregularity.at} is dated before {other_numbers}, which it follows."


# ---- the tree


class _TreeLine(NamedTuple):
    """A line of a tree; `continuation_lead` stands before its continued lines if it is folded."""

    lead: str
    words: str
    goes_on: str = ""


def _fold_tree_line(line: _TreeLine, width: int | None) -> Iterator[str]:
    room = max(width - max(len(line.lead), len(line.goes_on)), _LEAST_WIDTH) if width else 0
    first, *following = folded(hold(line.words), room) if width else [line.words]
    yield line.lead + first.replace(HELD, " ")
    yield from (line.goes_on + words.replace(HELD, " ") for words in following)


def _tree_lines(dossier: Dossier) -> Iterator[_TreeLine]:
    titles = (*dossier.files, *dossier.commission)
    yield _TreeLine("", clean_line(", ".join(map(str, titles)) or f"The dossier of {dossier.around}"))
    children: dict[DocumentNumber | None, list[Strand]] = {}
    for entry in dossier.strands:
        children.setdefault(entry.below, []).append(entry)
    printed: set[DocumentNumber] = set()
    roots = list(children.get(None, []))
    yield from _branch_lines(roots, children, printed, dossier.around)
    # Documents in a cycle are below no root.
    for entry in dossier.strands:
        if entry.number not in printed:
            yield from _branch_lines([entry], children, printed, dossier.around)


def _branch_lines(
    roots: list[Strand],
    children: dict[DocumentNumber | None, list[Strand]],
    printed: set[DocumentNumber],
    around: DocumentNumber,
) -> Iterator[_TreeLine]:
    # A stack instead of recursion: a thread can be thousands long.
    stack: list[tuple[list[Strand], int, str]] = [(roots, 0, "")]
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
        bar = "│  " if any(child.number not in printed for child in own_children) else "   "
        yield _TreeLine(f"{indent}{'└─' if is_last else '├─'} ", _entry_text(entry, around), child_indent + bar)
        stack.append((own_children, 0, child_indent))


def _entry_text(entry: Strand, around: DocumentNumber) -> str:
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
            "document": str(dossier.around),
            "files": list(map(str, dossier.files)),
            "commission_documents": list(map(str, dossier.commission)),
            "records": [_record(entry) for entry in dossier.strands],
            "remarks": [
                {
                    "kind": str(irregularity.kind),
                    "document": str(irregularity.at),
                    "others": list(map(str, irregularity.others)),
                    "words": knot_words(irregularity),
                }
                for irregularity in dossier.knots
            ],
            "left_out": dossier.left_out,
        }
    )


def _record(entry: Strand) -> Record:
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
        "below": str(entry.below) if entry.below else None,
        "words": entry.words or None,
        "follows": list(map(str, entry.follows)),
    }


def _edges(entries: Iterable[Strand]) -> Iterator[tuple[DocumentNumber, DocumentNumber, str]]:
    """Yield each link: the earlier document, the later one, and how it follows."""
    for entry in entries:
        if entry.below and entry.below not in entry.follows:
            yield entry.below, entry.number, entry.words
        yield from ((earlier, entry.number, "follows") for earlier in entry.follows)


def _mermaid(dossier: Dossier) -> Iterator[str]:
    names = {entry.number: f"n{ordinal}" for ordinal, entry in enumerate(dossier.strands, 1)}
    yield "flowchart TD"
    for entry in dossier.strands:
        label = "<br/>".join(map(mermaid_words, _label(entry)))
        yield f'  {names[entry.number]}["{label}"]'
    for earlier, later, words in _edges(dossier.strands):
        yield f"  {names[earlier]} -->|{mermaid_words(words)}| {names[later]}"


def _dot(dossier: Dossier) -> Iterator[str]:
    names = {entry.number: f"n{ordinal}" for ordinal, entry in enumerate(dossier.strands, 1)}
    yield "digraph dossier {"
    yield "  node [shape=box];"
    for entry in dossier.strands:
        label = "\\n".join(map(dot_words, _label(entry)))
        yield f'  {names[entry.number]} [label="{label}"];'
    for earlier, later, words in _edges(dossier.strands):
        yield f'  {names[earlier]} -> {names[later]} [label="{dot_words(words)}"];'
    yield "}"


def _label(entry: Strand) -> list[str]:
    if entry.document is None:
        return [str(entry.number), "not in the register"]
    return [str(entry.number), str(entry.stage), *([str(entry.day)] if entry.day else [])]
