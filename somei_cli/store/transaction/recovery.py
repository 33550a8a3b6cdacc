"""Finishing or undoing a write: the same steps whether it ended well, failed, or was killed.

What crashed programs left in a clone: locks of git, drafts of somei; found, and put aside rather than removed.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from somei_cli.errors import CannotWrite, GitRefuses, RepositoryInMotion, Unfinished, UnsafePath
from somei_cli.store.disk.durable import discard, empty, flush_folder, refusing_disk
from somei_cli.store.git.ancestry import is_within
from somei_cli.store.git.command import PROGRAMS, without_programs
from somei_cli.store.git.head import commit_of, current_branch
from somei_cli.store.git.repository import Clone
from somei_cli.store.process.other_processes import lives
from somei_cli.store.process.signals import undisturbed
from somei_cli.store.transaction.git_index import prepare_index, staged
from somei_cli.store.transaction.journal import Journal, PlannedWrite, journal_file, read_journal, scratch
from somei_cli.store.transaction.locks import drop_branch_locks, hold_index, holds_index, release_index
from somei_cli.store.transaction.worktree import (
    blob_at,
    flush,
    make_folders,
    remove,
    remove_empty_folders,
    rename_beside,
    write_beside,
)

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


class RecoveryOutcome(NamedTuple):
    """What became of a write: its commit, empty if it was undone, and a sentence for the clerk."""

    commit: str
    said: str


def settle(clone: Clone) -> RecoveryOutcome | None:
    """Finish the write of the journal if its commit landed, undo it if not; None where there is no journal.

    The writing lock is held by the caller. May be repeated after any interruption.

    Raises:
        CannotWrite: not even undoing was possible; what is committed, staged and in the files is as before.
        Unfinished: the commit landed, and could not be finished.
    """
    with undisturbed():
        return _settle(clone)


def _settle(clone: Clone) -> RecoveryOutcome | None:
    with refusing_disk():
        journal = read_journal(clone.private)
        if journal is None:
            release_index(clone)  # ours, if somebody removed the journal alone
            empty(scratch(clone.private))
            for draft in notes_cut_short(clone.private):
                discard(draft)
            return None
        if not _landed(clone, journal):
            _undo(clone, journal)
            return RecoveryOutcome("", "An interrupted command was undone; nothing was changed.")
    with _refusing_to_finish(journal.new):
        return _finish_late(clone, journal)


def finish(clone: Clone, journal: Journal, index: Path | None) -> list[PurePosixPath]:
    """Bring index and work tree to the commit that has landed; return the files that the clerk changed meanwhile.

    Raises:
        Unfinished: the disk would not; the journal remains for another try.
    """
    with _refusing_to_finish(journal.new):
        if index:
            # At once: a `git commit` that read the new HEAD and then the old index would take our change back.
            index.rename(clone.index)
        kept = [swap.path for swap in journal.swaps if not _put_in_place(clone, journal, swap)]
        gone = {folder for swap in journal.swaps if not swap.after for folder in swap.path.parents[:-1]}
        remove_empty_folders(clone.top, gone)
        flush(clone.top, {path.parent for path in (*journal.folders, *(swap.path for swap in journal.swaps))})
        flush_folder(clone.git_dir)
        _close(clone, journal)
    return kept


@contextmanager
def _refusing_to_finish(commit: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unfinished(commit, error.strerror or str(error)) from error
    except (CannotWrite, GitRefuses) as refusal:
        raise Unfinished(commit, str(refusal).rstrip(".")) from refusal


def _close(clone: Clone, journal: Journal) -> None:
    """End a write that is finished or undone; the journal goes last, since it tells whose the locks are."""
    if journal.new:
        drop_branch_locks(clone, journal)
    release_index(clone)
    discard(journal_file(clone.private))
    empty(scratch(clone.private))


def _undo(clone: Clone, journal: Journal) -> None:
    release_index(clone)  # whatever the disk says to the rest, nothing is amiss that git would have to wait for
    _drop_staged(clone, journal)
    remove_empty_folders(clone.top, journal.folders)
    _close(clone, journal)


def _finish_late(clone: Clone, journal: Journal) -> RecoveryOutcome:
    short = journal.new[:10]
    if not _is_current(clone, journal):
        _drop_staged(clone, journal)
        _close(clone, journal)
        return RecoveryOutcome(
            journal.new, f"Commit {short} of an interrupted command stands; its files were left alone."
        )
    kept = finish(clone, journal, _renewed_index(clone, journal))
    left = f"; left as you changed them: {', '.join(map(str, kept))}" if kept else ""
    return RecoveryOutcome(journal.new, f"An interrupted command was finished: commit {short}{left}.")


def _landed(clone: Clone, journal: Journal) -> bool:
    """Whether the branch holds the commit, be it under later ones."""
    if not journal.new:
        return False
    now = commit_of(clone, journal.branch)
    return now is not None and is_within(clone.git, journal.new, now)


def _is_current(clone: Clone, journal: Journal) -> bool:
    """Whether the work tree is to show the commit: not if others followed, or the clerk is on another branch now."""
    try:
        branch = current_branch(clone)
    except RepositoryInMotion:
        return False
    return branch == journal.branch and commit_of(clone, branch) == journal.new


def _renewed_index(clone: Clone, journal: Journal) -> Path | None:
    """Prepare the index anew: the clerk may have removed our lock and staged something. None if it is right."""
    if not holds_index(clone):
        hold_index(clone)
    differing = staged(clone, journal.new)
    behind = [swap for swap in journal.swaps if swap.path in differing and differing[swap.path] == swap.before]
    if not behind:
        return None
    discard(scratch(clone.private) / f"index.{journal.key}")
    return prepare_index(clone, behind, journal.key, without_programs(clone.git.settings(PROGRAMS)))


def _put_in_place(clone: Clone, journal: Journal, swap: PlannedWrite) -> bool:
    """Give a file its new contents unless the clerk has changed it meanwhile; tell whether it has them."""
    waiting = journal.beside(swap.path)
    try:
        now = blob_at(clone.top, swap.path, clone.object_format)
        if now == swap.before and swap.after is None:
            remove(clone.top, swap.path)
        elif now == swap.before:
            _move_in(clone, journal, swap)
        else:
            remove(clone.top, waiting)
    except UnsafePath:
        return False
    return now in (swap.before, swap.after)


def _move_in(clone: Clone, journal: Journal, swap: PlannedWrite) -> None:
    waiting = journal.beside(swap.path)
    try:
        rename_beside(clone.top, waiting, swap.path)
    except FileNotFoundError:  # somebody tidied up after the crash, but git has the contents
        make_folders(clone.top, reversed(swap.path.parents[:-1]))
        write_beside(clone.top, waiting, clone.git.run("cat-file", "blob", str(swap.after)))
        rename_beside(clone.top, waiting, swap.path)


def _drop_staged(clone: Clone, journal: Journal) -> None:
    for swap in journal.swaps:
        try:
            remove(clone.top, journal.beside(swap.path))
        except UnsafePath:
            continue
