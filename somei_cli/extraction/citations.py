"""What the body cites, item by item: the agenda an outcome reports on, other Council documents, outside texts."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from somei_cli.formats.notation.references import scan
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.references import ExternalReference, OutsideReference, Reference, ReferenceKind

UNUSUAL = "a number that no document of the Council has; it was not taken as a citation"
"""What is said of figures that are written like a number of a document, and are too high for one."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_AGENDA = re.compile(r"(?i)\bagenda\b")
_TAKEN_UP = re.compile(r"(?i)\b(?:adopted|approved|agreed|endorsed)\b")
_WHERE = re.compile(
    r"(?i)\b(?:set out|contained|laid down|presented|reproduced|appearing|as in|in|doc(?:ument)?s?\.?)\b"
)


@dataclass(frozen=True, slots=True)
class CitingPart:
    """A part of the body and the number of the item it belongs to, if any."""

    lines: tuple[Line, ...]
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited text, of whichever kind, with its place."""

    to: DocumentNumber | ExternalReference
    kind: ReferenceKind
    item: str | None
    line: int
    words: str
    candidates: tuple[DocumentNumber, ...] = ()


def find_citations(
    parts: Iterable[CitingPart], own: DocumentNumber | None, codes: Container[str]
) -> Iterator[Citation]:
    """Every text the parts cite, once a part; the document's own number is no citation."""
    seen: set[tuple[object, str | None]] = set()
    for part in parts:
        agendas = set(_adopted_agendas(part.lines, codes))
        for found in scan(part.lines, known_codes=codes):
            key = (found.target, part.item)
            if found.target == own or key in seen:
                continue
            seen.add(key)
            kind = ReferenceKind.AGENDA if found.target in agendas else ReferenceKind.CITES
            yield Citation(found.target, kind, part.item, found.line, found.text, found.candidates)


def references(citations: Iterable[Citation]) -> tuple[Reference, ...]:
    """The citations of Council documents."""
    return tuple(Reference(c.to, c.kind, c.item) for c in citations if isinstance(c.to, DocumentNumber))


def outside_references(citations: Iterable[Citation]) -> tuple[OutsideReference, ...]:
    """The citations that leave the register."""
    return tuple(OutsideReference(c.to, c.kind, c.item) for c in citations if isinstance(c.to, ExternalReference))


def ambiguous(citations: Iterable[Citation]) -> dict[DocumentNumber, tuple[DocumentNumber, ...]]:
    """The numbers that stand for the likeliest of several documents, with all that could be meant."""
    return {c.to: c.candidates for c in citations if c.candidates and isinstance(c.to, DocumentNumber)}


def targets(lines: Sequence[Line], codes: Container[str]) -> list[DocumentNumber | ExternalReference]:
    """What the words of a header field name, in order."""
    return list(dict.fromkeys(found.target for found in scan(lines, known_codes=codes)))


def _adopted_agendas(lines: Sequence[Line], codes: Container[str]) -> Iterator[DocumentNumber | ExternalReference]:
    """The documents of sentences such as “The agenda as set out in 13735/19 was adopted”, in either order."""
    text = " ".join(line.text for line in lines if line.text)
    if not _AGENDA.search(text):
        return
    for sentence in _SENTENCE_END.split(text):
        if all(words.search(sentence) for words in (_AGENDA, _TAKEN_UP, _WHERE)):
            yield from targets([Line(sentence, 1)], codes)
