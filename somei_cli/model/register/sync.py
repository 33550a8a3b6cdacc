"""What a meeting of a clone with its server came to: acts of both sides, or the one that stopped it."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import Conflict


class SyncedCommit(NamedTuple):
    """One act as a clerk asks about it."""

    commit: str
    who: str
    when: datetime
    summary: str
    documents: tuple[DocumentNumber, ...]


class Stuck(NamedTuple):
    """An act that cannot be put on top: where it stops, and the fields in conflict, if they can be told."""

    commit: str
    summary: str
    path: PurePosixPath
    number: DocumentNumber | None
    conflicts: tuple[Conflict, ...] = ()


class Synced(NamedTuple):
    """What a sync did, or would do; `present` is how many own acts the server had already.

    `settled` are provisional numbers with those that took their place, `staying` such of these as were taken away here
    while they were provisional. `agreed` is how many of the acts that went change nothing, since others had decided the
    same: they are commits without files. With `stuck` nothing was sent or changed.
    """

    server: str
    came: tuple[SyncedCommit, ...] = ()
    went: tuple[SyncedCommit, ...] = ()
    present: int = 0
    settled: tuple[tuple[DocumentNumber, DocumentNumber], ...] = ()
    stuck: Stuck | None = None
    staying: tuple[DocumentNumber, ...] = ()
    agreed: int = 0
