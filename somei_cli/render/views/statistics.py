"""Views of counts: documents by group, as numbers or bars."""

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.group_counts import GroupCounts
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.view import Column, Record, View, cell

_EIGHTHS = " ▏▎▍▌▋▊▉"
_NO_VALUE = "(none)"
_LONGEST = 36
_SHORTEST_BAR = 8
_GAP = 2


def stats_view(tally: GroupCounts) -> View:
    """One row per value or pair of values, with the number of its documents."""
    columns = (*(Column(by, by, unbroken=True, style="bold cyan") for by in tally.by), Column("documents", "documents"))
    records = tuple(
        {**dict(zip(tally.by, group.values, strict=True)), "documents": group.documents} for group in tally.counts
    )
    return View("stats", columns, records, "No document fits.")


def bars_view(view: View, by: tuple[GroupBy, ...], width: int, *, blocks: bool = True) -> View:
    """The counts as bars that fill a terminal; `blocks` says whether it has block characters."""
    from rich.cells import cell_len

    largest = max((record["documents"] for record in view.records), default=1)
    digits = len(str(largest))
    names = [[clean_line(cell(record[key])) or _NO_VALUE for key in by] for record in view.records]
    first = max((cell_len(row[0]) for row in names), default=0) if len(by) > 1 else 0
    labels = ["  ".join([row[0] + " " * (first - cell_len(row[0])), *row[1:]]) for row in names]
    label_width = max((cells for label in labels if (cells := cell_len(label)) <= _LONGEST), default=0)
    bar_width = max(width - label_width - _GAP - digits - 1, _SHORTEST_BAR)
    rows: list[Record] = [
        {
            "field": label,
            "value": f"{record['documents']:>{digits}} {_bar(record['documents'] / largest * bar_width, blocks)}",
        }
        for label, record in zip(labels, view.records, strict=True)
    ]
    return View(
        view.name, (Column("field", "field"), Column("value", "value")), tuple(rows), view.empty_message, headless=True
    )


def describe_total(tally: GroupCounts) -> str:
    """Return in one sentence how many documents were counted."""
    code_note = ", those with several codes under each" if GroupBy.CODE in tally.by else ""
    return f"{pluralise(tally.total, 'document')} by {' and '.join(tally.by)}{code_note}."


def _bar(length: float, blocks: bool) -> str:
    """Return a bar of so many cells, in steps of an eighth; never empty, since something was counted."""
    if not blocks:
        return "#" * max(round(length), 1)
    eighths = max(round(length * 8), 1)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
