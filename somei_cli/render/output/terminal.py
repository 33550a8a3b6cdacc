"""Text for a person: on a terminal, what does not fit the screen is handed to the pager.

Answers for programs do not load this module.
"""

import re
import shutil
import sys
from collections.abc import Callable
from contextvars import ContextVar
from typing import NamedTuple

from somei_cli.render.output.streams import print_text

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
"""Colours and hyperlinks, which take no place."""


class TerminalServices(NamedTuple):
    """What commands offer to whoever prints on the terminal, as nothing here starts a program or reads a register.

    `show_in_pager` shows a text in the pager, and returns whether it did: the person may want none.
    """

    show_in_pager: Callable[[str], bool]


_services: ContextVar[TerminalServices | None] = ContextVar("services", default=None)


def offer_services(services: TerminalServices) -> None:
    """Let these serve whatever this call prints on the terminal."""
    _services.set(services)


def print_for_people(text: str) -> None:
    """Print a text that was made for a person; on a terminal in the pager, if it does not fit the screen.

    Raises:
        ReaderGone: if the reader closed the pipe.
        AnswerLost: if writing failed, for example because the disk is full.
    """
    services = _services.get() if sys.stdout.isatty() else None
    if services and not fits_screen(text) and services.show_in_pager(text):
        return
    print_text(text)


def fits_screen(text: str) -> bool:
    """Return whether a text fits the screen, with a line left for the prompt; long lines take several."""
    columns, lines = shutil.get_terminal_size()
    widths = (len(_ESCAPES.sub("", line)) for line in text.splitlines())
    return sum(max(-(-width // max(columns, 1)), 1) for width in widths) < lines
