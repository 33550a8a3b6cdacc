"""Views of counts: documents by group, as numbers or bars."""

from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.group_counts import GroupCounts
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.view import Column, View


def stats_view(tally: GroupCounts) -> View:
    """One row per value or pair of values, with the number of its documents."""
    columns = (*(Column(by, by, unbroken=True, style="bold cyan") for by in tally.by), Column("documents", "documents"))
    records = tuple(
        {**dict(zip(tally.by, group.values, strict=True)), "documents": group.documents} for group in tally.counts
    )
    return View("stats", columns, records, "No document fits.")


def describe_total(tally: GroupCounts) -> str:
    """Return in one sentence how many documents were counted."""
    code_note = ", those with several codes under each" if GroupBy.CODE in tally.by else ""
    return f"{pluralise(tally.total, 'document')} by {' and '.join(tally.by)}{code_note}."
