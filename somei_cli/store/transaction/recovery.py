"""Finish or undo a transaction, whether it ended well, failed or was killed; and find what crashed programs left.

Leftovers are locks of git and drafts of somei; they are moved aside rather than deleted.
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

_DRAFT_NAME: Final = re.compile(r"\..+\.[0-9a-f]+\.somei|\.somei-([0-9]{1,10})")
_SKIPPED_FOLDERS: Final = frozenset({"hooks", "modules", "worktrees", "somei", "lost-found", "logs"})
"""Folders of git that hold no locks, or those of another clone."""
_SHARED_LOCKS: Final = frozenset({"packed-refs.lock", "config.lock", "shallow.lock"})
"""Locks in the main git folder that belong to all worktrees."""


def locks_of_git(clone: Clone) -> tuple[Path, ...]:
    """List every lock of git in this clone, whoever holds it.

    A linked worktree does not list those of the main worktree.
    """
    locks = set(_locks_below(clone.git_dir))
    if clone.common_dir != clone.git_dir:
        locks |= {
            lock
            for lock in _locks_below(clone.common_dir)
            if lock.parent != clone.common_dir or lock.name in _SHARED_LOCKS
        }
    return tuple(sorted(locks))


def work_trees(clone: Clone) -> tuple[Path, ...]:
    """List the folder of every worktree of the repository: a process in one may hold a lock of all."""
    listed = os.fsdecode(clone.git.run("worktree", "list", "--porcelain")).split("\n")
    return tuple(Path(line.removeprefix("worktree ")) for line in listed if line.startswith("worktree "))


def drafts(clone: Clone) -> tuple[Path, ...]:
    """List somei's abandoned drafts beside the files that they were to replace; git does not know them."""
    listed = clone.git.run("ls-files", "--others", "-z", "--", ":(glob)**/.*.somei", ":(glob)**/.somei-*")
    files = [clone.top / name for name in os.fsdecode(listed).split("\0") if name]
    return (*sorted(file for file in files if _is_abandoned(file)), *notes_cut_short(clone.private))


def notes_cut_short(private: Path) -> tuple[Path, ...]:
    """List drafts of somei's own notes; the earlier note is valid, so they can go."""
    return tuple(sorted(file for file in private.glob(".somei-*") if _is_abandoned(file)))


def in_place_of_own(clone: Clone) -> tuple[str, ...]:
    """Describe what has the name of somei's folder or lock and is something else, with its path."""
    lock = clone.private / "lock"
    if clone.private.is_symlink() or (clone.private.exists() and not clone.private.is_dir()):
        return (f"{clone.private} is not a folder",)
    if lock.is_symlink() or (lock.exists() and not lock.is_file()):
        return (f"{lock} is not a plain file",)
    return ()


def put_aside(clone: Clone, file: Path) -> Path:
    """Move a file into somei's folder, from where it can be restored."""
    aside = clone.make_private() / "aside"
    aside.mkdir(mode=0o700, exist_ok=True)
    return file.rename(aside / f"{file.name.lstrip('.')}.{os.urandom(4).hex()}")


def _is_abandoned(file: Path) -> bool:
    match = _DRAFT_NAME.fullmatch(file.name)
    return match is not None and file.is_file() and not file.is_symlink() and not (match[1] and lives(int(match[1])))


def _locks_below(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        if Path(folder) == top:
            folders[:] = [name for name in folders if name not in _SKIPPED_FOLDERS]
        elif Path(folder) == top / "objects":
            # The other folders hold objects only, by the thousand.
            folders[:] = [name for name in folders if name == "info"]
        yield from (Path(folder, name) for name in names if name.endswith(".lock"))


class RecoveryOutcome(NamedTuple):
    """What became of a transaction: its commit, "" if it was undone, and a sentence for the clerk."""

    commit: str
    said: str


def settle(clone: Clone) -> RecoveryOutcome | None:
    """Finish the transaction of the journal if its commit landed, else undo it; None if there is no journal.

    The caller holds the writing lock. May be repeated after any interruption.

    Raises:
        CannotWrite: if not even undoing was possible; commits, git index and files are as before.
        Unfinished: if the commit landed, and could not be finished.
    """
    with undisturbed():
        return _finish_or_undo(clone)


def _finish_or_undo(clone: Clone) -> RecoveryOutcome | None:
    with refusing_disk():
        journal = read_journal(clone.private)
        if journal is None:
            release_index(clone)  # it is ours if somebody removed only the journal
            empty(scratch(clone.private))
            for draft in notes_cut_short(clone.private):
                discard(draft)
            return None
        if not _has_landed(clone, journal):
            _undo(clone, journal)
            return RecoveryOutcome("", "An interrupted command was undone; nothing was changed.")
    with _raise_unfinished(journal.new):
        return _finish_late(clone, journal)


def finish(clone: Clone, journal: Journal, index: Path | None) -> list[PurePosixPath]:
    """Bring git index and work tree to the landed commit; return the files that the clerk has edited meanwhile.

    Raises:
        Unfinished: if the disk refuses; the journal remains for another try.
    """
    with _raise_unfinished(journal.new):
        if index:
            # First: a `git commit` that read the new HEAD and the old git index would revert our change.
            index.rename(clone.index)
        edited_paths = [write.path for write in journal.swaps if not _place_file(clone, journal, write)]
        emptied_folders = {folder for write in journal.swaps if not write.after for folder in write.path.parents[:-1]}
        remove_empty_folders(clone.top, emptied_folders)
        flush(clone.top, {path.parent for path in (*journal.folders, *(write.path for write in journal.swaps))})
        flush_folder(clone.git_dir)
        _end_write(clone, journal)
    return edited_paths


@contextmanager
def _raise_unfinished(commit: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unfinished(commit, error.strerror or str(error)) from error
    except (CannotWrite, GitRefuses) as refusal:
        raise Unfinished(commit, str(refusal).rstrip(".")) from refusal


def _end_write(clone: Clone, journal: Journal) -> None:
    """Clean up after a transaction; the journal goes last, since it shows whose the locks are."""
    if journal.new:
        drop_branch_locks(clone, journal)
    release_index(clone)
    discard(journal_file(clone.private))
    empty(scratch(clone.private))


def _undo(clone: Clone, journal: Journal) -> None:
    release_index(clone)  # first, so that git need not wait even if the disk refuses the rest
    _remove_drafts(clone, journal)
    remove_empty_folders(clone.top, journal.folders)
    _end_write(clone, journal)


def _finish_late(clone: Clone, journal: Journal) -> RecoveryOutcome:
    short = journal.new[:10]
    if not _is_current(clone, journal):
        _remove_drafts(clone, journal)
        _end_write(clone, journal)
        return RecoveryOutcome(
            journal.new, f"Commit {short} of an interrupted command stands; its files were left alone."
        )
    edited_paths = finish(clone, journal, _renew_index(clone, journal))
    edited_text = f"; left as you changed them: {', '.join(map(str, edited_paths))}" if edited_paths else ""
    return RecoveryOutcome(journal.new, f"An interrupted command was finished: commit {short}{edited_text}.")


def _has_landed(clone: Clone, journal: Journal) -> bool:
    """Return whether the branch contains the commit, even below later ones."""
    if not journal.new:
        return False
    branch_head = commit_of(clone, journal.branch)
    return branch_head is not None and is_within(clone.git, journal.new, branch_head)


def _is_current(clone: Clone, journal: Journal) -> bool:
    """Return whether the work tree should show the commit: not if others followed, or the clerk switched branches."""
    try:
        branch = current_branch(clone)
    except RepositoryInMotion:
        return False
    return branch == journal.branch and commit_of(clone, branch) == journal.new


def _renew_index(clone: Clone, journal: Journal) -> Path | None:
    """Write the git index copy again: the clerk may have removed our lock and staged something. None if it is right."""
    if not holds_index(clone):
        hold_index(clone)
    differing = staged(clone, journal.new)
    outdated = [write for write in journal.swaps if write.path in differing and differing[write.path] == write.before]
    if not outdated:
        return None
    discard(scratch(clone.private) / f"index.{journal.key}")
    return prepare_index(clone, outdated, journal.key, without_programs(clone.git.settings(PROGRAMS)))


def _place_file(clone: Clone, journal: Journal, write: PlannedWrite) -> bool:
    """Give a file its new contents unless the clerk has edited it meanwhile; return whether it has them."""
    draft = journal.beside(write.path)
    try:
        present_blob = blob_at(clone.top, write.path, clone.object_format)
        if present_blob == write.before and write.after is None:
            remove(clone.top, write.path)
        elif present_blob == write.before:
            _move_draft(clone, journal, write)
        else:
            remove(clone.top, draft)
    except UnsafePath:
        return False
    return present_blob in (write.before, write.after)


def _move_draft(clone: Clone, journal: Journal, write: PlannedWrite) -> None:
    draft = journal.beside(write.path)
    try:
        rename_beside(clone.top, draft, write.path)
    except FileNotFoundError:  # somebody removed the draft after the crash, but git has the contents
        make_folders(clone.top, reversed(write.path.parents[:-1]))
        write_beside(clone.top, draft, clone.git.run("cat-file", "blob", str(write.after)))
        rename_beside(clone.top, draft, write.path)


def _remove_drafts(clone: Clone, journal: Journal) -> None:
    for write in journal.swaps:
        try:
            remove(clone.top, journal.beside(write.path))
        except UnsafePath:
            continue
