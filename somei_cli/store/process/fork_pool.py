"""Processes forked off for long work: what they need to know they share, and nothing of it is copied."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from somei_cli.store.process.signals import leave_signals_to_parent

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

PROCESSES = 2


@contextmanager
def forked(initializer: Callable[..., None] | None = None, *shared: Any) -> "Iterator[Pool]":
    """As many processes as are worth it; `begin` is called in each, with what is to be known there."""
    import multiprocessing

    from somei_cli.store.process.background_git import until_all_is_answered

    until_all_is_answered()
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(PROCESSES, _start_process, (initializer, shared)) as pool:
        yield pool
    gc.unfreeze()


def _start_process(initializer: Callable[..., None] | None, shared: tuple[Any, ...]) -> None:
    leave_signals_to_parent()
    if initializer:
        initializer(*shared)
