"""Views as tables on a terminal, drawn with Rich: folded text, emphasis, stacked entries if the terminal is narrow.

Importing Rich takes time: only what draws a table imports this module.
"""

import os
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from somei_cli.formats.sanitize import LOG_COMMAND_ESCAPE, clean, clean_line, escape_log_command, is_log_command
from somei_cli.render.output.line_breaks import (
    UNBREAKABLE_BLANK,
    keep_units_whole,
    keep_whole,
)
from somei_cli.render.output.page import DIM, NARROW_WIDTH, TerminalForm, lead_to, marking_style
from somei_cli.render.output.streams import can_encode, terminal_width, usable_width
from somei_cli.render.output.view import Column, Record, View

StyledSpan = tuple[int, int]
HIT_STYLE = "bold reverse"
_UNCOUNTED = {" ", LOG_COMMAND_ESCAPE}


def spans_by_line(plain: str, spans: Sequence[StyledSpan], lines: Iterable[str]) -> list[list[StyledSpan]]:
    """Return the spans of a text in each of the lines it was folded into.

    Folding adds and drops only characters that are not counted here: blanks and the set-off character.
    """
    marks = [
        any(start <= index < end for start, end in spans)
        for index, letter in enumerate(plain)
        if letter not in _UNCOUNTED
    ]
    remaining_marks = iter(marks)
    return [
        _find_runs([letter not in _UNCOUNTED and next(remaining_marks, False) for letter in line]) for line in lines
    ]


def emphasise(line: str, spans: Iterable[StyledSpan], style: str) -> Text:
    """Return a line with its spans emphasised; nothing in it is read as markup."""
    text = Text(line, style=style, overflow="fold")
    for start, end in spans:
        text.stylize(HIT_STYLE, start, end)
    return text


def _find_runs(marks: Sequence[bool]) -> list[StyledSpan]:
    """Return the start and end of each run of true marks."""
    boundaries = [
        index
        for index in range(len(marks) + 1)
        if (index < len(marks) and marks[index]) != (index > 0 and marks[index - 1])
    ]
    return list(zip(boundaries[::2], boundaries[1::2], strict=True))


_INDENT = re.compile(r" *(?:[–→•] )?")


def indent_of(line: str) -> str:
    """Return the blanks and the bullet at the beginning of a line."""
    match = _INDENT.match(line)
    return match[0] if match else ""


def fold_lines(text: str, width: int) -> list[str]:
    """Fold a text into lines of at most `width` characters; continued lines keep the indent of the first.

    A line that a CI runner would take for a workflow command gets a harmless character in front.
    """
    return [piece for line in text.split("\n") for piece in _fold_line(line, width)]


def _fold_line(line: str, width: int) -> list[str]:
    pieces = _wrap_line(line, width)
    if not any(map(is_log_command, pieces)):
        return pieces
    return [escape_log_command(piece) for piece in _wrap_line(line, max(width - 1, 1))]


def _wrap_line(line: str, width: int) -> list[str]:
    indent = min(len(indent_of(line)), width // 2) * " "
    if cell_len(line) == len(line):
        # An address that was broken could not be followed, nor copied.
        breaks_words = "://" not in line
        wrap = textwrap.TextWrapper(
            width, subsequent_indent=indent, break_long_words=breaks_words, break_on_hyphens=False, tabsize=1
        )
        return wrap.wrap(line) or [""]
    return _wrap_wide_letters(line, width, indent)


def _wrap_wide_letters(line: str, width: int, indent: str) -> list[str]:
    """Fold a line that has letters of two cells, as those of Chinese, or of none."""
    lines = [indent_of(line)]
    for word in line.split():
        gap = " " if lines[-1].strip() else ""
        if cell_len(lines[-1] + gap + word) > width and lines[-1].strip():
            lines.append(indent)
            gap = ""
        lines[-1] += gap
        if "://" in word:
            lines[-1] += word
            continue
        for letter in word:
            if cell_len(lines[-1] + letter) > width and lines[-1].strip():
                lines.append(indent)
            lines[-1] += letter
    return lines


_LEAST_WIDTH = 18
_LONGEST_LABEL = 36
GAP = 2
"""Cells: the least width of a column that folds; the longest label that stands
beside its value; the blanks between columns.
"""


def build_table(
    view: View, width: int, form: TerminalForm, lines_below: Callable[[Record], Iterable[Text]] | None = None
) -> RenderableType:
    """Return the records as a table that fits the width, or stacked if they do not fit, then with lines below each."""
    if view.headless:
        return _build_page(view, width)
    view = view._replace(columns=tuple(c for c in view.columns if _is_informative(c, view.records)))
    rows = [[cell_text(column, record, form) for column in view.columns] for record in view.records]
    rows = [
        [Text(text.plain, style="dim") for text in row] if form.is_dim and form.is_dim(record) else row
        for row, record in zip(rows, view.records, strict=True)
    ]
    ranges = [_width_range(column, [row[index].plain for row in rows]) for index, column in enumerate(view.columns)]
    spare_width = width - sum(least for least, _ in ranges) - GAP * (len(ranges) - 1)
    if width < NARROW_WIDTH or spare_width < 0:
        lines: list[Text] = []
        for row, record in zip(rows, view.records, strict=True):
            lines += _stacked_lines(view.columns, row, record, width)
            lines += lines_below(record) if lines_below else ()
        return Group(*lines)
    widths = _share_width(ranges, spare_width)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    for column, column_width in zip(view.columns, widths, strict=True):
        table.add_column(heading_text(column), no_wrap=column.unbroken, width=column_width, overflow="fold")
    for row, record in zip(rows, view.records, strict=True):
        cells = zip(row, view.columns, widths, strict=True)
        table.add_row(
            *(_folded_cell(text, _spans_of(column, record), column_width) for text, column, column_width in cells)
        )
    return table


_SIGNS = {
    "…": "...",
    "→": "->",
    "–": "-",
    "·": "-",
    "“": '"',
    "”": '"',
    "✓": "+",
    "✗": "x",
    "├": "|",
    "└": "`",
    "│": "|",
    "─": "-",
    "◀": "<",
}
"""What stands for signs of ours where a terminal has only ASCII."""


def in_signs(text: str) -> str:
    """Return a text with the signs that standard output can encode."""
    if text.isascii() or can_encode(text):
        return text
    return "".join(letter if can_encode(letter) else _SIGNS.get(letter, letter) for letter in text)


def heading_text(column: Column) -> Text:
    """Return the heading of a column."""
    return Text(column.heading.upper(), style="bold dim")


def cell_text(column: Column, record: Record, form: TerminalForm) -> Text:
    """Return the cleaned text of a cell. Colour only repeats what the words say."""
    words = clean_line(column.text_of(record))
    if column.usual and words == column.usual:
        return Text("")
    style = column.style
    if column.key in form.texts:
        # An address that is shortened there leads to the whole one.
        style = lead_to(words, style)
        words = clean_line(form.texts[column.key](record))
    if not column.spans:
        words = in_signs(words)
    style = marking_style(words) if column.key == "marking" else style
    if column.key in form.styles:
        style = form.styles[column.key](record)
    return Text(keep_whole(words) if column.unbroken else keep_units_whole(words), style=style, overflow="fold")


def _is_informative(column: Column, records: Sequence[Record]) -> bool:
    """Return whether a terminal shows the column: whether any record differs from its usual value."""
    if column.machine_only:
        return False
    return not column.usual or any(column.text_of(record) != column.usual for record in records)


def _width_range(column: Column, texts: list[str]) -> tuple[int, int]:
    """Return the least and the natural width of a column; the least fits every piece that must stay whole."""
    heading = cell_len(column.heading)
    natural = max(heading, *map(cell_len, texts), 0)
    if column.unbroken:
        return natural, natural
    piece_widths = (
        cell_len(piece)
        for text in texts
        if UNBREAKABLE_BLANK in text or "://" in text
        for piece in text.split(" ")
        if UNBREAKABLE_BLANK in piece or "://" in piece
    )
    return max(min(natural, _LEAST_WIDTH), heading, *piece_widths, 0), natural


def _share_width(ranges: list[tuple[int, int]], spare_width: int) -> list[int]:
    """Return the widths of the columns: spare cells go in equal shares to the columns below their natural width."""
    widths = [least for least, _ in ranges]
    while spare_width > 0 and (
        growing := [index for index, (_, natural) in enumerate(ranges) if widths[index] < natural]
    ):
        for index in growing:
            share = min(max(spare_width // len(growing), 1), ranges[index][1] - widths[index], spare_width)
            widths[index] += share
            spare_width -= share
    return widths


def _folded_cell(text: Text, spans: Sequence[tuple[int, int]], width: int) -> Text:
    """Return the text folded to the width; continued lines start below the first word, not below the bullet."""
    cell = Text("\n", overflow="fold").join(_folded_lines(text, spans, width))
    cell.style = text.style
    return cell


def _folded_lines(text: Text, spans: Sequence[tuple[int, int]], width: int) -> list[Text]:
    """Return the lines of a folded text, with its emphasis."""
    lines = fold_lines(text.plain, width)
    if not spans:
        return [Text(line, style=text.style) for line in lines]
    spans_per_line = spans_by_line(text.plain, spans, lines)
    return [
        emphasise(line, line_spans, str(text.style)) for line, line_spans in zip(lines, spans_per_line, strict=True)
    ]


def _spans_of(column: Column, record: Record) -> Sequence[tuple[int, int]]:
    return column.spans(record) if column.spans else ()


def _stacked_lines(columns: Sequence[Column], row: Sequence[Text], record: Record, width: int) -> list[Text]:
    """Return a record as lines: unbroken columns first, as many per line as fit, the others indented below."""
    labelled_cells = [(column, _with_label(column, text)) for column, text in zip(columns, row, strict=True)]
    keys = [text for column, text in labelled_cells if column.unbroken and text.plain]
    values = [
        (text, _spans_of(column, record)) for column, text in labelled_cells if not column.unbroken and text.plain
    ]
    if len(keys) == 1 and values and not values[0][1] and _side_by_side(keys[0], values[0][0]) <= width:
        keys.append(values.pop(0)[0])
    lines: list[Text] = []
    for key in keys:
        if lines and _side_by_side(lines[-1], key) <= width:
            lines[-1] = Text(" " * GAP).join([lines[-1], key])
        else:
            lines.append(key)
    for text, spans in values:
        lines += [Text(" " * GAP).append_text(line) for line in _folded_lines(text, spans, width - GAP)]
    return [_without_wrapping(line) for line in lines]


def _side_by_side(first: Text, second: Text) -> int:
    return cell_len(first.plain) + GAP + cell_len(second.plain)


def _with_label(column: Column, text: Text) -> Text:
    """Return the text of a cell, with its heading in front if the text alone would be unclear."""
    if not (column.labelled and text.plain):
        return text
    return Text(keep_whole(f"{column.heading}:") + " ", style=DIM if text.style == DIM else "").append_text(text)


def _without_wrapping(text: Text) -> Text:
    text.no_wrap = True
    text.overflow = "ignore"
    return text


def _build_page(view: View, width: int) -> RenderableType:
    """Return fields beside their values; the value goes below if the terminal is narrow or the field name long."""
    label, value = view.columns
    label_widths = (cell_len(clean_line(label.text_of(record))) for record in view.records)
    label_column = max((label_width for label_width in label_widths if label_width <= _LONGEST_LABEL), default=0)
    value_width = max(width - label_column - GAP, _LEAST_WIDTH)
    output_lines: list[Text] = []
    for record in view.records:
        key = clean_line(label.text_of(record))
        words = clean(value.text_of(record))
        marking = record.get("field") == "marking"
        text = keep_whole(words) if marking else keep_units_whole(words)
        style = marking_style(words) if marking else ""
        lines_of_value = fold_lines(text, value_width)
        value_below = cell_len(key) > label_column or (
            width < NARROW_WIDTH and (len(lines_of_value) > 1 or cell_len(text) > value_width)
        )
        if value_below:
            output_lines += [Text(line, style="bold") for line in fold_lines(key, width)]
            lines_of_value = fold_lines(text, width - GAP)
        for line_number, line in enumerate(lines_of_value):
            # Bold is the style of this part alone: as the style of the line, it would apply to the appended value too.
            line_start = Text.assemble(("" if value_below or line_number else key, "bold"))
            line_start.pad_right(GAP if value_below else label_column + GAP - cell_len(line_start.plain))
            output_lines.append(line_start.append(line, style=style))
    return Group(*map(_without_wrapping, output_lines))


_TRAILING = re.compile(r"(?<! )(?: |\x1b\[[0-9;]*m)++$", re.MULTILINE)


def make_console(color: str) -> Console:
    """Return a console on standard output that reads no markup, emoji or highlighting into text."""
    # Without colour there is no bold either: the user wants plain text.
    plain = color == "never" or (color == "auto" and bool(os.environ.get("NO_COLOR")))
    target = Console(
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=True if color == "always" else None,
        color_system=None if plain else "auto",
    )
    # Rich does not ask a terminal of type dumb, such as an editor's, for its width.
    target.width = terminal_width() if target.is_dumb_terminal else usable_width(target.width)
    return target


def capture(target: Console, content: RenderableType, overflow: Literal["ignore"] | None = "ignore") -> str:
    """Return content as it would be printed, without blanks at the ends of lines."""
    with target.capture() as captured:
        target.print(content, crop=False, overflow=overflow)
    return _TRAILING.sub(lambda match: match[0].replace(" ", ""), captured.get()).replace(UNBREAKABLE_BLANK, " ")
