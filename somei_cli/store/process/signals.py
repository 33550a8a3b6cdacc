"""Block signals during a write, leave them to the parent in a worker, and limit processor time by a signal."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from somei_cli.errors import SomeiError

_BLOCKED = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM})
"""The signals that are blocked; SIGALRM repeats one of the others that came at a bad moment."""


@contextmanager
def block_signals() -> Iterator[None]:
    """Block signals until the end of the block."""
    old_mask = signal.pthread_sigmask(signal.SIG_BLOCK, _BLOCKED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old_mask)


def leave_signals_to_parent() -> None:
    """In a worker: ignore ^C, which the parent handles; other signals end the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def kill_process(process: int) -> None:
    """End a process at once; it may have ended already."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


@contextmanager
def time_limit(seconds: float, refusal: SomeiError) -> Iterator[None]:
    """Raise the refusal if the block takes longer; in the main thread only, as for all signals.

    The limit is on this process's own processor time, so a slow disk or other processes do not count. A running regular
    expression checks for signals too, so it can be stopped.
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
