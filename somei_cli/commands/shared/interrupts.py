"""Turn SIGINT, SIGTERM and SIGHUP into Interrupted errors, so that a command tidies up and reports before it ends."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

from somei_cli.errors import Interrupted

_ASKING_TO_END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SOON: Final = 0.001
"""Seconds after which an interruption comes again that came where nothing can be raised."""


@contextmanager
def interrupt_on_signals(received: list[int]) -> Iterator[None]:
    """Raise Interrupted for those signals while a command runs, and append each one to `came`.

    A signal that the caller ignores, as `nohup` does, stays ignored. Outside the main thread nothing changes.
    """

    def interrupt(number: int, _: FrameType | None) -> NoReturn:
        received.append(number)
        raise Interrupted(number)

    def interrupt_again(_: int, where: FrameType | None) -> None:
        if _is_in_handler(where):
            _interrupt_later()
        else:
            raise Interrupted(received[-1])

    before = {number: signal.getsignal(number) for number in (*_ASKING_TO_END, signal.SIGALRM)}
    try:
        signal.signal(signal.SIGALRM, interrupt_again)
    except ValueError:  # no main thread
        before = {}
    if not before:
        yield
        return
    for number in _ASKING_TO_END:
        if before[number] is not signal.SIG_IGN:
            signal.signal(number, interrupt)
    usual, sys.unraisablehook = sys.unraisablehook, _handle_unraisable
    try:
        yield
    finally:
        sys.unraisablehook = usual
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt_later() -> None:
    signal.setitimer(signal.ITIMER_REAL, _SOON)


def _handle_unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    """Send the interruption again a moment later if Python could not raise it, for example in a destructor."""
    if isinstance(unraisable.exc_value, Interrupted):
        _interrupt_later()
    else:
        sys.__unraisablehook__(unraisable)


def _is_in_handler(where: FrameType | None) -> bool:
    """Whether Python runs `_handle_unraisable` right now; nothing can be raised there either."""
    while where and where.f_code is not _handle_unraisable.__code__:
        where = where.f_back
    return where is not None
