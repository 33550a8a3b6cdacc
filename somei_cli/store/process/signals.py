"""Signals where they must not disturb: while a write is settled, and in a process that only helps another one."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

_DISTURBING = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM})
"""The last brings one of the others again that came at a bad moment."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals wait until the end of the block."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _DISTURBING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_signals_to_parent() -> None:
    """In a helping process: ^C at the terminal is the parent's to answer, everything else simply ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
