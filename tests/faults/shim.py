"""A library that makes the disk fail or the process die at one call, and commands run under it.

The library is built from `faultshim.c` where a compiler is at hand. With `FAULTS=all` in the environment every call
gets its turn; else some of them do, always the same ones. `SHARE=3/8` takes the third of eight parts of a long run.
"""

import functools
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from needs import need

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
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


def run(command: Sequence[str], place: Path, mode: str, at: int, cwd: Path | None = None, clock: int = 0) -> Run:
    """Run a program in a process group of its own; call number `at` below `place` fails, none where it is 0.

    Its clock is `clock` seconds off.
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
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE.parent}",
    }
    victim = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **faults},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    out, err = victim.communicate(timeout=120)
    return Run(victim.returncode, out, err, int.from_bytes(counter.read_bytes(), sys.byteorder))


def chosen(calls: int, stride: int, begin: int = 0) -> range:
    """The calls that get their turn."""
    return range(_PART, calls + 1, _PARTS) if EVERY_CALL else range(1 + begin % stride, calls + 1, stride)
