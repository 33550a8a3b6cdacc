"""Forked processes for long work, as a pool or beside this one; they share its memory, nothing is copied to them."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from somei_cli.store.process.background_query import wait_for_background_git
from somei_cli.store.process.signals import kill_process, leave_signals_to_parent

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

PROCESSES = 2


@contextmanager
def open_fork_pool(initializer: Callable[..., None] | None = None, *shared: Any) -> "Iterator[Pool]":
    """Open a pool of two processes; `initializer` is called in each with the `shared` values."""
    import multiprocessing

    wait_for_background_git()
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(PROCESSES, _start_process, (initializer, shared)) as pool:
        yield pool
    gc.unfreeze()


def _start_process(initializer: Callable[..., None] | None, shared: tuple[Any, ...]) -> None:
    leave_signals_to_parent()
    if initializer:
        initializer(*shared)


@contextmanager
def working_beside(work: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Do `work` in a forked process while the block runs; the function that is yielded waits until it is done.

    What the work changes in memory is lost: it should write files. At the end of the block the process is gone.

    Raises:
        OSError: by the yielded function, if the work failed.
    """
    wait_for_background_git()
    # Objects that stay are not looked at again, which would copy the memory that is shared.
    gc.freeze()
    process = os.fork()
    if not process:
        _work_and_exit(work)
    is_running = True

    def wait() -> None:
        nonlocal is_running
        _, status = os.waitpid(process, 0)
        is_running = False
        if status:
            raise ChildProcessError(process)

    try:
        yield wait
    finally:
        if is_running:
            kill_process(process)
            os.waitpid(process, 0)
        gc.unfreeze()


def _work_and_exit(work: Callable[[], None]) -> None:
    """Do the work; whatever happens, the process ends without what its parent does at its end."""
    status = 1
    try:
        leave_signals_to_parent()
        # Work on many documents creates no reference cycles, and the garbage collector would take a fifth of the time.
        gc.disable()
        work()
        status = 0
    finally:
        os._exit(status)


@contextmanager
def sharing_turns(count: int) -> Iterator[Callable[[], bool]]:
    """Yield a function that takes one of some turns, and returns False if there is none left.

    A process that is forked in the block takes its turns from the same ones, and gets none once this one has ended.

    Raises:
        OSError: if there are more turns than a pipe holds, which are some ten thousand.
    """
    # Each turn is a byte in a pipe, of which one process alone reads each.
    reader, writer = os.pipe()
    try:
        try:
            os.set_blocking(writer, False)
            if os.write(writer, bytes(count)) < count:
                raise BlockingIOError(count)
        finally:
            os.close(writer)
        owner = os.getpid()
        yield lambda: owner in {os.getpid(), os.getppid()} and bool(os.read(reader, 1))
    finally:
        os.close(reader)
