"""Findings as a Code Quality report of GitLab."""

from somei_cli.formats.sanitize import clean_line
from somei_cli.render.findings.records import CheckAnswer, fingerprints
from somei_cli.render.output.formats import json_text
from somei_cli.render.output.view import Record
from somei_cli.rules.definition.findings import NOT_CHECKED, Severity
from somei_cli.rules.engine.baseline import ComparedFinding

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
