"""Walk along the first-parent line of a branch and turn its commits into the steps that the history rules check."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import SomeiError
from somei_cli.formats.git.commit_messages import ACTION, APPROVED_BY, RENUMBERED, UNDOES, read_trailers
from somei_cli.formats.merge.documents import list_possible_merges
from somei_cli.formats.register_paths import DOCUMENTS, SETTINGS, number_of_path, path_of
from somei_cli.formats.toml import settings
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.history.removed_entries_and_serials import find_freed_serials, state_after
from somei_cli.model.history.steps import (
    BlobState,
    CommitView,
    FileEdit,
    HistoryState,
    HistoryStep,
    NestedMerge,
    watched_settings,
)
from somei_cli.model.register.files_and_faults import PLAIN, TEXTS, Fault
from somei_cli.model.register.settings import Settings, TwoPersons
from somei_cli.store.git.blobs import DocumentCache, has_file, read_blob_text
from somei_cli.store.git.command import FULL_HASH, Git
from somei_cli.store.git.log import Commit, FileDelta, list_commits, read_commits
from somei_cli.store.git.merge_commits import (
    ParentFile,
    ParentFiles,
    UncleanFile,
    commits_by_merge,
    commits_of_merge,
    find_deletions_elsewhere,
    find_unclean_files,
    list_combined_changes,
    read_graph,
)
from somei_cli.store.history.file_history import find_voiding_act
from somei_cli.store.register.lost_objects import find_lost_blobs, is_partial, refuse_lost_files

_BATCH_FILES = 2_000
"""The number of changed files whose texts are read together."""
_WORDED_TRAILERS = {"reason", APPROVED_BY.casefold()}
_MAX_WORDED_MERGES = 200
"""The most merges with a reason or approval that are looked at within another merge; more must repeat theirs there."""
_NO_TEXT = (Fault("not a plain file"),)


def walk_history(git: Git, revisions: str, state: HistoryState) -> Iterator[tuple[HistoryStep, HistoryState]]:
    """Yield the steps of a range of hashes, oldest first, each with the state after it.

    `state` is the state before the first step.
    """
    # Only first parents are followed: the line is what the register was at each moment. A clerk's side branch counts
    # when it is merged, with its commits as what the merge brought.
    walk = _prepare_walk(git, revisions)
    for batch in _batches(walk.line):
        walk.fetch(batch, state)
        for commit in batch:
            step = walk.step(commit, state)
            state = state_after(step)
            yield step, state


def _batches(line: Iterable[Commit]) -> Iterator[list[Commit]]:
    batch: list[Commit] = []
    files = 0
    for commit in line:
        batch.append(commit)
        files += len(commit.deltas)
        if files >= _BATCH_FILES:
            yield batch
            batch, files = [], 0
    if batch:
        yield batch


class _HistoryWalk(NamedTuple):
    """A range of commits: its first-parent line, the commits that merges brought, and what the merges changed."""

    git: Git
    contents: DocumentCache
    line: Sequence[Commit]
    brought_commits: Mapping[str, Sequence[Commit]]
    combined_changes: Mapping[str, ParentFiles]
    unclean_files: Mapping[str, Sequence[UncleanFile]]
    merges: Mapping[str, Commit]
    former_folders: Mapping[PurePosixPath, str]
    worded_merges: Mapping[str, Sequence[tuple[Commit, frozenset[str]]]]
    is_partial: bool
    """Whether this is a partial clone, so that blobs may be fetched from the remote one by one."""

    def fetch(self, batch: Sequence[Commit], state: HistoryState) -> None:
        """Read the texts that the steps of these commits need into the cache."""
        brought_commits = [
            brought_commit for merge in batch for brought_commit in self.brought_commits.get(merge.hash, ())
        ]
        # Without its text a document cannot be compared, and a change of it would pass unseen. In a partial clone git
        # fetches a missing text when it is read.
        if not self.is_partial:
            refuse_lost_files(find_lost_blobs(self.git, _texts_left([*batch, *brought_commits])))
        blobs = [*chain.from_iterable(map(_changed_blobs, chain(batch, brought_commits)))]
        # An added file matters only if a number vanished or a serial was freed before: 15070/19, deleted in one commit,
        # must not come back in a later one as another document.
        if state.vanished or state.freed_serials:
            blobs += _added_blobs(batch)
        for merge in batch:
            for path, parent_files in self.combined_changes.get(merge.hash, {}).items():
                blobs += [
                    parent_file.blob
                    for parent_file in parent_files
                    if parent_file and parent_file.mode in TEXTS and _is_document(path)
                ]
            for merge_hash in self._merges_of(merge):
                results = [result for result in self.unclean_files.get(merge_hash, ()) if _is_document(result.path)]
                files = [file for result in results for file in (*result.expected, result.after)]
                blobs += [file.blob for file in files if file and file.mode in TEXTS]
        self.contents.fetch(blobs)

    def step(self, commit: Commit, state: HistoryState) -> HistoryStep:
        """Return the step of one commit on the line."""
        brought_views = tuple(
            self._view_commit(brought_commit, state, {}) for brought_commit in self.brought_commits.get(commit.hash, ())
        )
        renumbers = any(brought_view.declared_renumbered for brought_view in brought_views)
        view = self._view_commit(commit, state, self.combined_changes.get(commit.hash, {}), must_read_added=renumbers)
        return HistoryStep(
            view,
            state,
            brought_views,
            is_merge=len(commit.parents) > 1,
            merge_decisions=(
                *self._list_merge_decisions(commit, state),
                *self._list_lost_entries(commit, brought_views, state),
            ),
            moved_from=self._find_former_folder(commit),
            last_commits={path: self._find_last_commit(commit, path) for path in _undone_paths(brought_views)},
            nested_merges=tuple(
                NestedMerge(self._view_commit(worded_merge, state, {}), its_commits)
                for worded_merge, its_commits in self.worded_merges.get(commit.hash, ())
            ),
        )

    def _find_last_commit(self, commit: Commit, path: PurePosixPath) -> str:
        """Return the newest commit on a file on the line before a merge."""
        command = ("rev-list", "-1", f"{commit.hash}^1", "--", self.git.literal_pathspec(path))
        return self.git.run(*command).decode().strip()

    def _find_former_folder(self, commit: Commit) -> str | None:
        """Return the folder that documents were moved from, if it is another one of the repository."""
        added_paths = (delta.path for delta in commit.deltas if delta.before is None)
        return next(
            (self.former_folders[path] for path in added_paths if path in self.former_folders and _number_at(path)),
            None,
        )

    def _merges_of(self, commit: Commit) -> Iterator[str]:
        """Yield a commit on the line and the merges that it brought."""
        yield commit.hash
        yield from (
            brought_commit.hash
            for brought_commit in self.brought_commits.get(commit.hash, ())
            if brought_commit.hash in self.merges
        )

    def _list_merge_decisions(self, line_commit: Commit, state: HistoryState) -> Iterator[HistoryStep]:
        """Yield a step for each merge that did what a clean merge would not have done."""
        for merge_hash in self._merges_of(line_commit):
            results = self.unclean_files.get(merge_hash, ())
            edits = [edit for result in results if _is_document(result.path) for edit in self._list_decisions(result)]
            edits = [self._with_double(edit, merge_hash) for edit in edits]
            settings_pairs = [self._compare_settings(result, state) for result in results if result.path == SETTINGS]
            if edits or settings_pairs:
                merge = self.merges[merge_hash]
                view = CommitView(
                    merge_hash, merge.author, merge.email, merge.committed, read_trailers(merge.message), tuple(edits)
                )
                # Compare with the settings of a clean merge, not with those before it: a merge that switches off the
                # two-person rule by its own hand is then a change of settings like any other.
                if settings_pairs:
                    before, after = settings_pairs[0]
                    view = view._replace(**watched_settings(after))
                    state = state._replace(**watched_settings(before))
                yield HistoryStep(view, state)

    def _list_lost_entries(
        self, commit: Commit, brought_views: Sequence[CommitView], state: HistoryState
    ) -> Iterator[HistoryStep]:
        """Yield a step for documents added and deleted on a side branch: the merge does not show them."""
        # Example: a side branch adds 15071/19 in one commit and deletes it in the next. The merge does not change the
        # file, so only these commits show that a number was given and is gone.
        added_paths = {edit.path for view in brought_views for edit in view.edits if edit.before is None}
        for view in brought_views:
            deleted_again = [edit for edit in view.edits if edit.after is None and edit.path in added_paths]
            lost_edits = [edit for edit in deleted_again if not has_file(self.git, commit.hash, edit.path)]
            if lost_edits:
                added = [edit for edit in view.edits if edit.before is None]
                yield HistoryStep(view._replace(edits=(*lost_edits, *added)), state)

    def _list_decisions(self, result: UncleanFile) -> Iterator[FileEdit]:
        after = self._read_blob(*result.after) if result.after else None
        for before in self._list_expected_states(result.expected):
            if not (after and before.document and after.is_readable and after.document == before.document):
                yield FileEdit(result.path, _number_at(result.path), before, after)

    def _list_expected_states(self, parent_files: tuple[ParentFile | None, ...]) -> Iterator[BlobState]:
        """Yield what a clean merge would hold; a conflict gives one state for each way to resolve it."""
        states = [self._read_blob(*parent_file) if parent_file else None for parent_file in parent_files]
        # One file: only one parent changed it. If ours or theirs is missing, one side deleted what the other changed.
        if len(states) == 1 or None in states[1:]:
            yield from (state for state in states[-2:] if state)
            return
        base, ours, theirs = (state.document if state else None for state in states)
        if ours and theirs:
            yield from (BlobState("", document=document) for document in list_possible_merges(base, ours, theirs))
        else:
            yield from (state for state in states[1:] if state and state.document)

    def _compare_settings(self, result: UncleanFile, state: HistoryState) -> tuple[Settings, Settings]:
        """Return the settings that a clean merge would hold, and those that the merge holds."""
        versions = [self._parse_settings(parent_file, state) for parent_file in result.expected]
        base, ours, theirs = versions if len(versions) > 1 else versions * 3
        two_person_flags = zip(base.two_persons, ours.two_persons, theirs.two_persons, strict=True)
        clean = Settings(
            two_persons=TwoPersons(*(y if x == b else x for b, x, y in two_person_flags)),
            public_unmarked=(theirs if ours.public_unmarked is base.public_unmarked else ours).public_unmarked,
            public_fields=_merge_names(base.public_fields, ours.public_fields, theirs.public_fields),
        )
        return clean, self._parse_settings(result.after, state)

    def _parse_settings(self, file: ParentFile | None, state: HistoryState) -> Settings:
        text = read_blob_text(self.git, file.blob) if file and file.mode in TEXTS else None
        try:
            return settings.load(text) if text is not None else Settings()
        except SomeiError:
            return Settings(**watched_settings(state))

    def _view_commit(
        self, commit: Commit, state: HistoryState, combined: ParentFiles, *, must_read_added: bool = False
    ) -> CommitView:
        deltas = [delta for delta in commit.deltas if _is_document(delta.path, delta.mode or delta.mode_before)]
        edits = [self._view_edit(delta, state, must_read=delta.path in combined) for delta in deltas]
        has_deletion = any(delta.after is None for delta in deltas)
        trailers = read_trailers(commit.message)
        must_read_added = must_read_added or bool(trailers.get(RENUMBERED)) or has_deletion
        # A commit that deletes or renumbers a document, or lets a serial go, is read whole: another file of it may take
        # them over, as when a document is moved to the right path.
        if must_read_added or state.vanished or state.freed_serials or find_freed_serials(edits):
            self.contents.fetch(delta.after for delta in deltas if delta.after and delta.mode in TEXTS)
            edits = [self._view_edit(delta, state, must_read=True) for delta in deltas]
        if has_deletion:
            edits = [self._with_double(edit, commit.hash) for edit in edits]
        undone = next(iter(trailers.get(UNDOES, ())), "")
        if FULL_HASH.fullmatch(undone) and commit.parents:
            takes_back = self._is_entered_again if trailers.get(ACTION) == ["add"] else self._is_restored
            edits = [edit._replace(is_undo=takes_back(commit, undone, edit)) for edit in edits]
        if combined:
            edits = [self._with_other_parents(edit, combined) for edit in edits]
        new_settings = self._settings_after(commit, state)
        return CommitView(
            commit.hash,
            commit.author,
            commit.email,
            commit.committed,
            trailers,
            tuple(edits),
            **(watched_settings(new_settings) if new_settings else {}),
        )

    def _view_edit(self, delta: FileDelta, state: HistoryState, *, must_read: bool) -> FileEdit:
        """Return what a commit did to a file; the text of an added file is read only if `must_read`."""
        before = self._read_blob(delta.before, delta.mode_before) if delta.before else None
        # A file that cannot be read is compared by its last readable text: breaking a file in one commit and fixing it
        # with other values in the next must not hide the change.
        if before and not before.is_readable and (blob := state.broken_files.get(str(delta.path))):
            before = before._replace(document=self.contents.load(blob).document)
        after = None
        if delta.after:
            read = must_read or before is not None
            after = self._read_blob(delta.after, delta.mode) if read else BlobState(delta.after, delta.mode)
        return FileEdit(delta.path, _number_at(delta.path), before, after)

    def _read_blob(self, blob: str, mode: str) -> BlobState:
        if mode not in TEXTS:
            return BlobState(blob, mode, None, _NO_TEXT)
        return BlobState(blob, mode, *self.contents.load(blob))

    def _with_other_parents(self, edit: FileEdit, combined: ParentFiles) -> FileEdit:
        parent_files = combined.get(edit.path)
        if parent_files is None:
            return edit
        return edit._replace(
            other_parents=tuple(
                self._read_blob(*parent_file) if parent_file else None for parent_file in parent_files[1:]
            )
        )

    def _is_restored(self, commit: Commit, undone: str, edit: FileEdit) -> bool:
        """Whether a file is again as it was before the act undone, which was the last one on it."""
        last_commit = (
            self.git.run("rev-list", "-1", f"{commit.hash}^", "--", self.git.literal_pathspec(edit.path))
            .decode()
            .strip()
        )
        object_name = self.git.object_name(f"{undone}^", edit.path)
        blob = self.git.call("rev-parse", "--verify", "--quiet", object_name).output.decode().strip()
        if last_commit != undone or not blob or edit.documents is None:
            return False
        return self.contents.load(blob).document == edit.documents[1]

    def _is_entered_again(self, commit: Commit, undone: str, edit: FileEdit) -> bool:
        """Whether an entry was void since the act undone, which was the last one on it and took back that it was made.

        That nobody else had the number is not seen in a history: `add` looks at that.
        """
        is_void = edit.documents is not None and edit.documents[0].status is Status.VOID
        return is_void and find_voiding_act(self.git, f"{commit.hash}^", edit.path) == undone

    def _with_double(self, edit: FileEdit, commit: str) -> FileEdit:
        """Mark a file deleted from a wrong path if its number also has a file at the right one."""
        number = edit.before.document.number if edit.before and edit.before.document else None
        if number is None or edit.after is not None or edit.number == number:
            return edit
        return edit._replace(number_remains=has_file(self.git, commit, path_of(number)))

    def _settings_after(self, commit: Commit, state: HistoryState) -> Settings | None:
        """Return the settings that a commit left; None if it did not touch them, the old ones if unreadable."""
        delta = next((delta for delta in commit.deltas if delta.path == SETTINGS), None)
        if delta is None:
            return None
        return self._parse_settings(ParentFile(delta.after, delta.mode) if delta.after else None, state)


def _merge_names(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a clean merge: what either side added, without what either side removed."""
    removed = set(base) - (set(ours) & set(theirs))
    return tuple(sorted({*ours, *theirs} - removed))


def _undone_paths(brought_views: Iterable[CommitView]) -> Iterator[PurePosixPath]:
    return (edit.path for view in brought_views for edit in view.edits if edit.is_undo)


def _prepare_walk(git: Git, revisions: str) -> _HistoryWalk:
    line_commits = list(list_commits(git, revisions, first_parent=True))
    contents = DocumentCache(git)
    former_folders, partial = find_deletions_elsewhere(git, revisions), is_partial(git)
    parents, whole_line = read_graph(git, revisions)
    merges = {commit: parent_hashes for commit, parent_hashes in parents.items() if len(parent_hashes) > 1}
    if not merges:
        return _HistoryWalk(git, contents, line_commits, {}, {}, {}, {}, former_folders, {}, partial)
    results = {commit: files for commit, files in find_unclean_files(git, merges).items() if files}
    on_line = {commit.hash: commit for commit in line_commits}
    all_commits = {commit.hash: commit for commit in list_commits(git, revisions, full_history=True)}
    # Git's log leaves out a merge if its other parent is older than the range and its own side changed nothing.
    all_commits |= {
        commit.hash: commit
        for commit in read_commits(git, (merge_hash for merge_hash in results if merge_hash not in all_commits))
    }
    # A merge that dropped all changes of its sides (`git merge -s ours`) changes nothing on the line, and is still
    # checked: a clean merge would have taken them.
    by_hash = {commit.hash: commit for commit in all_commits.values() if commit.deltas or commit.hash in results}
    new_by_merge = commits_by_merge(parents, whole_line)
    brought_commits = {
        merge: [by_hash[commit] for commit in sorted(hashes) if commit in by_hash]
        for merge, hashes in new_by_merge.items()
    }
    judged = [commit for commit in whole_line if commit in on_line or _must_judge(commit, results, brought_commits)]
    line_commits = [on_line.get(commit) or all_commits[commit]._replace(deltas=()) for commit in judged]
    judged_merges = {commit: all_commits[commit] for commit in results}
    nested = read_commits(git, (commit for hashes in new_by_merge.values() for commit in hashes if commit in merges))
    worded = {
        commit.hash: commit
        for commit in nested
        if _WORDED_TRAILERS & {name.casefold() for name in read_trailers(commit.message)}
    }
    worded_merges = {
        merge: [
            (worded[merge_hash], commits_of_merge(parents, merge_hash))
            for merge_hash in sorted(hashes & worded.keys())[:_MAX_WORDED_MERGES]
        ]
        for merge, hashes in new_by_merge.items()
    }
    return _HistoryWalk(
        git,
        contents,
        line_commits,
        brought_commits,
        list_combined_changes(git, revisions),
        results,
        judged_merges,
        former_folders,
        worded_merges,
        partial,
    )


def _must_judge(
    commit: str, results: Mapping[str, Sequence[UncleanFile]], brought_commits: Mapping[str, Sequence[Commit]]
) -> bool:
    """Whether a merge that changes nothing on the line is checked: for its own changes or deletions on its sides."""
    brought_here = brought_commits.get(commit, ())
    took_away = any(delta.after is None for brought_commit in brought_here for delta in brought_commit.deltas)
    return commit in results or took_away or any(brought_commit.hash in results for brought_commit in brought_here)


def _changed_blobs(commit: Commit) -> Iterator[str]:
    """Yield the blobs before and after each change of a document, and those deleted."""
    for delta in commit.deltas:
        if delta.before and _is_document(delta.path):
            if delta.mode_before in TEXTS:
                yield delta.before
            if delta.after and delta.mode in TEXTS:
                yield delta.after


def _texts_left(commits: Iterable[Commit]) -> dict[str, PurePosixPath]:
    """Return the blobs that commits left, each with the path of a file that had it."""
    deltas = (delta for commit in commits for delta in commit.deltas)
    return {delta.after: delta.path for delta in deltas if delta.after and delta.mode in TEXTS}


def _added_blobs(batch: Iterable[Commit]) -> Iterator[str]:
    for commit in batch:
        for delta in commit.deltas:
            if delta.after and not delta.before and delta.mode in TEXTS and _is_document(delta.path):
                yield delta.after


def _is_document(path: PurePosixPath, mode: str = PLAIN) -> bool:
    """Whether a file is a document, or is not a regular file although it is in a folder of documents."""
    return path.parts[:1] == DOCUMENTS.parts and (path.suffix == ".toml" or mode not in TEXTS)


@lru_cache(maxsize=20_000)
def _number_at(path: PurePosixPath) -> DocumentNumber | None:
    return number_of_path(path)
