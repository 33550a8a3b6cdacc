"""The citations of a main text, item by item: the agenda of an outcome, Council documents, external references."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from somei_cli.formats.notation.reference_scan import find_references
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.references import ExternalReference, ReferenceKind

UNUSUAL_NUMBER = "a number that no document of the Council has; it was not taken as a citation"
"""The doubt about figures that look like a document number and are too high for one."""
DAMAGED_NUMBER = "it seems to be a document number with a blank in it, with letters for figures, or glued to a word"
"""The doubt about figures that extraction or a scan damaged."""
# Documentos8553/12. Acts have a year there: Directive2001/29. A single l before figures is a misread 1.
_GLUED_NUMBER = re.compile(r"(?<=[0-9a-zß-ÿ][a-zß-ÿ])(?!(?:19|20)[0-9]{2}/)[1-9][0-9]{3,4}/[0-9]{2}(?![\w/])")
_IN_ADDRESS = re.compile(r"(?:https?:|www\.)\S{0,200}\Z|[/=?&._-]\w{1,9}\Z")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_AGENDA = re.compile(r"(?i)\bagenda\b")
_ADOPTED = re.compile(r"(?i)\b(?:adopted|approved|agreed|endorsed)\b")
_SET_OUT_IN = re.compile(
    r"(?i)\b(?:set out|contained|laid down|presented|reproduced|appearing|as in|in|doc(?:ument)?s?\.?)\b"
)


@dataclass(frozen=True, slots=True)
class CitingPart:
    """A part of the main text, and the number of the item it belongs to, if any."""

    lines: tuple[Line, ...]
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited Council document or external text, with its place; `languages` as in FoundReference."""

    to: DocumentNumber | ExternalReference
    kind: ReferenceKind
    item: str | None
    line: int
    words: str
    candidates: tuple[DocumentNumber, ...] = ()
    languages: tuple[str, ...] = ()


def find_citations(
    parts: Iterable[CitingPart], own_number: DocumentNumber | None, codes: Container[str]
) -> Iterator[Citation]:
    """Find every document that the parts cite, once for each item; the document's own number does not count.

    A corrigendum that is cited several times, in various languages, has all of these.
    """
    citations: dict[tuple[object, str | None], Citation] = {}
    for part in parts:
        agendas = set(_adopted_agendas(part.lines, codes))
        for reference in find_references(part.lines, codes, own_number.year if own_number else None):
            if reference.target == own_number:
                continue
            key = (reference.target, part.item)
            if first := citations.get(key):
                languages = tuple(dict.fromkeys((*first.languages, *reference.languages)))
                citations[key] = replace(first, languages=languages)
                continue
            kind = ReferenceKind.AGENDA if reference.target in agendas else ReferenceKind.CITES
            citations[key] = Citation(
                reference.target,
                kind,
                part.item,
                reference.line,
                reference.text,
                reference.candidates,
                reference.languages,
            )
    yield from citations.values()


def find_glued_numbers(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield each number of a document that is not read because the blank before it is lost, with its line."""
    for line in lines:
        for match in _GLUED_NUMBER.finditer(line.text) if "/" in line.text else ():
            if not _IN_ADDRESS.search(line.text[: match.start()]):
                yield Line(match[0], line.number)


def find_targets(lines: Sequence[Line], codes: Container[str]) -> list[DocumentNumber | ExternalReference]:
    """Return the documents that the value of a header field names, in order, each once."""
    return list(dict.fromkeys(reference.target for reference in find_references(lines, known_codes=codes)))


def _adopted_agendas(lines: Sequence[Line], codes: Container[str]) -> Iterator[DocumentNumber | ExternalReference]:
    """Find the documents of sentences such as “The agenda as set out in 13735/19 was adopted”, in either word order."""
    text = " ".join(line.text for line in lines if line.text)
    if not _AGENDA.search(text):
        return
    for sentence in _SENTENCE_END.split(text):
        if all(words.search(sentence) for words in (_AGENDA, _ADOPTED, _SET_OUT_IN)):
            yield from find_targets([Line(sentence, 1)], codes)
