"""Checking by reading every file of the register, for any request."""

from somei_cli.actions.check.options import Question, prove_history
from somei_cli.errors import CannotWork, NotCheckedOut, NumberUnknown
from somei_cli.formats.register_paths import number_at, path_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.clone_state import Surroundings
from somei_cli.model.register.files import DocumentFile
from somei_cli.model.register.words import counted
from somei_cli.rules.definition.findings import Report
from somei_cli.rules.definition.rule import Background
from somei_cli.rules.engine.check import check
from somei_cli.store.register.access_requests import faulty_requests
from somei_cli.store.register.changed_files import Blobs, differing, documents_of, gone_since, rest_differs
from somei_cli.store.register.clone_state import surroundings_of
from somei_cli.store.register.find import place_in_repository
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import left_out
from somei_cli.store.register.states import documents_committed
from somei_cli.store.register.work_tree_files import WorkTree


def check_all(register: Register, request: Question) -> tuple[Report, tuple[str, ...]]:
    """Return the report, and remarks on it. The whole register is read, also for a narrower request.

    Raises:
        NumberUnknown, CannotWork, Unreadable, NotFound: see `check_register`.
    """
    entries = tuple(register.entries())
    _refuse_absent(register, entries, request.numbers)
    if not entries and isinstance(register.holding, WorkTree):
        _refuse_lost(register)
    snapshot = register.snapshot_of(entries)
    blobs = documents_of(register, request.since) if request.changed else None
    report = check(
        entries,
        snapshot,
        today=request.today,
        select=request.select,
        ignore=request.ignore,
        numbers=request.numbers or None,
        paths=None if blobs is None else differing(entries, blobs, request.since),
        history=prove_history(register, Background(snapshot.vocabulary, snapshot.settings, request.today), request),
        surroundings=_clone_state(register, entries, blobs, request),
    )
    return report, remarks(register, request, empty=not entries)


def _refuse_absent(register: Register, entries: tuple[DocumentFile, ...], numbers: tuple[DocumentNumber, ...]) -> None:
    if not numbers:
        return
    present = {number_at(entry.path) for entry in entries} | {e.document.number for e in entries if e.document}
    for number in numbers:
        if number not in present:
            path = path_of(number)
            if isinstance(register.holding, WorkTree) and left_out(register.root, path):
                raise NotCheckedOut(place_in_repository(register.root) / path)
            raise NumberUnknown(number, (d.number for d in register.snapshot_of(entries).family(number)))


def _clone_state(
    register: Register, entries: tuple[DocumentFile, ...], blobs: Blobs | None, request: Question
) -> Surroundings | None:
    """Return what git says of the register; of a part of it only which documents are missing."""
    if blobs is not None:
        return what_went(register, entries, blobs, request.since)
    # Only a check of the whole register in the work tree includes the state of the clone.
    if not request.is_whole or not isinstance(register.holding, WorkTree):
        return None
    return surroundings_of(register.root, lambda: {str(entry.path) for entry in entries})


def what_went(register: Register, entries: tuple[DocumentFile, ...], blobs: Blobs, since: str | None) -> Surroundings:
    """Return which documents are missing compared with a commit, and faulty requests."""
    missing = gone_since(register, entries, blobs, since)
    faulty = faulty_requests(register.holding)
    return Surroundings("", pinned=True, tracked=(), drivers_set=None, gone=missing, no_requests=faulty)


def remarks(register: Register, request: Question, *, empty: bool = False) -> tuple[str, ...]:
    """Return what else should be said of a check."""
    if empty:
        return ("The register holds no document.",)
    if request.changed and request.since and rest_differs(register, request.since):
        return ("The settings or the vocabulary differ too, which concern every document: somei check looks at all.",)
    return ()


def _refuse_lost(register: Register) -> None:
    """Refuse if documents are missing that should be here; a new register without any is in order."""
    committed = documents_committed(register)
    if committed is None:
        raise CannotWork(
            "There is no document here, and no commit that tells whether there should be any.",
            "Is this the register? Name another with -C DIR.",
        )
    if committed:
        raise CannotWork(
            f"There is no document in documents, but the last commit holds {counted(committed, 'document')}.",
            "Is the disk mounted? Put them back with: git restore documents",
        )
