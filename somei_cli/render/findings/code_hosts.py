"""Findings as annotations of a GitHub workflow run, and as a GitLab Code Quality report."""

from somei_cli.formats.sanitize import clean_line
from somei_cli.render.findings.records import CheckAnswer, fingerprints
from somei_cli.render.output.formats import json_text
from somei_cli.render.output.view import Record
from somei_cli.rules.definition.findings import NOT_CHECKED, Severity
from somei_cli.rules.engine.report_comparison import ComparedFinding

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(answer: CheckAnswer) -> str:
    """Return one workflow command per finding; fixed findings are left out, since they have no line."""
    return "".join(_workflow_command(answer, compared) for compared in answer.account.current)


def _workflow_command(answer: CheckAnswer, compared: ComparedFinding) -> str:
    finding = compared.finding
    path = _escape_property(clean_line(answer.repository_path(finding.path)))
    title = _escape_property(f"{finding.code} ({compared.state})" if compared.state else finding.code)
    place = f"file={path},line={finding.line},col={finding.column},title={title}"
    return f"::{_LEVELS[finding.severity]} {place}::{_escape_data(clean_line(finding.message))}\n"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def as_gitlab(answer: CheckAnswer) -> str:
    """Return one JSON array; GitLab itself tells new findings from fixed ones, by the fingerprints."""
    return json_text(
        [
            _quality_issue(answer, compared, fingerprint)
            for compared, fingerprint in fingerprints(answer.account.current)
        ]
    )


def _quality_issue(answer: CheckAnswer, compared: ComparedFinding, fingerprint: str) -> Record:
    finding = compared.finding
    prefix = f"{finding.document}: " if finding.document else ""
    return {
        "description": clean_line(f"{prefix}{finding.message}"),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": "blocker" if finding.code == NOT_CHECKED else _SEVERITIES[finding.severity],
        "location": {
            "path": clean_line(answer.repository_path(finding.path)),
            "lines": {"begin": finding.line},
            "positions": {"begin": {"line": finding.line, "column": finding.column}},
        },
    }
