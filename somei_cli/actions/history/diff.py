"""Compare two states of a register: what differs, how grave it is, and which commit brought it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.errors import CannotWork, NumberUnknown, Unreadable
from somei_cli.formats.diff.commits_behind_changes import CommitEffect, FileTimeline, change_key, find_origins
from somei_cli.formats.diff.file_field_changes import (
    is_document_path,
    is_register_file,
    list_file_differences,
    weigh_file_changes,
)
from somei_cli.formats.diff.renumbered_documents import (
    DocumentMove,
    declares_renumbering,
    describe_move,
    find_standing_moves,
    text_with_new_number,
    timeline_after,
    timelines_before,
)
from somei_cli.formats.git.revision_range import RevisionRange
from somei_cli.formats.register_paths import number_of_path, path_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.changes_with_origins import IntroducingCommit, NetChange, sort_net_changes
from somei_cli.model.history.renamed_codes import fold_renamed_codes
from somei_cli.model.register.files_and_faults import FileContent
from somei_cli.store.git.ancestry import find_merge_base, is_ancestor
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import load_zone, to_zone
from somei_cli.store.git.log import Commit, FileDelta, list_commits
from somei_cli.store.git.rebased_hashes import resolve_revision
from somei_cli.store.register.changed_files import (
    list_changes_between,
    list_changes_in_work_tree,
    read_current_text,
    read_texts,
    text_unless_link,
)
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register


class StateRange(NamedTuple):
    """Two states, named by hashes; if `after` is None, the second one is the work tree."""

    before: str
    after: str | None
    head: str


def resolve_states(root: Path, typed_range: RevisionRange) -> StateRange:
    """Resolve the two states of a typed range.

    Raises:
        NotFound: if one names no commit.
        CannotWork: if their merge base is asked for and there is none.
    """
    git = Git(root)
    before = resolve_revision(git, typed_range.before)
    after = resolve_revision(git, typed_range.after) if typed_range.after else None
    if typed_range.since_merge_base and after:
        merge_base = find_merge_base(git, before, after)
        if merge_base is None:
            raise CannotWork(f"“{typed_range.before}” and “{typed_range.after}” have no commit in common.")
        before = merge_base
    return StateRange(before, after, after or git.resolve("HEAD"))


def has_diverged(root: Path, span: StateRange) -> bool:
    """Whether the first state has commits that the second lacks; their changes are then shown in reverse."""
    return not is_ancestor(Git(root), span.before, span.head)


def put_in_register_zone(register: Register, changes: Iterable[NetChange]) -> tuple[NetChange, ...]:
    """Return the changes with the times of their commits in the time zone of the register."""
    zone = load_zone(register.settings.time_zone)
    return tuple(
        change._replace(introduced_by=commit._replace(time=to_zone(commit.time, zone))) if commit else change
        for change in changes
        for commit in (change.introduced_by,)
    )


def compare(register: Register, span: StateRange, numbers: Collection[DocumentNumber] = ()) -> tuple[NetChange, ...]:
    """Return every difference, the gravest first.

    Raises:
        NumberUnknown: if neither state has one of the numbers.
    """
    git = Git(register.root)
    paths = frozenset(map(path_of, numbers))
    all_files = list(_list_files(git, register, span))
    files = [file for file in all_files if not paths or file.path in paths]
    _refuse_unknown(register, span, numbers, {file.path for file in files})
    commits = _list_commits(git, span, paths) if any(file.first != file.last for file in files) else []
    if paths and any(declares_renumbering(commit.message) for commit in commits):
        # What a document was is compared with what it is under the other number, which nobody asked for.
        files, commits = all_files, _list_commits(git, span, ())
    courses = list(_read_courses(git, files, commits))
    changes = [change for change in _list_changes(courses) if not paths or _is_about(change, paths)]
    return sort_net_changes(fold_renamed_codes(changes))


def _is_about(change: NetChange, paths: Collection[PurePosixPath]) -> bool:
    number = change.weighed.difference.after if change.weighed.difference.field == "number" else None
    return PurePosixPath(change.path) in paths or number in {str(number_of_path(path)) for path in paths}


class _File(NamedTuple):
    """One file: its blobs in the first state and in the last commit, and its text in the work tree if it was edited."""

    path: PurePosixPath
    first: str | None
    last: str | None
    touch: FileDelta
    old: FileContent = None
    committed: FileContent = None
    now: FileContent = None
    edited: bool = False

    @property
    def current(self) -> FileContent:
        """The text in the second state."""
        return self.now if self.edited else self.committed


def _list_files(git: Git, register: Register, span: StateRange) -> Iterator[_File]:
    deltas = list_changes_between(git, span.before, span.head) if span.before != span.head else ()
    committed = {delta.path: delta for delta in deltas if is_register_file(delta.path)}
    edit_deltas = list_changes_in_work_tree(git, span.head) if span.after is None else ()
    edited = {delta.path: delta for delta in edit_deltas if is_register_file(delta.path)}
    for path in sorted({*committed, *edited}):
        delta, edit = committed.get(path), edited.get(path)
        if delta and not edit:
            yield _File(path, delta.before, delta.after, delta)
        elif edit:
            first, last = (delta.before, delta.after) if delta else (edit.before, edit.before)
            yield _File(path, first, last, delta or edit, now=read_current_text(register.root, path), edited=True)


def _list_commits(git: Git, span: StateRange, paths: Collection[PurePosixPath]) -> list[Commit]:
    single_path = str(next(iter(paths))) if len(paths) == 1 else ""
    # Side branches of which a merge left nothing are read too: the merge may have brought back what they removed.
    return list(list_commits(git, f"{span.before}..{span.head}", path=single_path, full_history=True))


def _read_courses(git: Git, files: list[_File], commits: list[Commit]) -> Iterator[tuple[_File, FileTimeline]]:
    """Yield each file with its texts and commits; a file that was added or deleted needs no texts between."""
    deltas_by_path: dict[PurePosixPath, list[tuple[Commit, FileDelta]]] = {file.path: [] for file in files}
    for commit in commits:
        for delta in commit.deltas:
            if delta.path in deltas_by_path:
                deltas_by_path[delta.path].append((commit, delta))
    renumberings = (commit for commit in commits if declares_renumbering(commit.message))
    renumbered_paths = {delta.path for commit in renumberings for delta in commit.deltas}
    blobs = [blob for file in files for blob in (file.first, file.last)]
    blobs += [
        blob
        for changed_file in files
        if (changed_file.first and changed_file.last) or changed_file.path in renumbered_paths
        for _, delta in deltas_by_path[changed_file.path]
        for blob in (delta.before, delta.after)
    ]
    texts = read_texts(git, blobs)
    for file in files:
        steps = tuple(_describe_effect(commit, delta, texts) for commit, delta in deltas_by_path[file.path])
        file_with_texts = file._replace(old=texts[file.first], committed=text_unless_link(file.touch, texts[file.last]))
        number = number_of_path(file.path) if is_document_path(file.path) else None
        yield file_with_texts, FileTimeline(file.path, number, file.first, file.last, steps)


def _describe_effect(commit: Commit, delta: FileDelta, texts: dict[str | None, FileContent]) -> CommitEffect:
    old, new = texts.get(delta.before), texts.get(delta.after)
    return CommitEffect(
        commit.hash, commit.author, commit.authored, commit.message, delta.before, delta.after, old, new
    )


def _list_changes(courses: list[tuple[_File, FileTimeline]]) -> Iterator[NetChange]:
    """Yield the changes of all files; a document that was renumbered is one change, and what names it is none."""
    files = {file.path: file for file, _ in courses}
    timelines = {course.path: course for _, course in courses}
    current_texts = {path: file.current for path, file in files.items()}
    first_texts = {path: file.old for path, file in files.items()}
    moves = find_standing_moves(timelines, current_texts)
    old_paths = {path_of(move.numbers.old): move for move in moves}
    new_paths = {path_of(move.numbers.new): move for move in moves}
    mapped = {path: text_with_new_number(path, first_texts, moves) for path in files} if moves else first_texts
    followers = sum(mapped[path] != text for path, text in first_texts.items() if path not in {*old_paths, *new_paths})
    for file, course in courses:
        if file.path in old_paths:
            yield from _list_move(file, course, old_paths[file.path], followers)
        elif file.path in new_paths:
            renumbered_file = file._replace(old=mapped[file.path])
            yield from _list_changes_after_move(renumbered_file, timelines, moves, new_paths[file.path])
        else:
            yield from _list_net_changes(file._replace(old=mapped[file.path]), course)


def _list_move(file: _File, course: FileTimeline, move: DocumentMove, followers: int) -> Iterator[NetChange]:
    """Yield the one change of a number that a document left, with the commit that made it void."""
    for change in _list_net_changes(file, course):
        if change.weighed.difference.field == "status":
            yield change._replace(weighed=describe_move(move, followers))
        elif file.old is None:
            # The document was not there under this number either: all that is new is a void number.
            yield change


def _list_changes_after_move(
    file: _File, timelines: Mapping[PurePosixPath, FileTimeline], moves: Sequence[DocumentMove], move: DocumentMove
) -> Iterator[NetChange]:
    """Yield what else changed in a document that was renumbered, under the old number or the new one."""
    changes = tuple(_list_net_changes(file, timeline_after(move, timelines)))
    later_differences = list_file_differences(file.path, move.arrival.new, file.current)
    changed_later = {change_key(difference) for difference in later_differences}
    origins: list[IntroducingCommit | None] = [None] * len(changes)
    for earlier in timelines_before(move, timelines, moves):
        older_origins = find_origins(earlier, [change.weighed for change in changes])
        origins = [origin or older for origin, older in zip(origins, older_origins, strict=True)]
    for change, origin in zip(changes, origins, strict=True):
        is_later = change_key(change.weighed.difference) in changed_later or not change.committed
        yield change if is_later else change._replace(introduced_by=origin)


def _list_net_changes(file: _File, course: FileTimeline) -> Iterator[NetChange]:
    uncommitted_keys = (
        {change_key(difference) for difference in list_file_differences(file.path, file.committed, file.current)}
        if file.edited
        else set()
    )
    changes = weigh_file_changes(file.path, file.old, file.current)
    for change, effect in zip(changes, find_origins(course, changes), strict=True):
        # A document that a commit added is that commit's change, whatever was edited in it since.
        uncommitted = change_key(change.difference) in uncommitted_keys or (
            bool(uncommitted_keys) and file.first == file.last
        )
        origin = None if uncommitted else effect
        yield NetChange(str(file.path), course.number, change, origin, committed=not uncommitted)


def _refuse_unknown(
    register: Register, span: StateRange, numbers: Collection[DocumentNumber], changed_paths: Collection[PurePosixPath]
) -> None:
    files = Committed(Git(register.root), span.after) if span.after else register.files
    for number in numbers:
        if path_of(number) not in changed_paths:
            try:
                files.read(path_of(number))
            except FileNotFoundError:
                raise NumberUnknown(number) from None
            except Unreadable:
                continue
