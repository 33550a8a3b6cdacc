"""Long work in pieces: in one process or, where there is much of it, in two."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from somei_cli.store.disturbance import leave_signals_to_parent

Piece = TypeVar("Piece")
Done = TypeVar("Done")
_PROCESSES = 2
_held: list[Callable[[Any], Any]] = []


def in_pieces(work: Callable[[Piece], Done], pieces: Sequence[Piece], *, much: bool) -> Iterator[Done]:
    """What the work gives for each piece, in order; what it knows is shared with the other process, not copied."""
    if not much or len(pieces) < _PROCESSES:
        yield from map(work, pieces)
        return
    import multiprocessing

    from somei_cli.store.edits import until_nobody_looks

    until_nobody_looks()
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(_PROCESSES, initializer=_hold, initargs=(work,)) as pool:
        yield from pool.imap(_do, pieces)
    gc.unfreeze()


def _hold(work: Callable[[Any], Any]) -> None:
    leave_signals_to_parent()
    # What is made here holds nothing that holds it: there is nothing to find.
    gc.disable()
    _held[:] = [work]


def _do(piece: Any) -> Any:
    return _held[0](piece)


@contextmanager
def keeping_all() -> Iterator[None]:
    """While all that is made stays: to look again and again for what could go costs a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
