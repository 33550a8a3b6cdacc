"""Who set what stands, as a view."""

from collections.abc import Iterable

from somei_cli.model.fieldchanges import Origin
from somei_cli.render.changes import short, why
from somei_cli.render.view import Column, Record, View

_NOBODY = "not committed"


def blame_view(origins: Iterable[Origin]) -> View:
    """One line a value."""
    columns = (
        Column("field", "field", style="bold"),
        Column("value", "value", told=True, text=lambda r: short(r["value"])),
        Column("who", "who", text=lambda r: r["who"] or _NOBODY),
        Column("when", "when", kept=True, text=lambda r: (r["when"] or "")[:16].replace("T", " ")),
        Column("reason", "why", told=True, text=why),
        Column("commit", "commit", kept=True, text=lambda r: (r["commit"] or "")[:10]),
    )
    return View("blame", columns, tuple(map(_record, origins)), "No such field stands in this document.")


def _record(origin: Origin) -> Record:
    by = origin.setting
    return {
        "document": str(origin.document),
        "field": origin.field,
        "value": origin.value,
        "when": by.when.isoformat() if by else None,
        "who": by.who if by else None,
        "commit": by.commit if by else None,
        "reason": by.reason if by else None,
        "declared": by is not None and by.declared,
        "merge": by is not None and by.merge,
    }
