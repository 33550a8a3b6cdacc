"""The steps of a register's history that the rules judge: what a commit did, and what is known before it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.groups import group_pairs
from somei_cli.model.register.change import NewNumber, is_default_undo_reason
from somei_cli.model.register.files_and_faults import PLAIN, Fault
from somei_cli.model.register.settings import PublicUnmarked, Settings, TwoPersons
from somei_cli.model.renumber import EntryVersions, find_new_number, with_old_number

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

    @property
    def declared_renumbered(self) -> Sequence[str]:
        """The numbers from which documents went to others, as the message says."""
        return self.trailers.get("Somei-Renumbered", ())

    @property
    def renumberings(self) -> tuple[NewNumber, ...]:
        """The documents that went to another number, as the message says and the files show."""
        if not self.declared_renumbered:
            return ()
        versions = {edit.number: _versions_of(edit) for edit in self.edits}
        vacated = (pair for number, pair in versions.items() if str(number) in self.declared_renumbered)
        return tuple(filter(None, (find_new_number(pair, versions.values()) for pair in vacated)))

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

    @cached_property
    def new_numbers(self) -> Mapping[DocumentNumber, DocumentNumber]:
        """The numbers that documents have after this step which were renumbered in it, by those before."""
        commits = (*self.merged_commits, self.commit)
        targets = group_pairs((numbers.old, numbers.new) for commit in commits for numbers in commit.renumberings)
        bearers = {old: self._find_bearer(old, targets) for old in targets}
        return {old: new for old, new in bearers.items() if new}

    def _find_bearer(
        self, number: DocumentNumber, targets: Mapping[DocumentNumber, Sequence[DocumentNumber]]
    ) -> DocumentNumber | None:
        """Return the last number that a document got, perhaps by several moves; the commits are in no order."""
        reached = [number]
        for current in reached:
            reached += [target for target in targets.get(current, ()) if target not in reached]
        return next((target for target in reached[1:] if self._document_after(target)), None)

    def _document_after(self, number: DocumentNumber) -> Document | None:
        """Return the document that this step left under a number; None if it did not touch it, or made it void."""
        states = (edit.after for edit in self.commit.edits if edit.number == number)
        documents = (state.document for state in states if state and state.is_readable)
        return next((document for document in documents if document and document.status is not Status.VOID), None)

    @property
    def document_edits(self) -> Iterator[tuple[FileEdit, Document, Document]]:
        """The files that have a document before and after, with both documents.

        A document that was renumbered is compared with what it is under the new number: it goes on there. An agenda
        that revises it names it by that number.
        """
        if not self.new_numbers:
            yield from self.commit.document_edits
            return
        for edit, old, new in self.commit.document_edits:
            yield edit, self._follow_revised(old), self._find_renumbered(old) or new

    def _follow_revised(self, document: Document) -> Document:
        agenda = document.agenda
        number = self.new_numbers.get(agenda.revises) if agenda and agenda.revises else None
        return replace(document, agenda=agenda._replace(revises=number)) if agenda and number else document

    def _find_renumbered(self, old: Document) -> Document | None:
        number = self.new_numbers.get(old.number)
        document = self._document_after(number) if number else None
        return with_old_number(document, old) if document else None

    @property
    def renumbered_edits(self) -> Iterator[tuple[FileEdit, Document, Document]]:
        """Those of them whose document has another number now."""
        return (row for row in self.document_edits if row[1].number in self.new_numbers)

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
        causes = self._list_causes(edit)
        # Without both documents there is nothing to compare. Leaving such a commit out would let a lowered marking
        # pass, if one commit breaks the file and the next repairs it with the lower marking.
        return [
            (commit, cause_edit)
            for commit, cause_edit in causes
            if cause_edit.documents is None or is_change(*cause_edit.documents)
        ]

    def _list_causes(self, edit: FileEdit) -> list[tuple[CommitView, FileEdit]]:
        """Return the commits that made an edit, each with what it did; of a renumbered document under both numbers."""
        number = self.new_numbers.get(edit.number) if edit.number else None
        edits = [edit, *(other_edit for other_edit in self.commit.edits if number and other_edit.number == number)]
        return [
            (commit, cause_edit)
            for document_edit in edits
            for commit in self.causes_of(document_edit)
            if (cause_edit := commit.edit_of(document_edit.path))
            # That it came to the new number is no change of the document.
            and not any(cause_edit.number == numbers.new for numbers in commit.renumberings if number)
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
            # The reason to renumber a document is none for what else was done to it.
            commits = (commit for commit, _ in self._list_causes(edit))
            return any(commit.reason for commit in commits if edit.number not in dict(commit.renumberings))
        causes = self.edits_doing(edit, is_change)
        return bool(causes) and all(
            any(speaker.reason for speaker in (commit, *self.merges_of(commit))) for commit, _ in causes
        )


def _versions_of(edit: FileEdit) -> EntryVersions:
    """Return the entry of a file before and after; None for a version that cannot be read."""
    before, after = (state.document if state and state.is_readable else None for state in (edit.before, edit.after))
    return before, after
