"""A view as a Rich table: key columns whole at any width, stacked entries where the terminal is narrow."""

import re

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from somei_cli.model.markings import Level, Marking
from somei_cli.render.view import Column, Record, View
from somei_cli.text.cleaning import clean, clean_line

NARROW = 68
_LEAD = re.compile(r" *[–→] ")
_LEAST = 18
_LONGEST = 45
"""Cells: below NARROW entries are stacked; what folds gets _LEAST; a kept cell over _LONGEST may fold too."""


def table_of(view: View, width: int) -> RenderableType:
    """The records as a table that fits, or stacked."""
    if view.headless:
        return _card(view)
    kept = sum(_natural(view, c) + 2 for c in view.columns if c.kept)
    folding = sum(min(_natural(view, c), _LEAST) + 2 for c in view.columns if not c.kept)
    if width < NARROW or kept + folding > width:
        return Group(*(_stacked(view, record, width) for record in view.records))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    for column in view.columns:
        natural = _natural(view, column)
        table.add_column(
            Text(column.heading),
            min_width=natural if column.kept else min(natural, _LEAST),
            overflow="fold",
        )
    for record in view.records:
        table.add_row(*(styled(c, record) for c in view.columns))
    return table


def styled(column: Column, record: Record) -> Text:
    """The text of one cell, cleaned and never read as markup; colour only repeats what the words say."""
    text = Text(clean_line(column.of(record)), overflow="fold")
    style = marking_style(text.plain) if column.key == "marking" else column.style
    if style:
        text.stylize(style)
    return text


def marking_style(marking: str) -> str:
    """The colour that goes with a marking."""
    if not marking:
        return ""
    level = Marking(marking).level
    return "yellow" if level is Level.LIMITE else "bold red" if level > Level.LIMITE else "green"


def _natural(view: View, column: Column) -> int:
    """The width a column needs. No number or marking is longer than _LONGEST: what is, may fold in any column."""
    lengths = (cell_len(clean_line(column.of(record))) for record in view.records)
    return max(cell_len(column.heading), *(length for length in lengths if length <= _LONGEST), 0)


def _stacked(view: View, record: Record, width: int) -> RenderableType:
    """Key columns on the first line, one a line where they do not fit; everything else below, indented."""
    head = [styled(c, record) for c in view.columns if c.kept and c.of(record)]
    if sum(cell_len(t.plain) + 2 for t in head) - 2 <= width:
        head = [Text("  ").join(head)] if head else []
    rows: list[RenderableType] = [_whole(t) for t in head]
    rows += [Padding(styled(c, record), (0, 0, 0, 2)) for c in view.columns if not c.kept and c.of(record)]
    return Group(*rows)


def _whole(text: Text) -> Text:
    text.no_wrap = True
    text.overflow = "ignore"
    return text


def _card(view: View) -> Table:
    """Field and value, one below the other."""
    label, value = view.columns
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for record in view.records:
        key = Text(clean_line(label.of(record)), style="bold")
        words = clean(value.of(record))
        style = marking_style(words) if record.get("field") == "marking" else ""
        table.add_row(key, Group(*(_hanging(line, style) for line in words.split("\n"))))
    return table


def _hanging(line: str, style: str) -> RenderableType:
    """A line whose folded rest stands below its first word, not below its bullet."""
    lead = _LEAD.match(line)
    if lead is None:
        return Text(line, style=style, overflow="fold")
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(lead[0]), Text(line[lead.end() :], overflow="fold"))
    return grid
