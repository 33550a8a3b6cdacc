"""Putting commits that only this clone has on top of those of the server, field by field where both touched a file.

An act of which nothing is left to do, since others had decided the same, is kept as a commit without files.
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
"""The message of a merge of own work into the branch of the server."""

_CODES = "subject_codes.toml"
_NAMELESS = "unknown"
"""Git makes no commit for an author without a name, though it may hold one."""
_AUTHOR = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE")


class Replayed(NamedTuple):
    """Where the commits end that were put on top, each in its order, and what stopped it."""

    tip: str
    placed: tuple[Placed, ...] = ()
    stuck: Stuck | None = None

    @property
    def present(self) -> tuple[str, ...]:
        """Those whose changes were on the server already."""
        return tuple(one.own for one in self.placed if one.since == one.onto)


def replay(
    clone: Clone,
    inside: PurePosixPath,
    commits: Iterable[str],
    onto: str,
    *,
    signed: bool,
    taken: Iterable[Placed] = (),
    settled: Settled = NOTHING,
) -> Replayed:
    """Put commits on top of another one, each with its author, its time and its message; no branch is moved.

    Args:
        clone: Where all of them are.
        inside: The way from the top of the repository to the register.
        commits: Oldest first, none of them a merge.
        onto: What they are put on.
        signed: Whether the new commits are signed.
        taken: Those before them that the server has under other hashes.
        settled: The numbers that it has given for provisional ones of these commits.

    Raises:
        UnsafePath: where one of them touches a file that somei does not write.
    """
    tip = onto
    placed: list[Placed] = []
    done = _Done(clone, inside, {one.own: one for one in taken}, {})
    settlement = Settlement(clone, inside, settled)
    for commit in commits:
        one = _One(clone, inside, commit, tip, settlement)
        stuck = one.apply(done)
        if stuck:
            return Replayed(tip, tuple(placed), stuck)
        done.ones[commit] = one
        placed.append(Placed(commit, tip, one.store(onto, signed=signed)))
        tip = placed[-1].since
    return Replayed(tip, tuple(placed))


def merge_onto(
    clone: Clone, inside: PurePosixPath, ours: str, theirs: str, base: str, *, signed: bool
) -> tuple[str | None, Stuck | None]:
    """One merge of all own work into what the server has, field by field; no branch is moved.

    Args:
        clone: Where all of them are.
        inside: The way from the top of the repository to the register.
        ours: The newest own commit. What its merges decided is what it holds.
        theirs: What the server has: the first parent.
        base: What both set out from.
        signed: Whether the merge is signed.

    Returns:
        The merge, or what stopped it; neither where `ours` holds nothing that the server has not.

    Raises:
        UnsafePath: where both sides touched a file that somei does not write.
    """
    one = _One(clone, inside, ours, theirs, Settlement(clone, inside), base)
    stuck = one.apply(_Done(clone, inside, {}, {}))
    return (None, stuck) if stuck else (one.store_merge(signed=signed), None)


def own_commits(clone: Clone, theirs: str, ours: str) -> dict[str, bool]:
    """The commits that only this clone has, oldest first, and whether each is a merge."""
    listed = clone.git.run("rev-list", "--reverse", "--topo-order", "--parents", ours, "--not", theirs, "--")
    rows = [line.split(" ") for line in listed.decode().splitlines()]
    return {commit: len(parents) > 1 for commit, *parents in rows}


class _Changed(NamedTuple):
    """A file that a commit touched: what the new place had there before, and has there since."""

    touch: FileDelta
    there: str | None
    left: str | None

    @property
    def is_own(self) -> bool:
        """Whether it did at the new place just what it had done at the old one."""
        return self.there == self.touch.before and self.left == self.touch.after


class _One:
    """One commit on its way to another place."""

    def __init__(
        self,
        clone: Clone,
        inside: PurePosixPath,
        commit: str,
        onto: str,
        settlement: Settlement,
        base: str | None = None,
    ) -> None:
        self._clone = clone
        self._inside = inside
        self._settlement = settlement
        self.commit = commit
        self._onto = onto
        told = clone.git.run("log", "-1", "--format=%P%x00%an%x00%ae%x00@%ad%x00%B", "--date=raw", commit, "--")
        parents, name, mail, date, message = told.decode("utf-8", "surrogateescape").split("\0")
        self._author = dict(zip(_AUTHOR, (name or _NAMELESS, mail, date), strict=True))
        self._message = message.rstrip("\n") + "\n"
        self._is_merge = base is not None
        touches = differing(clone, base or parents.split(" ")[0] or None, commit)
        self._touches = settlement.seen(touches)
        # No number that was told goes; whoever took its entry away did not know it yet.
        own = {touch.path for touch in touches}
        gone = (touch.path for touch in self._touches if touch.after is None and touch.path not in own)
        self._stays = set(filter(settlement.has_given, gone))
        if self._touches != touches:
            self._message = named_anew(self._message, settlement.settled)
        self._trees: Trees = read_trees(clone, onto, [touch.path for touch in self._touches])
        self._files: dict[PurePosixPath, str | None] = {}
        self._modes: dict[PurePosixPath, str] = {}
        self._fresh: list[Object] = []
        self._undone: _One | None = None
        self.changed: dict[PurePosixPath, _Changed] = {}
        self.new = commit

    def recall(self, placed: Placed) -> None:
        """Take over what an earlier run made of it."""
        paths = [touch.path for touch in self._touches if not {touch.mode, touch.mode_before} - PLAIN_OR_NONE]
        left = read_trees(self._clone, placed.since, paths)
        for touch in self._touches:
            if touch.path in paths:
                self.changed[touch.path] = _Changed(touch, self._trees.file(touch.path), left.file(touch.path))
        if placed.since != placed.onto:
            self.new = placed.since

    def apply(self, done: "_Done") -> Stuck | None:
        """Work out what each file shall be; tells where that cannot be. `done` are the commits before.

        What takes back one of these takes back what that did at the new place: a part of it, or all, may have been done
        on the server too, and stands.
        """
        found = (done.find(named) for named in trailers_in(self._message).get(UNDOES, ()))
        self._undone = undone = next(filter(None, found), None)
        if undone:
            self._message = self._message.replace(undone.commit, undone.new)
            self._message = self._message.replace(undone.commit[:10], undone.new[:10])
        for touch in self._touches:
            if {touch.mode, touch.mode_before} - PLAIN_OR_NONE:
                self._put_odd(touch)
                continue
            there = self._trees.file(touch.path)
            changed = undone.changed.get(touch.path) if undone else None
            if touch.path in self._stays:
                self._put(touch, there, there)
            elif changed and not changed.is_own:
                stuck = self._take_back(touch, there, changed)
                if stuck:
                    return stuck
            elif there == touch.before:
                self._put(touch, there, touch.after)
            elif there == touch.after:
                self._put(touch, there, there)
            else:
                stuck = self._merge(touch, there)
                if stuck:
                    return stuck
        return None

    def _put_odd(self, touch: FileDelta) -> None:
        """Let a merge take what one side alone did to a file that somei does not write, as git does.

        Raises:
            UnsafePath: where both did something, or it is none.
        """
        entry = self._trees.entry(touch.path)
        there = (entry.mode.decode(), entry.id) if entry else ("", None)
        if not self._is_merge or there != (touch.mode_before, touch.before):
            hint = "Put both sides together with git itself: git merge @{upstream}"
            raise UnsafePath(touch.path, "somei does not write such a file", hint)
        self._files[touch.path], self._modes[touch.path] = touch.after, touch.mode

    def _put(self, touch: FileDelta, there: str | None, blob: str | None) -> None:
        self.changed[touch.path] = _Changed(touch, there, blob)
        if blob != there:
            self._files[touch.path] = blob

    def store(self, base: str, *, signed: bool) -> str:
        """The new commit; the one below where nothing is left of it. `base` is what the server has."""
        if self._files:
            trees = self._trees.with_files(self._files)
            store_objects(self._clone, [*self._fresh, *trees])
            tree = trees[-1].id
        elif self._is_decision_of_its_own(base):
            tree = f"{self._onto}^{{tree}}"
        else:
            return self._onto
        message = self._message.encode("utf-8", "surrogateescape")
        self.new = store_commit(self._clone, tree, [self._onto], message, signed, self._author)
        return self.new

    def store_merge(self, *, signed: bool) -> str | None:
        """The merge into what it was put on, which is its first parent; None where it would change nothing there."""
        if not self._files:
            return None
        trees = self._trees.with_files(self._files, self._modes)
        store_objects(self._clone, [*self._fresh, *trees])
        return store_commit(self._clone, trees[-1].id, [self._onto, self.commit], OWN_WORK, signed)

    def _is_decision_of_its_own(self, base: str) -> bool:
        """Whether an act that changes nothing any more is told all the same: who decided the same, and why.

        Not so a commit that says nothing, one that did not come about (a number that was told stays), or took back one
        that is not told, and an asking that the server has answered already.
        """
        told = says_what_was_done(self._message) and not self._stays
        if not told or (self._undone and self._undone.new == self._undone.commit) or self._takes_a_number():
            return False
        asked = trailers_in(self._message).get(REQUEST, ())
        return not any(self._is_answered(request, base) for request in asked)

    def _is_answered(self, request: str, base: str) -> bool:
        """Whether the server has an act of the same person on a request; that of another one is another act."""
        found = find_request(self._clone.git, request, base)
        if found is None:
            return False
        mail = self._clone.git.run("log", "-1", "--format=%ae", found, "--").decode("utf-8", "surrogateescape").strip()
        return mail.casefold() == self._author["GIT_AUTHOR_EMAIL"].casefold()

    def _takes_a_number(self) -> bool:
        """Whether it entered what was given a number on a request: the server has the entry of the same request."""
        entered = [touch.after for touch in self._touches if touch.before is None]
        texts = map(text_in, read_blobs(self._clone.git, (blob for blob in entered if blob), LARGEST))
        documents = (codec.load(text).document for text in texts if text is not None)
        return any(document.allotted for document in documents if document)

    def _take_back(self, touch: FileDelta, there: str | None, changed: _Changed) -> Stuck | None:
        """A number that both sides have, and one gives up or takes up again, is for a person."""
        before, after = (_status(text) for text in _texts(self._clone, (touch.before, touch.after, None))[:2])
        if before != after and Status.VOID in {before, after}:
            return self._stuck(touch, (Conflict("status", Clash.ENDED, after, before),))
        left, was = self._settlement.blobs((changed.left, changed.there))
        if there == left:
            self._put(touch, there, was)
            return None
        return self._merge(FileDelta(touch.path, left, was, touch.mode, touch.mode_before), there)

    def _merge(self, touch: FileDelta, there: str | None) -> Stuck | None:
        texts = _texts(self._clone, (touch.before, there, touch.after))
        path = touch.path.relative_to(self._inside) if touch.path.is_relative_to(self._inside) else None
        if path is None or texts[1] is None or texts[2] is None:
            return self._stuck(touch)
        if path == vocabulary_path(_CODES):
            text = _codes_together(texts)
        elif number_at(path):
            merged = _documents_together(texts)
            if not isinstance(merged, str):
                return self._stuck(touch, merged)
            text = merged
        else:
            text = None
        if text is None:
            return self._stuck(touch)
        blob = Object.of("blob", text.encode(), self._clone.object_format)
        if blob.id != there:
            self._fresh.append(blob)
        self._put(touch, there, blob.id)
        return None

    def _stuck(self, touch: FileDelta, conflicts: tuple[Conflict, ...] = ()) -> Stuck:
        inside = touch.path.relative_to(self._inside) if touch.path.is_relative_to(self._inside) else touch.path
        number = number_at(inside)
        summary = self._message.partition("\n")[0]
        return Stuck(self.commit, summary, touch.path, number, conflicts)


class _Done(NamedTuple):
    """The own commits before: those that are put on top now, and those that an earlier run has put there."""

    clone: Clone
    inside: PurePosixPath
    taken: Mapping[str, Placed]
    ones: dict[str, _One]

    def find(self, commit: str) -> _One | None:
        """What was made of one; None where it is none of them."""
        placed = self.taken.get(commit)
        if placed and commit not in self.ones:
            self.ones[commit] = _One(self.clone, self.inside, commit, placed.onto, Settlement(self.clone, self.inside))
            self.ones[commit].recall(placed)
        return self.ones.get(commit)


def _status(text: str | None) -> Status | None:
    document = codec.load(text).document if text is not None else None
    return document.status if document else None


def _documents_together(texts: tuple[str | None, str | None, str | None]) -> str | tuple[Conflict, ...]:
    """The merged document, or the fields in conflict; none where the versions cannot be read."""
    documents: list[Document | None] = [codec.load(text).document if text is not None else None for text in texts]
    base, theirs, ours = documents
    unread = theirs is None or ours is None or (texts[0] is not None and base is None)
    if theirs is None or ours is None or unread or any(comments_in(text) for text in texts if text):
        return ()
    if base is None and ours.allotted and theirs.allotted and asked_by(ours.allotted) == asked_by(theirs.allotted):
        # One act that came there by another way: a name or a day may be told otherwise.
        if ours.allotted.purpose != theirs.allotted.purpose:
            return (Conflict("allotted for", Clash.CHANGED, ours.allotted.purpose, theirs.allotted.purpose),)
        ours = replace(ours, allotted=theirs.allotted)
        base = next((one for one in (ours, theirs) if is_bare(one)), None)
    merged = merge(base, theirs, ours)
    # As a clerk says it: ours is what is here, theirs what the server has.
    turned = tuple(one._replace(ours=one.theirs, theirs=one.ours) for one in merged.conflicts)
    return turned or codec.dump(merged.document)


def _codes_together(texts: tuple[str | None, str | None, str | None]) -> str | None:
    """Both lists of subject codes in one; None where they disagree."""
    tables: list[Mapping[Any, str]] = []
    for text in texts:
        try:
            tables.append(vocabulary.load({_CODES: text}).codes if text is not None else {})
        except Unreadable:
            return None
    base, theirs, ours = tables
    together = dict(theirs)
    for code in {*base, *ours}:
        before, mine, other = base.get(code), ours.get(code), theirs.get(code)
        if mine == before:
            continue
        if other not in (before, mine):
            return None
        if mine is None:
            together.pop(code, None)
        else:
            together[code] = mine
    return vocabulary.dump_codes(together)


def _texts(clone: Clone, blobs: tuple[str | None, str | None, str | None]) -> tuple[str | None, str | None, str | None]:
    held: Iterator[bytes | int | None] = read_blobs(clone.git, (blob for blob in blobs if blob), LARGEST)
    first, second, third = (text_in(next(held)) if blob else None for blob in blobs)
    return first, second, third
