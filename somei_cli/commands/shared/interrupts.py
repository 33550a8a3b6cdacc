"""Signals that ask a command to end: each becomes an interruption that is tidied up after and told."""

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
def taking_signals(came: list[int]) -> Iterator[None]:
    """Turn those signals into interruptions, and note in `came` which came.

    One that the caller ignores, as `nohup` does, stays ignored. In a thread of its own a command takes no signals.
    """

    def interrupt(number: int, _: FrameType | None) -> NoReturn:
        came.append(number)
        raise Interrupted(number)

    def interrupt_again(_: int, where: FrameType | None) -> None:
        if _is_told_of_loss(where):
            _come_again()
        else:
            raise Interrupted(came[-1])

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
    usual, sys.unraisablehook = sys.unraisablehook, _told_of_loss
    try:
        yield
    finally:
        sys.unraisablehook = usual
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _come_again() -> None:
    signal.setitimer(signal.ITIMER_REAL, _SOON)


def _told_of_loss(unraisable: "sys.UnraisableHookArgs") -> None:
    """Where Python throws an object away nothing can be raised: it would say so, and go on. So it is a moment later."""
    if isinstance(unraisable.exc_value, Interrupted):
        _come_again()
    else:
        sys.__unraisablehook__(unraisable)


def _is_told_of_loss(where: FrameType | None) -> bool:
    """Whether Python is just telling of it, and could raise nothing there either."""
    while where and where.f_code is not _told_of_loss.__code__:
        where = where.f_back
    return where is not None
