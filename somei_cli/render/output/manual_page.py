"""Pages of the manual, which are Markdown, drawn with Rich for a terminal.

Importing its parser takes time: only what shows a page imports this module.
"""

import re
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown
from rich.text import Text
from rich.theme import Theme

from somei_cli.render.output.line_breaks import UNBREAKABLE_BLANK, fold_command, is_command
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
_COMMAND_IN_TEXT = re.compile(r"(?<!`)`somei\s[^`]{1,34}`(?!`)")
_COMMAND_IN_TABLE = re.compile(r"(?<!`)`somei\s[^`]{1,16}`(?!`)")
"""A command that stays on one line. A column of a table is narrower than a long one, and would cut it."""
_LAST_WORDS = re.compile(r"(?<=[\w,;:)”`])\s+(?=[^\s`]{1,12}\s*\Z)")


class _CodeBlock(CodeBlock):
    """A code block whose lines are not wrapped: a command that is broken cannot be copied."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in str(self.text).rstrip().split("\n"):
            yield from _draw_code_line(line, terminal_width())


class _Heading(Heading):
    """A heading that begins where the text begins, as on every other screen."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.text.justify = "left"
        yield self.text


class _Page(Markdown):
    elements: ClassVar = {
        **Markdown.elements,
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


def _draw_code_line(line: str, width: int) -> list[Text]:
    """Return a line of a code block: what is typed is bold, and in several lines if it is long; a remark is dim."""
    prompt = _PROMPT.match(line)
    start, command = (prompt[0], line[prompt.end() :]) if prompt else ("", line)
    pieces, style = [command], DIM if line.startswith("#") else ""
    # What stands behind several blanks says what the command does.
    if (prompt or is_command(command)) and "  " not in command.strip():
        pieces, style = fold_command(command, width - len(start) - GAP), HEADING if prompt else ""
    margins = (start, *[" " * len(start)] * (len(pieces) - 1))
    return [
        Text(f"{' ' * GAP}{margin}{piece}", style=style, no_wrap=True, overflow="ignore")
        for margin, piece in zip(margins, pieces, strict=True)
    ]


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
