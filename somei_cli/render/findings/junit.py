"""Findings as JUnit XML: a test case a rule, failed where it found something that counts."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from somei_cli.render.findings.records import CheckAnswer, line_of
from somei_cli.rules.definition.findings import NOT_CHECKED, UNREADABLE
from somei_cli.rules.engine.baseline import ComparedFinding

_ERRORS = {UNREADABLE: "could not be read", NOT_CHECKED: "could not be checked"}
"""What is an error of the check, and no failure of the register."""


def as_junit(answer: CheckAnswer) -> str:
    """One suite. It holds what all the usual schemas ask for, and no element that only some of them know.

    A case that could not look is an error, not a failure. What does not count is told at the end of the suite.
    """
    cases: dict[str, list[ComparedFinding]] = {code: [] for code in answer.rules}
    rest: list[ComparedFinding] = []
    for told in answer.account.told:
        rows = cases.setdefault(told.finding.code, [])
        (rows if _is_outcome(answer, told) else rest).append(told)
    errors = sum(bool(cases.get(code)) for code in _ERRORS)
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
            "failures": str(sum(bool(rows) for code, rows in cases.items() if code not in _ERRORS)),
            "errors": str(errors),
            "skipped": "0",
            "time": "0",
        },
    )
    ET.SubElement(suite, "properties")
    for code, rows in cases.items():
        attributes = {"classname": "somei", "name": f"{code} {_xml(answer.title(code))}", "time": "0"}
        case = ET.SubElement(suite, "testcase", attributes)
        if rows and code in _ERRORS:
            _outcome(case, "error", _ERRORS[code], rows)
        elif rows:
            _outcome(case, "failure", "found", rows)
    ET.SubElement(suite, "system-out").text = _lines(rest)
    ET.SubElement(suite, "system-err")
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _is_outcome(answer: CheckAnswer, told: ComparedFinding) -> bool:
    """Whether a finding decides what becomes of its case."""
    return told.is_here if told.finding.code in _ERRORS else answer.account.counts(told)


def _outcome(case: ET.Element, kind: str, what: str, rows: list[ComparedFinding]) -> None:
    worst = max(told.finding.severity for told in rows)
    ET.SubElement(case, kind, {"message": f"{len(rows)} {what}", "type": str(worst)}).text = _lines(rows)


def _lines(rows: Iterable[ComparedFinding]) -> str:
    return "\n".join(_xml(line_of(told)) for told in rows)


def _xml(text: str) -> str:
    """Only what XML 1.0 can hold."""
    return "".join(c for c in text if c in "\t\n" or 0x20 <= ord(c) <= 0xD7FF or 0xE000 <= ord(c) <= 0xFFFD)
