"""Checking files with the rules, and checking a register by reading every file, for any plan."""

from collections.abc import Collection
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple, Self

from somei_cli.actions.check.plan import CheckPlan, CheckResult, verify_history
from somei_cli.errors import CannotWork, NotCheckedOut
from somei_cli.formats.register_paths import number_of_path, path_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.git_setup import CloneState
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise
from somei_cli.rules.definition.findings import Report, VerifiedHistory
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


class CheckedFiles(NamedTuple):
    """The files that the rules run over, and the snapshot that they ask.

    `paths` are those to which the check is narrowed, `clone_state` is what git says of the register, `admitted_waivers`
    are the only ones that count in documents; None if the plan does not ask for it.
    """

    register: Register
    entries: tuple[DocumentFile, ...]
    snapshot: Snapshot
    paths: Collection[PurePosixPath] | None = None
    clone_state: CloneState | None = None
    admitted_waivers: Collection[tuple[DocumentNumber, str, str]] | None = None

    def context(self, today: date) -> RuleContext:
        """Return what the rules are told of the register."""
        return RuleContext(self.snapshot.vocabulary, self.snapshot.settings, today)

    def narrowed_to_changes(self, since: str | None, blobs: BlobIds) -> Self:
        """Return them narrowed to what differs from a commit, of whose documents `blobs` are the ids.

        What git says is then which of its documents are missing, and which requests are faulty.
        """
        clone_state = CloneState(
            "",
            line_ends_pinned=True,
            tracked_files=(),
            merge_drivers_set=None,
            missing_documents=list_deleted_documents(self.register, self.entries, blobs, since),
            faulty_requests=list_faulty_requests(self.register.files),
        )
        return self._replace(paths=find_differing_documents(self.entries, blobs, since), clone_state=clone_state)


def read_every_file(register: Register) -> CheckedFiles:
    """Read every file of a register.

    The rules also ask for what a sparse checkout leaves out: it is not judged, but nothing that it holds is missing.
    """
    entries = tuple(register.entries())
    left_out = list_sparse_documents(register.root) if isinstance(register.files, WorkTree) else ()
    other_entries = tuple(register.entries_left_out(left_out)) if left_out else ()
    return CheckedFiles(register, entries, register.snapshot_of((*entries, *other_entries)))


def check_files(plan: CheckPlan, files: CheckedFiles, history: VerifiedHistory | None = None) -> Report:
    """Run the rules over files. `history` is the verified history, if the plan asks for it."""
    return check(
        files.entries,
        files.snapshot,
        today=plan.today,
        select=plan.select,
        ignore=plan.ignore,
        numbers=plan.numbers or None,
        paths=files.paths,
        history=history,
        clone_state=files.clone_state,
        admitted_waivers=files.admitted_waivers,
    )


def check_all(register: Register, plan: CheckPlan, history: VerifiedHistory | None = None) -> CheckResult:
    """Check by reading the whole register, also for a narrower plan.

    Raises:
        NumberUnknown, CannotWork, Unreadable, NotFound: see `check_register`.
    """
    files = read_every_file(register)
    _refuse_absent(files, plan.numbers)
    if not files.entries and isinstance(register.files, WorkTree):
        _refuse_lost(register)
    blobs = list_document_blobs(register, plan.since) if plan.changed else None
    # A vocabulary that cannot be read is told before what git has to say.
    history = history or verify_history(register, files.context(plan.today), plan)
    if blobs is not None:
        files = files.narrowed_to_changes(plan.since, blobs)
    # Only a check of the whole register in the work tree includes the state of the clone.
    elif plan.is_whole and isinstance(register.files, WorkTree):
        entries = files.entries
        clone_state = read_surroundings(register.root, lambda: {str(entry.path) for entry in entries})
        files = files._replace(clone_state=clone_state)
    return CheckResult(check_files(plan, files, history), remarks_on_check(register, plan, empty=not files.entries))


def _refuse_absent(files: CheckedFiles, numbers: tuple[DocumentNumber, ...]) -> None:
    if not numbers:
        return
    entries = files.entries
    present = {number_of_path(entry.path) for entry in entries} | {e.document.number for e in entries if e.document}
    for number in numbers:
        if number not in present:
            path, register = path_of(number), files.register
            if isinstance(register.files, WorkTree) and list_sparse_documents(register.root, path):
                raise NotCheckedOut(find_path_in_repository(register.root) / path)
            raise files.snapshot.refuse_number(number)


def remarks_on_check(register: Register, plan: CheckPlan, *, empty: bool = False) -> tuple[str, ...]:
    """Return what else should be said of a check."""
    if empty:
        return ("The register holds no document.",)
    if plan.changed and plan.since and has_changed_settings(register, plan.since):
        return ("The settings or the vocabulary differ too, and affect all documents. To check them: somei check",)
    return ()


def _refuse_lost(register: Register) -> None:
    """Refuse if documents are missing that should be here; a new register without any is in order."""
    committed = count_committed_documents(register)
    if committed is None:
        raise CannotWork(
            "There is no document here, and no commit shows whether there should be any.",
            "Is this the register? Name another with -C DIR.",
        )
    if committed:
        raise CannotWork(
            f"There is no document in documents, but the last commit holds {pluralise(committed, 'document')}.",
            "Is the disk mounted? Put them back with: git restore documents",
        )
