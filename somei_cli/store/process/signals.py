"""Signals where they must not disturb: while a write is settled, and in a process that only helps another one.

An end for work that might have none: a limit of processor time for a part of this process.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from somei_cli.errors import SomeiError

_BLOCKED = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM})
"""The last brings one of the others again that came at a bad moment."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals wait until the end of the block."""
    old_mask = signal.pthread_sigmask(signal.SIG_BLOCK, _BLOCKED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old_mask)


def leave_signals_to_parent() -> None:
    """In a helping process: ^C at the terminal is the parent's to answer, everything else simply ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextmanager
def time_limit(seconds: float, refusal: SomeiError) -> Iterator[None]:
    """Raise the refusal where what is done inside takes longer; only in the main thread, as signals are.

    What counts is this process' own time, not that of a slow disk or of others. A regular expression at work looks
    for signals too, so that it can be stopped.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise refusal

    old_handler = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old_handler)
