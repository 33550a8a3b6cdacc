"""The thread of a dossier: as a tree, Mermaid, DOT or JSON."""

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

_LEAST = 24
"""So many cells a tree leaves to its words, however deep it is."""


class ThreadForm(StrEnum):
    """The forms of a thread."""

    TREE = "tree"
    MERMAID = "mermaid"
    DOT = "dot"
    JSON = "json"


def thread_text(form: ThreadForm, dossier: Dossier, width: int | None = None) -> str:
    """The dossier in one of its forms; the lines of a tree are folded to a width where one is given."""
    if form is ThreadForm.JSON:
        return _json(dossier)
    if form is ThreadForm.TREE:
        return "".join(f"{part}\n" for line in _tree(dossier) for part in _folded(line, width))
    lines = {ThreadForm.MERMAID: _mermaid, ThreadForm.DOT: _dot}[form](dossier)
    return "".join(f"{line}\n" for line in lines)


def knot_words(knot: Knot) -> str:
    """What is not straight, in one sentence."""
    others = ", ".join(map(str, knot.others))
    if knot.kind is KnotKind.FORK:
        return f"{knot.at} is followed by {counted(len(knot.others), 'text')}: {others}."
    if knot.kind is KnotKind.CIRCLE:
        round_ = pairwise((knot.at, *knot.others, knot.at))
        return f"A circle: {', '.join(f'{one} follows {other}' for one, other in round_)}."
    return f"{knot.at} is dated before {others}, which it follows."


# ---- the tree


class _Line(NamedTuple):
    """One line of a tree; where it is folded, what stands before the rest of it."""

    lead: str
    words: str
    goes_on: str = ""


def _folded(line: _Line, width: int | None) -> Iterator[str]:
    room = max(width - max(len(line.lead), len(line.goes_on)), _LEAST) if width else 0
    first, *rest = folded(hold(line.words), room) if width else [line.words]
    yield line.lead + first.replace(HELD, " ")
    yield from (line.goes_on + words.replace(HELD, " ") for words in rest)


def _tree(dossier: Dossier) -> Iterator[_Line]:
    titles = (*dossier.files, *dossier.commission)
    yield _Line("", clean_line(", ".join(map(str, titles)) or f"The dossier of {dossier.around}"))
    below: dict[DocumentNumber | None, list[Strand]] = {}
    for strand in dossier.strands:
        below.setdefault(strand.below, []).append(strand)
    shown: set[DocumentNumber] = set()
    roots = list(below.get(None, []))
    yield from _branches(roots, below, shown, dossier.around)
    # What is only reached in a circle hangs below nothing.
    for strand in dossier.strands:
        if strand.number not in shown:
            yield from _branches([strand], below, shown, dossier.around)


def _branches(
    roots: list[Strand],
    below: dict[DocumentNumber | None, list[Strand]],
    shown: set[DocumentNumber],
    around: DocumentNumber,
) -> Iterator[_Line]:
    # A stack instead of recursion: a thread can be thousands long.
    stack: list[tuple[list[Strand], int, str]] = [(roots, 0, "")]
    while stack:
        rows, at, indent = stack.pop()
        if at == len(rows):
            continue
        strand, last = rows[at], at == len(rows) - 1
        stack.append((rows, at + 1, indent))
        if strand.number in shown:
            continue
        shown.add(strand.number)
        deeper, hanging = indent + ("   " if last else "│  "), below.get(strand.number, [])
        bar = "│  " if any(one.number not in shown for one in hanging) else "   "
        yield _Line(f"{indent}{'└─' if last else '├─'} ", _words(strand, around), deeper + bar)
        stack.append((hanging, 0, deeper))


def _words(strand: Strand, around: DocumentNumber) -> str:
    mark = "  ◀" if strand.number == around else ""
    if strand.document is None:
        return f"{strand.number}  (not in the register){mark}"
    held = strand.document
    words = [str(strand.number), str(held.date or "no date"), str(strand.stage), held.type, held.subject]
    return clean_line("  ".join(word for word in words if word)) + mark


# ---- for machines and drawings


def _json(dossier: Dossier) -> str:
    return json_text(
        {
            "schema": "somei/thread/1",
            "document": str(dossier.around),
            "files": list(map(str, dossier.files)),
            "commission_documents": list(map(str, dossier.commission)),
            "records": [_record(strand) for strand in dossier.strands],
            "remarks": [
                {"kind": str(k.kind), "document": str(k.at), "others": list(map(str, k.others)), "words": knot_words(k)}
                for k in dossier.knots
            ],
            "left_out": dossier.left_out,
        }
    )


def _record(strand: Strand) -> Record:
    held = strand.document
    return {
        "number": str(strand.number),
        "id": strand.number.register_id,
        "here": held is not None,
        "date": held.date.isoformat() if held and held.date else None,
        "stage": str(strand.stage),
        "type": held.type if held else None,
        "subject": held.subject if held else None,
        "marking": str(held.marking) if held and held.marking else None,
        "status": str(held.status) if held else None,
        "below": str(strand.below) if strand.below else None,
        "words": strand.words or None,
        "follows": list(map(str, strand.follows)),
    }


def _lines_between(strands: Iterable[Strand]) -> Iterator[tuple[DocumentNumber, DocumentNumber, str]]:
    """Who hangs on whom, earlier one first."""
    for strand in strands:
        if strand.below and strand.below not in strand.follows:
            yield strand.below, strand.number, strand.words
        yield from ((to, strand.number, "follows") for to in strand.follows)


def _mermaid(dossier: Dossier) -> Iterator[str]:
    names = {strand.number: f"n{at}" for at, strand in enumerate(dossier.strands, 1)}
    yield "flowchart TD"
    for strand in dossier.strands:
        label = "<br/>".join(map(mermaid_words, _label(strand)))
        yield f'  {names[strand.number]}["{label}"]'
    for earlier, later, words in _lines_between(dossier.strands):
        yield f"  {names[earlier]} -->|{mermaid_words(words)}| {names[later]}"


def _dot(dossier: Dossier) -> Iterator[str]:
    names = {strand.number: f"n{at}" for at, strand in enumerate(dossier.strands, 1)}
    yield "digraph dossier {"
    yield "  node [shape=box];"
    for strand in dossier.strands:
        label = "\\n".join(map(dot_words, _label(strand)))
        yield f'  {names[strand.number]} [label="{label}"];'
    for earlier, later, words in _lines_between(dossier.strands):
        yield f'  {names[earlier]} -> {names[later]} [label="{dot_words(words)}"];'
    yield "}"


def _label(strand: Strand) -> list[str]:
    if strand.document is None:
        return [str(strand.number), "not in the register"]
    return [str(strand.number), str(strand.stage), *([str(strand.day)] if strand.day else [])]
