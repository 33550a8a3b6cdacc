"""Commands on a pseudo-terminal: what a person sees, and what the program there ends with."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from typing import NamedTuple

from conftest import Clerk


class Screen(NamedTuple):
    """What appeared on the terminal, and the exit status."""

    status: int
    text: str


def run_on_terminal(clerk: Clerk, *words: str, lines: int = 24, columns: int = 80, keys: str = "") -> Screen:
    """Type a command on a terminal of its own, and then the keys."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    program = subprocess.Popen(
        [sys.executable, "-m", "somei_cli", *words],
        cwd=clerk.folder, stdin=follower, stdout=follower, stderr=follower, env=environment,
        start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
    )  # fmt: skip
    os.close(follower)
    if keys:
        os.write(leader, keys.encode())
    shown = b""
    # A terminal that nobody holds any more cannot be read.
    with suppress(OSError):
        while piece := os.read(leader, 65_536):
            shown += piece
    os.close(leader)
    return Screen(program.wait(timeout=60), shown.decode().replace("\r\n", "\n"))
