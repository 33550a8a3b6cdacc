"""What a check answers: findings with their place, the waived ones, and the report that holds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Self


class Severity(StrEnum):
    """How bad it is; `INFO < WARNING < ERROR`. An error must not be so in any register."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Its place in the order, the mildest first."""
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
"""The one rule that nobody can leave out: a check that could not look says so."""

NOT_CHECKED = "not-checked"
"""In place of the code of a rule, where a check ended with a refusal and no rule was put."""


class Finding(NamedTuple):
    """One thing that should not be so; sorts by place. Line and column count from 1.

    The message names numbers, items, codes and keys, never the words of a document: it may end in a log. `commit` is
    the full hash of the step of the history that it is about.
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
        """The same as plain values, which JSON can hold."""
        return tuple(self)

    @classmethod
    def of_row(cls, row: Iterable[Any]) -> Self:
        """The finding that such values are of."""
        code, severity, *remaining = row
        return cls(code, Severity(severity), *remaining)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, line, column and code; the message last, so that the order never depends on anything else."""
        return self.path, self.line, self.column, self.code, self.message

    @property
    def identity(self) -> tuple[str, str, str]:
        """What a finding is apart from its place: lines move with every change."""
        return self.code, self.document or self.path, self.message

    def __lt__(self, finding: object) -> bool:
        return self.sort_key < finding.sort_key if isinstance(finding, Finding) else NotImplemented

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"


class Waived(NamedTuple):
    """A finding that somebody lets pass, with the reason given."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Proved:
    """What the history was found to be between two commits: `count` of them changed the register.

    `whole` says that it was proved from the root on. `accepted` is a commit that it led back to before it was
    rewritten, if that was accepted now. `remarks` are about the proof itself.
    """

    findings: tuple[Finding, ...] = ()
    first: str | None = None
    last: str | None = None
    count: int = 0
    whole: bool = True
    accepted: str | None = None
    remarks: tuple[str, ...] = ()


class Report(NamedTuple):
    """What one check found, in stable order; `unread` files gave no document and could not be judged.

    `codes` are the rules that were put, `paths` the files that were judged; None where all were.
    `history` is there where the history was proved too; its findings stand among the others.
    """

    findings: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    checked: int = 0
    unread: int = 0
    codes: frozenset[str] = frozenset()
    paths: frozenset[str] | None = None
    history: Proved | None = None

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings that are this bad or worse."""
        return tuple(finding for finding in self.findings if finding.severity >= severity)
