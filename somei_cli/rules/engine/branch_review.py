"""What a branch does to a register, and whether it may: its changes, and what it adds to the findings."""

from typing import NamedTuple

from somei_cli.model.history.net_changes import NetChange
from somei_cli.rules.definition.findings import Finding, Report, Severity
from somei_cli.rules.engine.baseline import parted


class Compared(NamedTuple):
    """The findings that one state has and another had not, and those that went."""

    new: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()


class Review(NamedTuple):
    """One branch on its way onto another, each named as it was typed.

    `conflicts` are files that git cannot merge. `blind` says why the merged state could not be judged; empty where
    it could. `unread` files of the merged state gave no document.
    """

    branch: str
    base: str
    commits: tuple[str, str, str]
    changes: tuple[NetChange, ...]
    findings: Compared = Compared()
    conflicts: tuple[str, ...] = ()
    blind: str = ""
    unread: int = 0

    def status(self, fail_on: Severity) -> int:
        """0 where it may go in, 1 where it may not, 3 where that cannot be told."""
        if self.blind:
            return 3
        if self.conflicts or self.alarming or any(finding.severity >= fail_on for finding in self.findings.new):
            return 1
        return 3 if self.unread else 0

    @property
    def alarming(self) -> int:
        """How many changes are grave and not declared."""
        return sum(change.alarming for change in self.changes)


def compared(before: Report, after: Report) -> Compared:
    """The findings on both sides, told apart as a nightly check does."""
    _, new = parted(after.findings, before.findings)
    _, fixed = parted(before.findings, after.findings)
    return Compared(tuple(new), tuple(fixed))
