"""Find other processes that work in a clone, as far as the system shows them."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")


class LockHolders(NamedTuple):
    """Processes that may hold a lock of a clone; `is_complete` is False if some could not be examined."""

    names: tuple[str, ...]
    is_complete: bool


def find_lock_holders(places: Sequence[Path], files: Sequence[Path]) -> LockHolders:
    """Find every git process in one of the places, and every process that has one of the files open.

    Git closes its lock file before it waits for an editor or a hook, so looking for open files is not enough. While it
    waits, its working directory is the top folder or the git folder, or its arguments or environment name one of them.
    """
    if not (_PROC / "self/fd").is_dir():
        return LockHolders((), is_complete=False)
    names: list[str] = []
    is_complete = True
    paths = {str(file) for file in files}
    for process in _PROC.iterdir():
        if not process.name.isdigit() or process.name == str(os.getpid()):
            continue
        with suppress(OSError):
            program = (process / "comm").read_text(errors="replace").strip()
            is_git = program.startswith("git")
            try:
                is_git_here = is_git and (
                    _is_in(Path((process / "cwd").readlink()), places) or _names_place(process, places)
                )
                if is_git_here or not paths.isdisjoint(_open_files(process)):
                    names.append(f"{program} (process {process.name})")
            except PermissionError:
                is_complete = is_complete and not is_git
    return LockHolders(tuple(sorted(names)), is_complete)


def is_running(process: int) -> bool:
    """Whether a process exists, whoever owns it."""
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def _is_in(folder: Path, places: Sequence[Path]) -> bool:
    return any(folder == place or place in folder.parents for place in places)


def _names_place(process: Path, places: Sequence[Path]) -> bool:
    """Whether the arguments or the environment of a process name a place, as `--git-dir` and `GIT_DIR` do."""
    words = (process / "cmdline").read_bytes().split(b"\0")
    words += [word for word in (process / "environ").read_bytes().split(b"\0") if word.startswith(b"GIT_")]
    return any(word.endswith(os.fsencode(place)) for place in places for word in words)


def _open_files(process: Path) -> Iterator[str]:
    for descriptor in (process / "fd").iterdir():
        with suppress(FileNotFoundError):
            yield str(descriptor.readlink())
