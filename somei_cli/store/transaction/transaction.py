"""A transaction: all files of a change in one commit, or nothing at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import PurePosixPath
from typing import Final

from somei_cli.errors import Busy, CannotWrite, GitRefuses, HookRefused, Interrupted, SomeiError
from somei_cli.model.register.change import Tracker, track_silently
from somei_cli.store.disk.durable import find_disk_error, refuse_disk_errors
from somei_cli.store.git.command import DURABLE, disable_programs, find_hint
from somei_cli.store.git.head import Head, find_branch_commit, require_committable_head
from somei_cli.store.git.objects import GitObject, Trees, build_plain_commit, read_trees, store_commit, store_objects
from somei_cli.store.git.repository import Clone
from somei_cli.store.process.interrupt_note import describe_interruption, note_commit
from somei_cli.store.process.signals import block_signals
from somei_cli.store.transaction.git_index_and_hooks import list_hooks, run_hooks, write_index_copy
from somei_cli.store.transaction.journal import Journal, PlannedWrite, write_journal
from somei_cli.store.transaction.locks import lock_git_index, writing_lock
from somei_cli.store.transaction.preconditions import (
    refuse_conversion,
    refuse_second_spelling,
    refuse_uncommitted_edits,
)
from somei_cli.store.transaction.recovery import finish_or_undo, finish_write
from somei_cli.store.transaction.worktree import make_folders, missing_folders, refuse_unsafe_path, write_new_file

_MERGE_HINT: Final = "If this disk can hold both names, take them over with git itself: git merge @{upstream}"
_NOTHING_CHANGED: Final = "Interrupted; the change under way was not made, and nothing of it is left."


@contextmanager
def transaction(clone: Clone, wait: float = 30.0) -> Iterator["Transaction"]:
    """Hold the clone's writing lock, so that the commit builds on what is read inside.

    To leave without `commit` changes nothing. The clerk's own `git commit` and `git add` have to wait too.

    Args:
        clone: Where to write.
        wait: Seconds to wait for another somei process.

    Raises:
        Busy: if somebody else is writing.
        RepositoryBusy: if no commit may follow now.
        GitRefuses: if git does not know who commits.
        CannotWrite: if the disk refuses.
    """
    with writing_lock(clone, wait) as lock_fd:
        finish_or_undo(clone)
        current: Transaction | None = None
        try:
            current = _begin_transaction(clone, lock_fd)
            yield current
        except Interrupted as stop:
            outcome = finish_or_undo(clone)
            commit = outcome.commit if outcome else current.made_commit if current else ""
            raise Interrupted(stop.signal, describe_interruption(commit) or _NOTHING_CHANGED) from stop
        finally:
            finish_or_undo(clone)


def recover(clone: Clone) -> str | None:
    """Finish or undo what a crashed run left; return a sentence about it, None if nothing was left.

    Every transaction starts with this.
    """
    with writing_lock(clone, wait=30.0):
        outcome = finish_or_undo(clone)
    return outcome.message if outcome else None


class Transaction:
    """One change of the register, under way; `made_commit` is its commit, once the branch has it."""

    __slots__ = ("_clone", "_head", "_is_over", "_journal", "_lock_fd", "made_commit")

    def __init__(self, clone: Clone, head: Head, journal: Journal, lock_fd: int) -> None:
        self._clone = clone
        self._head = head
        self._journal = journal
        self._lock_fd = lock_fd
        self.made_commit = ""
        self._is_over = False

    @property
    def base(self) -> str | None:
        """The commit of HEAD; None on a branch without commits."""
        return self._head.commit

    def commit(
        self, files: Mapping[PurePosixPath, bytes | None], message: str, track: Tracker = track_silently
    ) -> str | None:
        """Write files, remove those that are None, and commit exactly them.

        Paths are relative to the top of the work tree. Once a commit was made or refused, the transaction is over.

        Returns:
            The full hash of the new commit; None if nothing differs from the last one.

        Raises:
            UncommittedEdits: if the clerk has edited one of the files, or staged, or never committed it.
            UnsafePath: if a path is not one that a register may have.
            HookRefused: if a hook of the repository refused.
            CannotWrite: if the disk refused; nothing was changed.
            Unfinished: if the commit was made, but the disk did not take all the files.
        """
        if self._is_over:
            raise RuntimeError("a transaction makes one commit")
        try:
            with refuse_disk_errors():
                return self._commit(files, message, track)
        except SomeiError as refusal:
            self._is_over = True
            outcome = finish_or_undo(self._clone)
            if outcome and outcome.commit:
                return outcome.commit
            raise _name_disk_error(refusal, self._clone) from refusal

    def advance(self, files: Mapping[PurePosixPath, bytes | None], target: str, reason: str) -> None:
        """Move the branch to a commit that git has already, and the files to their contents there.

        Paths are those in which it differs from `base`. It raises what `commit` raises, and the transaction is over.
        """
        if self._is_over:
            raise RuntimeError("a transaction makes one commit")
        self._is_over = True
        try:
            with refuse_disk_errors():
                _, writes = self._compare(files, _MERGE_HINT)
                self._write_drafts(writes, files, track_silently)
                self._apply_commit(writes, target, reason)
        except SomeiError as refusal:
            outcome = finish_or_undo(self._clone)
            if not (outcome and outcome.commit):
                raise _name_disk_error(refusal, self._clone) from refusal

    def _commit(self, files: Mapping[PurePosixPath, bytes | None], message: str, track: Tracker) -> str | None:
        trees, writes = self._compare(files)
        if not writes:
            return None
        self._write_drafts(writes, files, track)
        new = self._store_commit(trees, writes, files, message.rstrip("\n").encode() + b"\n")
        self._apply_commit(writes, new, message.partition("\n")[0])
        return new

    def _apply_commit(self, writes: tuple[PlannedWrite, ...], new: str, reason: str) -> None:
        """Move branch, git index and files to a commit."""
        index = write_index_copy(self._clone, writes, self._journal.key, disable_programs(self._head.settings))
        self._write_journal(self._journal._replace(new=new))
        self._move_branch(reason)
        with block_signals():
            self.made_commit = new
            note_commit(new)
            finish_write(self._clone, self._journal, index)
            self._is_over = True

    def _compare(
        self, files: Mapping[PurePosixPath, bytes | None], spelling_hint: str = ""
    ) -> tuple[Trees, tuple[PlannedWrite, ...]]:
        """Find what differs from the last commit, and refuse if anything is in the way.

        `spelling_hint` says what to do about a name that exists in another spelling.
        """
        clone = self._clone
        for path in files:
            refuse_unsafe_path(path)
        trees = read_trees(clone, self.base, files)
        writes = [PlannedWrite(path, trees.file(path), _blob_id(clone, content)) for path, content in files.items()]
        refuse_second_spelling(trees, [write.path for write in writes if write.after], spelling_hint)
        refuse_conversion(clone, files, self._head.settings)
        refuse_uncommitted_edits(clone, self.base, {write.path: write.before for write in writes}, self._head.settings)
        return trees, tuple(write for write in writes if write.before != write.after)

    def _write_drafts(
        self, writes: tuple[PlannedWrite, ...], contents: Mapping[PurePosixPath, bytes | None], track: Tracker
    ) -> None:
        """Write the new contents as drafts beside the files: what the disk would refuse, it refuses now."""
        top = self._clone.top
        folders = missing_folders(top, (write.path for write in writes if write.after))
        self._write_journal(self._journal._replace(branch=self._head.branch, swaps=writes, folders=folders))
        make_folders(top, folders)
        for _ in track(self._write_each_draft(writes, contents), len(writes), "writing"):
            pass

    def _write_each_draft(
        self, writes: tuple[PlannedWrite, ...], contents: Mapping[PurePosixPath, bytes | None]
    ) -> Iterator[PlannedWrite]:
        for write in writes:
            content = contents[write.path]
            if content is not None:
                write_new_file(self._clone.top, self._journal.draft_path(write.path), content)
            yield write

    def _store_commit(
        self,
        trees: Trees,
        writes: tuple[PlannedWrite, ...],
        contents: Mapping[PurePosixPath, bytes | None],
        message: bytes,
    ) -> str:
        """Store the commit, which no branch has yet, and return its hash."""
        clone = self._clone
        blobs = (
            GitObject("blob", content, write.after)
            for write in writes
            if write.after and (content := contents[write.path]) is not None
        )
        new_trees = trees.with_files({write.path: write.after for write in writes})
        identity, hooks = self._head.plain_identity(), list_hooks(clone, self._head.settings)
        if identity and not self._head.signed and not hooks and b"\0" not in message:
            # The commit goes into the same pack; `git commit-tree` would make the same.
            commit = build_plain_commit(clone, new_trees[-1].id, self.base, identity, message)
            store_objects(clone, chain(blobs, new_trees, (commit,)))
            return commit.id
        store_objects(clone, chain(blobs, new_trees))
        message = run_hooks(clone, hooks, new_trees[-1].id, message, self._journal.key)
        return store_commit(clone, new_trees[-1].id, [self.base], message, self._head.signed)

    def _move_branch(self, summary: str) -> None:
        """Move the branch, if nobody else has moved it: from here on the commit is made."""
        clone, journal = self._clone, self._journal
        arguments = ("update-ref", "--no-deref", "-m", f"somei: {summary}", journal.branch, journal.new)
        answer = clone.git.call(*arguments, self.base or clone.null_id, config=DURABLE, pass_fds=(self._lock_fd,))
        # Git may fail although it moved the branch, if only the reflog could not be written.
        if answer.status and find_branch_commit(clone, journal.branch) != journal.new:
            if answer.status > 0:
                # Git was not killed and removed its own locks: a lock that exists now is somebody else's.
                self._write_journal(journal._replace(new=""))
            raise _branch_refusal(self._head, answer.complaint)

    def _write_journal(self, journal: Journal) -> None:
        write_journal(self._clone.somei_dir, journal)
        self._journal = journal


def _begin_transaction(clone: Clone, lock_fd: int) -> Transaction:
    journal = Journal.begin()
    with refuse_disk_errors():
        write_journal(clone.somei_dir, journal)
        lock_git_index(clone)
        return Transaction(clone, require_committable_head(clone), journal, lock_fd)


def _blob_id(clone: Clone, content: bytes | None) -> str | None:
    return None if content is None else GitObject.from_content("blob", content, clone.object_format).id


def _branch_refusal(head: Head, git_message: str) -> SomeiError:
    if "hook" in git_message:
        return HookRefused("reference-transaction", git_message)
    if ".lock" in git_message and "File exists" in git_message:
        return Busy(f"{head.branch} is locked: {git_message}", find_hint(git_message))
    if "but expected" in git_message:
        return Busy(f"{head.branch} has moved meanwhile.")
    return GitRefuses("git update-ref", git_message)


def _name_disk_error(refusal: SomeiError, clone: Clone) -> SomeiError:
    trouble = find_disk_error(str(refusal), clone.common_dir) if isinstance(refusal, GitRefuses) else None
    return CannotWrite(trouble) if trouble else refusal
