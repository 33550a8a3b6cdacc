"""The formats of findings by name, and the function that writes each."""

from collections.abc import Callable
from enum import StrEnum

from somei_cli.render.findings.records import (
    CheckAnswer,
    as_concise,
    as_findings_json,
    as_findings_jsonl,
    as_findings_tsv,
)


class CheckFormat(StrEnum):
    """The formats of a check."""

    TABLE = "table"
    CONCISE = "concise"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    JUNIT = "junit"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"


# These are imported when called: few users want them, and they load modules that nothing else needs.


def _junit(answer: CheckAnswer) -> str:
    from somei_cli.render.findings.junit import as_junit

    return as_junit(answer)


def _sarif(answer: CheckAnswer) -> str:
    from somei_cli.render.findings.sarif import as_sarif

    return as_sarif(answer)


def _github(answer: CheckAnswer) -> str:
    from somei_cli.render.findings.code_hosts import as_github

    return as_github(answer)


def _gitlab(answer: CheckAnswer) -> str:
    from somei_cli.render.findings.code_hosts import as_gitlab

    return as_gitlab(answer)


FORMATTERS: dict[CheckFormat, Callable[[CheckAnswer], str]] = {
    CheckFormat.CONCISE: as_concise,
    CheckFormat.TSV: as_findings_tsv,
    CheckFormat.JSON: as_findings_json,
    CheckFormat.JSONL: as_findings_jsonl,
    CheckFormat.JUNIT: _junit,
    CheckFormat.SARIF: _sarif,
    CheckFormat.GITHUB: _github,
    CheckFormat.GITLAB: _gitlab,
}
"""The writer of each format. TABLE is not here: it is drawn as a view."""
