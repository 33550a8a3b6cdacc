"""What no server may hold: a word of a number that stands in for one of its own, and will be another one."""

from collections.abc import Iterable, Iterator

from somei_cli.model.entries import DocumentFile
from somei_cli.rules.findings import Finding, Severity

_CODE = "NUM017"


def named_too_early(entries: Iterable[DocumentFile]) -> Iterator[Finding]:
    """References to provisional numbers. In a clone they are in order: the next sync settles both ends."""
    for entry in entries:
        document = entry.document
        for number in dict.fromkeys(reference.to for reference in document.pointing()) if document else ():
            if document and number.is_provisional:
                message = f"{number} is named here, and is provisional"
                hint = "Whoever has that entry settles its number: somei sync. Without one, take the reference out."
                yield Finding(_CODE, Severity.ERROR, str(entry.path), 1, 1, str(document.number), message, hint)
