"""Findings as annotations of a GitHub workflow run.

Findings as a Code Quality report of GitLab.
"""

from somei_cli.formats.sanitize import clean_line
from somei_cli.render.findings.records import CheckAnswer, fingerprints
from somei_cli.render.output.formats import json_text
from somei_cli.render.output.view import Record
from somei_cli.rules.definition.findings import NOT_CHECKED, Severity
from somei_cli.rules.engine.baseline import ComparedFinding

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(answer: CheckAnswer) -> str:
    """One workflow command a finding; what is gone has no line to stand at."""
    return "".join(_annotation(answer, told) for told in answer.account.here)


def _annotation(answer: CheckAnswer, told: ComparedFinding) -> str:
    finding = told.finding
    path = _property(clean_line(answer.from_top(finding.path)))
    title = _property(f"{finding.code} ({told.state})" if told.state else finding.code)
    place = f"file={path},line={finding.line},col={finding.column},title={title}"
    return f"::{_LEVELS[finding.severity]} {place}::{_data(clean_line(finding.message))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def as_gitlab(answer: CheckAnswer) -> str:
    """One array; GitLab itself tells new from fixed, by the fingerprints."""
    return json_text([_issue(answer, told, known_by) for told, known_by in fingerprints(answer.account.here)])


def _issue(answer: CheckAnswer, told: ComparedFinding, fingerprint: str) -> Record:
    finding = told.finding
    about = f"{finding.document}: " if finding.document else ""
    return {
        "description": clean_line(f"{about}{finding.message}"),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": "blocker" if finding.code == NOT_CHECKED else _SEVERITIES[finding.severity],
        "location": {
            "path": clean_line(answer.from_top(finding.path)),
            "lines": {"begin": finding.line},
            "positions": {"begin": {"line": finding.line, "column": finding.column}},
        },
    }
