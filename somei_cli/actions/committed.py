"""A whole register as one commit has it, read once for all that is made of it or proved by it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from somei_cli.actions.pieces import keeping_all
from somei_cli.errors import CannotWork, NotFound
from somei_cli.model.access import as_opened_by
from somei_cli.model.documents import Document
from somei_cli.model.entries import Entry
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.git import Git
from somei_cli.store.moments import day_of, moment_of
from somei_cli.store.register import Register
from somei_cli.store.states import commit_of, committed_register, files_in_commit
from somei_cli.text.cleaning import clean_line

Step = TypeVar("Step")
_LARGE = 2_000


class Watch(Protocol):
    """Somebody who is shown how far a long work has come."""

    def __call__(self, steps: Iterable[Step], total: int, words: str) -> Iterable[Step]:
        """The steps as they come."""


class Source(NamedTuple):
    """A register as one commit has it, with the files that could not be read."""

    register: Register
    commit: str
    committed: datetime
    snapshot: Snapshot
    unread: tuple[Entry, ...]

    @property
    def is_large(self) -> bool:
        """Whether two processes are sooner done with it than one."""
        return len(self.snapshot.documents) >= _LARGE


def read_source(start: Path, revision: str, watch: Watch) -> Source:
    """Read a whole register as a commit has it; nothing that is not committed, or still to be decided, is looked at.

    Raises:
        NotFound: the revision names no commit.
        Unreadable: the commit holds no register.
    """
    register = committed_register(start, revision)
    commit = commit_of(register)
    made = moment_of(Git(register.root), commit, UTC)
    day = day_of(made, register.settings.time_zone)
    entries = watch(register.entries(), files_in_commit(register), "Reading")
    documents: list[Document] = []
    unread: list[Entry] = []
    with keeping_all():
        for entry in entries:
            if entry.document is None:
                unread.append(entry)
            else:
                documents.append(as_opened_by(entry.document, day))
        snapshot = Snapshot(documents, lambda: register.vocabulary, register.settings)
    return Source(register, commit, made.committed, snapshot, tuple(unread))


def read_named(start: Path, commit: str, what: str, watch: Watch) -> Source:
    """The same for what lies outside and names its commit: `what` is an export or a site.

    Raises:
        CannotWork: where the commit is not here.
    """
    try:
        return read_source(start, commit, watch)
    except NotFound:
        raise CannotWork(
            f"The {what} was made of commit {clean_line(commit[:10])}, which is not in this clone.",
            f"Fetch it, or check the {what} in the clone that made it.",
        ) from None
