"""Files into which a check also writes its findings: one run, several formats."""

from pathlib import Path
from typing import NamedTuple

from somei_cli.commands.shared import params
from somei_cli.errors import WrongUsage
from somei_cli.render.findings.formats import FORMATTERS, CheckFormat
from somei_cli.render.findings.records import CheckAnswer

_format = params.choice(CheckFormat, "the format")


class ReportFile(NamedTuple):
    """A file for the findings of a check, and its format."""

    form: CheckFormat
    path: Path

    def content(self, answer: CheckAnswer) -> bytes:
        """Return what the file is to hold."""
        return FORMATTERS[self.form](answer).encode("utf-8", "backslashreplace")


def read_report_file(typed: str) -> ReportFile:
    """Read FORMAT=FILE, as in `junit=check.xml`.

    Raises:
        WrongUsage: if it is not of that form, or the format is one that is only drawn.
    """
    name, separator, path = typed.partition("=")
    if not (separator and path):
        raise WrongUsage(f"“{typed}” is not FORMAT=FILE.", "For example: somei check --report junit=check.xml")
    form = _format(name)
    if form not in FORMATTERS:
        raise WrongUsage(f"No {form} is written to a file.", f"Formats: {', '.join(FORMATTERS)}")
    return ReportFile(form, Path(path))
