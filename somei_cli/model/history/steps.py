"""The steps of a register's history that the rules judge: what a commit did, and what is known before it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.register.change import is_default_undo_reason
from somei_cli.model.register.files_and_faults import PLAIN, Fault
from somei_cli.model.register.settings import PublicUnmarked, Settings, TwoPersons

Serial = tuple[str, int, int]
"""A code, the counter year, and the serial."""


class BlobState(NamedTuple):
    """The content of a path in a commit.

    `document` is the last version that could be read there; `faults` say why this blob cannot be read. With neither,
    the blob was not read: a new file is read only if a rule needs it.
    """

    blob: str
    mode: str = PLAIN
    document: Document | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether the document was read from this very blob."""
        return self.document is not None and not self.faults


class FileEdit(NamedTuple):
    """A file that a commit changed; `before` or `after` is None if the file did not exist.

    `number` is the document number that belongs to the path. `other_parents` is set if a merge commit contains what
    none of its parents has: the content of this path in the second and later parents. `number_remains` says of a
    removed file that the file of its number exists too. `is_undo` says that the commit only reverts the last commit on
    this file.
    """

    path: PurePosixPath
    number: DocumentNumber | None
    before: BlobState | None
    after: BlobState | None
    other_parents: tuple[BlobState | None, ...] | None = None
    number_remains: bool = False
    is_undo: bool = False

    @property
    def documents(self) -> tuple[Document, Document] | None:
        """The document before and after, if both are known."""
        old, new = self.before, self.after
        return (
            (old.document, new.document) if old and new and old.document and new.is_readable and new.document else None
        )

    @property
    def concerned_number(self) -> DocumentNumber | None:
        """The document number that the edit concerns: that of the path, else that of the document in the file."""
        state = self.before if self.before and self.before.document else self.after
        return self.number or (state.document.number if state and state.document else None)


class CommitView(NamedTuple):
    """What one commit did; the last three are its settings, or None if it did not touch them."""

    hash: str
    author: str
    mail: str
    time: datetime
    trailers: Mapping[str, Sequence[str]] = MappingProxyType({})
    edits: tuple[FileEdit, ...] = ()
    two_persons: TwoPersons | None = None
    public_unmarked: PublicUnmarked | None = None
    public_fields: tuple[str, ...] | None = None

    @property
    def reason(self) -> str | None:
        """The reason in the commit message."""
        return next(iter(self.trailers.get("Reason", ())), None)

    @property
    def undone_commit(self) -> str | None:
        """The hash of the commit that this one undoes, from its message."""
        return next(iter(self.trailers.get("Somei-Undoes", ())), None)

    def opened_settings(self, past: "HistoryState") -> tuple[str, ...]:
        """Return the settings by which the commit makes more public than was so before.

        A field that only a later somei may publish counts too, since nobody would be asked again.
        """
        opens_unmarked = past.public_unmarked is PublicUnmarked.ENTRY and self.public_unmarked is PublicUnmarked.TEXT
        opens_fields = not set(self.public_fields or ()) <= set(past.public_fields)
        return ("public_unmarked",) * opens_unmarked + ("public_fields",) * opens_fields

    @property
    def document_edits(self) -> Iterator[tuple[FileEdit, Document, Document]]:
        """The files that have a document before and after, with both documents."""
        for edit in self.edits:
            if edit.documents:
                yield edit, *edit.documents

    def edit_of(self, path: PurePosixPath) -> FileEdit | None:
        """Return what the commit did to a file; None if it did not touch it."""
        return next((edit for edit in self.edits if edit.path == path), None)


class HistoryState(NamedTuple):
    """What is known after all earlier steps.

    `vanished` maps removed numbers to the hash of their meaning. `freed_serials` maps removed serials to the number
    that had them. `broken_files` maps unreadable files to their last readable blob.
    """

    vanished: Mapping[DocumentNumber, str] = MappingProxyType({})
    freed_serials: Mapping[Serial, DocumentNumber] = MappingProxyType({})
    broken_files: Mapping[str, str] = MappingProxyType({})
    two_persons: TwoPersons = TwoPersons()
    time: datetime | None = None
    public_unmarked: PublicUnmarked = PublicUnmarked.TEXT
    public_fields: tuple[str, ...] = ()


def watched_settings(source: Settings | CommitView | HistoryState) -> dict[str, Any]:
    """Return the settings whose changes are judged, as keyword arguments."""
    return {name: getattr(source, name) for name in ("two_persons", "public_unmarked", "public_fields")}


INITIAL_STATE = HistoryState()
"""The state before the first commit."""


class NestedMerge(NamedTuple):
    """A merge among the commits that another merge brought, and the hashes of the commits that it brought itself."""

    merge: CommitView
    commits: frozenset[str]


@dataclass(frozen=True)
class HistoryStep:
    """One commit on the first-parent line of the branch, with the state before it.

    A merge commit is judged by its difference from the first parent. The fields after `past` exist for it:

    - `merged_commits`: the commits that it brought from its other parents.
    - `nested_merges`: merges among those whose message approves or gives a reason.
    - `last_commits`: for a file that a merged commit reverted, the last commit on it on the first-parent line before.
    - `merge_decisions`: what merges did themselves, this one and nested ones; each edit compares a clean merge with the
      merge commit.

    `lost_checkpoint` is the last verified commit, if this history does not contain it any more (it was rewritten).
    `moved_from` is the folder of the repository from which the register was moved.
    """

    commit: CommitView
    past: HistoryState = INITIAL_STATE
    merged_commits: tuple[CommitView, ...] = ()
    is_merge: bool = False
    lost_checkpoint: str | None = None
    merge_decisions: tuple["HistoryStep", ...] = ()
    moved_from: str | None = None
    nested_merges: tuple[NestedMerge, ...] = ()
    last_commits: Mapping[PurePosixPath, str] = field(default_factory=dict)

    def causes_of(self, edit: FileEdit) -> tuple[CommitView, ...]:
        """Return the commits that made an edit: those that a merge brought, else the commit of the step."""
        # A path that no merged commit touched was changed by the merge commit itself, or this is not a merge.
        return tuple(self._commits_by_path.get(edit.path, ())) or (self.commit,)

    @cached_property
    def _commits_by_path(self) -> Mapping[PurePosixPath, Sequence[CommitView]]:
        return group_pairs((edit.path, commit) for commit in self.merged_commits for edit in commit.edits)

    def is_taken_back(self, edit: FileEdit, is_change: Callable[[Document, Document], bool]) -> bool:
        """Return whether all commits that made this change only undid the last commit on the file.

        Each must have a reason that a person gave. `is_change` says whether two versions of the document show the
        change.
        """
        causes = self.edits_doing(edit, is_change)
        # A merged undo counts only if it undoes the newest commit on the file of this branch. Example: a side branch
        # undoes A, which made the number void; meanwhile this branch made it void again in B. Merging the side branch
        # must not bring the number back, because nobody undid B.
        return (
            bool(causes)
            and all(
                cause_edit.is_undo and commit.reason is not None and not is_default_undo_reason(commit.reason)
                for commit, cause_edit in causes
            )
            and (
                not self.is_merge
                or any(commit.undone_commit == self.last_commits.get(edit.path) for commit, _ in causes)
            )
        )

    def edits_doing(
        self, edit: FileEdit, is_change: Callable[[Document, Document], bool]
    ) -> list[tuple[CommitView, FileEdit]]:
        """Return the commits that made this change to a file, also those after which it cannot be compared.

        A commit that added, removed or broke the file is included, since the change may be in it.
        """
        causes = [(commit, cause_edit) for commit in self.causes_of(edit) if (cause_edit := commit.edit_of(edit.path))]
        # Without both documents there is nothing to compare. Leaving such a commit out would let a lowered marking
        # pass, if one commit breaks the file and the next repairs it with the lower marking.
        return [
            (commit, cause_edit)
            for commit, cause_edit in causes
            if cause_edit.documents is None or is_change(*cause_edit.documents)
        ]

    def merges_of(self, commit: CommitView) -> Iterator[CommitView]:
        """Yield the merges that brought a commit."""
        if self.is_merge and commit is not self.commit:
            yield self.commit
        yield from (nested.merge for nested in self.nested_merges if commit.hash in nested.commits)

    def has_reason(self, edit: FileEdit, is_change: Callable[[Document, Document], bool] | None = None) -> bool:
        """Return whether a message gives a reason for an edit.

        With `is_change`, each commit that made that change needs one, or a merge that brought it.
        """
        if self.commit.reason:
            return True
        if is_change is None:
            return any(commit.reason for commit in self.causes_of(edit))
        causes = self.edits_doing(edit, is_change)
        return bool(causes) and all(
            any(speaker.reason for speaker in (commit, *self.merges_of(commit))) for commit, _ in causes
        )


class RemovedEntry(NamedTuple):
    """A number whose file was removed; `reappeared` is the edit of the same step that added the entry elsewhere."""

    edit: FileEdit
    document: Document
    reappeared: FileEdit | None

    @property
    def keeps_number(self) -> bool:
        """Whether the number is still in the register, at its own path."""
        new_state = self.reappeared.after if self.reappeared else None
        same_number = (
            new_state is not None
            and new_state.document is not None
            and new_state.document.number == self.document.number
        )
        return same_number and self.reappeared is not None and self.reappeared.number == self.document.number


def find_removed_entries(edits: Sequence[FileEdit]) -> Iterator[RemovedEntry]:
    """Yield the removed files whose number no other file has."""
    for edit in edits:
        document = edit.before.document if edit.before else None
        # A provisional number is removed when the remote has given the real one; that is not a loss.
        if (
            edit.before
            and document
            and edit.after is None
            and not edit.number_remains
            and not document.number.is_provisional
        ):
            yield RemovedEntry(edit, document, _find_reappearance(edit.before, document, edits))


def _find_reappearance(before: BlobState, document: Document, edits: Sequence[FileEdit]) -> FileEdit | None:
    """Find the file to which a removed entry moved: by its number, else by equal content, else by equal meaning."""
    new_edits = [edit for edit in edits if edit.before is None and edit.after and edit.after.document]
    new_documents = [(edit, edit.after.document) for edit in new_edits if edit.after and edit.after.document]
    same_number = [edit for edit, new_document in new_documents if new_document.number == document.number]
    similar = [edit for edit in new_edits if edit.after and edit.after.blob == before.blob]
    similar += [
        edit
        for edit, new_document in new_documents
        if document.subject and meaning_hash(new_document) == meaning_hash(document)
    ]
    # A file with the number is the entry itself, even if another new file has its old text.
    return next(iter((*same_number, *similar)), None)


def meaning_hash(document: Document) -> str:
    """Return a hash of type, subject and date, which shows that two entries are about the same document.

    A checkpoint keeps it: from the hash nobody can read the words of a removed entry.
    """
    # Only a check of the history needs this import, but every check imports this module.
    import hashlib

    words = repr((document.type, document.subject, str(document.date)))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def state_after(step: HistoryStep) -> HistoryState:
    """Return what is known after a step."""
    past, commit = step.past, step.commit
    return HistoryState(
        vanished=_vanished_after(past, commit.edits),
        freed_serials=_freed_after(past, commit.edits),
        broken_files=_broken_after(past, commit.edits),
        time=commit.time,
        **watched_settings(past if commit.two_persons is None else commit),
    )


def find_freed_serials(edits: Sequence[FileEdit]) -> dict[Serial, DocumentNumber]:
    """Return the serials that documents had before and no longer have."""
    # The walk keeps one object for each blob: the same object before and after means that only the mode changed.
    return {
        serial: old.number
        for edit in edits
        if not edit.number_remains
        and (old := _document_before(edit))
        and (new := _document_after(edit)) is not old
        and not old.number.is_provisional
        for serial in _serials_of(old) - (_serials_of(new) if new else set())
    }


def find_taken_serials(edits: Sequence[FileEdit]) -> Iterator[tuple[Serial, FileEdit, DocumentNumber]]:
    """Yield the serials that documents have now and did not have before."""
    for edit in edits:
        old, new = _document_before(edit), _document_after(edit)
        if new and edit.after and edit.after.is_readable:
            for serial in sorted(_serials_of(new) - (_serials_of(old) if old else set())):
                yield serial, edit, new.number


def _document_before(edit: FileEdit) -> Document | None:
    return edit.before.document if edit.before else None


def _document_after(edit: FileEdit) -> Document | None:
    """Return the document after the edit; for an unreadable file, the last version that could be read."""
    return edit.after.document if edit.after else None


def _serials_of(document: Document) -> set[Serial]:
    year = document.number.year
    return {(entry.code.name, year, entry.serial) for entry in document.subject_codes if entry.serial is not None}


def _vanished_after(past: HistoryState, edits: Sequence[FileEdit]) -> Mapping[DocumentNumber, str]:
    removed = {
        removal.document.number: meaning_hash(removal.document)
        for removal in find_removed_entries(edits)
        if not removal.keeps_number
    }
    added = {new.number for edit in edits if (new := _document_after(edit)) and edit.before is None}
    # Nearly all commits change nothing here: returning the same mapping saves a copy for each commit of the history.
    if not removed and past.vanished.keys().isdisjoint(added):
        return past.vanished
    return {number: mark for number, mark in {**past.vanished, **removed}.items() if number not in added}


def _freed_after(past: HistoryState, edits: Sequence[FileEdit]) -> Mapping[Serial, DocumentNumber]:
    freed = find_freed_serials(edits)
    taken_serials = {serial for serial, _, _ in find_taken_serials(edits)} if past.freed_serials or freed else set()
    if not freed and past.freed_serials.keys().isdisjoint(taken_serials):
        return past.freed_serials
    return {serial: number for serial, number in {**past.freed_serials, **freed}.items() if serial not in taken_serials}


def _broken_after(past: HistoryState, edits: Sequence[FileEdit]) -> Mapping[str, str]:
    if not past.broken_files and not any(edit.after and edit.after.faults for edit in edits):
        return past.broken_files
    # The last readable blob is kept until the file is repaired. The walk then compares the repaired document with it,
    # so that breaking a file, and repairing it with other content, cannot hide a change.
    broken = dict(past.broken_files)
    for edit in edits:
        path = str(edit.path)
        if edit.after is None or not edit.after.faults:
            broken.pop(path, None)
        elif edit.before and edit.before.is_readable:
            broken[path] = edit.before.blob
    return broken
