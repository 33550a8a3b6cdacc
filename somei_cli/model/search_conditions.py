"""Conditions of a search beyond words: who wrote it to whom, what it cites, an item, and what is not there."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from enum import StrEnum

from somei_cli.model.documents import Document
from somei_cli.model.gathering import gather
from somei_cli.model.meetings import Role, is_record, role_of
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.presence import FIELDS, Holds, cited_by
from somei_cli.model.references import ReferenceKind, Target
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.spelling import Plain
from somei_cli.model.terms import Words


class Companion(StrEnum):
    """What a document may lack: items or references of its own, or another document of its meeting."""

    AGENDA = "agenda"
    OUTCOME = "outcome"
    REFERENCES = "references"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Conditions:
    """All of them must hold; several words of one kind must all occur."""

    originator: tuple[Words, ...] = ()
    addressee: tuple[Words, ...] = ()
    item: tuple[Words, ...] = ()
    cites: tuple[Target, ...] = ()
    missing: tuple[str, ...] = ()
    without: tuple[Companion, ...] = ()

    def sieve(self, snapshot: Snapshot) -> Holds:
        """What tells whether a document of the snapshot fits; the register is looked through only where it must."""
        lacking = tuple(_LACKS[companion](snapshot) for companion in dict.fromkeys(self.without))
        return lambda document: self._holds(document) and all(lacks(document) for lacks in lacking)

    def _holds(self, document: Document) -> bool:
        return (
            _in_text(self.originator, document.originator)
            and _in_text(self.addressee, document.addressee)
            and (not self.item or any(_in_text(self.item, part.title) for part in document.walk_items()))
            and (not self.cites or not set(self.cites).isdisjoint(cited_by(document)))
            and not any(FIELDS[field](document) for field in self.missing)
        )


def _in_text(wanted: tuple[Words, ...], held: str | None) -> bool:
    if not wanted:
        return True
    text = Plain(held or "")
    return all(next(words.within(text), None) for words in wanted)


def _lacks_items(_: Snapshot) -> Holds:
    return lambda document: not document.items


def _lacks_references(_: Snapshot) -> Holds:
    return lambda document: next(cited_by(document), None) is None


def _lacks_agenda(snapshot: Snapshot) -> Holds:
    """A paper of a meeting whose agenda the register does not hold."""
    papers = _papers_without(snapshot, Role.AGENDA)
    return lambda document: document.number in papers and not any(to in snapshot for to in _reported_on(document))


def _lacks_outcome(snapshot: Snapshot) -> Holds:
    """A paper of a meeting on which nothing in the register reports."""
    papers = _papers_without(snapshot, Role.OUTCOME)
    reported = {to for document in snapshot for to in _reported_on(document)}
    return lambda document: document.number in papers and document.number not in reported


def _papers_without(snapshot: Snapshot, role: Role) -> Container[DocumentNumber]:
    return {
        document.number
        for meeting in gather(snapshot).meetings
        if all(role_of(document) is not role for document in meeting.standing)
        for document in meeting.documents
    }


def _reported_on(document: Document) -> Iterator[DocumentNumber]:
    if is_record(document):
        yield from (reference.to for reference in document.references if reference.kind is ReferenceKind.AGENDA)


_LACKS: dict[Companion, Callable[[Snapshot], Holds]] = {
    Companion.AGENDA: _lacks_agenda,
    Companion.OUTCOME: _lacks_outcome,
    Companion.REFERENCES: _lacks_references,
    Companion.ITEMS: _lacks_items,
}
