"""Checking by reading every file of the register, whatever is asked of it; what cannot be read is said."""

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


def check_all(register: Register, question: Question) -> tuple[Report, tuple[str, ...]]:
    """The report, and what else should be said; the whole register is read also where the question is narrower.

    Raises:
        NumberUnknown, CannotWork, Unreadable, NotFound: as of a check.
    """
    entries = tuple(register.entries())
    _refuse_absent(register, entries, question.numbers)
    if not entries and isinstance(register.holding, WorkTree):
        _refuse_lost(register)
    snapshot = register.snapshot_of(entries)
    held = documents_of(register, question.since) if question.changed else None
    report = check(
        entries,
        snapshot,
        today=question.today,
        select=question.select,
        ignore=question.ignore,
        numbers=question.numbers or None,
        paths=None if held is None else differing(entries, held, question.since),
        history=prove_history(register, Background(snapshot.vocabulary, snapshot.settings, question.today), question),
        surroundings=_surroundings(register, entries, held, question),
    )
    return report, remarks(register, question, empty=not entries)


def _refuse_absent(register: Register, entries: tuple[DocumentFile, ...], numbers: tuple[DocumentNumber, ...]) -> None:
    if not numbers:
        return
    here = {number_at(entry.path) for entry in entries} | {e.document.number for e in entries if e.document}
    for number in numbers:
        if number not in here:
            path = path_of(number)
            if isinstance(register.holding, WorkTree) and left_out(register.root, path):
                raise NotCheckedOut(place_in_repository(register.root) / path)
            raise NumberUnknown(number, (d.number for d in register.snapshot_of(entries).family(number)))


def _surroundings(
    register: Register, entries: tuple[DocumentFile, ...], held: Blobs | None, question: Question
) -> Surroundings | None:
    """What git says of the register; of a part of it only which documents went."""
    if held is not None:
        return what_went(register, entries, held, question.since)
    # Only where the register itself is asked about, with the clone that it lies in.
    if not question.is_whole or not isinstance(register.holding, WorkTree):
        return None
    return surroundings_of(register.root, lambda: {str(entry.path) for entry in entries})


def what_went(register: Register, entries: tuple[DocumentFile, ...], held: Blobs, since: str | None) -> Surroundings:
    """What there is to say beside the documents where a register is compared with a commit, and which of them went."""
    gone = gone_since(register, entries, held, since)
    no_requests = faulty_requests(register.holding)
    return Surroundings("", pinned=True, tracked=(), drivers_set=None, gone=gone, no_requests=no_requests)


def remarks(register: Register, question: Question, *, empty: bool = False) -> tuple[str, ...]:
    """What else should be said of a check."""
    if empty:
        return ("The register holds no document.",)
    if question.changed and question.since and rest_differs(register, question.since):
        return ("The settings or the vocabulary differ too, which concern every document: somei check looks at all.",)
    return ()


def _refuse_lost(register: Register) -> None:
    """Stop where there should be documents; a register that has none yet is in order."""
    held = documents_committed(register)
    if held is None:
        raise CannotWork(
            "There is no document here, and no commit that tells whether there should be any.",
            "Is this the register? Name another with -C DIR.",
        )
    if held:
        raise CannotWork(
            f"There is no document in documents, but the last commit holds {counted(held, 'document')}.",
            "Is the disk mounted? Put them back with: git restore documents",
        )
