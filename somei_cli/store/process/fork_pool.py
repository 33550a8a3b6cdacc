"""A pool of forked processes for long work: they share the memory of this process, nothing is copied to them."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from somei_cli.store.process.signals import leave_signals_to_parent

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

PROCESSES = 2


@contextmanager
def open_fork_pool(initializer: Callable[..., None] | None = None, *shared: Any) -> "Iterator[Pool]":
    """Open a pool of two processes; `initializer` is called in each with the `shared` values."""
    import multiprocessing

    from somei_cli.store.process.background_query import wait_for_background_git

    wait_for_background_git()
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(PROCESSES, _start_process, (initializer, shared)) as pool:
        yield pool
    gc.unfreeze()


def _start_process(initializer: Callable[..., None] | None, shared: tuple[Any, ...]) -> None:
    leave_signals_to_parent()
    if initializer:
        initializer(*shared)
