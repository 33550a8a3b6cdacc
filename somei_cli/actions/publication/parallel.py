"""Run long work in pieces: in one process or, if there is much of it, in several."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from somei_cli.store.process.fork_pool import PROCESSES, open_fork_pool

Piece = TypeVar("Piece")
Done = TypeVar("Done")
_work: list[Callable[[Any], Any]] = []


def run_in_pieces(work: Callable[[Piece], Done], pieces: Sequence[Piece], *, parallel: bool) -> Iterator[Done]:
    """Yield the result of the work for each piece, in order; the processes share the memory of this one."""
    if not parallel or len(pieces) < PROCESSES:
        yield from map(work, pieces)
        return
    with open_fork_pool(_set_work, work) as pool:
        yield from pool.imap(_run_work, pieces)


def _set_work(work: Callable[[Any], Any]) -> None:
    # The work makes no reference cycles, so there is nothing to collect.
    gc.disable()
    _work[:] = [work]


def _run_work(piece: Any) -> Any:
    return _work[0](piece)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Switch garbage collection off while much is built and kept: it would take a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
