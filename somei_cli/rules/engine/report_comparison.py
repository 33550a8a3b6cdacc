"""Comparing a report with an earlier check and with a baseline, whose findings are read back from JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.rules.definition.findings import UNREADABLE, Finding, Report, Severity


class FindingState(StrEnum):
    """What happened to a finding since an earlier check."""

    NEW = "new"
    STANDING = "standing"
    FIXED = "fixed"


_STATE_ORDER = (None, FindingState.NEW, FindingState.FIXED, FindingState.STANDING)
"""News comes first: the list of standing findings may be long."""


class ComparedFinding(NamedTuple):
    """A finding with its state; None without an earlier check."""

    finding: Finding
    state: FindingState | None = None

    @property
    def is_current(self) -> bool:
        """Whether the register has it now."""
        return self.state is not FindingState.FIXED


class ComparedReport(NamedTuple):
    """A report compared with earlier findings, in stable order, and the severity from which a finding fails the check.

    `has_baseline` says that a baseline was given; `in_baseline` counts the findings that it held.
    """

    report: Report
    findings: tuple[ComparedFinding, ...]
    fail_on: Severity
    has_earlier: bool = False
    has_baseline: bool = False
    in_baseline: int = 0

    def counts(self, finding: ComparedFinding) -> bool:
        """Whether a finding makes the check fail."""
        return finding.finding.severity >= self.fail_on and finding.state in {None, FindingState.NEW}

    @property
    def fails(self) -> bool:
        """Whether any finding makes the check fail."""
        return any(map(self.counts, self.findings))

    @property
    def current(self) -> tuple[ComparedFinding, ...]:
        """The findings that the register has now, without the fixed ones."""
        return tuple(finding for finding in self.findings if finding.is_current)


def compare_with_earlier(
    report: Report,
    floor: Severity,
    *,
    baseline: Iterable[Finding] | None = None,
    earlier: Iterable[Finding] | None = None,
) -> ComparedReport:
    """Compare a report with a baseline, whose findings are left out, and with an earlier check.

    Two findings are the same if code, document and message are, at any line; two equal ones count as two. A file that
    cannot be read is always reported.
    """
    accepted = tuple(finding for finding in baseline or () if finding.code != UNREADABLE)
    passed, remaining = split_known(report.findings, accepted)
    if earlier is None:
        compared = tuple(ComparedFinding(finding) for finding in remaining)
    else:
        _, before = split_known(earlier, accepted)
        compared = tuple(
            _compare_findings(report, remaining, [finding for finding in before if _was_checked_for(report, finding)])
        )
    in_order = sorted(compared, key=lambda finding: (_STATE_ORDER.index(finding.state), finding.finding))
    return ComparedReport(report, tuple(in_order), floor, earlier is not None, baseline is not None, len(passed))


def _compare_findings(
    report: Report, current: Iterable[Finding], earlier: Iterable[Finding]
) -> Iterator[ComparedFinding]:
    standing, new = split_known(current, earlier)
    _, missing = split_known(earlier, standing)
    # A finding that is waived now was not fixed.
    _, disappeared = split_known(missing, (waived.finding for waived in report.waived))
    unread = tuple(finding.path for finding in report.findings if finding.code == UNREADABLE)
    yield from (ComparedFinding(finding, FindingState.NEW) for finding in new)
    yield from (ComparedFinding(finding, FindingState.STANDING) for finding in standing)
    for finding in disappeared:
        # In an unreadable file nothing can be called fixed, nor what rules found by comparing it with others.
        hidden = finding.code != UNREADABLE and (
            any(_is_within(finding.path, path) for path in unread) or (unread and _judges_other_files(finding.code))
        )
        yield ComparedFinding(finding, FindingState.STANDING if hidden else FindingState.FIXED)


def split_known(findings: Iterable[Finding], known_findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Split findings into known ones, each as often as it is known, and the others."""
    unmatched = Counter(finding.identity for finding in known_findings)
    matched: list[Finding] = []
    remaining: list[Finding] = []
    for finding in findings:
        if unmatched[finding.identity]:
            unmatched[finding.identity] -= 1
            matched.append(finding)
        else:
            remaining.append(finding)
    return matched, remaining


def _was_checked_for(report: Report, finding: Finding) -> bool:
    """Whether this check could have found it; a rule that no longer exists finds nothing."""
    return finding.code in report.codes and (report.paths is None or finding.path in report.paths)


def _judges_other_files(code: str) -> bool:
    """Whether a rule looks at more than the file that it names."""
    # Imported here: loading all rules would slow down a check that compares nothing.
    from somei_cli.rules.catalogue import CATALOGUE
    from somei_cli.rules.definition.rule import Scope

    return code not in CATALOGUE or CATALOGUE[code].scope not in (Scope.FILE, Scope.DOCUMENT)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


_SCHEMA = "somei/check/1"
_FIXED = "fixed"
_WORDS = ("code", "path", "message", "hint")


def read_earlier_findings(text: str, source: str) -> tuple[Finding, ...]:
    """Read the findings of an earlier answer in JSON, without those that it lists as fixed.

    Raises:
        Unreadable: if the text is not a complete answer of a check: half an answer must not pass for a clean one.
    """
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        raise _invalid_answer(source, "it is not JSON") from None
    if not isinstance(answer, dict) or answer.get("schema") != _SCHEMA:
        raise _invalid_answer(source, f"its schema is not {_SCHEMA}")
    records = answer.get("records")
    if not isinstance(records, list):
        raise _invalid_answer(source, "it has no records")
    return tuple(
        _read_finding(record, source, position)
        for position, record in enumerate(records, start=1)
        if not (isinstance(record, dict) and record.get("state") == _FIXED)
    )


def _read_finding(record: Any, source: str, position: int) -> Finding:
    try:
        words = {key: record[key] for key in _WORDS}
        severity, document = Severity(record["severity"]), record["document"]
        line, column = record["line"], record["column"]
    except (TypeError, KeyError, ValueError):
        raise _invalid_answer(source, f"record {position} is not a finding") from None
    is_well_formed = all(isinstance(word, str) for word in words.values()) and type(line) is int and type(column) is int
    if not is_well_formed or not (document is None or isinstance(document, str)):
        raise _invalid_answer(source, f"record {position} is not a finding")
    return Finding(**words, severity=severity, document=document, line=line, column=column)


def _invalid_answer(source: str, reason: str) -> Unreadable:
    return Unreadable(source, f"is not an answer of a check: {reason}", hint="Make one with: somei check --format json")
