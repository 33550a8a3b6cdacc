"""Findings in the formats that people, nights and code reviews read. Pure functions of a report."""

import json
from collections.abc import Callable
from enum import StrEnum

from somei_cli import __version__
from somei_cli.model.wording import counted
from somei_cli.render.formats import as_json, json_text
from somei_cli.render.view import Column, Record, View
from somei_cli.rules.findings import Finding, Report, Severity
from somei_cli.rules.rule import Rule
from somei_cli.text.cleaning import clean_line


class CheckFormat(StrEnum):
    """The forms of a check's answer."""

    TABLE = "table"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    JUNIT = "junit"
    SARIF = "sarif"
    GITHUB = "github"


def findings_view(report: Report) -> View:
    """One line a finding, in the order of the files."""
    columns = (
        Column("code", "code", kept=True, style="bold"),
        Column("severity", "severity", kept=True),
        Column("document", "document", kept=True, text=_where, style="bold cyan"),
        Column("line", "line", kept=True, told=True),
        Column("message", "message"),
        Column("hint", "what to do"),
    )
    return View("check", columns, tuple(map(record_of, report.findings)), "Nothing found.")


def _where(record: Record) -> str:
    """The document, or the path of a file that gives none."""
    return str(record["document"] or record["path"])


def record_of(finding: Finding) -> Record:
    """A finding as JSON holds it."""
    record = {
        "code": finding.code,
        "severity": str(finding.severity),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "document": finding.document,
        "message": finding.message,
        "hint": finding.hint,
    }
    return {**record, "commit": finding.commit} if finding.commit else record


def summary(report: Report) -> str:
    """How many of each, in words."""
    counts = [(s, sum(f.severity is s for f in report.findings)) for s in reversed(Severity)]
    words = [f"{n} {s}{'' if n == 1 or s is Severity.INFO else 's'}" for s, n in counts if n]
    told = ", ".join(words) if words else "nothing found"
    if report.waived:
        told += f"; {len(report.waived)} waived"
    unread = f"; {report.unread} could not be read" if report.unread else ""
    return f"{counted(report.checked, 'document')} checked{unread}{_proof(report)}: {told}."


def _proof(report: Report) -> str:
    """Between which commits the history was proved."""
    proved = report.history
    if proved is None or proved.last is None:
        return "; no history yet" if proved else ""
    first = (proved.first or proved.last)[:10]
    return f"; history proved from {first} to {proved.last[:10]}, {counted(proved.count, 'commit')}"


def as_concise(report: Report, _: dict[str, Rule]) -> str:
    """`path:line:column: CODE severity message`, one a line."""
    return "".join(
        f"{clean_line(f.path)}:{f.line}:{f.column}: {f.code} {f.severity} {clean_line(f.message)}\n"
        for f in report.findings
    )


def as_findings_json(report: Report, _: dict[str, Rule]) -> str:
    """The records, as for every command."""
    return as_json(findings_view(report))


def as_jsonl(report: Report, _: dict[str, Rule]) -> str:
    """One record a line."""
    return "".join(json.dumps(record_of(f)) + "\n" for f in report.findings)


def as_github(report: Report, _: dict[str, Rule]) -> str:
    """Annotations of a GitHub workflow run."""
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    return "".join(
        f"::{level[f.severity]} file={_property(clean_line(f.path))},line={f.line},col={f.column},"
        f"title={_property(f.code)}::{_data(clean_line(f.message))}\n"
        for f in report.findings
    )


def as_junit(report: Report, rules: dict[str, Rule]) -> str:
    """JUnit XML: one test case a rule, failed where it found something."""
    from xml.etree import ElementTree as ET

    found: dict[str, list[Finding]] = {code: [] for code in rules}
    for finding in report.findings:
        found.setdefault(finding.code, []).append(finding)
    failing = {code: rows for code, rows in found.items() if any(f.severity is not Severity.INFO for f in rows)}
    suite = ET.Element(
        "testsuite",
        {"name": "somei check", "tests": str(len(found)), "failures": str(len(failing)), "errors": "0", "skipped": "0"},
    )
    for code, rows in found.items():
        title = rules[code].title if code in rules else code
        case = ET.SubElement(suite, "testcase", {"classname": "somei", "name": f"{code} {title}"})
        text = "\n".join(f"{_xml(f.path)}:{f.line}: {_xml(f.message)}" for f in rows)
        if code in failing:
            failure = {"message": f"{len(rows)} found", "type": str(max(f.severity for f in rows))}
            ET.SubElement(case, "failure", failure).text = text
        elif rows:
            ET.SubElement(case, "system-out").text = text
    suites = ET.Element("testsuites", {"name": "somei", "tests": str(len(found)), "failures": str(len(failing))})
    suites.append(suite)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def as_sarif(report: Report, rules: dict[str, Rule]) -> str:
    """SARIF 2.1.0, as code hosts take it."""
    from urllib.parse import quote

    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    used = [rules[code] for code in rules if any(f.code == code for f in report.findings)]
    return json_text(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "somei",
                            "version": __version__,
                            "informationUri": "https://joinup.ec.europa.eu/",
                            "rules": [
                                {
                                    "id": rule.code,
                                    "shortDescription": {"text": rule.title},
                                    "fullDescription": {"text": rule.reason or rule.title},
                                    "defaultConfiguration": {"level": level[rule.severity]},
                                }
                                for rule in used
                            ],
                        }
                    },
                    "results": [
                        {
                            "ruleId": f.code,
                            "level": level[f.severity],
                            "message": {"text": f"{clean_line(f.message)} {f.hint}".strip()},
                            "locations": [
                                {
                                    "physicalLocation": {
                                        "artifactLocation": {"uri": quote(f.path, errors="surrogateescape")},
                                        "region": {"startLine": max(f.line, 1), "startColumn": max(f.column, 1)},
                                    }
                                }
                            ],
                        }
                        for f in report.findings
                    ],
                }
            ],
        }
    )


FORMATTERS: dict[CheckFormat, Callable[[Report, dict[str, Rule]], str]] = {
    CheckFormat.CONCISE: as_concise,
    CheckFormat.JSON: as_findings_json,
    CheckFormat.JSONL: as_jsonl,
    CheckFormat.JUNIT: as_junit,
    CheckFormat.SARIF: as_sarif,
    CheckFormat.GITHUB: as_github,
}


def _xml(text: str) -> str:
    """Only what XML 1.0 can hold."""
    return "".join(c for c in clean_line(text) if c in "\t\n" or 0x20 <= ord(c) <= 0xD7FF or 0xE000 <= ord(c) <= 0xFFFD)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
