"""Allot numbers on the remote: decide an act on its newest commit, push it, and decide it again if the push lost.

An act is never rebased or merged: it is decided anew, so that the number it takes is always free. The commit is built
without a work tree, since the clone may be on another commit or have edits.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import AnswerOfServerLost, ServerBusy, ServerUnreachable
from somei_cli.formats.git import commit_messages as messages
from somei_cli.formats.register_paths import DOCUMENTS, SETTINGS, VOCABULARY, number_at
from somei_cli.formats.toml import document as codec
from somei_cli.model.document import Document
from somei_cli.model.register.change import Change
from somei_cli.store.git.ancestry import forked_at
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import tip
from somei_cli.store.git.head import commit_of, read_head
from somei_cli.store.git.objects import Object, read_trees, store_commit, store_objects
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.history.requests import asked_before
from somei_cli.store.process.interrupt_note import note
from somei_cli.store.register.changed_files import between, in_work_tree
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.register import Register
from somei_cli.store.register.work_tree_files import WorkTree
from somei_cli.store.remote.fast_forward import fork_of
from somei_cli.store.remote.remote import (
    Patience,
    Pushed,
    Server,
    fetch,
    fetch_after,
    push,
    server_of,
    standing_in_line,
)
from somei_cli.store.transaction.commit import files_of
from somei_cli.store.transaction.git_index import pass_hooks
from somei_cli.store.transaction.journal import scratch
from somei_cli.store.transaction.locks import writing_lock
from somei_cli.store.transaction.preconditions import refuse_second_spelling
from somei_cli.store.transaction.transaction import recover
from somei_cli.store.transaction.worktree import check_path


def unsent_documents(register: Register, base: str) -> tuple[Document, ...]:
    """Return the documents that were entered or changed here since the clone and `base`, the remote's commit, parted.

    Changes that only the remote made are not among them. Of an edited file the text on disk counts, unless it cannot be
    read.
    """
    git = Git(register.root)
    head = tip(git)
    fork = forked_at(git, head, base) if head else None
    if head is None or fork is None:
        return ()
    deltas = (*(between(git, fork, head) if fork != head else ()), *in_work_tree(git, head))
    paths = sorted({delta.path for delta in deltas if _is_document_path(delta.path)})
    readings = (*Committed(git, head).some(paths), *WorkTree(register.root).some(paths))
    documents: dict[PurePosixPath, Document] = {}
    for path, text in readings:
        document = codec.load(text).document if isinstance(text, str) else None
        if document:
            documents[path] = document
    return tuple(documents.values())


def _is_document_path(path: PurePosixPath) -> bool:
    return path.is_relative_to(DOCUMENTS) and number_at(path) is not None


_LOCK_TIMEOUT = 30.0


def build(
    clone: Clone,
    base: str | None,
    files: Mapping[PurePosixPath, bytes | None],
    message: str,
    *,
    signed: bool,
    hooks: bool = True,
) -> str | None:
    """Store a commit on top of `base` that no branch has yet; files are written, or removed if None.

    Paths are relative to the top of the repository. The hooks of the clone run as for every commit, except for a trial.

    Returns:
        The hash of the commit; None if nothing differs from `base`.

    Raises:
        UnsafePath: if a path is not one that a register may have.
        HookRefused: if a hook of the clone refused.
    """
    for path in files:
        check_path(path)
    trees = read_trees(clone, base, files)
    blobs = {path: _blob_object(clone, content) for path, content in files.items()}
    changed = {path: blob for path, blob in blobs.items() if (blob.id if blob else None) != trees.file(path)}
    if not changed:
        return None
    refuse_second_spelling(trees, [path for path, blob in changed.items() if blob])
    new_trees = trees.with_files({path: blob.id if blob else None for path, blob in changed.items()})
    store_objects(clone, [*(blob for blob in changed.values() if blob), *new_trees])
    message_bytes = message.rstrip("\n").encode() + b"\n"
    if hooks:
        with writing_lock(clone, _LOCK_TIMEOUT):
            scratch(clone.private).mkdir(exist_ok=True)
            message_bytes = pass_hooks(clone, new_trees[-1].id, message_bytes, os.urandom(4).hex())
    return store_commit(clone, new_trees[-1].id, [base], message_bytes, signed)


def _blob_object(clone: Clone, content: bytes | None) -> Object | None:
    return None if content is None else Object.of("blob", content, clone.object_format)


class Desk(NamedTuple):
    """A clone with the remote branch that it follows, and the path of the register in the repository."""

    clone: Clone
    server: Server
    signed: bool
    inside: PurePosixPath

    def at(self, commit: str) -> Committed:
        """Return the files of the register in a commit."""
        return Committed(Git(self.clone.top), commit, f"{self.inside}/" if self.inside.parts else "")


class Shared(NamedTuple):
    """A change that the remote holds, and its commit; None if there was nothing to change.

    `newest_commit` is the newest commit known to be on the remote, if it contains the act.
    """

    change: Change
    commit: str | None
    newest: str | None = None


def desk_of(register: Register, *, even_if_unshared: bool = False) -> Desk | None:
    """Return where the remote allots the numbers of a register; None if this clone allots them itself.

    With `even_if_unshared` the remote is returned whether numbers are allotted there or not.

    Raises:
        RepositoryBusy: if the clone is on no branch, or a merge is under way.
        GitRefuses: if git does not know who commits.
    """
    clone = open_clone(register.root)
    head = read_head(clone)
    branch = server_of(clone, head.branch, even_if_unshared=even_if_unshared)
    register_path = PurePosixPath(register.root.resolve().relative_to(clone.top))
    return Desk(clone, branch, head.signed, register_path) if branch else None


@contextmanager
def as_the_server_has_it(register: Register, remote: Desk, commit: str | None) -> Iterator[None]:
    """Let the register show the remote's commit within a `with` block, while something is decided on it.

    Raises:
        RemoteUnreachable: if there is no commit yet, or it holds no register.
    """
    if commit is None:
        raise ServerUnreachable(remote.server.remote, "it has no register yet; send it there with somei sync")
    files = remote.at(commit)
    files.remember((SETTINGS, VOCABULARY))
    try:
        with register.seen_in(files):
            register.read_unsent = lambda: unsent_documents(register, commit)
            yield
    except FileNotFoundError as missing:
        raise ServerUnreachable(remote.server.remote, "its branch holds no register") from missing
    finally:
        register.read_unsent = tuple


def try_out(register: Register, remote: Desk, decide: Callable[[], Change]) -> Change:
    """Decide on what the remote has now, and push nothing."""
    with as_the_server_has_it(register, remote, fetch(remote.clone, remote.server)):
        change = decide()
        files_of(register, change)
    return change


def share(
    register: Register, remote: Desk, decide: Callable[[], Change], request: str, *, asked_before: bool = False
) -> Shared:
    """Carry out an act on the remote as one commit.

    Args:
        register: As the act sees it; while it is decided, it shows what the remote has.
        remote: Where it is done.
        decide: Called again each time that somebody else was first.
        request: Id of the act: if an answer was lost, its commit is looked for by this before anything is repeated.
        asked_before: Whether the same request was made before, so that it may have been carried out already.

    Raises:
        RemoteUnreachable: if the remote does not answer; nothing was allotted.
        GitRefuses: if it has no commit in common with this clone; nothing was allotted.
        PushRefused: if it refuses; nothing was allotted.
        RemoteBusy: if others were first until the time was up; nothing was allotted.
        PushResultUnknown: if the connection broke, and the remote may have the commit or not.
    """
    recover(remote.clone)
    attempts = _Attempts(register, remote, decide, request, uncertain=asked_before)
    with standing_in_line(remote.clone, remote.server):
        return attempts.run(since=None)


@dataclass(slots=True)
class _Attempts:
    register: Register
    desk: Desk
    decide: Callable[[], Change]
    request: str
    uncertain: bool = False
    offered: dict[str, Change] = field(default_factory=dict)
    patience: Patience = field(init=False)

    def __post_init__(self) -> None:
        self.patience = Patience(self.desk.server.patience)

    def run(self, since: str | None) -> Shared:
        while True:
            base = self._fetched()
            # Also after a plain loss: if several servers share one name, the first may have taken the push.
            if base and (self.uncertain or self.offered):
                earlier = asked_before(self.register, self.request, base, since=since)
                if earlier:
                    return Shared(self.offered.get(earlier[1]) or earlier[0], earlier[1], base)
            change, commit = self._built(base)
            local_head = commit_of(self.desk.clone, "HEAD") if base and not since else None
            if base and local_head:
                fork_of(self.desk.clone, local_head, base)
            since = since or base
            if commit is None:
                return Shared(change, None)
            outcome, lock_file = push(self.desk.clone, self.desk.server, commit, base, self.patience.left)
            if outcome is Pushed.HELD:
                note(commit)
                return Shared(change, commit, commit)
            self.uncertain |= outcome is Pushed.UNKNOWN
            if not self.patience.wait():
                raise self._given_up(lock_file)

    def _fetched(self) -> str | None:
        """Fetch the remote's commit; while the remote may hold our act, a broken connection is not an answer."""
        may_hold_push = self.uncertain and bool(self.offered)
        try:
            return fetch_after(self.desk.clone, self.desk.server, self.patience, unsure=may_hold_push)
        except ServerUnreachable as error:
            raise (self._given_up() if may_hold_push else error) from None

    def _built(self, base: str | None) -> tuple[Change, str | None]:
        remote = self.desk
        with as_the_server_has_it(self.register, remote, base):
            change = self.decide()
            texts = files_of(self.register, change)
        files = {remote.inside / path: text.encode() if text is not None else None for path, text in texts.items()}
        commit = build(remote.clone, base, files, messages.message_of(change), signed=remote.signed)
        if commit:
            self.offered[commit] = change
        return change, commit

    def _given_up(self, lock_file: str = "") -> ServerBusy | AnswerOfServerLost:
        return AnswerOfServerLost(self.request) if self.uncertain else ServerBusy(self.patience.longest, lock_file)
