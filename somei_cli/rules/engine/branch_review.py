"""The review of a branch: its changes, the findings that it adds, and whether it may be merged."""

from collections.abc import Iterable
from typing import NamedTuple

from somei_cli.model.history.changes_with_origins import NetChange
from somei_cli.rules.definition.findings import Finding, Report, Severity
from somei_cli.rules.engine.report_comparison import split_known


class FindingChanges(NamedTuple):
    """The findings that a state adds to another, and those that it fixes."""

    new: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()


class BranchReview(NamedTuple):
    """The review of a branch that is to be merged into a base, each named as it was typed.

    `conflicts` are files that git cannot merge. `unjudged_reason` says why the merged state could not be judged; it is
    empty if it could. `unread` files of the merged state contained no document. `other_paths` are those of changed
    files that are not of the register.
    """

    branch: str
    base: str
    commits: tuple[str, str, str]
    changes: tuple[NetChange, ...]
    findings: FindingChanges = FindingChanges()
    conflicts: tuple[str, ...] = ()
    unjudged_reason: str = ""
    unread: int = 0
    other_paths: tuple[str, ...] = ()

    def status(self, fail_on: Severity) -> int:
        """Return the exit status: 0 if it may be merged, 1 if not, 3 if that is unknown."""
        if self.unjudged_reason:
            return 3
        if (
            self.conflicts
            or self.undeclared_changes
            or any(finding.severity >= fail_on for finding in self.findings.new)
        ):
            return 1
        return 3 if self.unread else 0

    @property
    def undeclared_changes(self) -> int:
        """How many changes are grave and not declared."""
        return sum(change.is_alarming for change in self.changes)


def compare_reports(before: Report, after: Report, faults: Iterable[Finding] = ()) -> FindingChanges:
    """Compare the findings of two states, as a scheduled check does; `faults` are new ones that no rule reports."""
    _, new = split_known(after.findings, before.findings)
    _, fixed = split_known(before.findings, after.findings)
    return FindingChanges((*faults, *new), tuple(fixed))
