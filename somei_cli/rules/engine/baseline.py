"""Comparing a check with earlier ones: what is new, what stands, what is gone, and what counts.

The findings of an earlier check, read back from the JSON it answered with.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.rules.definition.findings import UNREADABLE, Finding, Report, Severity


class State(StrEnum):
    """What became of a finding since an earlier check."""

    NEW = "new"
    STANDING = "standing"
    FIXED = "fixed"


_IN_ORDER = (None, State.NEW, State.FIXED, State.STANDING)
"""The news comes first: what stands may be long."""


class ComparedFinding(NamedTuple):
    """A finding as it is told; without a state where no earlier check was at hand."""

    finding: Finding
    state: State | None = None

    @property
    def is_here(self) -> bool:
        """Whether it stands in the register as it is now."""
        return self.state is not State.FIXED


class Account(NamedTuple):
    """What one check has to tell, in stable order, and from which severity on it counts.

    `baseline` says that findings were held against those of a baseline; `passed` is how many of them it held.
    """

    report: Report
    told: tuple[ComparedFinding, ...]
    floor: Severity
    compared: bool = False
    baseline: bool = False
    passed: int = 0

    def counts(self, told: ComparedFinding) -> bool:
        """Whether a finding makes the check fail."""
        return told.finding.severity >= self.floor and told.state in {None, State.NEW}

    @property
    def fails(self) -> bool:
        """Whether there is any such finding."""
        return any(map(self.counts, self.told))

    @property
    def here(self) -> tuple[ComparedFinding, ...]:
        """Without those that are gone."""
        return tuple(told for told in self.told if told.is_here)


def account(
    report: Report,
    floor: Severity,
    *,
    baseline: Iterable[Finding] | None = None,
    earlier: Iterable[Finding] | None = None,
) -> Account:
    """Hold a report against a baseline, whose findings are not told, and against an earlier check.

    Findings are the same where code, document and message are, wherever they stand; two that look alike are two.
    What could not be read is always told.
    """
    passing = tuple(finding for finding in baseline or () if finding.code != UNREADABLE)
    passed, left = parted(report.findings, passing)
    if earlier is None:
        told = tuple(ComparedFinding(finding) for finding in left)
    else:
        _, before = parted(earlier, passing)
        told = tuple(_compared(report, left, [finding for finding in before if _was_looked_for(report, finding)]))
    in_order = sorted(told, key=lambda one: (_IN_ORDER.index(one.state), one.finding))
    return Account(report, tuple(in_order), floor, earlier is not None, baseline is not None, len(passed))


def _compared(report: Report, now: Iterable[Finding], before: Iterable[Finding]) -> Iterator[ComparedFinding]:
    standing, new = parted(now, before)
    _, missing = parted(before, standing)
    # Who lets a finding pass has not mended it.
    _, gone = parted(missing, (waived.finding for waived in report.waived))
    unread = tuple(finding.path for finding in report.findings if finding.code == UNREADABLE)
    yield from (ComparedFinding(finding, State.NEW) for finding in new)
    yield from (ComparedFinding(finding, State.STANDING) for finding in standing)
    for finding in gone:
        # In a file that could not be read nothing can be called mended, nor what may hang on what it holds.
        hidden = finding.code != UNREADABLE and (
            any(_is_within(finding.path, path) for path in unread) or (unread and _looks_further(finding.code))
        )
        yield ComparedFinding(finding, State.STANDING if hidden else State.FIXED)


def parted(findings: Iterable[Finding], known: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Those among the known, each as often as it is known, and the rest."""
    left = Counter(finding.identity for finding in known)
    matched: list[Finding] = []
    rest: list[Finding] = []
    for finding in findings:
        if left[finding.identity]:
            left[finding.identity] -= 1
            matched.append(finding)
        else:
            rest.append(finding)
    return matched, rest


def _was_looked_for(report: Report, finding: Finding) -> bool:
    """Whether this check could have found it; a rule that is gone from the catalogue finds nothing any more."""
    return finding.code in report.codes and (report.paths is None or finding.path in report.paths)


def _looks_further(code: str) -> bool:
    """Whether a rule judges by more than the file that it names."""
    # Loading all rules takes longer than what is done with a check that compares nothing.
    from somei_cli.rules.catalogue import CATALOGUE
    from somei_cli.rules.definition.rule import Scope

    return code not in CATALOGUE or CATALOGUE[code].scope not in (Scope.FILE, Scope.DOCUMENT)


def _is_within(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


_SCHEMA = "somei/check/1"
_GONE = "fixed"
_WORDS = ("code", "path", "message", "hint")


def earlier_findings(text: str, where: str) -> tuple[Finding, ...]:
    """The findings of an answer, without those that it tells as fixed.

    Raises:
        Unreadable: where the text is no such answer, whole and in order: half an answer must not pass for a clean one.
    """
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        raise _no_answer(where, "it is not JSON") from None
    if not isinstance(answer, dict) or answer.get("schema") != _SCHEMA:
        raise _no_answer(where, f"its schema is not {_SCHEMA}")
    records = answer.get("records")
    if not isinstance(records, list):
        raise _no_answer(where, "it has no records")
    return tuple(
        _finding(record, where, place)
        for place, record in enumerate(records, start=1)
        if not (isinstance(record, dict) and record.get("state") == _GONE)
    )


def _finding(record: Any, where: str, place: int) -> Finding:
    try:
        words = {key: record[key] for key in _WORDS}
        severity, document = Severity(record["severity"]), record["document"]
        line, column = record["line"], record["column"]
    except (TypeError, KeyError, ValueError):
        raise _no_answer(where, f"record {place} is no finding") from None
    fit = all(isinstance(word, str) for word in words.values()) and type(line) is int and type(column) is int
    if not fit or not (document is None or isinstance(document, str)):
        raise _no_answer(where, f"record {place} is no finding")
    return Finding(**words, severity=severity, document=document, line=line, column=column)


def _no_answer(where: str, why: str) -> Unreadable:
    return Unreadable(where, f"is no answer of a check: {why}", hint="Make one with: somei check --format json")
