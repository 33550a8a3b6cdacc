"""Findings as lines: for a terminal, a log, an editor."""

from somei_cli.render.findings.answer import CheckAnswer
from somei_cli.rules.comparing import ComparedFinding
from somei_cli.text.cleaning import clean_line


def as_concise(answer: CheckAnswer) -> str:
    """`path:line:column: CODE severity message`, one a line; the state before the message where there is one."""
    return "".join(f"{line_of(told)}\n" for told in answer.account.told)


def line_of(told: ComparedFinding) -> str:
    """One finding on one line."""
    finding = told.finding
    state = f"[{told.state}] " if told.state else ""
    place = f"{clean_line(finding.path)}:{finding.line}:{finding.column}"
    return f"{place}: {finding.code} {finding.severity} {state}{clean_line(finding.message)}"
