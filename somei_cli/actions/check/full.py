"""Checking by reading every file of the register, for any request."""

from somei_cli.actions.check.options import CheckRequest, verify_history
from somei_cli.errors import CannotWork, NotCheckedOut, NumberUnknown
from somei_cli.formats.register_paths import number_of_path, path_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.git_setup import CloneState
from somei_cli.model.register.words import pluralise
from somei_cli.rules.definition.findings import Report
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.rules.engine.check import check
from somei_cli.store.register.access_requests import list_faulty_requests
from somei_cli.store.register.changed_files import (
    BlobIds,
    find_differing_documents,
    has_changed_settings,
    list_deleted_documents,
    list_document_blobs,
)
from somei_cli.store.register.find import find_path_in_repository
from somei_cli.store.register.git_setup import read_surroundings
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_documents
from somei_cli.store.register.states import count_committed_documents
from somei_cli.store.register.work_tree_files import WorkTree


def check_all(register: Register, request: CheckRequest) -> tuple[Report, tuple[str, ...]]:
    """Return the report, and remarks on it. The whole register is read, also for a narrower request.

    Raises:
        NumberUnknown, CannotWork, Unreadable, NotFound: see `check_register`.
    """
    entries = tuple(register.entries())
    _refuse_absent(register, entries, request.numbers)
    if not entries and isinstance(register.files, WorkTree):
        _refuse_lost(register)
    snapshot = register.snapshot_of(entries)
    blobs = list_document_blobs(register, request.since) if request.changed else None
    report = check(
        entries,
        snapshot,
        today=request.today,
        select=request.select,
        ignore=request.ignore,
        numbers=request.numbers or None,
        paths=None if blobs is None else find_differing_documents(entries, blobs, request.since),
        history=verify_history(register, RuleContext(snapshot.vocabulary, snapshot.settings, request.today), request),
        clone_state=_clone_state(register, entries, blobs, request),
    )
    return report, remarks_on_check(register, request, empty=not entries)


def _refuse_absent(register: Register, entries: tuple[DocumentFile, ...], numbers: tuple[DocumentNumber, ...]) -> None:
    if not numbers:
        return
    present = {number_of_path(entry.path) for entry in entries} | {e.document.number for e in entries if e.document}
    for number in numbers:
        if number not in present:
            path = path_of(number)
            if isinstance(register.files, WorkTree) and list_sparse_documents(register.root, path):
                raise NotCheckedOut(find_path_in_repository(register.root) / path)
            raise NumberUnknown(number, (d.number for d in register.snapshot_of(entries).family(number)))


def _clone_state(
    register: Register, entries: tuple[DocumentFile, ...], blobs: BlobIds | None, request: CheckRequest
) -> CloneState | None:
    """Return what git says of the register; of a part of it only which documents are missing."""
    if blobs is not None:
        return missing_since(register, entries, blobs, request.since)
    # Only a check of the whole register in the work tree includes the state of the clone.
    if not request.is_whole or not isinstance(register.files, WorkTree):
        return None
    return read_surroundings(register.root, lambda: {str(entry.path) for entry in entries})


def missing_since(
    register: Register, entries: tuple[DocumentFile, ...], blobs: BlobIds, since: str | None
) -> CloneState:
    """Return which documents are missing compared with a commit, and faulty requests."""
    missing = list_deleted_documents(register, entries, blobs, since)
    faulty = list_faulty_requests(register.files)
    return CloneState(
        "",
        line_ends_pinned=True,
        tracked_files=(),
        merge_drivers_set=None,
        missing_documents=missing,
        faulty_requests=faulty,
    )


def remarks_on_check(register: Register, request: CheckRequest, *, empty: bool = False) -> tuple[str, ...]:
    """Return what else should be said of a check."""
    if empty:
        return ("The register holds no document.",)
    if request.changed and request.since and has_changed_settings(register, request.since):
        return ("The settings or the vocabulary differ too, which concern every document: somei check looks at all.",)
    return ()


def _refuse_lost(register: Register) -> None:
    """Refuse if documents are missing that should be here; a new register without any is in order."""
    committed = count_committed_documents(register)
    if committed is None:
        raise CannotWork(
            "There is no document here, and no commit that tells whether there should be any.",
            "Is this the register? Name another with -C DIR.",
        )
    if committed:
        raise CannotWork(
            f"There is no document in documents, but the last commit holds {pluralise(committed, 'document')}.",
            "Is the disk mounted? Put them back with: git restore documents",
        )
