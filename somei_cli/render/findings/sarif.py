"""Findings as SARIF 2.1.0, the format that code hosts import."""

import re
from typing import Any
from urllib.parse import quote

from somei_cli import __version__
from somei_cli.errors.installation import find_project_address
from somei_cli.formats.sanitize import clean_line
from somei_cli.render.findings.records import CheckAnswer, fingerprints
from somei_cli.render.output.formats import json_text
from somei_cli.render.output.view import Record
from somei_cli.rules.definition.findings import NOT_CHECKED, UNREADABLE, Finding, Severity
from somei_cli.rules.definition.rule import Rule
from somei_cli.rules.engine.report_comparison import ComparedFinding, FindingState

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_STATES = {FindingState.NEW: "new", FindingState.STANDING: "unchanged", FindingState.FIXED: "absent"}


def as_sarif(answer: CheckAnswer) -> str:
    """Return one run; it is marked as not successful if a file could not be read."""
    found_codes = {compared.finding.code for compared in answer.account.findings}
    used = [rule for code, rule in answer.rules.items() if code in found_codes]
    rule_indexes = {rule.code: position for position, rule in enumerate(used)}
    driver = {"name": "somei", "version": __version__, "rules": [_rule(rule) for rule in used]}
    if address := find_project_address():
        driver["informationUri"] = address
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(answer)],
        "results": [
            _result(answer, compared, fingerprint, rule_indexes)
            for compared, fingerprint in fingerprints(answer.account.findings)
        ],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json_text({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> Record:
    return {
        "id": rule.code,
        "name": _rule_name(rule),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.reason or rule.title},
        "help": {"text": f"somei explain {rule.code}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _rule_name(rule: Rule) -> str:
    """Return the title of a rule as one word, as in `AFileIsUnknown`: some code hosts refuse a rule without a name."""
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"[^\W_]+", rule.title))


def _invocation(answer: CheckAnswer) -> Record:
    unread = [
        compared.finding for compared in answer.account.current if compared.finding.code in {UNREADABLE, NOT_CHECKED}
    ]
    invocation: dict[str, Any] = {"executionSuccessful": not answer.account.report.unread}
    if unread:
        invocation["toolExecutionNotifications"] = [
            {
                "descriptor": {"id": finding.code},
                "level": "error",
                "message": {"text": _describe_unreadable(finding)},
                "locations": [_location(answer, finding)],
            }
            for finding in unread
        ]
    return invocation


def _describe_unreadable(finding: Finding) -> str:
    message = clean_line(finding.message)
    return message if finding.code == NOT_CHECKED else f"{clean_line(finding.path)} could not be read: {message}"


def _result(answer: CheckAnswer, compared: ComparedFinding, fingerprint: str, rule_indexes: dict[str, int]) -> Record:
    finding = compared.finding
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": clean_line(f"{finding.message.rstrip('.')}. {finding.hint}".strip())},
        "locations": [_location(answer, finding)],
        "partialFingerprints": {"someiFinding/v1": fingerprint},
    }
    if finding.code in rule_indexes:
        result["ruleIndex"] = rule_indexes[finding.code]
    if compared.state:
        result["baselineState"] = _STATES[compared.state]
    elif answer.account.has_baseline:
        result["baselineState"] = "new"
    return result


def _location(answer: CheckAnswer, finding: Finding) -> Record:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(answer.repository_path(finding.path), errors="surrogateescape")},
            "region": {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)},
        }
    }
