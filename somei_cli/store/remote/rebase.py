"""Rebase own commits onto those of the remote; files that both sides changed are merged field by field.

An act that changes nothing any more, since others decided the same, is kept as a commit without files.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from somei_cli.errors import Unreadable, UnsafePath
from somei_cli.formats.git.commit_messages import REQUEST, UNDOES, trailers_in
from somei_cli.formats.merge.documents import merge
from somei_cli.formats.register_paths import number_at, vocabulary_path
from somei_cli.formats.renumber import named_anew
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml import vocabulary
from somei_cli.formats.toml.comments import comments_in
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.model.document import Document, Status
from somei_cli.model.merge import Clash, Conflict
from somei_cli.model.numbers.provisional_numbers import Settled, asked_by, is_bare
from somei_cli.model.register.files import PLAIN_OR_NONE
from somei_cli.model.register.sync import Stuck
from somei_cli.store.git.blobs import read_blobs, text_in
from somei_cli.store.git.log import FileDelta
from somei_cli.store.git.objects import Object, Trees, read_trees, store_commit, store_objects
from somei_cli.store.git.repository import Clone
from somei_cli.store.git.successors import Placed
from somei_cli.store.history.empty_commits import says_what_was_done
from somei_cli.store.history.requests import find_request
from somei_cli.store.remote.fast_forward import differing
from somei_cli.store.remote.renumbered_commits import NOTHING, Settlement

OWN_WORK: Final = b"Merge own work\n"
"""The message of a merge of own work into the branch of the remote."""

_CODES_FILE = "subject_codes.toml"
_UNKNOWN_AUTHOR = "unknown"
"""Git makes no commit for an author without a name, though it may hold one."""
_AUTHOR_VARIABLES = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE")


class Replayed(NamedTuple):
    """The tip of the rebased commits, what each became, and what stopped the rebase."""

    tip: str
    placed: tuple[Placed, ...] = ()
    stuck: Stuck | None = None

    @property
    def present(self) -> tuple[str, ...]:
        """The own commits whose changes the remote had already."""
        return tuple(commit.own for commit in self.placed if commit.since == commit.onto)


def replay(
    clone: Clone,
    register_path: PurePosixPath,
    commits: Iterable[str],
    onto: str,
    *,
    signed: bool,
    already_taken: Iterable[Placed] = (),
    given_numbers: Settled = NOTHING,
) -> Replayed:
    """Put commits on top of another one, each with its author, time and message; no branch is moved.

    Args:
        clone: The repository that holds all of them.
        register_path: The path of the register from the top of the repository.
        commits: Oldest first, without merges.
        onto: The commit to put them on.
        signed: Whether the new commits are signed.
        already_taken: Earlier commits that the remote has under other hashes.
        given_numbers: The numbers that the remote gave for provisional ones of these commits.

    Raises:
        UnsafePath: if one of them touches a file that somei does not write.
    """
    tip = onto
    rebased: list[Placed] = []
    earlier_commits = _EarlierCommits(clone, register_path, {earlier.own: earlier for earlier in already_taken}, {})
    renumbering = Settlement(clone, register_path, given_numbers)
    for commit in commits:
        rebase = _CommitRebase(clone, register_path, commit, tip, renumbering)
        stuck = rebase.apply(earlier_commits)
        if stuck:
            return Replayed(tip, tuple(rebased), stuck)
        earlier_commits.ones[commit] = rebase
        rebased.append(Placed(commit, tip, rebase.store(onto, signed=signed)))
        tip = rebased[-1].since
    return Replayed(tip, tuple(rebased))


def merge_onto(
    clone: Clone, register_path: PurePosixPath, ours: str, theirs: str, base: str, *, signed: bool
) -> tuple[str | None, Stuck | None]:
    """Merge all own work into the remote's commit, field by field; no branch is moved.

    Args:
        clone: The repository that holds all of them.
        register_path: The path of the register from the top of the repository.
        ours: The newest own commit; it contains what own merges decided.
        theirs: The remote's commit, which becomes the first parent.
        base: The merge base.
        signed: Whether the merge is signed.

    Returns:
        The merge, or what stopped it; neither if `ours` has nothing that the remote lacks.

    Raises:
        UnsafePath: if both sides touched a file that somei does not write.
    """
    rebase = _CommitRebase(clone, register_path, ours, theirs, Settlement(clone, register_path), base)
    stuck = rebase.apply(_EarlierCommits(clone, register_path, {}, {}))
    return (None, stuck) if stuck else (rebase.store_merge(signed=signed), None)


def own_commits(clone: Clone, theirs: str, ours: str) -> dict[str, bool]:
    """Return the commits that only this clone has, oldest first, and whether each is a merge."""
    listed = clone.git.run("rev-list", "--reverse", "--topo-order", "--parents", ours, "--not", theirs, "--")
    rows = [line.split(" ") for line in listed.decode().splitlines()]
    return {commit: len(parents) > 1 for commit, *parents in rows}


class _AppliedDelta(NamedTuple):
    """A file that an own commit changed, and its blobs at the new place before and after the rebased commit."""

    touch: FileDelta
    there: str | None
    left: str | None

    @property
    def is_own(self) -> bool:
        """Whether the commit did at the new place exactly what it did at the old one."""
        return self.there == self.touch.before and self.left == self.touch.after


class _CommitRebase:
    """The rebase of one commit onto a new parent; with `base`, the merge of all that led to it since."""

    def __init__(
        self,
        clone: Clone,
        register_path: PurePosixPath,
        commit: str,
        new_parent: str,
        renumbering: Settlement,
        base: str | None = None,
    ) -> None:
        self._clone = clone
        self._inside = register_path
        self._settlement = renumbering
        self.commit = commit
        self._onto = new_parent
        log_entry = clone.git.run("log", "-1", "--format=%P%x00%an%x00%ae%x00@%ad%x00%B", "--date=raw", commit, "--")
        # surrogateescape keeps bytes that are not UTF-8: the new commit must have the author and message of the old
        # one.
        parents, name, mail, date, message = log_entry.decode("utf-8", "surrogateescape").split("\0")
        self._author = dict(zip(_AUTHOR_VARIABLES, (name or _UNKNOWN_AUTHOR, mail, date), strict=True))
        self._message = message.rstrip("\n") + "\n"
        self._is_merge = base is not None
        deltas = differing(clone, base or parents.split(" ")[0] or None, commit)
        self._touches = renumbering.seen(deltas)
        # Example: an entry was registered offline under a provisional number, sent, and got SN 5/26; meanwhile it was
        # removed here. The clerk did not know SN 5/26 yet, but others do: the number stays, and the removal has no
        # effect.
        own_paths = {delta.path for delta in deltas}
        removed_paths = (delta.path for delta in self._touches if delta.after is None and delta.path not in own_paths)
        self._stays = set(filter(renumbering.has_given, removed_paths))
        if self._touches != deltas:
            self._message = named_anew(self._message, renumbering.settled)
        self._trees: Trees = read_trees(clone, new_parent, [delta.path for delta in self._touches])
        self._files: dict[PurePosixPath, str | None] = {}
        self._modes: dict[PurePosixPath, str] = {}
        self._fresh: list[Object] = []
        self._undone: _CommitRebase | None = None
        self.changed: dict[PurePosixPath, _AppliedDelta] = {}
        self.new = commit

    def recall(self, rebased: Placed) -> None:
        """Load what an earlier run made of the commit."""
        paths = [delta.path for delta in self._touches if not {delta.mode, delta.mode_before} - PLAIN_OR_NONE]
        trees_after = read_trees(self._clone, rebased.since, paths)
        for delta in self._touches:
            if delta.path in paths:
                self.changed[delta.path] = _AppliedDelta(
                    delta, self._trees.file(delta.path), trees_after.file(delta.path)
                )
        if rebased.since != rebased.onto:
            self.new = rebased.since

    def apply(self, earlier_commits: "_EarlierCommits") -> Stuck | None:
        """Decide the new contents of each file; return what stopped it, if anything.

        A commit that undoes one of `earlier_commits` undoes what that one did at the new place: if the remote had made
        a part of the change too, or all of it, that part is kept.
        """
        undone_commits = (
            earlier_commits.find(undone_hash) for undone_hash in trailers_in(self._message).get(UNDOES, ())
        )
        self._undone = undone = next(filter(None, undone_commits), None)
        # A commit that undoes another names its hash; after the rebase that commit has a new hash, in full and in
        # short.
        if undone:
            self._message = self._message.replace(undone.commit, undone.new)
            self._message = self._message.replace(undone.commit[:10], undone.new[:10])
        for delta in self._touches:
            if {delta.mode, delta.mode_before} - PLAIN_OR_NONE:
                self._put_odd(delta)
                continue
            current = self._trees.file(delta.path)
            applied = undone.changed.get(delta.path) if undone else None
            if delta.path in self._stays:
                self._put(delta, current, current)
            # The undone commit changed less here than at its old place, since the remote had made part of its change
            # too. Example: both sides set the date; own commit B undoes own commit A. The date of the remote must stay.
            elif applied and not applied.is_own:
                stuck = self._take_back(delta, current, applied)
                if stuck:
                    return stuck
            # The remote did not touch the file: take the own change.
            elif current == delta.before:
                self._put(delta, current, delta.after)
            # The remote made the same change: nothing is left to do.
            elif current == delta.after:
                self._put(delta, current, current)
            else:
                stuck = self._merge(delta, current)
                if stuck:
                    return stuck
        return None

    def _put_odd(self, delta: FileDelta) -> None:
        """Take a file that somei does not write, such as a link, from the one side of a merge that changed it.

        Raises:
            UnsafePath: if both sides changed it, or this is not a merge.
        """
        entry = self._trees.entry(delta.path)
        current = (entry.mode.decode(), entry.id) if entry else ("", None)
        if not self._is_merge or current != (delta.mode_before, delta.before):
            hint = "Put both sides together with git itself: git merge @{upstream}"
            raise UnsafePath(delta.path, "somei does not write such a file", hint)
        self._files[delta.path], self._modes[delta.path] = delta.after, delta.mode

    def _put(self, delta: FileDelta, current: str | None, blob: str | None) -> None:
        self.changed[delta.path] = _AppliedDelta(delta, current, blob)
        if blob != current:
            self._files[delta.path] = blob

    def store(self, base: str, *, signed: bool) -> str:
        """Store the rebased commit and return its hash; return that of its parent if nothing is left.

        `base` is the remote's commit.
        """
        if self._files:
            trees = self._trees.with_files(self._files)
            store_objects(self._clone, [*self._fresh, *trees])
            tree = trees[-1].id
        elif self._is_decision_of_its_own(base):
            # The tree of the parent: a commit without files, which records the decision.
            tree = f"{self._onto}^{{tree}}"
        else:
            return self._onto
        message = self._message.encode("utf-8", "surrogateescape")
        self.new = store_commit(self._clone, tree, [self._onto], message, signed, self._author)
        return self.new

    def store_merge(self, *, signed: bool) -> str | None:
        """Store the merge, with the new parent first; return None if it would change nothing there."""
        if not self._files:
            return None
        trees = self._trees.with_files(self._files, self._modes)
        store_objects(self._clone, [*self._fresh, *trees])
        return store_commit(self._clone, trees[-1].id, [self._onto, self.commit], OWN_WORK, signed)

    def _is_decision_of_its_own(self, base: str) -> bool:
        """Return whether a commit that changes nothing any more is kept, to record who decided the same, and why.

        Not kept are: a commit that says nothing; one that had no effect (a number that others know stays); one that
        undoes a commit which is not kept; and a request for a number that the remote has answered already.
        """
        says_something = says_what_was_done(self._message) and not self._stays
        if not says_something or (self._undone and self._undone.new == self._undone.commit) or self._takes_a_number():
            return False
        requests = trailers_in(self._message).get(REQUEST, ())
        return not any(self._is_answered(request, base) for request in requests)

    def _is_answered(self, request: str, base: str) -> bool:
        """Return whether the remote has an act of the same person for a request; another person's is another act."""
        answer = find_request(self._clone.git, request, base)
        if answer is None:
            return False
        mail = self._clone.git.run("log", "-1", "--format=%ae", answer, "--").decode("utf-8", "surrogateescape").strip()
        return mail.casefold() == self._author["GIT_AUTHOR_EMAIL"].casefold()

    def _takes_a_number(self) -> bool:
        """Return whether the commit entered an allotted number: the remote has the entry of the same request."""
        entered_blobs = [delta.after for delta in self._touches if delta.before is None]
        texts = map(text_in, read_blobs(self._clone.git, (blob for blob in entered_blobs if blob), LARGEST))
        documents = (codec.load(text).document for text in texts if text is not None)
        return any(document.allotted for document in documents if document)

    def _take_back(self, delta: FileDelta, current: str | None, applied: _AppliedDelta) -> Stuck | None:
        """Undo a change to a file; a number that one side voids or revives must be decided by a person."""
        status_before, status_after = (
            _read_status(text) for text in _read_texts(self._clone, (delta.before, delta.after, None))[:2]
        )
        # Example: own work releases SN 5/26 (void) and takes it up again; the remote released it too. Only a person
        # knows whether the number is in use.
        if status_before != status_after and Status.VOID in {status_before, status_after}:
            return self._stuck(delta, (Conflict("status", Clash.ENDED, status_after, status_before),))
        blob_after, blob_before = self._settlement.blobs((applied.left, applied.there))
        if current == blob_after:
            self._put(delta, current, blob_before)
            return None
        return self._merge(FileDelta(delta.path, blob_after, blob_before, delta.mode, delta.mode_before), current)

    def _merge(self, delta: FileDelta, current: str | None) -> Stuck | None:
        texts = _read_texts(self._clone, (delta.before, current, delta.after))
        register_file = delta.path.relative_to(self._inside) if delta.path.is_relative_to(self._inside) else None
        if register_file is None or texts[1] is None or texts[2] is None:
            return self._stuck(delta)
        if register_file == vocabulary_path(_CODES_FILE):
            text = _merge_codes(texts)
        elif number_at(register_file):
            merged = _merge_documents(texts)
            if not isinstance(merged, str):
                return self._stuck(delta, merged)
            text = merged
        else:
            text = None
        if text is None:
            return self._stuck(delta)
        blob = Object.of("blob", text.encode(), self._clone.object_format)
        if blob.id != current:
            self._fresh.append(blob)
        self._put(delta, current, blob.id)
        return None

    def _stuck(self, delta: FileDelta, conflicts: tuple[Conflict, ...] = ()) -> Stuck:
        path = delta.path.relative_to(self._inside) if delta.path.is_relative_to(self._inside) else delta.path
        number = number_at(path)
        summary = self._message.partition("\n")[0]
        return Stuck(self.commit, summary, delta.path, number, conflicts)


class _EarlierCommits(NamedTuple):
    """The earlier own commits: those that are being rebased, and those that an earlier run has rebased."""

    clone: Clone
    inside: PurePosixPath
    taken: Mapping[str, Placed]
    ones: dict[str, _CommitRebase]

    def find(self, commit: str) -> _CommitRebase | None:
        """Return the rebase of a commit; None if it is not one of them."""
        rebased = self.taken.get(commit)
        if rebased and commit not in self.ones:
            self.ones[commit] = _CommitRebase(
                self.clone, self.inside, commit, rebased.onto, Settlement(self.clone, self.inside)
            )
            self.ones[commit].recall(rebased)
        return self.ones.get(commit)


def _read_status(text: str | None) -> Status | None:
    document = codec.load(text).document if text is not None else None
    return document.status if document else None


def _merge_documents(texts: tuple[str | None, str | None, str | None]) -> str | tuple[Conflict, ...]:
    """Return the merged document, or the fields in conflict; an empty tuple if a version cannot be read."""
    documents: list[Document | None] = [codec.load(text).document if text is not None else None for text in texts]
    base, theirs, ours = documents
    is_unreadable = theirs is None or ours is None or (texts[0] is not None and base is None)
    if theirs is None or ours is None or is_unreadable or any(comments_in(text) for text in texts if text):
        return ()
    if base is None and ours.allotted and theirs.allotted and asked_by(ours.allotted) == asked_by(theirs.allotted):
        # Both sides hold one act that reached the remote by another way, as after a lost answer: the spelling of a name
        # or the day may differ. What the remote has counts.
        if ours.allotted.purpose != theirs.allotted.purpose:
            return (Conflict("allotted for", Clash.CHANGED, ours.allotted.purpose, theirs.allotted.purpose),)
        ours = replace(ours, allotted=theirs.allotted)
        base = next((document for document in (ours, theirs) if is_bare(document)), None)
    merged = merge(base, theirs, ours)
    # In messages "ours" is what is here and "theirs" what the remote has; in a rebase git has it the other way round.
    conflicts = tuple(conflict._replace(ours=conflict.theirs, theirs=conflict.ours) for conflict in merged.conflicts)
    return conflicts or codec.dump(merged.document)


def _merge_codes(texts: tuple[str | None, str | None, str | None]) -> str | None:
    """Merge both lists of subject codes; None if they disagree."""
    tables: list[Mapping[Any, str]] = []
    for text in texts:
        try:
            tables.append(vocabulary.load({_CODES_FILE: text}).codes if text is not None else {})
        except Unreadable:
            return None
    base, theirs, ours = tables
    merged = dict(theirs)
    for code in {*base, *ours}:
        base_title, our_title, their_title = base.get(code), ours.get(code), theirs.get(code)
        if our_title == base_title:
            continue
        if their_title not in (base_title, our_title):
            return None
        if our_title is None:
            merged.pop(code, None)
        else:
            merged[code] = our_title
    return vocabulary.dump_codes(merged)


def _read_texts(
    clone: Clone, blobs: tuple[str | None, str | None, str | None]
) -> tuple[str | None, str | None, str | None]:
    contents: Iterator[bytes | int | None] = read_blobs(clone.git, (blob for blob in blobs if blob), LARGEST)
    first, second, third = (text_in(next(contents)) if blob else None for blob in blobs)
    return first, second, third
