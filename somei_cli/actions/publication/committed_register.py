"""Read the whole register of one commit, once for everything that is made from it or verified against it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from somei_cli.actions.publication.parallel import without_garbage_collection
from somei_cli.errors import CannotWork, NotFound, Unreadable
from somei_cli.formats.diff.file_field_changes import is_document_path
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.classified_entries import is_closed, reduce_entry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import Marking
from somei_cli.model.register.access_status import without_later_openings
from somei_cli.model.register.change import Tracker
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.ancestry import is_ancestor
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import DatedCommit, local_day, read_commit_date
from somei_cli.store.register.changed_files import list_changes_between
from somei_cli.store.register.register import Register
from somei_cli.store.register.states import count_files_in_commit, open_committed_register, require_commit

Step = TypeVar("Step")
_LARGE_REGISTER = 2_000


class CommittedRegister(NamedTuple):
    """The register of one commit, with the files that could not be read.

    `snapshot` holds the documents as of the day of the commit, `documents` the same with decisions of later days.
    """

    register: Register
    commit: str
    committed: datetime
    documents: tuple[Document, ...]
    snapshot: Snapshot
    unread: tuple[DocumentFile, ...]

    @property
    def is_large(self) -> bool:
        """Whether several processes are faster than one."""
        return len(self.snapshot.documents) >= _LARGE_REGISTER


def read_committed_register(start: Path, revision: str, track: Tracker) -> CommittedRegister:
    """Read the whole register of a commit; the work tree and unresolved conflicts are ignored.

    Raises:
        NotFound: if the revision does not name a commit.
        Unreadable: if the commit does not contain a register.
    """
    register = open_committed_register(start, revision)
    commit = require_commit(register)
    moment = read_commit_date(Git(register.root), commit, UTC)
    entries = track(register.entries(), count_files_in_commit(register), "Reading")
    classified_later = find_classified_later(register, commit)
    documents: list[Document] = []
    unread: list[DocumentFile] = []
    with without_garbage_collection():
        for entry in entries:
            if entry.document is None:
                unread.append(entry)
            else:
                documents.append(reduce_if_classified(entry.document, classified_later))
        snapshot = snapshot_on_day_of_commit(register, moment, documents)
    return CommittedRegister(register, commit, moment.committed, tuple(documents), snapshot, tuple(unread))


def snapshot_on_day_of_commit(register: Register, commit: DatedCommit, documents: Iterable[Document]) -> Snapshot:
    """Return documents as they stood on the day of a commit, with the settings and vocabulary of that commit."""
    day = local_day(commit, register.settings.time_zone)
    return register.state.snapshot(without_later_openings(document, day) for document in documents)


def find_classified_later(register: Register, commit: str) -> Mapping[DocumentNumber, Marking]:
    """Return the documents that are EU classified at HEAD but were not at a commit, with their markings.

    There are none if HEAD is the commit or an ancestor of it.
    """
    git = Git(register.root)
    try:
        head = git.resolve("HEAD")
        if is_ancestor(git, head, commit):
            return {}
        head_register = open_committed_register(register.root, head)
    except (NotFound, Unreadable):
        return {}
    paths = [delta.path for delta in list_changes_between(git, commit, head) if is_document_path(delta.path)]
    documents = (entry.document for entry in head_register.entries_at(paths))
    return {
        document.number: document.marking
        for document in documents
        if document and document.marking and is_closed(document)
    }


def reduce_if_classified(document: Document, classified_later: Mapping[DocumentNumber, Marking]) -> Document:
    """Return a document without what its later classification forbids to show."""
    marking = classified_later.get(document.number)
    return reduce_entry(document, marking) if marking else document


def read_source_of_output(start: Path, commit: str, output_name: str, track: Tracker) -> CommittedRegister:
    """Read the register of the commit that an export or a site names; `output_name` is "export" or "site".

    Raises:
        CannotWork: if the commit is not in this clone.
    """
    try:
        return read_committed_register(start, commit, track)
    except NotFound:
        raise CannotWork(
            f"The {output_name} was made from commit {clean_line(commit[:10])}, which is not in this clone.",
            f"Fetch it, or check the {output_name} in the clone that made it.",
        ) from None
