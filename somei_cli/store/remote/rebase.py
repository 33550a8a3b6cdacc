"""Rebase own commits onto those of the remote; files that both sides changed are merged field by field.

An act that changes nothing any more, since others decided the same, is kept as a commit without files.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from somei_cli.errors import UnsafePath
from somei_cli.formats.git.commit_messages import REQUEST, UNDOES, read_trailers
from somei_cli.formats.merge.documents import merge_with_remote
from somei_cli.formats.merge.vocabulary_rows import merge_vocabulary_file
from somei_cli.formats.register_paths import VOCABULARY, number_of_path
from somei_cli.formats.renumber import renumber_text
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.document_number import Status
from somei_cli.model.merge import NO_DECISIONS, Conflict, ConflictReason, Decisions
from somei_cli.model.numbers.provisional_numbers import GivenNumbers
from somei_cli.model.register.files_and_faults import PLAIN_OR_NONE
from somei_cli.model.register.sync import StuckCommit
from somei_cli.store.git.blobs import decode_blob_or_none, read_blobs
from somei_cli.store.git.log import FileDelta
from somei_cli.store.git.objects import GitObject, Trees, read_trees, store_commit, store_objects
from somei_cli.store.git.rebased_hashes import RebasedCommit
from somei_cli.store.git.repository import Clone
from somei_cli.store.history.empty_commits import has_act_trailers
from somei_cli.store.history.request_ids import find_request_commit
from somei_cli.store.remote.fast_forward import list_changed_files
from somei_cli.store.remote.moved_documents import NO_MOVES, Entries, MoveFollower, OthersMoves, find_others_moves
from somei_cli.store.remote.renumbered_view_of_commits import NO_NUMBERS, CommitRenumbering

OWN_WORK: Final = b"Merge own work\n"
"""The message of a merge of own work into the branch of the remote."""

_UNKNOWN_AUTHOR = "unknown"
"""Git makes no commit for an author without a name, though it may hold one."""
_AUTHOR_VARIABLES = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE")


class RebaseResult(NamedTuple):
    """The tip of the rebased commits, what each became, and what stopped the rebase."""

    tip: str
    rebased: tuple[RebasedCommit, ...] = ()
    stuck: StuckCommit | None = None

    @property
    def already_there(self) -> tuple[str, ...]:
        """The own commits whose changes the remote had already."""
        return tuple(commit.original for commit in self.rebased if commit.newest == commit.onto)


def rebase_commits(
    clone: Clone,
    register_path: PurePosixPath,
    commits: Iterable[str],
    onto: str,
    *,
    signed: bool,
    already_taken: Iterable[RebasedCommit] = (),
    given_numbers: GivenNumbers = NO_NUMBERS,
    decisions: Decisions = NO_DECISIONS,
) -> RebaseResult:
    """Put commits on top of another one, each with its author, time and message; no branch is moved.

    Args:
        clone: The repository that holds all of them.
        register_path: The path of the register from the top of the repository.
        commits: Oldest first, without merges.
        onto: The commit to put them on.
        signed: Whether the new commits are signed.
        already_taken: Earlier commits that the remote has under other hashes.
        given_numbers: The numbers that the remote gave for provisional ones of these commits.
        decisions: The sides to take in fields that both changed.

    Raises:
        UnsafePath: if one of them touches a file that somei does not write.
    """
    tip = onto
    rebased: list[RebasedCommit] = []
    earlier_commits = _EarlierCommits(
        clone, register_path, {earlier.original: earlier for earlier in already_taken}, {}
    )
    renumbering = CommitRenumbering(clone, register_path, given_numbers)
    own_commits = list(commits)
    moves = find_others_moves(clone, register_path, own_commits[0], onto) if own_commits else NO_MOVES
    for commit in own_commits:
        rebase = _CommitRebase(clone, register_path, commit, tip, renumbering, moves, decisions=decisions)
        stuck = rebase.apply(earlier_commits)
        if stuck:
            return RebaseResult(tip, tuple(rebased), stuck)
        earlier_commits.rebases[commit] = rebase
        rebased.append(RebasedCommit(commit, tip, rebase.store(onto, signed=signed)))
        tip = rebased[-1].newest
    return RebaseResult(tip, tuple(rebased))


def merge_onto(
    clone: Clone,
    register_path: PurePosixPath,
    ours: str,
    theirs: str,
    base: str,
    *,
    signed: bool,
    decisions: Decisions = NO_DECISIONS,
) -> tuple[str | None, StuckCommit | None]:
    """Merge all own work into the remote's commit, field by field; no branch is moved.

    Args:
        clone: The repository that holds all of them.
        register_path: The path of the register from the top of the repository.
        ours: The newest own commit; it contains what own merges decided.
        theirs: The remote's commit, which becomes the first parent.
        base: The merge base.
        signed: Whether the merge is signed.
        decisions: The sides to take in fields that both changed.

    Returns:
        The merge, or what stopped it; neither if `ours` has nothing that the remote lacks.

    Raises:
        UnsafePath: if both sides touched a file that somei does not write.
    """
    moves = find_others_moves(clone, register_path, base, theirs)
    renumbering = CommitRenumbering(clone, register_path)
    rebase = _CommitRebase(clone, register_path, ours, theirs, renumbering, moves, base, decisions)
    stuck = rebase.apply(_EarlierCommits(clone, register_path, {}, {}))
    return (None, stuck) if stuck else (rebase.store_merge(signed=signed), None)


def list_own_commits(clone: Clone, theirs: str, ours: str) -> dict[str, bool]:
    """Return the commits that only this clone has, oldest first, and whether each is a merge."""
    listed = clone.git.run("rev-list", "--reverse", "--topo-order", "--parents", ours, "--not", theirs, "--")
    rows = [line.split(" ") for line in listed.decode().splitlines()]
    return {commit: len(parents) > 1 for commit, *parents in rows}


class _AppliedDelta(NamedTuple):
    """A file that an own commit changed, and its blobs at the new place before and after the rebased commit."""

    delta: FileDelta
    before: str | None
    after: str | None

    @property
    def is_unchanged(self) -> bool:
        """Whether the commit did at the new place exactly what it did at the old one."""
        return self.before == self.delta.before and self.after == self.delta.after


class _CommitRebase:
    """The rebase of one commit onto a new parent; with `base`, the merge of all that led to it since."""

    def __init__(
        self,
        clone: Clone,
        register_path: PurePosixPath,
        commit: str,
        new_parent: str,
        renumbering: CommitRenumbering,
        moves: OthersMoves = NO_MOVES,
        base: str | None = None,
        decisions: Decisions = NO_DECISIONS,
    ) -> None:
        self._clone = clone
        self._decisions = decisions
        self._register_path = register_path
        self._renumbering = renumbering
        self.commit = commit
        self._new_parent = new_parent
        log_entry = clone.git.run("log", "-1", "--format=%P%x00%an%x00%ae%x00@%ad%x00%B", "--date=raw", commit, "--")
        # surrogateescape keeps bytes that are not UTF-8: the new commit must have the author and message of the old
        # one.
        parents, name, mail, date, message = log_entry.decode("utf-8", "surrogateescape").split("\0")
        self._author = dict(zip(_AUTHOR_VARIABLES, (name or _UNKNOWN_AUTHOR, mail, date), strict=True))
        self._message = message.rstrip("\n") + "\n"
        self._is_merge = base is not None
        deltas = list_changed_files(clone, base or parents.split(" ")[0] or None, commit)
        self._deltas = renumbering.renumber_deltas(deltas)
        # Example: an entry was registered offline under a provisional number, sent, and got SN 5/26; meanwhile it was
        # removed here. The clerk did not know SN 5/26 yet, but others do: the number stays, and the removal has no
        # effect.
        own_paths = {delta.path for delta in deltas}
        removed_paths = (delta.path for delta in self._deltas if delta.after is None and delta.path not in own_paths)
        self._kept_paths = set(filter(renumbering.is_given_number, removed_paths))
        if self._deltas != deltas:
            self._message = renumber_text(self._message, renumbering.given_numbers)
        self._trees: Trees = read_trees(clone, new_parent, [delta.path for delta in self._deltas])
        follower = MoveFollower(Entries(clone, register_path), new_parent, self._trees, moves)
        unmoved = self._deltas
        self._deltas, self._message, self._clash, self._is_remade = follower.follow(unmoved, self._message)
        if self._deltas != unmoved:
            self._trees = read_trees(clone, new_parent, [delta.path for delta in self._deltas])
        self._new_files: dict[PurePosixPath, str | None] = {}
        self._new_modes: dict[PurePosixPath, str] = {}
        self._new_blobs: list[GitObject] = []
        self._undone_commit: _CommitRebase | None = None
        self.applied: dict[PurePosixPath, _AppliedDelta] = {}
        self.new_hash = commit

    def load_earlier_result(self, rebased: RebasedCommit) -> None:
        """Load what an earlier run made of the commit."""
        paths = [delta.path for delta in self._deltas if not {delta.mode, delta.mode_before} - PLAIN_OR_NONE]
        trees_after = read_trees(self._clone, rebased.newest, paths)
        for delta in self._deltas:
            if delta.path in paths:
                self.applied[delta.path] = _AppliedDelta(
                    delta, self._trees.file(delta.path), trees_after.file(delta.path)
                )
        if rebased.newest != rebased.onto:
            self.new_hash = rebased.newest

    def apply(self, earlier_commits: "_EarlierCommits") -> StuckCommit | None:
        """Decide the new contents of each file; return what stopped it, if anything.

        A commit that undoes one of `earlier_commits` undoes what that one did at the new place: if the remote had made
        a part of the change too, or all of it, that part is kept.
        """
        undone = self._find_undone(earlier_commits)
        if clash := self._find_clash(undone):
            return clash
        for delta in self._deltas:
            if {delta.mode, delta.mode_before} - PLAIN_OR_NONE:
                self._take_unwritable(delta)
                continue
            current = self._trees.file(delta.path)
            applied = undone.applied.get(delta.path) if undone else None
            if delta.path in self._kept_paths:
                self._apply_file(delta, current, current)
            # The undone commit changed less here than at its old place, since the remote had made part of its change
            # too. Example: both sides set the date; own commit B undoes own commit A. The date of the remote must stay.
            elif applied and not applied.is_unchanged:
                stuck = self._undo_file(delta, current, applied)
                if stuck:
                    return stuck
            # The remote did not touch the file: take the own change.
            elif current == delta.before:
                self._apply_file(delta, current, delta.after)
            # The remote made the same change: nothing is left to do.
            elif current == delta.after:
                self._apply_file(delta, current, current)
            else:
                stuck = self._merge_file(delta, current)
                if stuck:
                    return stuck
        return None

    def _find_clash(self, undone: "_CommitRebase | None") -> StuckCommit | None:
        """Return what stops the commit if a document was renumbered on both sides, or if it undoes such a commit."""
        if self._clash:
            return self._stop_at(self._clash[0], self._clash[1:])
        return self._stop_at(self._deltas[0]) if undone and undone._is_remade else None  # noqa: SLF001 - of this class

    def _find_undone(self, earlier_commits: "_EarlierCommits") -> "_CommitRebase | None":
        """Return the rebase of the commit that this one undoes, and name it in the message by its new hash."""
        undone_commits = (
            earlier_commits.find(undone_hash) for undone_hash in read_trailers(self._message).get(UNDOES, ())
        )
        self._undone_commit = undone = next(filter(None, undone_commits), None)
        # After the rebase that commit has a new hash, in full and in short.
        if undone:
            self._message = self._message.replace(undone.commit, undone.new_hash)
            self._message = self._message.replace(undone.commit[:10], undone.new_hash[:10])
        return undone

    def _take_unwritable(self, delta: FileDelta) -> None:
        """Take a file that somei does not write, such as a link, from the one side of a merge that changed it.

        Raises:
            UnsafePath: if both sides changed it, or this is not a merge.
        """
        entry = self._trees.entry(delta.path)
        current = (entry.mode.decode(), entry.id) if entry else ("", None)
        if not self._is_merge or current != (delta.mode_before, delta.before):
            hint = "Put both sides together with git itself: git merge @{upstream}"
            raise UnsafePath(delta.path, "somei does not write such a file", hint)
        self._new_files[delta.path], self._new_modes[delta.path] = delta.after, delta.mode

    def _apply_file(self, delta: FileDelta, current: str | None, blob: str | None) -> None:
        self.applied[delta.path] = _AppliedDelta(delta, current, blob)
        if blob != current:
            self._new_files[delta.path] = blob

    def store(self, base: str, *, signed: bool) -> str:
        """Store the rebased commit and return its hash; return that of its parent if nothing is left.

        `base` is the remote's commit.
        """
        if self._new_files:
            trees = self._trees.with_files(self._new_files)
            store_objects(self._clone, [*self._new_blobs, *trees])
            tree = trees[-1].id
        elif self._is_worth_keeping(base):
            # The tree of the parent: a commit without files, which records the decision.
            tree = f"{self._new_parent}^{{tree}}"
        else:
            return self._new_parent
        message = self._message.encode("utf-8", "surrogateescape")
        self.new_hash = store_commit(self._clone, tree, [self._new_parent], message, signed, self._author)
        return self.new_hash

    def store_merge(self, *, signed: bool) -> str | None:
        """Store the merge, with the new parent first; return None if it would change nothing there."""
        if not self._new_files:
            return None
        trees = self._trees.with_files(self._new_files, self._new_modes)
        store_objects(self._clone, [*self._new_blobs, *trees])
        return store_commit(self._clone, trees[-1].id, [self._new_parent, self.commit], OWN_WORK, signed)

    def _is_worth_keeping(self, base: str) -> bool:
        """Return whether a commit that changes nothing any more is kept, to record who decided the same, and why.

        Not kept are: a commit that says nothing; one that had no effect (a number that others know stays); one that
        undoes a commit which is not kept; and a request for a number that the remote has answered already.
        """
        says_something = has_act_trailers(self._message) and not self._kept_paths
        if (
            not says_something
            or (self._undone_commit and self._undone_commit.new_hash == self._undone_commit.commit)
            or self._takes_number()
        ):
            return False
        requests = read_trailers(self._message).get(REQUEST, ())
        return not any(self._has_answer(request, base) for request in requests)

    def _has_answer(self, request: str, base: str) -> bool:
        """Return whether the remote has an act of the same person for a request; another person's is another act."""
        answer = find_request_commit(self._clone.git, request, base)
        if answer is None:
            return False
        mail = self._clone.git.run("log", "-1", "--format=%ae", answer, "--").decode("utf-8", "surrogateescape").strip()
        return mail.casefold() == self._author["GIT_AUTHOR_EMAIL"].casefold()

    def _takes_number(self) -> bool:
        """Return whether the commit entered an allotted number: the remote has the entry of the same request."""
        entered_blobs = [delta.after for delta in self._deltas if delta.before is None]
        texts = map(
            decode_blob_or_none, read_blobs(self._clone.git, (blob for blob in entered_blobs if blob), LARGEST_DOCUMENT)
        )
        documents = (codec.load(text).document for text in texts if text is not None)
        return any(document.allotted for document in documents if document)

    def _undo_file(self, delta: FileDelta, current: str | None, applied: _AppliedDelta) -> StuckCommit | None:
        """Undo a change to a file; a number that one side voids or revives must be decided by a person."""
        status_before, status_after = (
            _read_status(text) for text in _read_texts(self._clone, (delta.before, delta.after, None))[:2]
        )
        # Example: own work releases SN 5/26 (void) and takes it up again; the remote released it too. Only a person
        # knows whether the number is in use.
        if status_before != status_after and Status.VOID in {status_before, status_after}:
            return self._stop_at(delta, (Conflict("status", ConflictReason.ENDED, status_after, status_before),))
        blob_after, blob_before = self._renumbering.renumber_blobs((applied.after, applied.before))
        if current == blob_after:
            self._apply_file(delta, current, blob_before)
            return None
        return self._merge_file(FileDelta(delta.path, blob_after, blob_before, delta.mode, delta.mode_before), current)

    def _merge_file(self, delta: FileDelta, current: str | None) -> StuckCommit | None:
        texts = _read_texts(self._clone, (delta.before, current, delta.after))
        register_file = (
            delta.path.relative_to(self._register_path) if delta.path.is_relative_to(self._register_path) else None
        )
        if register_file is None or texts[1] is None or texts[2] is None:
            return self._stop_at(delta)
        if register_file.parent == VOCABULARY:
            merged_rows = merge_vocabulary_file(register_file.name, texts)
            text = merged_rows.text if merged_rows and not merged_rows.conflicts else None
        elif number := number_of_path(register_file):
            merged = merge_with_remote(texts, self._decisions.for_document(number))
            if not isinstance(merged, str):
                return self._stop_at(delta, merged)
            text = merged
        else:
            text = None
        if text is None:
            return self._stop_at(delta)
        blob = GitObject.from_content("blob", text.encode(), self._clone.object_format)
        if blob.id != current:
            self._new_blobs.append(blob)
        self._apply_file(delta, current, blob.id)
        return None

    def _stop_at(self, delta: FileDelta, conflicts: tuple[Conflict, ...] = ()) -> StuckCommit:
        path = (
            delta.path.relative_to(self._register_path)
            if delta.path.is_relative_to(self._register_path)
            else delta.path
        )
        number = number_of_path(path)
        summary = self._message.partition("\n")[0]
        return StuckCommit(self.commit, summary, delta.path, number, conflicts)


class _EarlierCommits(NamedTuple):
    """The earlier own commits: those that are being rebased, and those that an earlier run has rebased."""

    clone: Clone
    register_path: PurePosixPath
    already_taken: Mapping[str, RebasedCommit]
    rebases: dict[str, _CommitRebase]

    def find(self, commit: str) -> _CommitRebase | None:
        """Return the rebase of a commit; None if it is not one of them."""
        rebased = self.already_taken.get(commit)
        if rebased and commit not in self.rebases:
            self.rebases[commit] = _CommitRebase(
                self.clone, self.register_path, commit, rebased.onto, CommitRenumbering(self.clone, self.register_path)
            )
            self.rebases[commit].load_earlier_result(rebased)
        return self.rebases.get(commit)


def _read_status(text: str | None) -> Status | None:
    document = codec.load(text).document if text is not None else None
    return document.status if document else None


def _read_texts(
    clone: Clone, blobs: tuple[str | None, str | None, str | None]
) -> tuple[str | None, str | None, str | None]:
    contents: Iterator[bytes | int | None] = read_blobs(clone.git, (blob for blob in blobs if blob), LARGEST_DOCUMENT)
    first, second, third = (decode_blob_or_none(next(contents)) if blob else None for blob in blobs)
    return first, second, third
