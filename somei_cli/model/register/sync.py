"""The result of a sync of a clone with its remote: commits of both sides, or the one that could not be rebased."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import Conflict


class SyncedCommit(NamedTuple):
    """A commit as a clerk asks about it."""

    commit: str
    author: str
    time: datetime
    summary: str
    documents: tuple[DocumentNumber, ...]


class StuckCommit(NamedTuple):
    """A commit that could not be rebased: its file, and the fields in conflict if they are known."""

    commit: str
    summary: str
    path: PurePosixPath
    number: DocumentNumber | None
    conflicts: tuple[Conflict, ...] = ()


class SyncSummary(NamedTuple):
    """What a sync did, or would do; `remote` is "" if there was none to receive from.

    `already_there` counts own commits that the remote had before. `replaced_numbers` are provisional numbers with their
    real ones; `removed_here` are those whose entries were removed in this clone while they were provisional.
    `empty_commits` counts pushed commits without changes, because others had decided the same, or because their
    side was taken where both changed a field: sides were given if it `is_decided`. `deleted_copies` are documents that
    others classified and whose kept file was deleted here. If there is a `stuck` commit, nothing was pushed or changed.
    """

    remote: str
    pulled: tuple[SyncedCommit, ...] = ()
    pushed: tuple[SyncedCommit, ...] = ()
    already_there: int = 0
    replaced_numbers: tuple[tuple[DocumentNumber, DocumentNumber], ...] = ()
    stuck: StuckCommit | None = None
    removed_here: tuple[DocumentNumber, ...] = ()
    empty_commits: int = 0
    is_decided: bool = False
    deleted_copies: tuple[DocumentNumber, ...] = ()
