"""An end for work that might have none: a limit of processor time for a part of this process."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from somei_cli.errors import SomeiError


@contextmanager
def time_limit(seconds: float, refusal: SomeiError) -> Iterator[None]:
    """Raise the refusal where what is done inside takes longer; only in the main thread, as signals are.

    What counts is this process' own time, not that of a slow disk or of others. A regular expression at work looks
    for signals too, so that it can be stopped.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise refusal

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
