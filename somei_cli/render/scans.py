"""References found in texts."""

from collections.abc import Iterable

from somei_cli.model.references import ExternalReference
from somei_cli.model.scans import Scanned
from somei_cli.render.view import Column, View


def scans_view(found: Iterable[Scanned]) -> View:
    """One line a reference, in order of appearance."""
    columns = (
        Column("file", "file"),
        Column("line", "line", kept=True, told=True),
        Column("reference", "reference", style="bold cyan"),
        Column("kind", "kind", kept=True),
    )
    records = tuple(
        {
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "reference": str(one.target),
            "kind": str(one.target.kind) if isinstance(one.target, ExternalReference) else "document",
            "text": one.text,
            "candidates": [str(number) for number in one.candidates],
        }
        for one in found
    )
    return View("scan", columns, records, "No reference found.")
