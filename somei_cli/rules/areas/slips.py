"""Which registered document a dangling reference means, if its number is one slip away and that document fits better.

In a dense register nearly every number has a registered neighbour, so looks alone say nothing. Either the relation
expects the other document: an outcome names the agenda of its meeting, and a document with the same reference in the
same place (another text of the family, or another document of the meeting at the same item) names that number. Or
the slip is a common one (two figures swapped, the year off by one) and both are of the same meeting or matter.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from somei_cli.errors import as_typed
from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.slips import is_number_slip, is_swap, swaps_of
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.document_parts import is_agenda, is_issued, pointers

_FEWEST_CODES = 2
_LONG_WORD = 4


class Meant(NamedTuple):
    """The document that a reference seems to mean, and the reference with its place."""

    number: DocumentNumber
    at: KeyPath
    reference: Reference


def find_meant(document: Document, number: DocumentNumber, snapshot: Snapshot) -> Meant | None:
    """The one registered document that fits better than this number, which the document names and nobody holds."""
    if snapshot.family(number):
        return None
    named = list(pointers(document))
    taken = {reference.to for _, reference in named}
    for at, reference in named:
        if reference.to != number:
            continue
        expected = set(_expected(document, reference, snapshot)) or set(_similar(document, number, snapshot))
        fitting = [other for other in expected - taken if _may_be_cited(snapshot.get(other), document)]
        if len(fitting) == 1:
            return Meant(fitting[0], at, reference)
    return None


def correction(document: DocumentNumber, meant: Meant) -> str:
    """What mends the reference: commands, or a hand, as no command changes the documents of an item."""
    reference = meant.reference
    if meant.at[0] == "items":
        return f"put {meant.number} in its place by hand"
    words = [f"--kind {reference.kind}", *([f"--item {as_typed(reference.item)}"] if reference.item else [])]
    add = f"somei xref add {as_typed(document)} {as_typed(meant.number)} {' '.join(words)}"
    return f"somei xref remove {as_typed(document)} {as_typed(reference.to)}; {add}"


def _may_be_cited(other: Document | None, document: Document) -> bool:
    """Whether it was issued, not later than the document, and is no text of the same number."""
    if other is None or not is_issued(other) or other.number.base == document.number.base:
        return False
    return other.date is None or document.date is None or other.date <= document.date


def _expected(document: Document, reference: Reference, snapshot: Snapshot) -> Iterator[DocumentNumber]:
    """What stands in this place elsewhere, or must stand in it."""
    number = reference.to
    siblings = [other for other in snapshot.family(document.number) if other.number != document.number]
    beside = list(_of_same_meeting(document, snapshot))
    for other in beside:
        agenda = reference.kind is ReferenceKind.AGENDA and is_agenda(other) and is_number_slip(number, other.number)
        if agenda or is_swap(number, other.number):
            yield other.number
    for other in siblings if reference.item is None else (*siblings, *beside):
        named = [held for _, held in pointers(other)]
        if all(held.to != number for held in named):
            same = (held for held in named if (held.kind, held.item) == (reference.kind, reference.item))
            yield from (held.to for held in same if is_number_slip(number, held.to))


def _of_same_meeting(document: Document, snapshot: Snapshot) -> Iterator[Document]:
    meeting = document.meeting
    if meeting is None or meeting.start is None or meeting.body is None:
        return
    for other in snapshot.meeting_on(meeting.start):
        same = other.meeting is not None and other.meeting.body == meeting.body
        if same and other.number.base != document.number.base:
            yield other


def _similar(document: Document, number: DocumentNumber, snapshot: Snapshot) -> Iterator[DocumentNumber]:
    """What is of the same matter, and differs by a common slip."""
    codes = _codes(document)
    if len(codes) < _FEWEST_CODES or not document.subject:
        return
    for near in swaps_of(number):
        other = snapshot.get(near)
        if other and _shares_codes(codes, _codes(other)) and _share_words(document.subject, other.subject or ""):
            yield near


def _codes(document: Document) -> frozenset[str]:
    return frozenset(entry.code.name for entry in document.subject_codes)


def _shares_codes(codes: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of both has all codes of the other, and these are several."""
    fewest = min(len(codes), len(others))
    return fewest >= _FEWEST_CODES and len(codes & others) == fewest


def _share_words(subject: str, other: str) -> bool:
    """Whether half of the words of the shorter subject stand in the other one too."""
    left, right = _words(subject), _words(other)
    fewest = min(len(left), len(right))
    return fewest > 0 and 2 * len(left & right) >= fewest


def _words(subject: str) -> frozenset[str]:
    words = re.findall(r"\w+", subject.casefold())
    return frozenset(word for word in words if len(word) >= _LONG_WORD) or frozenset(words)
