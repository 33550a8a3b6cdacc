"""Views on a terminal, drawn with Rich: pages, lists with one line for each record, and tables.

Importing Rich takes time: only what draws imports this module.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.text import Text

from somei_cli.formats.sanitize import LOG_COMMAND_ESCAPE, clean, is_log_command
from somei_cli.render.output.line_breaks import (
    UNBREAKABLE_BLANK,
    UNITS,
    fold_command,
    is_command,
    keep_units_whole,
    keep_whole,
)
from somei_cli.render.output.page import DIM, NARROW_WIDTH, ListColumn, PageLine, StyledWords, TerminalForm, as_chosen
from somei_cli.render.output.table import (
    GAP,
    HIT_STYLE,
    build_table,
    capture,
    cell_text,
    heading_text,
    in_signs,
    make_console,
)
from somei_cli.render.output.view import Record, View

_LEAST_CUT, _LEAST_LABELLED, _LONGEST_SIGN = 16, 34, 6
"""Cells: the least width of a column that is cut, the least that is left for words beside their label, and the longest
label that stands beside them on the narrowest terminal too.
"""


_SHORT_COMMAND = re.compile(r"\bsomei [^·]{1,34}?(?= ·|$)|\b[a-z]+ [a-z]+: --[a-z]+(?= ·|$)")
"""A command or an option at the end of a remark, which is not broken."""


def draw_view(view: View, color: str, *, chosen: bool = False, ordered: bool = False) -> str:
    """Return a view as terminal text; the user may have `chosen` its columns, or `ordered` its records."""
    target = make_console(color)
    whole_form: TerminalForm = view.terminal() if view.terminal else TerminalForm()
    form = as_chosen(whole_form, chosen=chosen, ordered=ordered)
    content: list[RenderableType] = []
    has_room = target.width >= NARROW_WIDTH or form.is_narrow
    lines = _build_list(view, form, target) if form.one_line and has_room else []
    if form.page:
        content += build_page(form.page(view.records), target)
    elif lines:
        content += lines
    else:
        content.append(_build_stacked(view, form, target))
    if form.legend and (lines or not form.page):
        content += build_page(form.legend(view.records), target)
    if form.note:
        content += build_page([PageLine(((form.note(len(view.records), bool(lines)), DIM),))], target)
    return capture(target, Group(*content))


def draw_page(lines: Iterable[PageLine], color: str) -> str:
    """Return the lines of a page as terminal text."""
    target = make_console(color)
    return capture(target, Group(*build_page(lines, target)))


def _build_stacked(view: View, form: TerminalForm, target: Console) -> RenderableType:
    """Return a table; on a narrow terminal each record stands on lines of its own, and what belongs to it below."""
    stacked, form = _stack_list(view, form)
    below = form.below
    is_below = below is not None and bool(form.shown_below) and target.width < NARROW_WIDTH
    shown = form.texts.get(form.shown_below)
    if is_below or (shown and not any(map(shown, view.records))):
        columns = tuple(column for column in stacked.columns if column.key != form.shown_below)
        stacked = stacked._replace(columns=columns)
    if not is_below or below is None:
        return build_table(stacked, target.width, form)
    return build_table(stacked, target.width, form, lambda record: build_page(below(record, sys.maxsize), target))


def _stack_list(view: View, form: TerminalForm) -> tuple[View, TerminalForm]:
    """Return the view and form of records that stand on lines of their own, with the columns and texts of the list."""
    if not (form.stacks_list and form.one_line):
        return view.tabular or view, form
    columns = tuple(c.column._replace(unbroken=not c.cut) for c in form.one_line if c.in_stack)
    own_texts = {column.key for column in columns if column.text}
    texts = {key: text for key, text in form.texts.items() if key not in own_texts}
    return view._replace(columns=columns, headless=False), form._replace(texts=texts)


def build_page(lines: Iterable[PageLine], target: Console) -> Iterator[Text]:
    """Yield the lines of a page, folded to the width of the terminal."""
    for line in lines:
        for text in _build_line(line, target):
            text.no_wrap, text.overflow = True, "ignore"
            yield text


def _build_line(line: PageLine, target: Console) -> Iterator[Text]:
    width = target.width
    indent = min(line.indent, width // 4)
    label = _styled([line.label])
    label_width = min(max(line.label_width, cell_len(label.plain)), width // 2) if line.label_width else 0
    if label_width > _LONGEST_SIGN and width - indent - label_width < _LEAST_LABELLED:
        if label.plain:
            yield Text(" " * indent).append_text(label)
        indent, label_width, label = indent + GAP, 0, Text("")
    start = indent + label_width
    words, right = _styled(line.words), _whole(_styled(line.right), width - start)
    if line.whole:
        words = _whole(words, width - start)
    beside = width - start - cell_len(right.plain) - GAP
    is_beside = bool(right.plain) and (cell_len(words.plain) <= beside or (line.cut and beside >= _LEAST_CUT))
    if line.cut:
        pieces = [cut_text(words, beside if is_beside else width - start)]
    else:
        is_beside = is_beside or (line.column and bool(right.plain) and beside >= _LEAST_CUT)
        room = max(beside if is_beside else width - start, 1)
        pieces = _fold_as_command(words, room) if line.whole else []
        pieces = pieces or list(_fold(words, room, target))
    for number, piece in enumerate(pieces):
        text = Text(" " * indent)
        if number == 0:
            text.append_text(label)
        text.append(" " * (start - cell_len(text.plain))).append_text(piece)
        if number == 0 and is_beside:
            text.append(" " * (width - cell_len(text.plain) - cell_len(right.plain))).append_text(right)
        yield text
    if right.plain and not is_beside:
        yield from (Text(" " * start).append_text(piece) for piece in _fold(right, max(width - start, 1), target))


def _whole(text: Text, width: int) -> Text:
    """Return a text that is not broken if it fits the width."""
    if cell_len(text.plain) <= width:
        text.plain = keep_whole(text.plain)
    return text


def _fold_as_command(text: Text, width: int) -> list[Text]:
    """Return a command that no line holds in lines that can be typed as they stand; nothing if it is none."""
    plain = text.plain.replace(UNBREAKABLE_BLANK, " ")
    if not is_command(plain) or cell_len(plain) <= width:
        return []
    lines = fold_command(plain, width)
    # A word in quotation marks that no line holds is broken as other words are.
    if any(cell_len(line) > width for line in lines):
        return []
    return [Text(line, style=text.spans[0].style if text.spans else "") for line in lines]


def _fold(text: Text, width: int, target: Console) -> Iterator[Text]:
    """Yield a text in lines of at most so many cells; none is a command that a code host would run."""
    lines = _wrap(text, width, target)
    if any(is_log_command(line.plain) for line in lines):
        lines = _wrap(text, max(width - 1, 1), target)
    for line in lines:
        plain = line.plain
        if is_log_command(plain):
            blanks = len(plain) - len(plain.lstrip())
            line = Text(f"{plain[:blanks]}{LOG_COMMAND_ESCAPE}{plain[blanks:]}", style=line.style)  # noqa: PLW2901
        yield line


def _wrap(text: Text, width: int, target: Console) -> list[Text]:
    too_long = [word for word in text.plain.split(" ") if cell_len(word) > width]
    # A unit that no line holds is broken at its own blanks, not within a word.
    for word in too_long:
        text.plain = text.plain.replace(word, word.replace(UNBREAKABLE_BLANK, " "))
    if any("://" in word for word in too_long):
        lines = list(_wrap_around_addresses(text, width))
    else:
        lines = list(text.wrap(target, width, overflow="fold", tab_size=1))
    for index, line in enumerate(lines):
        line.rstrip()
        if index + 1 < len(lines) and line.plain.endswith(" ·"):
            # The end of the line separates the parts, too.
            line.right_crop(2)
    return lines or [Text("")]


def _wrap_around_addresses(text: Text, width: int) -> Iterator[Text]:
    """Yield a text in lines that are broken at blanks alone: an address that was broken could not be followed."""
    for paragraph in text.split(allow_blank=True):
        breaks, used = [], 0
        for word in re.finditer(r"\S+\s*", paragraph.plain):
            if used and used + cell_len(word[0].rstrip()) > width:
                breaks.append(word.start())
                used = 0
            used += cell_len(word[0])
        yield from paragraph.divide(breaks)


def _styled(words: Iterable[StyledWords]) -> Text:
    """Return cleaned words with their styles; document numbers and codes in them are shortened whole."""
    text = Text("")
    for plain, style in words:
        piece = in_signs(clean(plain)).replace("\t", " ")
        if style == DIM:
            piece = _SHORT_COMMAND.sub(lambda match: keep_whole(match[0]), piece)
        text.append(piece, style=style or None)
    text.plain = keep_units_whole(text.plain)
    return text


def cut_text(text: Text, width: int) -> Text:
    """Return a text of at most so many cells, its end left out if it is longer.

    No document number, code or marking in it is cut: one that does not fit is left out as a whole.
    """
    if cell_len(text.plain) <= width:
        return text
    sign = in_signs("…")
    fitting = set_cell_size(text.plain, max(width - cell_len(sign), 0)).rstrip()
    end = min(len(fitting), len(text.plain))
    for match in UNITS.finditer(text.plain.replace(UNBREAKABLE_BLANK, " ")):
        # An address that is all there is is cut; that is better than nothing.
        if match.start() < end < match.end() and not (match.start() == 0 and "://" in match[0]):
            end = match.start()
    if UNBREAKABLE_BLANK in text.plain[end - 1 : end + 1]:
        end = text.plain.rfind(" ", 0, end) + 1
    shortened = text[: len(text.plain[:end].rstrip(" ,;:" + UNBREAKABLE_BLANK))]
    return shortened.append(sign)


def _build_list(view: View, form: TerminalForm, target: Console) -> list[Text]:
    """Return the records, one a line with a heading above; nothing if no column that could leave makes room enough."""
    columns = [c for c in form.one_line if c.cut or any(c.column.text_of(record) for record in view.records)]
    while True:
        rows = [[_list_cell(column, record, form) for column in columns] for record in view.records]
        widths = [_column_width(column, [row[index] for row in rows]) for index, column in enumerate(columns)]
        spare = target.width - sum(w for c, w in zip(columns, widths, strict=True) if not c.cut)
        spare -= GAP * (len(columns) - 1)
        least = max((_least_width(c, row[i]) for i, c in enumerate(columns) if c.cut for row in rows), default=0)
        leaving = [column for column in columns if column.leaves]
        wanted = max((min(c.wanted, w) for c, w in zip(columns, widths, strict=True)), default=0) if leaving else 0
        if spare >= max(least, wanted):
            break
        if not leaving:
            return []
        columns.remove(min(leaving, key=lambda column: column.leaves))
    widths = [min(w, spare) if c.cut else w for c, w in zip(columns, widths, strict=True)]
    lines = [_join_cells(columns, [heading_text(c.column) for c in columns], widths, "")]
    for record, row in zip(view.records, rows, strict=True):
        style = DIM if form.is_dim and form.is_dim(record) else ""
        pieces = [_fit_cell(c, text, w, target) for c, text, w in zip(columns, row, widths, strict=True)]
        cells = [piece[0] for piece in pieces]
        for number in range(max(map(len, pieces))):
            line = [piece[number] if number < len(piece) else Text("") for piece in pieces]
            lines.append(_join_cells(columns, line, widths, style))
        if form.below:
            pairs = zip(cells, row, strict=True)
            letters = min(
                (len(cell.plain) - 1 for cell, text in pairs if cell.plain != text.plain), default=sys.maxsize
            )
            lines += build_page(form.below(record, letters), target)
    return lines


def _list_cell(column: ListColumn, record: Record, form: TerminalForm) -> Text:
    text = cell_text(column.column, record, TerminalForm(styles=form.styles))
    if column.is_whole and column.is_whole(record):
        text.plain = keep_whole(text.plain)
    for start, end in column.column.spans(record) if column.column.spans else ():
        text.stylize(HIT_STYLE, start, end)
    return text


def _fit_cell(column: ListColumn, text: Text, width: int, target: Console) -> list[Text]:
    """Return the lines of a cell: one, unless its column folds a text that is too long."""
    if column.folds:
        return list(_fold(text, width, target))
    return [cut_text(text, width) if column.cut else text]


def _least_width(column: ListColumn, text: Text) -> int:
    """Return the cells that a text needs in the column that is cut."""
    whole = cell_len(text.plain) if UNBREAKABLE_BLANK in text.plain and " " not in text.plain else 0
    return max(whole, cell_len(column.column.heading), min(cell_len(text.plain), _LEAST_CUT))


def _column_width(column: ListColumn, texts: Sequence[Text]) -> int:
    return max(cell_len(column.column.heading), *(cell_len(text.plain) for text in texts), 0)


def _join_cells(columns: Sequence[ListColumn], cells: Sequence[Text], widths: Sequence[int], style: str) -> Text:
    """Return one line of a list; what is dim has no colour of its own."""
    line = Text("")
    for index, (column, text, width) in enumerate(zip(columns, cells, widths, strict=True)):
        line.append(" " * GAP if index else "")
        blanks = " " * (width - cell_len(text.plain))
        if column.to_the_right:
            line.append(blanks)
        line.append_text(text)
        if not column.to_the_right:
            line.append(blanks)
    line.rstrip()
    line = Text(line.plain, style=style) if style else line
    line.no_wrap, line.overflow = True, "ignore"
    if is_log_command(line.plain):
        line.plain = LOG_COMMAND_ESCAPE + line.plain
    return line
