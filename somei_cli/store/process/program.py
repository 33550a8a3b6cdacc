"""The running somei: the command that starts it, and a mark of its version for what it caches."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

import somei_cli


def program_command() -> tuple[str, ...]:
    """Return the command that starts somei: the script beside the interpreter, else the interpreter with the module."""
    command = Path(sys.executable).with_name("somei")
    return (str(command),) if command.is_file() else (sys.executable, "-m", "somei_cli")


@cache
def program_edition() -> str:
    """Return a mark of this program: findings that another program cached are not used.

    It takes in Python, and every file of the layers of somei and of the libraries that rules reach. To look at the
    modules that rules reach alone would cost more: they can only be found in all files, which each check would have to
    parse.
    """
    files = sorted(file for package in ("somei_cli", *_LIBRARIES) for file in _list_files(package))
    return f"{somei_cli.__version__} {crc32(repr((sys.version, files)).encode()):08x}"


_LIBRARIES = ("rtoml", "tomli_w")
"""The libraries that rules reach."""
_PASSED_OVER = frozenset({"__pycache__", "commands", "manual", "render"})
"""Folders that rules do not reach: the layers above them, and where Python writes at the first start of a program."""


def _list_files(package: str) -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of change of each file; a replaced file may be older than the one before."""
    spec = find_spec(package)
    # Grows while it is walked.
    folders = list((spec and spec.submodule_search_locations) or ())
    for folder in folders:
        for entry in os.scandir(folder):
            if entry.is_file():
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif entry.is_dir() and entry.name not in _PASSED_OVER:
                folders.append(entry.path)
