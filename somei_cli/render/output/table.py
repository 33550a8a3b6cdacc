"""A view as a Rich table: key columns whole at any width, stacked entries where the terminal is narrow.

Emphasis that outlives folding: stretches of a text stay emphasised in the lines it is folded into.
Breaking text into lines: what belongs together is not torn apart, and what is indented stays so.
Drawing for the terminal with Rich: imported only where a table is really drawn.
"""

import os
import re
import textwrap
from collections.abc import Iterable, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from somei_cli.formats.sanitize import SET_OFF, clean, clean_line, is_command, set_off
from somei_cli.model.markings import Level, Marking
from somei_cli.render.output.streams import columns, within_reason
from somei_cli.render.output.view import Column, Record, View

Span = tuple[int, int]
HIT = "bold reverse"
_LOOSE = {" ", SET_OFF}


def carried(plain: str, spans: Sequence[Span], lines: Iterable[str]) -> list[list[Span]]:
    """The spans of a text in each of its lines: folding loses and adds only what is not counted."""
    inside = [any(start <= at < end for start, end in spans) for at, letter in enumerate(plain) if letter not in _LOOSE]
    letters = iter(inside)
    return [_runs([letter not in _LOOSE and next(letters, False) for letter in line]) for line in lines]


def emphasised(line: str, spans: Iterable[Span], style: str) -> Text:
    """A line with its emphasis; a style, never markup."""
    text = Text(line, style=style, overflow="fold")
    for start, end in spans:
        text.stylize(HIT, start, end)
    return text


def _runs(marks: Sequence[bool]) -> list[Span]:
    """Where marks follow one another."""
    edges = [at for at in range(len(marks) + 1) if (at < len(marks) and marks[at]) != (at > 0 and marks[at - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))


HELD = "\ufdd0"
"""A blank where no line is broken, until the text is printed; a noncharacter, which cleaned text never holds."""

# A number with its series and suffixes, a code with its serial, an EU classification.
_TOGETHER = re.compile(
    r"(?:[A-Z][A-Z-]{1,10} )?\b[0-9]{1,12}(?:/[0-9]{1,3})?/[0-9]{2}\b(?: (?:REV|ADD|COR|EXT|DCL|AMD) [0-9]{1,3}\b)*"
    r"|\b[A-Z][A-Z0-9/]{1,14} [0-9]{1,5}\b"
    r"|(?:TRES )?\b[A-Z]+ UE/EU (?:TOP )?[A-Z]+\b"
)
_LEAD = re.compile(r" *(?:[–→•] )?")


def hold(text: str) -> str:
    """The text with held blanks inside numbers, codes with serials, and classifications."""
    return _TOGETHER.sub(lambda found: hold_all(found[0]), text)


def hold_all(text: str) -> str:
    """The text as one piece."""
    return text.replace(" ", HELD)


def hanging(line: str) -> str:
    """The blanks and the bullet that a line begins with."""
    lead = _LEAD.match(line)
    return lead[0] if lead else ""


def folded(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters; a line that goes on keeps the indent of its beginning.

    What a code host would take for a command at the beginning of a line is set off by a point.
    """
    return [piece for line in text.split("\n") for piece in _disarmed(line, width)]


def _disarmed(line: str, width: int) -> list[str]:
    pieces = _pieces(line, width)
    if not any(map(is_command, pieces)):
        return pieces
    return [set_off(piece) for piece in _pieces(line, max(width - 1, 1))]


def _pieces(line: str, width: int) -> list[str]:
    indent = min(len(hanging(line)), width // 2) * " "
    return textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False, tabsize=1) or [""]


NARROW = 68
_LEAST = 18
_LONGEST = 36
_GAP = 2
"""Cells: the width below which entries are stacked, the least one for what folds, the longest label of a page
that stands beside its value, and the blanks between columns."""


def table_of(view: View, width: int) -> RenderableType:
    """The records as a table that fits, or stacked."""
    if view.headless:
        return _card(view, width)
    view = view._replace(columns=tuple(c for c in view.columns if _tells(c, view.records)))
    rows = [[styled(column, record) for column in view.columns] for record in view.records]
    spans = [_span(column, [row[at].plain for row in rows]) for at, column in enumerate(view.columns)]
    spare = width - sum(least for least, _ in spans) - _GAP * (len(spans) - 1)
    if width < NARROW or spare < 0:
        entries = zip(rows, view.records, strict=True)
        return Group(*(line for row, record in entries for line in _stacked(view.columns, row, record, width)))
    widths = _shared(spans, spare)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, _GAP - 1, 0, 0), show_edge=False)
    for column, wide in zip(view.columns, widths, strict=True):
        table.add_column(Text(column.heading, style="bold"), no_wrap=column.kept, width=wide, overflow="fold")
    for row, record in zip(rows, view.records, strict=True):
        cells = zip(row, view.columns, widths, strict=True)
        table.add_row(*(_cell(text, _spans(column, record), wide) for text, column, wide in cells))
    return table


def styled(column: Column, record: Record) -> Text:
    """The text of one cell, cleaned and never read as markup; colour only repeats what the words say."""
    words = clean_line(column.of(record))
    if column.usual and words == column.usual:
        return Text("")
    style = marking_style(words) if column.key == "marking" else column.style
    return Text(hold_all(words) if column.kept else hold(words), style=style, overflow="fold")


def _tells(column: Column, records: Sequence[Record]) -> bool:
    """Whether a column has more to say than the usual."""
    return not column.usual or any(column.of(record) != column.usual for record in records)


def marking_style(marking: str) -> str:
    """The colour that goes with a marking."""
    if not marking:
        return ""
    level = Marking(marking).level
    return "yellow" if level is Level.LIMITE else "bold red" if level > Level.LIMITE else "green"


def _span(column: Column, texts: list[str]) -> tuple[int, int]:
    """The least and the natural width of a column; nothing that must stay together is wider than the least."""
    heading = cell_len(column.heading)
    natural = max(heading, *map(cell_len, texts), 0)
    if column.kept:
        return natural, natural
    whole = (cell_len(piece) for text in texts if HELD in text for piece in text.split(" ") if HELD in piece)
    return max(min(natural, _LEAST), heading, *whole, 0), natural


def _shared(spans: list[tuple[int, int]], spare: int) -> list[int]:
    """The widths of the columns: what is to spare goes in equal shares to those below their natural width."""
    widths = [least for least, _ in spans]
    while spare > 0 and (wanting := [at for at, (_, natural) in enumerate(spans) if widths[at] < natural]):
        for at in wanting:
            more = min(max(spare // len(wanting), 1), spans[at][1] - widths[at], spare)
            widths[at] += more
            spare -= more
    return widths


def _cell(text: Text, spans: Sequence[tuple[int, int]], width: int) -> Text:
    """A cell, folded so that the rest of a line stands below its first word, not below its bullet."""
    cell = Text("\n", overflow="fold").join(_lines(text, spans, width))
    cell.style = text.style
    return cell


def _lines(text: Text, spans: Sequence[tuple[int, int]], width: int) -> list[Text]:
    """The lines that a text is folded into, with its emphasis."""
    lines = folded(text.plain, width)
    if not spans:
        return [Text(line, style=text.style) for line in lines]
    kept = carried(text.plain, spans, lines)
    return [emphasised(line, runs, str(text.style)) for line, runs in zip(lines, kept, strict=True)]


def _spans(column: Column, record: Record) -> Sequence[tuple[int, int]]:
    return column.spans(record) if column.spans else ()


def _stacked(columns: Sequence[Column], row: Sequence[Text], record: Record, width: int) -> list[Text]:
    """Key columns first, as many on a line as fit; everything else below, indented."""
    told = [(column, _told(column, text)) for column, text in zip(columns, row, strict=True)]
    keys = [text for column, text in told if column.kept and text.plain]
    rest = [(text, _spans(column, record)) for column, text in told if not column.kept and text.plain]
    if len(keys) == 1 and rest and not rest[0][1] and _side_by_side(keys[0], rest[0][0]) <= width:
        keys.append(rest.pop(0)[0])
    lines: list[Text] = []
    for key in keys:
        if lines and _side_by_side(lines[-1], key) <= width:
            lines[-1] = Text(" " * _GAP).join([lines[-1], key])
        else:
            lines.append(key)
    for text, spans in rest:
        lines += [Text(" " * _GAP).append_text(line) for line in _lines(text, spans, width - _GAP)]
    return [_whole(line) for line in lines]


def _side_by_side(left: Text, right: Text) -> int:
    return cell_len(left.plain) + _GAP + cell_len(right.plain)


def _told(column: Column, text: Text) -> Text:
    """A cell, behind its heading where the text alone would not be understood."""
    return Text(hold_all(f"{column.heading}:") + " ").append_text(text) if column.told and text.plain else text


def _whole(text: Text) -> Text:
    text.no_wrap = True
    text.overflow = "ignore"
    return text


def _card(view: View, width: int) -> RenderableType:
    """Field and value, side by side; in a narrow terminal, or beside a long label, the value stands below."""
    label, value = view.columns
    widths = (cell_len(clean_line(label.of(record))) for record in view.records)
    labels = max((wide for wide in widths if wide <= _LONGEST), default=0)
    room = max(width - labels - _GAP, _LEAST)
    lines: list[Text] = []
    for record in view.records:
        key = clean_line(label.of(record))
        words = clean(value.of(record))
        marking = record.get("field") == "marking"
        text = hold_all(words) if marking else hold(words)
        style = marking_style(words) if marking else ""
        told = folded(text, room)
        below = cell_len(key) > labels or (width < NARROW and (len(told) > 1 or cell_len(text) > room))
        if below:
            lines += [Text(line, style="bold") for line in folded(key, width)]
            told = folded(text, width - _GAP)
        for at, line in enumerate(told):
            # Not the style of the whole line: what is appended would be bold too.
            head = Text.assemble(("" if below or at else key, "bold"))
            head.pad_right(_GAP if below else labels + _GAP - cell_len(head.plain))
            lines.append(head.append(line, style=style))
    return Group(*map(_whole, lines))


_TRAILING = re.compile(r"(?<! )(?: |\x1b\[[0-9;]*m)++$", re.MULTILINE)


def drawn(view: View, color: str) -> str:
    """A view as it stands on the terminal."""
    target = console(color)
    return _captured(target, table_of(view, target.width))


def drawn_markdown(text: str, color: str) -> str:
    """A help page, which is somei's own text."""
    # It brings two parsers with it, which no table needs.
    from rich.markdown import Markdown

    return _captured(console(color), Markdown(text))


def console(color: str) -> Console:
    """A console on standard output that reads no markup, emoji or highlighting into anything."""
    # Without colour there is no bold either: what is asked for is plain text.
    plain = color == "never" or (color == "auto" and bool(os.environ.get("NO_COLOR")))
    target = Console(
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=True if color == "always" else None,
        color_system=None if plain else "auto",
    )
    # Rich asks no terminal that calls itself dumb, such as that of an editor, how wide it is.
    target.width = columns() if target.is_dumb_terminal else within_reason(target.width)
    return target


def _captured(target: Console, what: RenderableType) -> str:
    with target.capture() as captured:
        target.print(what, crop=False, overflow="ignore")
    return _TRAILING.sub(lambda end: end[0].replace(" ", ""), captured.get()).replace(HELD, " ")
