"""Findings of a check with their place and severity, waived findings, and the report that contains them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple, Self

from somei_cli.model.register.settings import HouseRule


class Severity(StrEnum):
    """How bad a finding is; `INFO < WARNING < ERROR`. No register may contain an error."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """The position in the order, the mildest first."""
        return _ORDER.index(self.value)

    def __lt__(self, severity: str) -> bool:
        return self.rank < Severity(severity).rank

    def __le__(self, severity: str) -> bool:
        return self.rank <= Severity(severity).rank

    def __gt__(self, severity: str) -> bool:
        return self.rank > Severity(severity).rank

    def __ge__(self, severity: str) -> bool:
        return self.rank >= Severity(severity).rank


_ORDER = ("info", "warning", "error")


UNREADABLE = "FILE001"
"""The one rule that nobody can leave out: a check that could not read a file says so."""

NOT_CHECKED = "not-checked"
"""The code that stands for a rule if a check ended with a refusal and no rule ran."""


class Finding(NamedTuple):
    """One thing that should not be so, with its place. Line and column count from 1; findings sort by place.

    The message names numbers, items, codes and keys, never words of a document: it may be logged. `commit` is the full
    hash of the commit of the history that it is about.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    document: str | None
    message: str
    hint: str
    commit: str | None = None

    @property
    def row(self) -> tuple[object, ...]:
        """The same as plain values, for JSON."""
        return tuple(self)

    @classmethod
    def from_row(cls, row: Iterable[Any]) -> Self:
        """Return the finding of such plain values."""
        code, severity, *remaining = row
        return cls(code, Severity(severity), *remaining)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, line, column and code, and the message last, so that the order depends on nothing else."""
        return self.path, self.line, self.column, self.code, self.message

    @property
    def identity(self) -> tuple[str, str, str]:
        """What identifies a finding in another state of the register; lines move with every change."""
        return self.code, self.document or self.path, self.message

    def __lt__(self, finding: object) -> bool:
        return self.sort_key < finding.sort_key if isinstance(finding, Finding) else NotImplemented

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"


class Waived(NamedTuple):
    """A finding that a waiver excuses, with the waiver's reason."""

    finding: Finding
    reason: str


class VerifiedHistory(NamedTuple):
    """The findings in the history between two commits, of which `commits` changed the register.

    `from_root` says that the history was verified from the root on. `accepted` is a commit of the history before it was
    rewritten, if the rewriting was accepted now. `remarks` are about the verification itself.
    """

    findings: tuple[Finding, ...] = ()
    first: str | None = None
    last: str | None = None
    commits: int = 0
    from_root: bool = True
    accepted: str | None = None
    remarks: tuple[str, ...] = ()


class Report(NamedTuple):
    """What one check found, in stable order. `unread` files contained no document and could not be judged.

    `codes` are the rules that ran, `paths` the files that were judged, None for all. `history` is set if the history
    was verified too; its findings are among the others. `house` are the rules of the house, whether they ran or not.
    """

    findings: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    checked: int = 0
    unread: int = 0
    codes: frozenset[str] = frozenset()
    paths: frozenset[str] | None = None
    history: VerifiedHistory | None = None
    house: tuple[HouseRule, ...] = ()

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of at least this severity."""
        return tuple(finding for finding in self.findings if finding.severity >= severity)
