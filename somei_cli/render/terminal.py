"""Drawing on the terminal with Rich: imported only where a table is really drawn."""

import os
import sys

from rich.console import Console, RenderableType
from rich.markdown import Markdown

from somei_cli.render.tables import table_of
from somei_cli.render.view import View


def draw(view: View, color: str) -> None:
    """Draw a view; through $PAGER where one is set and the answer is longer than the screen."""
    target = console(color)
    _draw(target, table_of(view, target.width))


def draw_markdown(text: str, color: str) -> None:
    """Draw a help page, which is somei's own text."""
    _draw(console(color), Markdown(text))


def console(color: str) -> Console:
    """A console on standard output that reads no markup, emoji or highlighting into anything."""
    # Without colour there is no bold either: what is asked for is plain text.
    plain = color == "never" or (color == "auto" and bool(os.environ.get("NO_COLOR")))
    return Console(
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=True if color == "always" else None,
        color_system=None if plain else "auto",
    )


def _draw(target: Console, what: RenderableType) -> None:
    if not (os.environ.get("PAGER") and sys.stdout.isatty() and sys.stdin.isatty()):
        target.print(what, crop=False, overflow="ignore")
        return
    with target.capture() as captured:
        target.print(what, crop=False, overflow="ignore")
    if captured.get().count("\n") < target.height:
        sys.stdout.write(captured.get())
        return
    # As git does it: let less show colours and leave the screen as it was.
    os.environ.setdefault("LESS", "FRX")
    from pydoc import pager

    pager(captured.get())
