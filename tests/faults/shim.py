"""A library that makes the disk fail or the process die at one call, and commands run under it.

The library is built from `faultshim.c` where a compiler is at hand. With `FAULTS=all` in the environment every call
gets its turn; else some of them do, always the same ones. `SHARE=3/8` takes the third of eight parts of a long run.
"""

import functools
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from needs import need

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TIMEOUT = 120
NO_BYTECODE = ("PYTHONDONTWRITEBYTECODE", "1")
"""The disk on which something fails is not that of the program; what is loaded once may well be compiled once."""
EVERY_CALL = os.environ.get("FAULTS") == "all"
_PART, _PARTS = map(int, os.environ.get("SHARE", "1/1").split("/"))


class Run(NamedTuple):
    """How a command ended that ran under the library, and how many of its calls could have failed."""

    status: int
    out: str
    err: str
    calls: int


@functools.cache
def library() -> Path:
    """The library, built once; the test is skipped where it cannot be."""
    if sys.platform != "linux":
        pytest.skip("the fault shim is made for Linux")
    compiler = need("cc")
    built = Path(tempfile.mkdtemp(prefix="somei-shim-")) / "faultshim.so"
    subprocess.run(
        [compiler, "-Wall", "-Wextra", "-shared", "-fPIC", "-o", built, HERE / "faultshim.c", "-ldl"], check=True
    )
    return built


def run(
    command: Sequence[str],
    place: Path,
    mode: str,
    at: int,
    cwd: Path | None = None,
    clock: int = 0,
    *,
    anew: bool = False,
) -> Run:
    """Run a program in a process group of its own; call number `at` below `place` fails, none where it is 0.

    Its clock is `clock` seconds off. A Python is a copy of one that has loaded somei. It is started `anew` if that is
    asked for, and for a signal, which may come while it is loading.
    """
    counter = place.with_suffix(".counter")
    counter.write_bytes(bytes(8))
    faults = {
        "LD_PRELOAD": str(library()),
        "FAULT_COUNTER": str(counter),
        "FAULT_ROOT": str(place),
        "FAULT_MODE": mode,
        "FAULT_AT": str(at),
        "FAULT_CLOCK": str(clock),
        **dict([NO_BYTECODE]),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE.parent}",
    }
    environment = {**os.environ, **faults}
    if command[0] == sys.executable and not anew and not mode.startswith("SIG"):
        status, out, err = _preloaded(_at_start(environment)).run(command[1:], cwd or Path.cwd(), environment)
    else:
        victim = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        out, err = victim.communicate(timeout=TIMEOUT)
        status = victim.returncode
    return Run(status, out, err, int.from_bytes(counter.read_bytes(), sys.byteorder))


class Preloaded:
    """The Python of `preloaded.py`, which ends when this process does: nobody holds the other end of its line then."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._line, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.settimeout(TIMEOUT)
        # Python looks at its streams when it starts, and those of the copies are pipes.
        self._out, out = os.pipe()
        self._err, err = os.pipe()
        command = [sys.executable, str(HERE / "preloaded.py"), str(other.fileno())]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": err}
        with other:
            subprocess.run(command, env=environment, check=True, pass_fds=[other.fileno()], process_group=0, **quiet)
        os.close(out)
        os.close(err)

    def run(self, words: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> tuple[int, str, str]:
        """Status and both answers of a Python with these words."""
        ends = os.pipe(), os.pipe()
        with Path(os.devnull).open("rb") as nothing:
            request = {"words": [*words], "folder": str(cwd), "environment": dict(environment)}
            socket.send_fds(self._line, [json.dumps(request).encode()], [nothing.fileno(), *(end for _, end in ends)])
        for _, end in ends:
            os.close(end)
        # Two threads: a pipe that nobody reads would stop the writer.
        with ThreadPoolExecutor(2) as readers:
            out, err = readers.map(_read_all, [begin for begin, _ in ends])
        status = self._line.recv(16)
        assert status, os.read(self._err, 1 << 16)
        return int(status), out, err


@functools.cache
def _preloaded(at_start: tuple[tuple[str, str], ...]) -> Preloaded:
    return Preloaded({**os.environ, **dict(at_start)})


def _at_start(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What Python and the system's loader read of an environment once, when a process starts."""
    read = ("PYTHON", "LANG", "LC_", "LD_PRELOAD=", "PATH=")
    return tuple(item for item in environment.items() if f"{item[0]}=".startswith(read) and item != NO_BYTECODE)


def _read_all(descriptor: int) -> str:
    with open(descriptor, encoding="utf-8") as pipe:
        return pipe.read()


def chosen(calls: int, stride: int, begin: int = 0) -> range:
    """The calls that get their turn."""
    return range(_PART, calls + 1, _PARTS) if EVERY_CALL else range(1 + begin % stride, calls + 1, stride)
