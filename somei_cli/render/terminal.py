"""Drawing for the terminal with Rich: imported only where a table is really drawn."""

import os
import re

from rich.console import Console, RenderableType

from somei_cli.render.folding import HELD
from somei_cli.render.streams import columns, within_reason
from somei_cli.render.tables import table_of
from somei_cli.render.view import View

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
