"""A courtesy among clerks whose server lies on a disk that all of them see: who came first goes first.

Nothing hangs on it: a server that is elsewhere, or a folder that may not be written, means that everybody just tries.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from time import monotonic, sleep, time_ns
from typing import Final

from somei_cli.store.clone import Clone
from somei_cli.store.sharing.server import Server

_SHARE: Final = 0.5
"""The part of a clerk's patience that goes into standing in line; whoever is in front may have come to a halt."""
_LOOK: Final = 0.005
_PREFIX: Final = "ticket-"


@contextmanager
def standing_in_line(clone: Clone, server: Server) -> Iterator[None]:
    """Wait for the turn of this process, and keep the others waiting until it is done."""
    folder = _folder(clone, server)
    ticket = _ticket(folder) if folder else None
    if folder is None or ticket is None:
        yield
        return
    name, held = ticket
    try:
        _wait_for_turn(folder, name, server.patience * _SHARE)
        yield
    finally:
        with suppress(OSError):
            (folder / name).unlink()
        os.close(held)


def _folder(clone: Clone, server: Server) -> Path | None:
    """Where tickets lie: in somei's corner of the server's repository, if that is on a disk here."""
    place = server.url.removeprefix("file://")
    if ":" in place.partition("/")[0]:
        return None
    top = clone.top / place
    with suppress(OSError):
        git_dir = top / ".git" if (top / ".git").is_dir() else top
        if (git_dir / "HEAD").is_file() and (git_dir / "objects").is_dir():
            folder = git_dir / "somei" / "line"
            folder.mkdir(parents=True, exist_ok=True)
            return folder
    return None


def _ticket(folder: Path) -> tuple[str, int] | None:
    """A file whose name tells when we came, locked for as long as we live."""
    name = f"{_PREFIX}{time_ns():020d}-{token_hex(4)}"
    draft = folder / f"new-{name}"
    try:
        held = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError:
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        # Others see it only now that it is locked, and never take us for dead.
        draft.rename(folder / name)
    except OSError:
        os.close(held)
        return None
    return name, held


def _wait_for_turn(folder: Path, name: str, seconds: float) -> None:
    end = monotonic() + seconds
    with suppress(OSError):
        while monotonic() < end:
            ahead = sorted(
                other.name for other in folder.iterdir() if other.name.startswith(_PREFIX) and other.name < name
            )
            if not ahead:
                return
            # Only the one right in front of us is watched; a line of many costs no more than one of two.
            _wait_for(folder / ahead[-1], end)


def _wait_for(ticket: Path, end: float) -> None:
    """Wait until a ticket is given back, or its holder is dead; then it is thrown away."""
    try:
        theirs = os.open(ticket, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        while monotonic() < end:
            with suppress(BlockingIOError):
                fcntl.flock(theirs, fcntl.LOCK_EX | fcntl.LOCK_NB)
                with suppress(FileNotFoundError):
                    ticket.unlink()
                return
            sleep(_LOOK)
    finally:
        os.close(theirs)
