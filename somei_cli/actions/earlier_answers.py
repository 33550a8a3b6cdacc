"""Reading the answer of an earlier check, to compare with it."""

from somei_cli.errors import NotFound, Unreadable
from somei_cli.rules.earlier import earlier_findings
from somei_cli.rules.findings import Finding
from somei_cli.store.intake import incoming


def findings_in(path: str) -> tuple[Finding, ...]:
    """The findings that an earlier check told in a file, or on standard input for `-`.

    Raises:
        Unreadable: also where there is no such file; a check that compares with nothing would call all new or all well.
    """
    try:
        content = incoming(path).content
    except NotFound:
        raise Unreadable(path, "there is no such file", hint="Make one with: somei check --format json") from None
    try:
        return earlier_findings(content.decode("utf-8"), path)
    except UnicodeDecodeError:
        raise Unreadable(path, "is no answer of a check: it is not UTF-8") from None
