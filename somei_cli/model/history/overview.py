"""How a register stands: what is in it, what is open, what waits to be sent, and what was done last."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from somei_cli.model.document_number import Status
from somei_cli.model.history.recent_acts import RecentAct

_OLD = 2
"""Days after which a scheduled check should have run again."""


class LastCheck(NamedTuple):
    """What the last scheduled check said: its day, the commit that it looked at, its exit status, and its findings.

    `acts_since` were made after that commit; None if the branch does not have it, or no commit was noted. `is_whole`
    is false if it looked at a part of the register. Without a note of an exit status that is None.
    """

    day: date
    commit: str | None
    status: int | None
    is_whole: bool
    errors: int
    warnings: int
    information: int
    acts_since: int | None

    def is_old(self, today: date) -> bool:
        """Whether nights passed without a check."""
        return (today - self.day).days >= _OLD


class Overview(NamedTuple):
    """How a register stands.

    `doubts` counts the documents that keep doubts. `unsent` counts the acts that the server has not got; None where
    the branch follows none of a server: `has_remote` says whether there is a server, `is_detached` that there is not
    even a branch. `edited` counts the files that were changed and not committed; None if git could not tell, or was
    not asked: in a very large register that would take longer than all the rest, and `edits_looked_for` is false.
    `gone` counts the documents of the last commit whose files are not there any more. `stopped_merge` names a merge
    that waits. `last_check` is None if no scheduled check left an answer, `check_fault` says why it could not be read.
    """

    documents: Mapping[Status, int]
    open_follow_ups: int
    overdue_follow_ups: int
    doubts: int
    stopped_merge: str | None
    edited: int | None
    unsent: int | None
    is_detached: bool
    last_check: LastCheck | None
    check_fault: str | None
    last_acts: tuple[RecentAct, ...]
    edits_looked_for: bool = True
    gone: int = 0
    has_remote: bool = False

    @property
    def document_count(self) -> int:
        """The number of all entries, whatever their status."""
        return sum(self.documents.values())
