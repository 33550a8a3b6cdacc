"""What crashed programs left in a clone: locks of git, drafts of somei; found, and put aside rather than removed."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from somei_cli.store.clone import Clone
from somei_cli.store.processes import lives

_DRAFT: Final = re.compile(r"\..+\.[0-9a-f]+\.somei|\.somei-([0-9]{1,10})")
_NOT_OURS: Final = frozenset({"hooks", "modules", "worktrees", "somei", "lost-found", "logs"})
"""Folders of git's that hold no locks, or those of another clone."""
_SHARED: Final = frozenset({"packed-refs.lock", "config.lock", "shallow.lock"})
"""What stands beside the index of the first work tree and belongs to all."""


def locks_of_git(clone: Clone) -> tuple[Path, ...]:
    """Every lock of git in this clone, whoever holds it; a linked work tree leaves those of the first one's alone."""
    locks = set(_locks_below(clone.git_dir))
    if clone.common_dir != clone.git_dir:
        locks |= {
            lock for lock in _locks_below(clone.common_dir) if lock.parent != clone.common_dir or lock.name in _SHARED
        }
    return tuple(sorted(locks))


def work_trees(clone: Clone) -> tuple[Path, ...]:
    """The folder of every work tree of the repository: whoever works in one of them may hold a lock of all."""
    listed = os.fsdecode(clone.git.run("worktree", "list", "--porcelain")).split("\n")
    return tuple(Path(line.removeprefix("worktree ")) for line in listed if line.startswith("worktree "))


def drafts(clone: Clone) -> tuple[Path, ...]:
    """Files of somei's that wait beside those they were to replace; git does not know them, and nobody writes them."""
    listed = clone.git.run("ls-files", "--others", "-z", "--", ":(glob)**/.*.somei", ":(glob)**/.somei-*")
    found = [clone.top / name for name in os.fsdecode(listed).split("\0") if name]
    return (*sorted(file for file in found if _is_abandoned(file)), *notes_cut_short(clone.private))


def notes_cut_short(private: Path) -> tuple[Path, ...]:
    """Drafts of what somei notes for itself: the note before it stands, and nobody misses them."""
    return tuple(sorted(file for file in private.glob(".somei-*") if _is_abandoned(file)))


def in_place_of_own(clone: Clone) -> tuple[str, ...]:
    """What lies where somei's own folder and lock belong, and is neither; in words, with the path."""
    lock = clone.private / "lock"
    if clone.private.is_symlink() or (clone.private.exists() and not clone.private.is_dir()):
        return (f"{clone.private} is not a folder",)
    if lock.is_symlink() or (lock.exists() and not lock.is_file()):
        return (f"{lock} is not a plain file",)
    return ()


def put_aside(clone: Clone, file: Path) -> Path:
    """Move a file into somei's own corner, from where it can be fetched back."""
    aside = clone.make_private() / "aside"
    aside.mkdir(mode=0o700, exist_ok=True)
    return file.rename(aside / f"{file.name.lstrip('.')}.{os.urandom(4).hex()}")


def _is_abandoned(file: Path) -> bool:
    named = _DRAFT.fullmatch(file.name)
    return named is not None and file.is_file() and not file.is_symlink() and not (named[1] and lives(int(named[1])))


def _locks_below(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        if Path(folder) == top:
            folders[:] = [name for name in folders if name not in _NOT_OURS]
        elif Path(folder) == top / "objects":
            # The others hold objects alone, by the thousand.
            folders[:] = [name for name in folders if name == "info"]
        yield from (Path(folder, name) for name in names if name.endswith(".lock"))
