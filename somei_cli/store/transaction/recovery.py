"""Finish or undo a transaction, whether it ended well, failed or was killed; and find what crashed programs left.

Leftovers are locks of git and drafts of somei; they are moved aside rather than deleted.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from somei_cli.errors import CannotWrite, GitRefuses, RepositoryBusy, Unfinished, UnsafePath
from somei_cli.store.disk.durable import discard, empty_folder, flush_folder, refuse_disk_errors
from somei_cli.store.git.command import PROGRAM_SETTINGS, disable_programs
from somei_cli.store.git.head import current_branch, find_branch_commit
from somei_cli.store.git.repository import Clone
from somei_cli.store.process.signals import block_signals
from somei_cli.store.transaction.git_index_and_hooks import list_staged_changes, write_index_copy
from somei_cli.store.transaction.journal import Journal, PlannedWrite, journal_file, read_journal, scratch_folder
from somei_cli.store.transaction.locks import (
    holds_git_index_lock,
    lock_git_index,
    remove_branch_locks,
    unlock_git_index,
)
from somei_cli.store.transaction.worktree import (
    blob_id_at,
    flush_folders,
    make_folders,
    remove_empty_folders,
    remove_file,
    rename_file,
    write_new_file,
)

_DRAFT_NAME: Final = r"\..+\.[0-9a-f]+\.somei|\.somei-([0-9]{1,10})"
_SKIPPED_FOLDERS: Final = frozenset({"hooks", "modules", "worktrees", "somei", "lost-found", "logs"})
"""Folders of git that hold no locks, or those of another clone."""
_SHARED_LOCKS: Final = frozenset({"packed-refs.lock", "config.lock", "shallow.lock"})
"""Locks in the main git folder that belong to all worktrees."""


def list_git_locks(clone: Clone) -> tuple[Path, ...]:
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


def list_worktrees(clone: Clone) -> tuple[Path, ...]:
    """List the folder of every worktree of the repository: a process in one may hold a lock of all."""
    listed = os.fsdecode(clone.git.run("worktree", "list", "--porcelain")).split("\n")
    return tuple(Path(line.removeprefix("worktree ")) for line in listed if line.startswith("worktree "))


def list_abandoned_drafts(clone: Clone) -> tuple[Path, ...]:
    """List somei's abandoned drafts beside the files that they were to replace; git does not know them."""
    listed = clone.git.run("ls-files", "--others", "-z", "--", ":(glob)**/.*.somei", ":(glob)**/.somei-*")
    files = [clone.top / name for name in os.fsdecode(listed).split("\0") if name]
    return (*sorted(file for file in files if _is_abandoned(file)), *list_incomplete_notes(clone.somei_dir))


def list_incomplete_notes(private: Path) -> tuple[Path, ...]:
    """List drafts of somei's own notes; the earlier note is valid, so they can go."""
    return tuple(sorted(file for file in private.glob(".somei-*") if _is_abandoned(file)))


def find_obstructions(clone: Clone) -> tuple[str, ...]:
    """Describe what has the name of somei's folder or lock and is something else, with its path."""
    lock = clone.somei_dir / "lock"
    if clone.somei_dir.is_symlink() or (clone.somei_dir.exists() and not clone.somei_dir.is_dir()):
        return (f"{clone.somei_dir} is not a folder",)
    if lock.is_symlink() or (lock.exists() and not lock.is_file()):
        return (f"{lock} is not a plain file",)
    return ()


def move_aside(clone: Clone, file: Path) -> Path:
    """Move a file into somei's folder, from where it can be restored."""
    aside = clone.make_somei_dir() / "aside"
    aside.mkdir(mode=0o700, exist_ok=True)
    return file.rename(aside / f"{file.name.lstrip('.')}.{os.urandom(4).hex()}")


def _is_abandoned(file: Path) -> bool:
    match = re.fullmatch(_DRAFT_NAME, file.name)
    if match is None or not file.is_file() or file.is_symlink():
        return False
    # Only after a crash.
    from somei_cli.store.process.other_processes import is_running

    return not (match[1] and is_running(int(match[1])))


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
    message: str


def finish_or_undo(clone: Clone) -> RecoveryOutcome | None:
    """Finish the transaction of the journal if its commit landed, else undo it; None if there is no journal.

    The caller holds the writing lock. May be repeated after any interruption.

    Raises:
        CannotWrite: if not even undoing was possible; commits, git index and files are as before.
        Unfinished: if the commit landed, and could not be finished.
    """
    with block_signals():
        return _finish_or_undo(clone)


def _finish_or_undo(clone: Clone) -> RecoveryOutcome | None:
    with refuse_disk_errors():
        journal = read_journal(clone.somei_dir)
        if journal is None:
            unlock_git_index(clone)  # it is ours if somebody removed only the journal
            empty_folder(scratch_folder(clone.somei_dir))
            for draft in list_incomplete_notes(clone.somei_dir):
                discard(draft)
            return None
        if not _has_landed(clone, journal):
            _undo(clone, journal)
            return RecoveryOutcome("", "An interrupted command was undone; nothing was changed.")
    with _raise_unfinished(journal.new):
        return _finish_late(clone, journal)


def finish_write(clone: Clone, journal: Journal, index: Path | None) -> list[PurePosixPath]:
    """Bring git index and work tree to the landed commit; return the files that the clerk has edited meanwhile.

    Raises:
        Unfinished: if the disk refuses; the journal remains for another try.
    """
    with _raise_unfinished(journal.new):
        if index:
            # First: a `git commit` that read the new HEAD and the old git index would revert our change.
            index.rename(clone.git_index)
        edited_paths = [write.path for write in journal.swaps if not _place_file(clone, journal, write)]
        emptied_folders = {folder for write in journal.swaps if not write.after for folder in write.path.parents[:-1]}
        remove_empty_folders(clone.top, emptied_folders)
        flush_folders(clone.top, {path.parent for path in (*journal.folders, *(write.path for write in journal.swaps))})
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
        remove_branch_locks(clone, journal)
    unlock_git_index(clone, journal.key)
    discard(journal_file(clone.somei_dir))
    empty_folder(scratch_folder(clone.somei_dir))


def _undo(clone: Clone, journal: Journal) -> None:
    unlock_git_index(clone)  # first, so that git need not wait even if the disk refuses the rest
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
    edited_paths = finish_write(clone, journal, _renew_index(clone, journal))
    edited_text = f"; left as you changed them: {', '.join(map(str, edited_paths))}" if edited_paths else ""
    return RecoveryOutcome(journal.new, f"An interrupted command was finished: commit {short}{edited_text}.")


def _has_landed(clone: Clone, journal: Journal) -> bool:
    """Return whether the branch contains the commit, even below later ones."""
    if not journal.new:
        return False
    branch_head = find_branch_commit(clone, journal.branch)
    # Only after a crash.
    from somei_cli.store.git.ancestry import is_ancestor

    return branch_head is not None and is_ancestor(clone.git, journal.new, branch_head)


def _is_current(clone: Clone, journal: Journal) -> bool:
    """Return whether the work tree should show the commit: not if others followed, or the clerk switched branches."""
    try:
        branch = current_branch(clone.git)
    except RepositoryBusy:
        return False
    return branch == journal.branch and find_branch_commit(clone, branch) == journal.new


def _renew_index(clone: Clone, journal: Journal) -> Path | None:
    """Write the git index copy again: the clerk may have removed our lock and staged something. None if it is right."""
    if not holds_git_index_lock(clone):
        lock_git_index(clone)
    differing = list_staged_changes(clone, journal.new)
    outdated = [write for write in journal.swaps if write.path in differing and differing[write.path] == write.before]
    if not outdated:
        return None
    discard(scratch_folder(clone.somei_dir) / f"index.{journal.key}")
    return write_index_copy(clone, outdated, journal.key, disable_programs(clone.git.read_settings(PROGRAM_SETTINGS)))


def _place_file(clone: Clone, journal: Journal, write: PlannedWrite) -> bool:
    """Give a file its new contents unless the clerk has edited it meanwhile; return whether it has them."""
    draft = journal.draft_path(write.path)
    try:
        present_blob = blob_id_at(clone.top, write.path, clone.object_format)
        if present_blob == write.before and write.after is None:
            remove_file(clone.top, write.path)
        elif present_blob == write.before:
            _move_draft(clone, journal, write)
        else:
            remove_file(clone.top, draft)
    except UnsafePath:
        return False
    return present_blob in (write.before, write.after)


def _move_draft(clone: Clone, journal: Journal, write: PlannedWrite) -> None:
    draft = journal.draft_path(write.path)
    try:
        rename_file(clone.top, draft, write.path)
    except FileNotFoundError:  # somebody removed the draft after the crash, but git has the contents
        make_folders(clone.top, reversed(write.path.parents[:-1]))
        write_new_file(clone.top, draft, clone.git.run("cat-file", "blob", str(write.after)))
        rename_file(clone.top, draft, write.path)


def _remove_drafts(clone: Clone, journal: Journal) -> None:
    for write in journal.swaps:
        try:
            remove_file(clone.top, journal.draft_path(write.path))
        except UnsafePath:
            continue
