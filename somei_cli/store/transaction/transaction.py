"""Changing the register: all files of a change and one commit, or nothing at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from somei_cli.errors import Busy, CannotWrite, GitRefuses, HookRefused, Interrupted, SomeiError
from somei_cli.store.disk.durable import disk_trouble, refusing_disk
from somei_cli.store.git.command import DURABLE, hint_of, without_programs
from somei_cli.store.git.head import Head, commit_of, read_head
from somei_cli.store.git.objects import Object, Trees, read_trees, store_commit, store_objects
from somei_cli.store.git.repository import Clone
from somei_cli.store.process.interrupt_note import note, what_stands
from somei_cli.store.process.signals import undisturbed
from somei_cli.store.transaction.git_index import pass_hooks, prepare_index
from somei_cli.store.transaction.journal import Journal, PlannedWrite, write_journal
from somei_cli.store.transaction.locks import hold_index, writing_lock
from somei_cli.store.transaction.preconditions import refuse_conversion, refuse_own_work, refuse_second_spelling
from somei_cli.store.transaction.recovery import finish, settle
from somei_cli.store.transaction.worktree import check_path, make_folders, missing_folders, write_beside

_BY_GIT: Final = "Where both names can be had, git itself takes them over: git merge @{upstream}"
_NOTHING_STANDS: Final = "Interrupted; the change under way was not made, and nothing of it is left."


@contextmanager
def transaction(clone: Clone, wait: float = 30.0) -> Iterator["Transaction"]:
    """Hold the clone's writing lock, so that what is read inside is what the commit builds on.

    Leaving without `commit` changes nothing. The clerk's own `git commit` and `git add` are kept out too.

    Args:
        clone: Where to write.
        wait: Seconds to wait for another somei.

    Raises:
        Busy: somebody else is writing.
        RepositoryInMotion: no commit may follow now.
        GitRefuses: git does not know who commits.
        CannotWrite: the disk would not.
    """
    with writing_lock(clone, wait) as held:
        settle(clone)
        made: list[str] = []
        try:
            yield _begin(clone, held, made)
        except Interrupted as stop:
            outcome = settle(clone)
            commit = outcome.commit if outcome else "".join(made)
            raise Interrupted(stop.signal, what_stands(commit) or _NOTHING_STANDS) from stop
        finally:
            settle(clone)


def recover(clone: Clone) -> str | None:
    """Finish or undo what a crashed run left; return a sentence about it, None if nothing was left.

    Every transaction begins with this.
    """
    with writing_lock(clone, wait=30.0):
        outcome = settle(clone)
    return outcome.said if outcome else None


class Transaction:
    """One change of the register, under way."""

    __slots__ = ("_clone", "_head", "_held", "_journal", "_made", "_over")

    def __init__(self, clone: Clone, head: Head, journal: Journal, held: int, made: list[str]) -> None:
        self._clone = clone
        self._head = head
        self._journal = journal
        self._held = held
        self._made = made
        self._over = False

    @property
    def base(self) -> str | None:
        """The commit that HEAD names; None on a branch without commits."""
        return self._head.commit

    def commit(self, files: Mapping[PurePosixPath, bytes | None], message: str) -> str | None:
        """Write files, remove those that are None, and commit exactly them.

        Paths are relative to the top of the work tree. Once a commit was made or refused, the transaction is over.

        Returns:
            The full hash of the new commit; None if nothing differs from the last one.

        Raises:
            UncommittedEdits: the clerk has changed one of the files, or staged, or never committed it.
            UnsafePath: one is not where the register may write.
            HookRefused: a hook of the repository said no.
            CannotWrite: the disk would not; nothing was changed.
            Unfinished: the commit was made, but the disk would not take all the files.
        """
        if self._over:
            raise RuntimeError("a transaction makes one commit")
        try:
            with refusing_disk():
                return self._commit(files, message)
        except SomeiError as refusal:
            self._over = True
            outcome = settle(self._clone)
            if outcome and outcome.commit:
                return outcome.commit
            raise _naming_the_disk(refusal, self._clone) from refusal

    def advance(self, files: Mapping[PurePosixPath, bytes | None], to: str, why: str) -> None:
        """Move the branch to a commit that git has already, and the files to what they are there.

        Paths are those in which it differs from `base`. Refusals are those of `commit`, and the transaction is over.
        """
        if self._over:
            raise RuntimeError("a transaction makes one commit")
        self._over = True
        try:
            with refusing_disk():
                _, swaps = self._compare(files, _BY_GIT)
                self._stage(swaps, {swap.path: files[swap.path] for swap in swaps})
                self._put(swaps, to, why)
        except SomeiError as refusal:
            outcome = settle(self._clone)
            if not (outcome and outcome.commit):
                raise _naming_the_disk(refusal, self._clone) from refusal

    def _commit(self, files: Mapping[PurePosixPath, bytes | None], message: str) -> str | None:
        trees, swaps = self._compare(files)
        if not swaps:
            return None
        contents = {swap.path: files[swap.path] for swap in swaps}
        self._stage(swaps, contents)
        new = self._build(trees, swaps, contents, message.rstrip("\n").encode() + b"\n")
        self._put(swaps, new, message.partition("\n")[0])
        return new

    def _put(self, swaps: tuple[PlannedWrite, ...], new: str, why: str) -> None:
        """Let the branch, the index and the files come to a commit."""
        index = prepare_index(self._clone, swaps, self._journal.key, without_programs(self._head.settings))
        self._note(replace(self._journal, new=new))
        self._land(why)
        with undisturbed():
            self._made.append(new)
            note(new)
            finish(self._clone, self._journal, index)
            self._over = True

    def _compare(
        self, files: Mapping[PurePosixPath, bytes | None], respelt: str = ""
    ) -> tuple[Trees, tuple[PlannedWrite, ...]]:
        """Find what differs from the last commit, and make sure that nothing else is in the way.

        `respelt` is what to do about a name that is there in another spelling.
        """
        clone = self._clone
        for path in files:
            check_path(path)
        trees = read_trees(clone, self.base, files)
        swaps = [PlannedWrite(path, trees.file(path), _blob(clone, data)) for path, data in files.items()]
        refuse_second_spelling(trees, [swap.path for swap in swaps if swap.after], respelt)
        refuse_conversion(clone, files)
        refuse_own_work(clone, self.base, {swap.path: swap.before for swap in swaps}, self._head.settings)
        return trees, tuple(swap for swap in swaps if swap.before != swap.after)

    def _stage(self, swaps: tuple[PlannedWrite, ...], contents: Mapping[PurePosixPath, bytes | None]) -> None:
        """Write the new contents beside the files: what the disk would refuse, it refuses now."""
        top = self._clone.top
        puts = {path: data for path, data in contents.items() if data is not None}
        folders = missing_folders(top, puts)
        self._note(replace(self._journal, branch=self._head.branch, swaps=swaps, folders=folders))
        make_folders(top, folders)
        for path, data in puts.items():
            write_beside(top, self._journal.beside(path), data)

    def _build(
        self,
        trees: Trees,
        swaps: tuple[PlannedWrite, ...],
        contents: Mapping[PurePosixPath, bytes | None],
        message: bytes,
    ) -> str:
        """Store the commit, which no branch knows yet, and return its hash."""
        clone = self._clone
        blobs = [Object.of("blob", data, clone.object_format) for data in contents.values() if data is not None]
        grown = trees.with_files({swap.path: swap.after for swap in swaps})
        store_objects(clone, [*blobs, *grown])
        message = pass_hooks(clone, grown[-1].id, message, self._journal.key)
        return store_commit(clone, grown[-1].id, [self.base], message, self._head.signed)

    def _land(self, summary: str) -> None:
        """Move the branch, if it still is where we found it: from here on the commit is made."""
        clone, journal = self._clone, self._journal
        words = ("update-ref", "--no-deref", "-m", f"somei: {summary}", journal.branch, journal.new)
        answer = clone.git.call(*words, self.base or clone.no_object, config=DURABLE, holding=(self._held,))
        # Git may fail and have moved the branch all the same, when only its log could not be written.
        if answer.status and commit_of(clone, journal.branch) != journal.new:
            if answer.status > 0:
                # It ended by itself and took its locks along: the one that is there now is somebody else's.
                self._note(replace(journal, new=""))
            raise _why_not_landed(self._head, answer.said)

    def _note(self, journal: Journal) -> None:
        write_journal(self._clone.private, journal)
        self._journal = journal


def _begin(clone: Clone, held: int, made: list[str]) -> Transaction:
    journal = Journal()
    with refusing_disk():
        write_journal(clone.private, journal)
        hold_index(clone)
        return Transaction(clone, read_head(clone), journal, held, made)


def _blob(clone: Clone, data: bytes | None) -> str | None:
    return None if data is None else Object.of("blob", data, clone.object_format).id


def _why_not_landed(head: Head, said: str) -> SomeiError:
    if "hook" in said:
        return HookRefused("reference-transaction", said)
    if ".lock" in said and "File exists" in said:
        return Busy(f"{head.branch} is locked: {said}", hint_of(said))
    if "but expected" in said:
        return Busy(f"{head.branch} has moved meanwhile.")
    return GitRefuses("git update-ref", said)


def _naming_the_disk(refusal: SomeiError, clone: Clone) -> SomeiError:
    trouble = disk_trouble(str(refusal), clone.common_dir) if isinstance(refusal, GitRefuses) else None
    return CannotWrite(trouble) if trouble else refusal
