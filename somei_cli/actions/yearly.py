"""Work that goes year by year of the numbers: in one process or, where there is much of it, in two."""

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from somei_cli.store.disturbance import leave_signals_to_parent

Done = TypeVar("Done")
_PROCESSES = 2
_WORTH_IT = 2_000
_held: list[Callable[[int], Any]] = []


def each_year(work: Callable[[int], Done], years: Sequence[int], documents: int) -> Iterator[Done]:
    """What the work gives for each year, in order; what it knows is shared with the other process, not copied."""
    if documents < _WORTH_IT or len(years) < 2:
        yield from map(work, years)
        return
    import multiprocessing

    gc.freeze()
    with multiprocessing.get_context("fork").Pool(_PROCESSES, initializer=_hold, initargs=(work,)) as pool:
        yield from pool.imap(_do, years)
    gc.unfreeze()


def _hold(work: Callable[[int], Any]) -> None:
    leave_signals_to_parent()
    _held[:] = [work]


def _do(year: int) -> Any:
    return _held[0](year)
