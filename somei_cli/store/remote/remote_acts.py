"""Allot numbers on the remote: decide an act on its newest commit, push it, and decide it again if the push lost.

An act is never rebased or merged: it is decided anew, so that the number it takes is always free. The commit is built
without a work tree, since the clone may be on another commit or have edits.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Generic

from somei_cli.errors import NoRegisterInState, PushResultUnknown, RemoteBusy, RemoteUnreachable
from somei_cli.formats.git import commit_messages as messages
from somei_cli.formats.register_paths import DOCUMENTS, number_of_path
from somei_cli.formats.toml import document as codec
from somei_cli.model.document import Document
from somei_cli.model.register.change import ActResult, Change, D, Receipt
from somei_cli.store.git.ancestry import find_merge_base
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import find_head_commit
from somei_cli.store.git.head import find_branch_commit
from somei_cli.store.git.objects import GitObject, read_trees, store_commit, store_objects
from somei_cli.store.git.repository import Clone
from somei_cli.store.history.request_ids import find_earlier_act
from somei_cli.store.process.interrupt_note import note_commit
from somei_cli.store.register.changed_files import list_changes_between, list_changes_in_work_tree
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register
from somei_cli.store.register.work_tree_files import WorkTree
from somei_cli.store.remote.fast_forward import require_merge_base
from somei_cli.store.remote.remote import (
    Backoff,
    PushOutcome,
    RemoteRegister,
    fetch,
    fetch_with_retries,
    push,
    wait_in_queue,
)
from somei_cli.store.transaction.change_commit import preview_change, texts_of_change
from somei_cli.store.transaction.git_index_and_hooks import list_hooks, run_hooks
from somei_cli.store.transaction.journal import scratch_folder
from somei_cli.store.transaction.locks import writing_lock
from somei_cli.store.transaction.preconditions import refuse_second_spelling
from somei_cli.store.transaction.transaction import recover
from somei_cli.store.transaction.worktree import refuse_unsafe_path


def find_unsent_documents(register: Register, base: str) -> tuple[Document, ...]:
    """Return the documents that were entered or changed here since the clone and `base`, the remote's commit, parted.

    Changes that only the remote made are not among them. Of an edited file the text on disk counts, unless it cannot be
    read.
    """
    git = Git(register.root)
    head = find_head_commit(git)
    fork = find_merge_base(git, head, base) if head else None
    if head is None or fork is None:
        return ()
    deltas = (*(list_changes_between(git, fork, head) if fork != head else ()), *list_changes_in_work_tree(git, head))
    paths = sorted({delta.path for delta in deltas if _is_document_path(delta.path)})
    readings = (*Committed(git, head).read_existing(paths), *WorkTree(register.root).read_existing(paths))
    documents: dict[PurePosixPath, Document] = {}
    for path, text in readings:
        document = codec.load(text).document if isinstance(text, str) else None
        if document:
            documents[path] = document
    return tuple(documents.values())


def _is_document_path(path: PurePosixPath) -> bool:
    return path.is_relative_to(DOCUMENTS) and number_of_path(path) is not None


_LOCK_TIMEOUT = 30.0


def build_commit(
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
        refuse_unsafe_path(path)
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
            scratch_folder(clone.somei_dir).mkdir(exist_ok=True)
            message_bytes = run_hooks(clone, list_hooks(clone), new_trees[-1].id, message_bytes, os.urandom(4).hex())
    return store_commit(clone, new_trees[-1].id, [base], message_bytes, signed)


def _blob_object(clone: Clone, content: bytes | None) -> GitObject | None:
    return None if content is None else GitObject.from_content("blob", content, clone.object_format)


@contextmanager
def with_remote_state(register: Register, remote: RemoteRegister, commit: str | None) -> Iterator[None]:
    """Let the register show the remote's commit within a `with` block, while something is decided on it.

    Raises:
        RemoteUnreachable: if there is no commit yet, or it holds no register.
    """
    if commit is None:
        raise RemoteUnreachable(remote.branch.remote_name, "it has no register yet; send it there with somei sync")
    try:
        with register.using_files(remote.files_at(commit)):
            register.read_unsent = lambda: find_unsent_documents(register, commit)
            yield
    except NoRegisterInState as missing:
        raise RemoteUnreachable(remote.branch.remote_name, "its branch holds no register") from missing
    finally:
        register.read_unsent = tuple


def preview_on_remote(register: Register, remote: RemoteRegister, decide: Callable[[], D]) -> ActResult[D]:
    """Decide on what the remote has now, and push nothing."""
    with with_remote_state(register, remote, fetch(remote.clone, remote.branch)):
        return preview_change(register, decide)


def commit_on_remote(
    register: Register,
    remote: RemoteRegister,
    decide: Callable[[], D],
    request: str,
    *,
    asked_before: bool = False,
) -> tuple[ActResult[D], str | None]:
    """Carry out an act on the remote as one commit.

    Args:
        register: As the act sees it; while it is decided, it shows what the remote has.
        remote: Where it is done.
        decide: Called again each time that somebody else was first.
        request: Id of the act: if an answer was lost, its commit is looked for by this before anything is repeated.
        asked_before: Whether the same request was made before, so that it may have been carried out already.

    Returns:
        The result, and the newest commit known to be on the remote, if it contains the act.

    Raises:
        RemoteUnreachable: if the remote does not answer; nothing was allotted.
        GitRefuses: if it has no commit in common with this clone; nothing was allotted.
        PushRefused: if it refuses; nothing was allotted.
        RemoteBusy: if others were first until the time was up; nothing was allotted.
        PushResultUnknown: if the connection broke, and the remote may have the commit or not.
    """
    recover(remote.clone)
    attempts = _Attempts(register, remote, decide, request, may_be_done=asked_before)
    with wait_in_queue(remote.clone, remote.branch):
        return attempts.run()


@dataclass(slots=True)
class _Attempts(Generic[D]):
    register: Register
    remote: RemoteRegister
    decide: Callable[[], D]
    request: str
    may_be_done: bool = False
    offered: dict[str, D] = field(default_factory=dict)
    backoff: Backoff = field(init=False)

    def __post_init__(self) -> None:
        self.backoff = Backoff(self.remote.branch.timeout)

    def run(self) -> tuple[ActResult[D], str | None]:
        known_since: str | None = None
        while True:
            base = self._fetch_base()
            # Also after a plain loss: if several servers share one name, the first may have taken the push.
            if base and (self.may_be_done or self.offered):
                earlier = find_earlier_act(self.register, self.request, base, since=known_since)
                if earlier:
                    return self._result_of_earlier(*earlier), base
            decision, commit = self._build_change(base)
            local_head = find_branch_commit(self.remote.clone, "HEAD") if base and not known_since else None
            if base and local_head:
                require_merge_base(self.remote.clone, local_head, base)
            known_since = known_since or base
            if commit is None:
                return ActResult(Receipt(decision.change, None), decision), None
            outcome, lock_file = push(self.remote.clone, self.remote.branch, commit, base, self.backoff.remaining)
            if outcome is PushOutcome.ACCEPTED:
                note_commit(commit)
                return ActResult(Receipt(decision.change, commit), decision), commit
            self.may_be_done |= outcome is PushOutcome.UNKNOWN
            if not self.backoff.wait():
                raise self._failure(lock_file)

    def _result_of_earlier(self, change: Change, commit: str) -> ActResult[D]:
        """Return the result of an act that the remote has; its decision is known if this call pushed the commit."""
        decision = self.offered.get(commit)
        return ActResult(Receipt(decision.change if decision else change, commit), decision)

    def _fetch_base(self) -> str | None:
        """Fetch the remote's commit; while the remote may hold our act, a broken connection is not an answer."""
        may_hold_push = self.may_be_done and bool(self.offered)
        try:
            return fetch_with_retries(self.remote.clone, self.remote.branch, self.backoff, may_hold_push=may_hold_push)
        except RemoteUnreachable as error:
            raise (self._failure() if may_hold_push else error) from None

    def _build_change(self, base: str | None) -> tuple[D, str | None]:
        remote = self.remote
        with with_remote_state(self.register, remote, base):
            decision = self.decide()
            texts = texts_of_change(self.register, decision.change)
        files = {
            remote.register_path / path: text.encode() if text is not None else None for path, text in texts.items()
        }
        commit = build_commit(remote.clone, base, files, messages.write_message(decision.change), signed=remote.signed)
        if commit:
            self.offered[commit] = decision
        return decision, commit

    def _failure(self, lock_file: str = "") -> RemoteBusy | PushResultUnknown:
        return PushResultUnknown(self.request) if self.may_be_done else RemoteBusy(self.backoff.timeout, lock_file)
