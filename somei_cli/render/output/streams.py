"""Printing: answers go to standard output, messages to standard error. No other module writes to them."""

import contextlib
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from somei_cli.errors import AnswerLost, ReaderGone
from somei_cli.formats.sanitize import clean_message

_NARROWEST, _DEFAULT, _WIDEST = 4, 80, 1_000


_printed_to: TextIO | None = None
"""Where the last piece of an answer was printed."""


def has_printed() -> bool:
    """Return whether a part of the answer is on standard output already."""
    return _printed_to is sys.stdout


def _note_printing() -> None:
    global _printed_to  # noqa: PLW0603 - standard output is one for the whole program
    _printed_to = sys.stdout


def print_text(text: str) -> None:
    """Print text on standard output unchanged; the caller has removed control characters.

    Raises:
        ReaderGone: if the reader closed the pipe.
        AnswerLost: if writing failed, for example because the disk is full.
    """
    _note_printing()
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as gone:
        raise ReaderGone from gone
    except OSError as error:
        raise AnswerLost(error.strerror or "no reason was given") from error


def print_bytes(content: bytes) -> None:
    """Print bytes on standard output unchanged. Raises what print_text raises."""
    _note_printing()
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError as gone:
        raise ReaderGone from gone
    except OSError as error:
        raise AnswerLost(error.strerror or "no reason was given") from error


def terminal_width() -> int:
    """Return the width of the terminal in cells."""
    return usable_width(shutil.get_terminal_size().columns)


def usable_width(width: int) -> int:
    """Return a width that can be drawn in, given what the terminal reports; 80 if it reports none."""
    return min(max(width, _NARROWEST), _WIDEST) if width > 0 else _DEFAULT


def print_message(text: str) -> None:
    """Print a message on standard error. A failure to write is ignored: the exit status still reports the result."""
    message = clean_message(text)
    if sys.stderr.isatty():
        from somei_cli.render.output.dates import with_days_in_words
        from somei_cli.render.output.line_breaks import find_stderr_columns, fold_message

        message = fold_message(with_days_in_words(message), usable_width(find_stderr_columns()))
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{message}\n")


def print_messages(texts: Iterable[str]) -> None:
    """Print messages on standard error, each on a line of its own."""
    for text in texts:
        print_message(text)


def can_encode(text: str) -> bool:
    """Return whether standard output can encode a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
