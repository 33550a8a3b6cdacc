"""Views of counts: documents by group, as numbers or bars."""

from collections.abc import Iterator, Sequence

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.group_counts import GroupCounts
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.page import CODE, DIM, PageLine, marking_style
from somei_cli.render.output.view import Column, Record, View, cell

_EIGHTHS = " ▏▎▍▌▋▊▉"
_NO_VALUE = "(none)"
_LONGEST = 36
_SHORTEST_BAR = 8
_LONGEST_BAR = 50
_GAP = 2


def stats_view(tally: GroupCounts) -> View:
    """One row per value or pair of values, with the number of its documents."""
    columns = (*(Column(by, by, unbroken=True, style="bold cyan") for by in tally.by), Column("documents", "documents"))
    records = tuple(
        {**dict(zip(tally.by, group.values, strict=True)), "documents": group.documents} for group in tally.counts
    )
    return View("stats", columns, records, "No document fits.")


def bar_lines(view: View, tally: GroupCounts, width: int, *, blocks: bool = True) -> Iterator[PageLine]:
    """Yield the counts as bars, and how many documents they count; `blocks`: the terminal has block characters."""
    from rich.cells import cell_len

    records, by = view.records, tally.by
    largest = max((record["documents"] for record in records), default=1)
    digits = len(str(largest))
    names = [[clean_line(cell(record[key])) or _NO_VALUE for key in by] for record in records]
    first = max((cell_len(row[0]) for row in names), default=0) if len(by) > 1 else 0
    labels = ["  ".join([row[0] + " " * (first - cell_len(row[0])), *row[1:]]) for row in names]
    label_width = max((cells for label in labels if (cells := cell_len(label)) <= _LONGEST), default=0)
    bar_width = min(max(width - label_width - digits - 2 * _GAP, _SHORTEST_BAR), _LONGEST_BAR)
    for label, record in zip(labels, records, strict=True):
        count = record["documents"]
        blanks = " " * max(label_width - cell_len(label), 0)
        counted = ((f"  {count:>{digits}}  ", ""), (_bar(count / largest * bar_width, blocks), DIM))
        style = _style_of(by, record)
        if cell_len(label) > label_width:
            yield PageLine(((label, style),))
            yield PageLine(((" " * label_width, ""), *counted), cut=True)
        else:
            yield PageLine(((label, style), (blanks, ""), *counted), cut=True)
    yield PageLine(((f"{describe_total(tally).removesuffix('.')} · which ones: somei list", DIM),))


def _style_of(by: Sequence[GroupBy], record: Record) -> str:
    if len(by) > 1 or not record[by[0]]:
        return ""
    if by[0] is GroupBy.MARKING:
        return marking_style(cell(record[by[0]]))
    return CODE if by[0] in {GroupBy.CODE, GroupBy.SERIES, GroupBy.BODY} else ""


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
