"""Signals that ask a command to end: each becomes an interruption that is tidied up after and told."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from somei_cli.errors import Interrupted

_ASKING_TO_END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def taking_signals(came: list[int]) -> Iterator[None]:
    """Turn those signals into interruptions, and note in `came` which came.

    One that the caller ignores, as `nohup` does, stays ignored. In a thread of its own a command takes no signals.
    """

    def interrupt(number: int, _: FrameType | None) -> NoReturn:
        came.append(number)
        raise Interrupted(number)

    with suppress(ValueError):
        before = {number: signal.getsignal(number) for number in _ASKING_TO_END}
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, interrupt)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        return
    yield
