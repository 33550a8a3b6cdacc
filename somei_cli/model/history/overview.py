"""How a register stands: what is in it, what is open, what waits to be sent, and what was done last."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from somei_cli.model.document import Status
from somei_cli.model.history.recent_acts import RecentAct

_OLD = 1
"""Days: a check that is older than yesterday's is one of a night too many ago."""


class LastCheck(NamedTuple):
    """What the last scheduled check said, and when; `acts_since` were made after it."""

    checked: datetime
    errors: int
    warnings: int
    information: int
    acts_since: int

    def is_old(self, today: date) -> bool:
        """Whether a night passed without a check."""
        return (today - self.checked.date()).days > _OLD


class Overview(NamedTuple):
    """How a register stands.

    `unsent` counts the acts that the server has not got; None where there is no server. `edited` counts the files that
    were changed and not committed; None if git could not tell. `stopped_merge` names a merge that waits for its user.
    `last_check` is None if no scheduled check left an answer, `check_fault` says why an answer could not be read.
    """

    documents: Mapping[Status, int]
    open_follow_ups: int
    overdue_follow_ups: int
    stopped_merge: str | None
    edited: int | None
    unsent: int | None
    last_check: LastCheck | None
    check_fault: str | None
    last_acts: tuple[RecentAct, ...]

    @property
    def document_count(self) -> int:
        """The number of all entries, whatever their status."""
        return sum(self.documents.values())
