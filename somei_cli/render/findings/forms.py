"""The formats of findings, by the names they are asked for."""

from collections.abc import Callable
from enum import StrEnum

from somei_cli.render.findings.answer import CheckAnswer
from somei_cli.render.findings.github import as_github
from somei_cli.render.findings.gitlab import as_gitlab
from somei_cli.render.findings.lines import as_concise
from somei_cli.render.findings.sarif import as_sarif
from somei_cli.render.findings.tables import as_findings_json, as_findings_jsonl, as_findings_tsv


class CheckFormat(StrEnum):
    """The forms of a check's answer."""

    TABLE = "table"
    CONCISE = "concise"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    JUNIT = "junit"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"


def _junit(answer: CheckAnswer) -> str:
    # The library for XML is wanted by nobody else here.
    from somei_cli.render.findings.junit import as_junit

    return as_junit(answer)


FORMATTERS: dict[CheckFormat, Callable[[CheckAnswer], str]] = {
    CheckFormat.CONCISE: as_concise,
    CheckFormat.TSV: as_findings_tsv,
    CheckFormat.JSON: as_findings_json,
    CheckFormat.JSONL: as_findings_jsonl,
    CheckFormat.JUNIT: _junit,
    CheckFormat.SARIF: as_sarif,
    CheckFormat.GITHUB: as_github,
    CheckFormat.GITLAB: as_gitlab,
}
"""What writes each of them; a table is drawn, not written."""
