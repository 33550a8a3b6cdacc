"""A fair queue of processes in a folder: first come, first served; the ticket of a dead process is removed."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep, time_ns
from typing import Final

_POLL_SECONDS: Final = 0.005
_TICKET_PREFIX: Final = "ticket-"


def has_waiting_process(folder: Path) -> bool:
    """Whether a process waits in the queue; if not, a lock may be tried at once."""
    with suppress(OSError):
        return any(_list_tickets(folder))
    return False


@contextmanager
def wait_for_turn(folder: Path, seconds: float) -> Iterator[None]:
    """Wait for the turn of this process, and keep those behind it waiting until the block ends.

    The queue is a courtesy, not a lock: after so many seconds, or if the folder cannot be written, the block runs
    anyway.
    """
    ticket = _take_ticket(folder)
    if ticket is None:
        yield
        return
    name, handle = ticket
    try:
        _wait_until_first(folder, name, seconds)
        yield
    finally:
        with suppress(OSError):
            (folder / name).unlink()
        os.close(handle)


def _list_tickets(folder: Path) -> Iterator[str]:
    """Yield the names of the tickets in the queue, in no order."""
    return (file.name for file in folder.iterdir() if file.name.startswith(_TICKET_PREFIX))


def _take_ticket(folder: Path) -> tuple[str, int] | None:
    """Create a file whose name holds the time, locked as long as this process lives; return its name and descriptor."""
    name = f"{_TICKET_PREFIX}{time_ns():020d}-{os.urandom(4).hex()}"
    draft = folder / f"new-{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        # It gets its final name only once it is locked: an unlocked ticket would pass for that of a dead process.
        draft.rename(folder / name)
    except OSError:
        os.close(handle)
        return None
    return name, handle


def _wait_until_first(folder: Path, name: str, seconds: float) -> None:
    deadline = monotonic() + seconds
    with suppress(OSError):
        while monotonic() < deadline:
            # Only the ticket right before ours is watched, so a long queue costs no more than a short one.
            ahead = max((ticket for ticket in _list_tickets(folder) if ticket < name), default=None)
            if ahead is None:
                return
            _wait_for_ticket(folder / ahead, deadline)


def _wait_for_ticket(ticket: Path, deadline: float) -> None:
    """Wait until a ticket is given back, or its process is dead; in that case remove it."""
    try:
        handle = os.open(ticket, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        while monotonic() < deadline:
            with suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                with suppress(FileNotFoundError):
                    ticket.unlink()
                return
            sleep(_POLL_SECONDS)
    finally:
        os.close(handle)
