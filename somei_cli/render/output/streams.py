"""The one place that prints: answers on standard output, talk on standard error. Knows nothing of the register."""

import contextlib
import os
import shutil
import sys

from somei_cli.errors import AnswerLost, ReaderGone
from somei_cli.formats.sanitize import clean_talk

_NARROWEST, _DEFAULT, _WIDEST = 4, 80, 1_000


def write(text: str) -> None:
    """Print text as it is: made by somei, cleaned before.

    Raises:
        ReaderGone: where nobody reads it any more.
        AnswerLost: where the disk behind standard output is full, or the like.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as gone:
        raise ReaderGone from gone
    except OSError as error:
        raise AnswerLost(error.strerror or "no reason was given") from error


def write_bytes(content: bytes) -> None:
    """Print bytes as they are.

    Raises:
        ReaderGone: where nobody reads them any more.
        AnswerLost: where the disk behind standard output is full, or the like.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError as gone:
        raise ReaderGone from gone
    except OSError as error:
        raise AnswerLost(error.strerror or "no reason was given") from error


def write_pages(text: str) -> None:
    """Print text; through $PAGER where one is set, somebody is there, and the text is longer than the screen."""
    use_pager = bool(os.environ.get("PAGER")) and sys.stdout.isatty() and sys.stdin.isatty()
    if not use_pager or text.count("\n") < shutil.get_terminal_size().lines:
        write(text)
        return
    # As git does it: let less show colours and leave the screen as it was.
    os.environ.setdefault("LESS", "FRX")
    from pydoc import pager

    pager(text)


def columns() -> int:
    """How wide the terminal is."""
    return within_reason(shutil.get_terminal_size().columns)


def within_reason(width: int) -> int:
    """A width to draw in, whatever a terminal or a variable says of itself; none at all says that it does not know."""
    return min(max(width, _NARROWEST), _WIDEST) if width > 0 else _DEFAULT


def say(text: str) -> None:
    """Talk to the clerk on standard error; where nobody can hear it, the exit status still tells."""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{clean_talk(text)}\n")


def can_show(text: str) -> bool:
    """Whether standard output has these letters."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
