"""Find what becomes public, or stops being public, between two commits, for the review before a merge."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.actions.history.diff import StateRange
from somei_cli.actions.publication.committed_register import CommittedRegister, Tracker, read_committed_register
from somei_cli.formats.diff.document import table_differences, withhold_values
from somei_cli.formats.diff.file_field_changes import is_document_path
from somei_cli.formats.export.document_rows import public_table
from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.json_and_schema import to_json_value
from somei_cli.model.classified_entries import is_closed
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.publication.public_view_changes import ExposedField, expose_differences, gravest_exposures_first
from somei_cli.model.register.public_view import PublicDocument, public_view
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.command import Git
from somei_cli.store.register.changed_files import list_changes_between
from somei_cli.store.register.states import open_committed_register


class ExposureChanges(NamedTuple):
    """What changes for the public, and the files that could not be read in one of the two commits."""

    exposed: tuple[ExposedField, ...]
    unread: tuple[str, ...]


def compare_exposure(start: Path, span: StateRange, track: Tracker) -> ExposureChanges:
    """Compare what the public may see in two commits.

    The later commit is read whole, of the earlier one only what differs. The public view of a document also changes
    with its family and with the documents that it names.
    """
    after = span.after or span.head
    later = read_committed_register(start, after, track)
    earlier_register = open_committed_register(start, span.before)
    paths = [
        delta.path
        for delta in list_changes_between(Git(earlier_register.root), span.before, after)
        if is_document_path(delta.path)
    ]
    entries = list(earlier_register.entries_at(paths))
    old = [entry.document for entry in entries if entry.document]
    unread = [str(entry.path) for entry in (*entries, *later.unread) if entry.document is None]
    numbers_of_files = _changed_numbers(later, old, paths)
    changed_numbers = set(numbers_of_files)
    if earlier_register.settings.public_unmarked != later.register.settings.public_unmarked:
        changed_numbers |= {
            document.number for document in later.snapshot if document.source and document.marking is None
        }
    if earlier_register.settings.public_fields != later.register.settings.public_fields:
        changed_numbers |= later.snapshot.documents.keys()
    earlier_documents = later.snapshot.with_documents(old, numbers_of_files - {document.number for document in old})
    earlier = Snapshot(earlier_documents, lambda: later.register.vocabulary, earlier_register.settings)
    affected = _find_affected(changed_numbers, earlier) | _find_affected(changed_numbers, later.snapshot)
    changes = (change for number in sorted(affected) for change in _compare_document(number, earlier, later.snapshot))
    return ExposureChanges(gravest_exposures_first(changes), tuple(dict.fromkeys(unread)))


def _changed_numbers(later: CommittedRegister, old: list[Document], paths: list[PurePosixPath]) -> set[DocumentNumber]:
    """Return the numbers of the documents whose files differ, in either commit."""
    new = later.register.entries_at(paths)
    return {document.number for document in old} | {entry.document.number for entry in new if entry.document}


def _find_affected(changed_numbers: set[DocumentNumber], snapshot: Snapshot) -> set[DocumentNumber]:
    """Return the documents whose public view may change with others: their families and what cites these."""
    families = {member.number for number in changed_numbers for member in snapshot.family(number)}
    return (
        changed_numbers
        | families
        | {citing.number for number in families | changed_numbers for citing, _ in snapshot.citing(number)}
    )


def _compare_document(number: DocumentNumber, earlier: Snapshot, later: Snapshot) -> Iterator[ExposedField]:
    views = _view(number, earlier), _view(number, later)
    if views[0] == views[1]:
        return
    old_document, new_document = earlier.get(number), later.get(number)
    hidden = new_document is not None and is_closed(new_document)
    if old_document is None or views[1] is None:
        # A document that becomes public, or stops being public, is one line.
        old_name = str(views[0].publication) if views[0] and hidden else _name_of(views[0])
        difference = Difference("document", old_name, _name_of(views[1]))
        yield from expose_differences(number, views, {}, [difference])
    else:
        tables = [to_json_value(public_table(view)) if view else {} for view in views]
        differences = table_differences(tables[0], tables[1])
        yield from expose_differences(
            number, views, to_table(old_document), withhold_values(differences) if hidden else differences
        )


def _name_of(view: PublicDocument | None) -> str | None:
    """Return the words for a document that becomes public, or stops being public, as a whole."""
    return (view.subject or view.type or str(view.publication)) if view else None


def _view(number: DocumentNumber, snapshot: Snapshot) -> PublicDocument | None:
    document = snapshot.get(number)
    return public_view(document, snapshot) if document else None
