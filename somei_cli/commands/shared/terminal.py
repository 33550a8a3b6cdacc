"""What serves a call on a terminal: the pager. A call in a pipe loads none of this."""

import os
import sys

from somei_cli.commands.shared import session
from somei_cli.errors import CannotWork
from somei_cli.render.output.streams import print_text
from somei_cli.render.output.terminal import TerminalServices, offer_services


def serve_terminal() -> None:
    """Let long answers of this call be shown in the pager."""
    offer_services(TerminalServices(_show_in_pager))


def _show_in_pager(text: str) -> bool:
    """Show a text in the pager if one is wanted, and return whether it was shown.

    One that cannot be started is named after the text, which is printed then.
    """
    if not _may_page():
        return False
    # Most answers fit the screen.
    from somei_cli.store.process.launch import find_pager, page_text

    try:
        pager = find_pager()
        if not pager:
            return False
        sys.stdout.flush()
        page_text(pager, text.encode(sys.stdout.encoding, "backslashreplace"))
    except CannotWork as failure:
        print_text(text)
        session.talk(f"somei: {failure}", f"hint: {failure.hint}")
    return True


def _may_page() -> bool:
    """Return whether a person is there to turn pages, who did not ask otherwise, and is not in the middle of an act."""
    current = session.current()
    if current.no_pager or current.no_input or current.writes or os.environ.get("TERM", "dumb") in {"", "dumb"}:
        return False
    try:
        # The pager inherits descriptor 1, so what it stands for must be the terminal.
        return sys.stdin.isatty() and sys.stdout.fileno() == 1 and os.isatty(1)
    except (OSError, ValueError):
        return False
