"""Findings as JUnit XML: a test case for each rule, failed by what counts, and skipped if it found nothing new."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from somei_cli.render.findings.records import CheckAnswer, finding_line
from somei_cli.rules.definition.findings import NOT_CHECKED, UNREADABLE, Severity
from somei_cli.rules.engine.report_comparison import ComparedFinding, FindingState

_ERRORS = {UNREADABLE: "could not be read", NOT_CHECKED: "could not be checked"}
"""Codes that are an error of the check itself, not a failure of the register."""


def as_junit(answer: CheckAnswer) -> str:
    """Return one test suite that is valid under all common JUnit schemas.

    It has every attribute that one of them requires, and no element that only some know. A rule that could not run is
    an error, not a failure. A rule with errors or warnings that all stood before is a skipped case, which hosts show:
    it has not passed. Findings that do not count are listed at the end of the suite.
    """
    cases: dict[str, list[ComparedFinding]] = {code: [] for code in answer.rules}
    not_counted: list[ComparedFinding] = []
    for compared in answer.account.findings:
        case_findings = cases.setdefault(compared.finding.code, [])
        (case_findings if _decides_case(answer, compared) else not_counted).append(compared)
    errors = sum(bool(cases.get(code)) for code in _ERRORS)
    standing = {
        code: _standing_findings(code, not_counted) for code, case_findings in cases.items() if not case_findings
    }
    suites = ET.Element("testsuites")
    suite = ET.SubElement(
        suites,
        "testsuite",
        {
            "id": "0",
            "package": "somei",
            "name": "somei check",
            "timestamp": f"{answer.today}T00:00:00",
            "hostname": "localhost",
            "tests": str(len(cases)),
            "failures": str(sum(bool(case_findings) for code, case_findings in cases.items() if code not in _ERRORS)),
            "errors": str(errors),
            "skipped": str(sum(map(bool, standing.values()))),
            "time": "0",
        },
    )
    ET.SubElement(suite, "properties")
    for code, case_findings in cases.items():
        attributes = {"classname": "somei", "name": f"{code} {_xml_text(answer.title(code))}", "time": "0"}
        case = ET.SubElement(suite, "testcase", attributes)
        if case_findings and code in _ERRORS:
            _add_outcome(case, "error", _ERRORS[code], case_findings)
        elif case_findings:
            _add_outcome(case, "failure", "found", case_findings)
        elif standing[code]:
            skipped = ET.SubElement(case, "skipped", {"message": f"{len(standing[code])} standing, nothing new"})
            skipped.text = _finding_lines(standing[code])
    ET.SubElement(suite, "system-out").text = _finding_lines(not_counted)
    ET.SubElement(suite, "system-err")
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _decides_case(answer: CheckAnswer, compared: ComparedFinding) -> bool:
    """Return whether a finding makes its test case fail."""
    return compared.is_current if compared.finding.code in _ERRORS else answer.account.counts(compared)


def _standing_findings(code: str, not_counted: Iterable[ComparedFinding]) -> list[ComparedFinding]:
    return [
        compared
        for compared in not_counted
        if compared.finding.code == code
        and compared.state is FindingState.STANDING
        and compared.finding.severity >= Severity.WARNING
    ]


def _add_outcome(case: ET.Element, kind: str, verb: str, case_findings: list[ComparedFinding]) -> None:
    worst = max(compared.finding.severity for compared in case_findings)
    ET.SubElement(case, kind, {"message": f"{len(case_findings)} {verb}", "type": str(worst)}).text = _finding_lines(
        case_findings
    )


def _finding_lines(findings: Iterable[ComparedFinding]) -> str:
    return "\n".join(_xml_text(finding_line(compared)) for compared in findings)


def _xml_text(text: str) -> str:
    """Drop the characters that XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\t\n" or 0x20 <= ord(c) <= 0xD7FF or 0xE000 <= ord(c) <= 0xFFFD)
