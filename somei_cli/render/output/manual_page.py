"""Pages of the manual, which are Markdown, drawn with Rich for a terminal.

Importing its parser takes time: only what shows a page imports this module.
"""

import re
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, TableElement
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from somei_cli.render.output.line_breaks import UNBREAKABLE_BLANK, find_margin, fold_command, fold_message, is_command
from somei_cli.render.output.page import DIM, HEADING
from somei_cli.render.output.streams import terminal_width
from somei_cli.render.output.table import GAP, capture, make_console

WIDEST_PAGE = 90
"""Cells of a line of a help page; longer lines are hard to read. Only a line of a code block may be longer."""

_STYLES = {
    "markdown.code": "cyan",
    "markdown.code_block": "",
    "markdown.h1": "bold underline",
    "markdown.h2": "bold",
    "markdown.h3": "bold dim",
    "markdown.table.header": "bold dim",
    "markdown.table.border": "dim",
}
"""The colours of every screen; Rich has a black box for code, and red and blue for words in it that mean nothing."""
_PROMPT = re.compile(r"(?:[a-z]+)?\$ ")
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
_EMPTY_LINES = re.compile(rf"\n(?:(?:{_ESCAPE.pattern}| )*\n){{2,}}")
"""Lines with nothing on them, of which Rich writes several around a table; one is enough."""
_COMMAND_IN_TEXT = re.compile(r"(?<!`)`(?:somei|git)\s[^`]{1,48}`(?!`)")
_COMMAND_IN_TABLE = re.compile(r"(?<!`)`somei\s[^`]{1,16}`(?!`)")
"""A command that stays on one line. A column of a table is narrower than a long one, and would cut it."""
_RIGHT_PART = re.compile(
    r"(?:(✓.*\S) {2,}|(.*\S) {2,}(?=[0-9a-f]{7}\Z)|(?=.{68})(.{28,}\S {3}|.*\S {22}) *)(?=.{1,50}\Z)(\S+(?: {1,2}\S+)*)"
)
"""What stands on the right: of a receipt, a short hash, or far from the rest of a long line; else it is a column."""
_RULER = re.compile(r"^_{9,}$", re.MULTILINE)
"""A line of a printed page, which stays as it is."""
_RAGGED = 3
"""Some commands fold their words some cells before the end of the line."""
_WIDEST_COLUMN = 8
"""Cells of a column on the right, as for the line of a file; wider parts move below."""
_LAST_WORDS = re.compile(r"(?<=[\w,;:)”`])\s+(?=[^\s`]{1,12}\s*\Z)")


_SHOWN_OUTPUT = frozenset(("console", "text"))
"""Blocks that show what a command prints; other blocks are files, which are to be copied as they stand."""


class _CodeBlock(CodeBlock):
    """A code block: a long command is folded so that it can be copied, and what it printed is fitted in."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines, width = str(self.text).rstrip().split("\n"), terminal_width()
        is_output = self.lexer_name in _SHOWN_OUTPUT and not _RULER.search(str(self.text))
        if is_output and _widest_output(lines) > width - GAP:
            lines = _join_folded_lines(lines)
        for line in lines:
            yield from _draw_code_line(line, width, is_output=is_output)


class _Heading(Heading):
    """A heading that begins where the text begins, as on every other screen."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.text.justify = "left"
        yield self.text


_SOME_ROWS = 3
"""One row in so many is many enough."""


class _Table(TableElement):
    """A table with an empty line between its rows if many first cells take several lines, which would run together."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for table in super().__rich_console__(console, options):
            if isinstance(table, Table):
                widths = [max(map(_cells, (column.header, *column.cells))) for column in table.columns]
                free = options.max_width - 2 * (GAP - 1) - GAP * (len(widths) - 1)
                share = _share_of_first(widths, free)
                first_cells = list(map(_cells, table.columns[0].cells))
                wrapped = [width for width in first_cells if width > share]
                table.leading = int(_SOME_ROWS * len(wrapped) >= len(first_cells))
            yield table


class _Page(Markdown):
    elements: ClassVar = {
        **Markdown.elements,
        "table_open": _Table,
        "fence": _CodeBlock,
        "code_block": _CodeBlock,
        "heading_open": _Heading,
    }


def draw_markdown(text: str, color: str) -> str:
    """Return a help page, which is Markdown, as terminal text."""
    console = make_console(color)
    console.width = min(console.width, WIDEST_PAGE)
    with console.use_theme(Theme(_STYLES)):
        drawn = capture(console, _Page(_keep_words_together(text)), overflow=None)
    return _EMPTY_LINES.sub(lambda lines: f"\n{''.join(_ESCAPE.findall(lines[0]))}\n", drawn)


def _cells(cell: object) -> int:
    return cell_len(str(cell))


def _share_of_first(widths: Sequence[int], free: int) -> int:
    """Return how wide the first column is drawn: Rich takes from the widest columns until all fit.

    >>> _share_of_first([30, 30], 50), _share_of_first([10, 90], 50)
    (25, 10)
    """
    narrow = [width for width in widths if width <= free // len(widths)]
    if sum(widths) <= free or widths[0] in narrow:
        return widths[0]
    return (free - sum(narrow)) // (len(widths) - len(narrow))


def _draw_code_line(line: str, width: int, *, is_output: bool) -> list[Text]:
    """Return a line of a code block: what is typed is bold, and in several lines if it is long; a remark is dim."""
    prompt = _PROMPT.match(line)
    start, command = (prompt[0], line[prompt.end() :]) if prompt else ("", line)
    pieces, style = [command], DIM if line.startswith("#") else ""
    # What stands behind several blanks says what the command does.
    if (prompt or is_command(command)) and "  " not in command.strip():
        pieces, style = fold_command(command, width - len(start) - GAP), HEADING if prompt else ""
    elif is_output:
        pieces = _fit_output(line, width - GAP)
    margins = (start, *[" " * len(start)] * (len(pieces) - 1))
    return [
        Text(f"{' ' * GAP}{margin}{piece}", style=style, no_wrap=True, overflow="ignore")
        for margin, piece in zip(margins, pieces, strict=True)
    ]


def _widest_output(lines: Sequence[str]) -> int:
    return max((cell_len(line) for line in lines if not _PROMPT.match(line)), default=0)


def _join_folded_lines(lines: Sequence[str]) -> list[str]:
    """Return the output of a wide terminal without the line breaks that its width made, to be folded anew.

    >>> _join_folded_lines(["name  A subject of", "      two lines"])
    ['name  A subject of two lines']
    """
    width = _widest_output(lines)
    joined: list[str] = []
    margin = last_length = 0
    for line in lines:
        words = line.lstrip(" ")
        is_full = last_length + 1 + len(words.partition(" ")[0]) > width - _RAGGED
        if (
            joined
            and words
            and is_full
            and 0 < margin == len(line) - len(words)
            and not _RIGHT_PART.fullmatch(joined[-1])
        ):
            joined[-1] += f" {words}"
        else:
            joined.append(line)
            margin = len(find_margin(line, len(line)))
        last_length = len(line)
    return joined


def _fit_output(line: str, width: int) -> list[str]:
    """Return a line of output as a terminal of this width would show it: what stands on the right moves, else it wraps.

    >>> _fit_output(f"✓ Added 1/20{' ' * 40}4f1c2a9 · undo with: somei undo", 40)
    ['✓ Added 1/20', '  4f1c2a9 · undo with: somei undo']
    """
    if cell_len(line) <= width:
        return [line]
    match = _RIGHT_PART.fullmatch(line)
    if match is None:
        return fold_message(line, width).split("\n")
    label, right = (match[1] or match[2] or match[3]).rstrip(), match[4]
    free = width - cell_len(label) - cell_len(right)
    if free >= GAP:
        return [f"{label}{' ' * free}{right}"]
    if cell_len(right) <= _WIDEST_COLUMN:
        first, *folded_lines = fold_message(label, width - cell_len(right) - GAP).split("\n")
        return [f"{first}{' ' * (width - cell_len(first) - cell_len(right))}{right}", *folded_lines]
    margin = GAP if label.startswith("✓") else max(GAP, width - cell_len(right))
    return [*fold_message(label, width).split("\n"), f"{' ' * margin}{right}"]


def _keep_words_together(text: str) -> str:
    """Return a help page in which no short command is broken, and no last word of a paragraph stands alone."""
    parts = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(
        part if part.startswith("```") else "\n\n".join(map(_keep_block_together, part.split("\n\n"))) for part in parts
    )


def _keep_block_together(block: str) -> str:
    command = _COMMAND_IN_TABLE if block.startswith("|") else _COMMAND_IN_TEXT
    whole = command.sub(lambda match: re.sub(r"\s+", UNBREAKABLE_BLANK, match[0]), block)
    return whole if block.startswith("|") else _LAST_WORDS.sub(UNBREAKABLE_BLANK, whole)
