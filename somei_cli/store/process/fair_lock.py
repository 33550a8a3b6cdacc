"""Wait for the lock of a file with a time limit; who came first gets it first, or nearly so."""

import os
from contextlib import suppress

from somei_cli.store.operating_system import try_lock, wait_for_lock
from somei_cli.store.process.signals import block_signals


def acquire_lock(file_fd: int, seconds: float) -> bool:
    """Lock an open file or folder, and return whether that was possible in so many seconds.

    The kernel wakes waiting processes roughly in the order in which they came, and forgets those that were killed. If
    each of them tried again and again instead, one might be overtaken until its time is up. The kernel knows no time
    limit for this lock, so a thread waits, and this process waits for the thread.
    """
    if try_lock(file_fd):
        return True
    # Loaded only if somebody else has the lock.
    from threading import Thread

    waiter = Thread(target=_wait_for_lock, args=(os.dup(file_fd),), daemon=True)
    with block_signals():  # the thread inherits that: signals are for the main thread
        waiter.start()
    waiter.join(seconds)
    return not waiter.is_alive() and try_lock(file_fd)


def _wait_for_lock(file_fd: int) -> None:
    """Wait on a descriptor of this thread's own: nobody closes it, and gives its number to another file, meanwhile."""
    with suppress(OSError):
        wait_for_lock(file_fd)
    os.close(file_fd)
