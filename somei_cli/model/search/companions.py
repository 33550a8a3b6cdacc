"""Tests whether a document lacks a companion: items, references, or another document of its meeting."""

from collections.abc import Callable, Container, Iterator

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.meeting.meetings import Role, gather, is_record, role_of
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.presence import Companion, Holds, cited_by


def lacks(companion: Companion, snapshot: Snapshot) -> Holds:
    """Return a test whether a document of the snapshot lacks the companion.

    For papers of a meeting the whole register is read, once.
    """
    return _LACKS[companion](snapshot)


def _lacks_items(_: Snapshot) -> Holds:
    return lambda document: not document.items


def _lacks_references(_: Snapshot) -> Holds:
    return lambda document: next(cited_by(document), None) is None


def _lacks_agenda(snapshot: Snapshot) -> Holds:
    """Test for a paper of a meeting whose agenda the register does not have."""
    papers = _papers_without(snapshot, Role.AGENDA)
    return lambda document: document.number in papers and not any(to in snapshot for to in _reported_on(document))


def _lacks_outcome(snapshot: Snapshot) -> Holds:
    """Test for a paper of a meeting of which the register has no outcome."""
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
