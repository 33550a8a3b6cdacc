"""Commands on a pseudo-terminal: what a person sees, and what the program there ends with."""

import fcntl
import os
import pty
import select
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


def run_on_terminal(
    clerk: Clerk, *words: str, lines: int = 24, columns: int = 80, keys: str = "", after: str = ""
) -> Screen:
    """Type a command on a terminal of its own, and then the keys: at once, or when it shows the words `after`."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    program = subprocess.Popen(
        [sys.executable, "-m", "somei_cli", *words],
        cwd=clerk.folder, stdin=follower, stdout=follower, stderr=follower, env=environment,
        start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
    )  # fmt: skip
    os.close(follower)
    if keys and not after:
        os.write(leader, keys.encode())
    shown = b""
    # A terminal that nobody holds any more cannot be read.
    with suppress(OSError):
        while piece := _read_or_type(leader, keys if after.encode() not in shown else ""):
            is_new = after.encode() not in shown
            shown += piece
            if after and is_new and after.encode() in shown:
                os.write(leader, keys.encode())
    os.close(leader)
    return Screen(program.wait(timeout=60), shown.decode().replace("\r\n", "\n"))


def _read_or_type(leader: int, keys: str) -> bytes:
    """Read what is shown next; what waits for a key that is due after other words gets it at last."""
    waiting = select.poll()  # `select` knows no descriptor above 1023
    waiting.register(leader, select.POLLIN)
    if keys and not waiting.poll(20_000):
        os.write(leader, keys.encode())
    return os.read(leader, 65_536)
