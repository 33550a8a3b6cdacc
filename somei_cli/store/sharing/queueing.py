"""A courtesy among clerks whose server lies on a disk that all of them see: who came first goes first.

Nothing hangs on it: a server that is elsewhere, or a folder that may not be written, means that everybody just tries.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from somei_cli.store.clone import Clone
from somei_cli.store.lining import turn
from somei_cli.store.sharing.server import Server

_SHARE: Final = 0.5
"""The part of a clerk's patience that goes into standing in line; whoever is in front may have come to a halt."""


@contextmanager
def standing_in_line(clone: Clone, server: Server) -> Iterator[None]:
    """Wait for the turn of this process, and keep the others waiting until it is done."""
    folder = _folder(clone, server)
    if folder is None:
        yield
        return
    with turn(folder, server.patience * _SHARE):
        yield


def _folder(clone: Clone, server: Server) -> Path | None:
    """Where tickets lie: in somei's corner of the server's repository, if that is on a disk here."""
    place = server.url.removeprefix("file://")
    if ":" in place.partition("/")[0]:
        return None
    top = clone.top / place
    with suppress(OSError):
        git_dir = top / ".git" if (top / ".git").is_dir() else top
        if (git_dir / "HEAD").is_file() and (git_dir / "objects").is_dir():
            return git_dir / "somei" / "line"
    return None
