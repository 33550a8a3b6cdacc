"""Find what becomes public, or stops being public, between two commits, for the review before a merge."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, NamedTuple

from somei_cli.actions.history.diff import StateRange
from somei_cli.actions.publication.committed_register import (
    read_committed_register,
    snapshot_on_day_of_commit,
)
from somei_cli.formats.diff.document import table_differences, withhold_values
from somei_cli.formats.diff.file_field_changes import is_document_path, is_register_file
from somei_cli.formats.export.document_rows import public_table
from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.json_and_schema import to_json_value
from somei_cli.model.classified_entries import is_closed
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.publication.public_view_changes import ExposedField, expose_differences, gravest_exposures_first
from somei_cli.model.register.change import Tracker
from somei_cli.model.register.public_view import Disclosure, PublicDocument
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import read_commit_date
from somei_cli.store.register.changed_files import list_changes_between
from somei_cli.store.register.states import open_committed_register


class ExposureChanges(NamedTuple):
    """What changes for the public, and the files that could not be read in one of the two commits."""

    exposed: tuple[ExposedField, ...]
    unread: tuple[str, ...]


class ComparedStates(NamedTuple):
    """What is compared: both commits, each with its own settings, vocabulary and day, and what may differ."""

    earlier: Snapshot
    later: Snapshot
    changed_numbers: frozenset[DocumentNumber]
    unread: tuple[str, ...]


def compare_exposure(start: Path, span: StateRange, track: Tracker) -> ExposureChanges:
    """Compare what the public may see in two commits.

    The public view of a document also changes with its family and with the documents that it names.
    """
    earlier, later, changed_numbers, unread = open_both_states(start, span, track)
    affected = _find_affected(changed_numbers, earlier) | _find_affected(changed_numbers, later)
    views = Disclosure(earlier), Disclosure(later)
    changes = (change for number in sorted(affected) for change in _compare_document(number, (earlier, later), views))
    return ExposureChanges(gravest_exposures_first(changes), unread)


def open_both_states(start: Path, span: StateRange, track: Tracker) -> ComparedStates:
    """Open two commits. The later one is read whole, of the earlier one only the files that differ."""
    after = span.after or span.head
    later = read_committed_register(start, after, track)
    register = open_committed_register(start, span.before)
    git = Git(register.root)
    paths = [delta.path for delta in list_changes_between(git, span.before, after)]
    document_paths = [path for path in paths if is_document_path(path)]
    entries = list(register.entries_at(document_paths))
    old = {entry.document.number: entry.document for entry in entries if entry.document}
    new = (entry.document for entry in later.register.entries_at(document_paths))
    numbers_of_files = frozenset(old) | {document.number for document in new if document}
    unchanged = [document for document in later.documents if document.number not in numbers_of_files]
    commit = read_commit_date(git, span.before, UTC)
    earlier = snapshot_on_day_of_commit(register, commit, [*unchanged, *old.values()])
    # Any setting may decide what is public of any document.
    is_any_affected = any(is_register_file(path) and not is_document_path(path) for path in paths)
    changed = {
        document.number
        for document in unchanged
        if is_any_affected or earlier.get(document.number) != later.snapshot.get(document.number)
    }
    unread = [str(entry.path) for entry in (*entries, *later.unread) if entry.document is None]
    return ComparedStates(earlier, later.snapshot, numbers_of_files | changed, tuple(dict.fromkeys(unread)))


def _find_affected(changed_numbers: frozenset[DocumentNumber], snapshot: Snapshot) -> frozenset[DocumentNumber]:
    """Return the documents whose public view may change with others: their families and what cites these."""
    families = {member.number for number in changed_numbers for member in snapshot.family(number)}
    return (
        changed_numbers
        | families
        | {citing.number for number in families | changed_numbers for citing, _ in snapshot.citing(number)}
    )


def _compare_document(
    number: DocumentNumber, states: tuple[Snapshot, Snapshot], disclosures: tuple[Disclosure, Disclosure]
) -> Iterator[ExposedField]:
    old_document, new_document = (state.get(number) for state in states)
    views = _view(old_document, disclosures[0]), _view(new_document, disclosures[1])
    if views[0] == views[1]:
        return
    hidden = new_document is not None and is_closed(new_document)
    if old_document is None or views[1] is None:
        # A document that becomes public, or stops being public, is one line.
        old_name = str(views[0].publication) if views[0] and hidden else _name_of(views[0])
        difference = Difference("document", old_name, _name_of(views[1]))
        yield from expose_differences(number, views, {}, [difference])
    else:
        tables = [_compared_table(view) if view else {} for view in views]
        differences = table_differences(tables[0], tables[1])
        yield from expose_differences(
            number, views, to_table(old_document), withhold_values(differences) if hidden else differences
        )


def _compared_table(view: PublicDocument) -> dict[str, Any]:
    """Return the public fields of a view, each once: `access_status` repeats the last decision under `access`."""
    table: dict[str, Any] = to_json_value(public_table(view))
    table.pop("access_status", None)
    return table


def _name_of(view: PublicDocument | None) -> str | None:
    """Return the words for a document that becomes public, or stops being public, as a whole."""
    return (view.subject or view.type or str(view.publication)) if view else None


def _view(document: Document | None, disclosure: Disclosure) -> PublicDocument | None:
    return disclosure.view(document) if document else None
