"""What serves a call on a terminal: hyperlinks, and the pager. A call in a pipe loads none of this."""

import os
import re
import sys
from collections.abc import Collection, Mapping

from somei_cli.commands.shared import session
from somei_cli.errors import CannotWork, SomeiError
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.output.streams import print_text
from somei_cli.render.output.terminal import TerminalServices, offer_services


def serve_terminal() -> None:
    """Let what this call prints for a person have hyperlinks, and be shown in the pager if it is long."""
    offer_services(TerminalServices(_wants_links, _wants_links_in_pager, _find_addresses, _show_in_pager))


# ---- the pager


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
    if current.no_pager or current.no_input or current.writes or _is_dumb():
        return False
    try:
        # The pager inherits descriptor 1, so what it stands for must be the terminal.
        return sys.stdin.isatty() and sys.stdout.fileno() == 1 and os.isatty(1)
    except (OSError, ValueError):
        return False


def _is_dumb() -> bool:
    return os.environ.get("TERM", "dumb") in {"", "dumb"}


# ---- hyperlinks

_MOST_NUMBERS = 500
"""Numbers of one answer that are looked up; a file is read for each."""
_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "ghostty", "vscode", "Hyper", "rio", "Tabby", "mintty", "WarpTerminal"})
_KINDS = re.compile(r"xterm-(?:kitty|ghostty)|alacritty|foot|contour|wezterm")
_MULTIPLEXERS = re.compile(r"screen|tmux")
_VARIABLES = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "ALACRITTY_WINDOW_ID", "DOMTERM")
_FIRST_VTE = 5_001
"""The terminals of GNOME know links since 0.50, whose first release ended at them."""


def _wants_links() -> bool:
    """Return whether the terminal knows hyperlinks, as far as it can be told; FORCE_HYPERLINK says it for certain."""
    forced = os.environ.get("FORCE_HYPERLINK", "")
    if forced:
        return forced != "0"
    color = session.current().color
    if color == "never" or (color == "auto" and os.environ.get("NO_COLOR")) or _is_dumb() or os.environ.get("CI"):
        return False
    kind = os.environ["TERM"]
    # Between the program and the terminal stands one that may drop the links, or show them as letters.
    if _MULTIPLEXERS.match(kind) or os.environ.get("TMUX") or os.environ.get("STY"):
        return False
    vte = os.environ.get("VTE_VERSION", "")
    return (
        os.environ.get("TERM_PROGRAM") in _PROGRAMS
        or any(map(os.environ.get, _VARIABLES))
        or _KINDS.match(kind) is not None
        or (vte.isascii() and vte.isdecimal() and int(vte) >= _FIRST_VTE)
    )


def _wants_links_in_pager() -> bool:
    """Return whether the pager is to get hyperlinks too: an older less shows them as letters."""
    return os.environ.get("FORCE_HYPERLINK", "0") not in {"", "0"}


def _find_addresses(numbers: Collection[DocumentNumber]) -> Mapping[DocumentNumber, str]:
    """Return the addresses that `somei open` would open; none without a register."""
    if not session.current().needs_register or len(numbers) > _MOST_NUMBERS:
        return {}
    # Few terminals ask for links.
    from somei_cli.actions.read.open import find_addresses
    from somei_cli.commands.shared.open_and_show import open_register

    try:
        return find_addresses(open_register(), numbers)
    except (SomeiError, OSError):
        return {}
