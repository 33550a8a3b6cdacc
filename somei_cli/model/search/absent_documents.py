"""Tests whether a document lacks a companion: items, references, or another document of its meeting."""

from collections.abc import Callable, Container, Iterator

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.meeting.meetings import MeetingRole, collect_meetings, is_meeting_record, role_of
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.absent_fields import Companion, DocumentTest, cited_texts


def make_lack_test(companion: Companion, snapshot: Snapshot) -> DocumentTest:
    """Return a test whether a document of the snapshot lacks the companion.

    For papers of a meeting the whole register is read, once.
    """
    return _LACKS[companion](snapshot)


def _lacks_items(_: Snapshot) -> DocumentTest:
    return lambda document: not document.items


def _lacks_references(_: Snapshot) -> DocumentTest:
    return lambda document: next(cited_texts(document), None) is None


def _lacks_agenda(snapshot: Snapshot) -> DocumentTest:
    """Test for a paper of a meeting whose agenda the register does not have."""
    papers = _papers_without(snapshot, MeetingRole.AGENDA)
    return lambda document: document.number in papers and not any(to in snapshot for to in _reported_on(document))


def _lacks_outcome(snapshot: Snapshot) -> DocumentTest:
    """Test for a paper of a meeting of which the register has no outcome."""
    papers = _papers_without(snapshot, MeetingRole.OUTCOME)
    reported = {to for document in snapshot for to in _reported_on(document)}
    return lambda document: document.number in papers and document.number not in reported


def _papers_without(snapshot: Snapshot, role: MeetingRole) -> Container[DocumentNumber]:
    return {
        document.number
        for meeting in collect_meetings(snapshot).meetings
        if all(role_of(document) is not role for document in meeting.current_documents)
        for document in meeting.documents
    }


def _reported_on(document: Document) -> Iterator[DocumentNumber]:
    if is_meeting_record(document):
        yield from (reference.to for reference in document.references if reference.kind is ReferenceKind.AGENDA)


_LACKS: dict[Companion, Callable[[Snapshot], DocumentTest]] = {
    Companion.AGENDA: _lacks_agenda,
    Companion.OUTCOME: _lacks_outcome,
    Companion.REFERENCES: _lacks_references,
    Companion.ITEMS: _lacks_items,
}
