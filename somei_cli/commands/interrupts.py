"""Signals that ask a command to end: each becomes an interruption that is tidied up after and told."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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

    def interrupt_again(_: int, __: FrameType | None) -> NoReturn:
        raise Interrupted(came[-1])

    with suppress(ValueError):
        before = {number: signal.getsignal(number) for number in (*_ASKING_TO_END, signal.SIGALRM)}
        for number in _ASKING_TO_END:
            if before[number] is not signal.SIG_IGN:
                signal.signal(number, interrupt)
        signal.signal(signal.SIGALRM, interrupt_again)
        try:
            with _nothing_lost():
                yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            for number, handler in before.items():
                signal.signal(number, handler)
        return
    yield


@contextmanager
def _nothing_lost() -> Iterator[None]:
    """Interrupt a moment later where Python throws an object away: it would say that it cannot be, and go on."""
    usual = sys.unraisablehook

    def come_again(unraisable: "sys.UnraisableHookArgs") -> None:
        if isinstance(unraisable.exc_value, Interrupted):
            signal.setitimer(signal.ITIMER_REAL, _SOON)
        else:
            usual(unraisable)

    sys.unraisablehook = come_again
    try:
        yield
    finally:
        sys.unraisablehook = usual
