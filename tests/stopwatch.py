"""Whole processes, measured from outside: time, processor time of all they started, and memory at its highest.

A small process of its own does it: the system counts the memory of whoever starts a program to that program.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

# Users run from bytecode; a machine that forbids writing it would measure the compiler.
_DROPPED = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "COVERAGE_PROCESS_START"})


class Cost(NamedTuple):
    """What one run took: seconds on the clock and on the processor, MiB at most, and how it ended."""

    wall: float
    cpu: float
    memory: float
    status: int


class Stopwatch(NamedTuple):
    """Whoever starts programs and measures them, one at a time."""

    asked: IO[str]
    told: IO[str]

    def time(self, words: Sequence[str], folder: Path) -> Cost:
        """Run a program that reads and prints nothing anybody sees."""
        self.asked.write(json.dumps([list(words), str(folder)]) + "\n")
        self.asked.flush()
        return Cost(*json.loads(self.told.readline()))


@contextmanager
def stopwatch(env: Mapping[str, str]) -> Iterator[Stopwatch]:
    """A process that measures; the programs see this environment."""
    kept = {name: value for name, value in env.items() if name not in _DROPPED}
    words = [sys.executable, "-S", "-E", __file__]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=kept) as process:
        assert process.stdin
        assert process.stdout
        yield Stopwatch(process.stdin, process.stdout)


def _measure(words: list[str], folder: str) -> list[float]:
    os.chdir(folder)
    nothing = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
    nothing += [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    begun = time.perf_counter()
    process = os.posix_spawnp(words[0], words, os.environ, file_actions=nothing)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    return [wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_measure(*json.loads(line))) + "\n")
        sys.stdout.flush()
