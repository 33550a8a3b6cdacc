"""Comparing two states of a register: what is different, what it means, and who brought it."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import CannotWork, NumberUnknown, Unreadable
from somei_cli.formats.diff.blame import CommitEffect, Course, brought, key_of
from somei_cli.formats.diff.file import Held, belongs, differing, is_document, judged
from somei_cli.formats.git.revision_range import Range
from somei_cli.formats.register_paths import number_at, path_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.net_changes import NetChange, in_order
from somei_cli.store.git.ancestry import forked_at, is_within
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import Commit, FileDelta, acts
from somei_cli.store.git.successors import resolve_revision
from somei_cli.store.register.changed_files import between, in_work_tree, text_now, texts_of, told
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.register import Register


class StateRange(NamedTuple):
    """Two states, named by hashes; `after` None means the files as they are now."""

    before: str
    after: str | None
    head: str


def span_of(git: Git, typed: Range) -> StateRange:
    """The two states that were typed.

    Raises:
        NotFound: one names no commit.
        CannotWork: they have no commit in common, and it was asked from where they parted.
    """
    before = resolve_revision(git, typed.before)
    after = resolve_revision(git, typed.after) if typed.after else None
    if typed.forked and after:
        parted = forked_at(git, before, after)
        if parted is None:
            raise CannotWork(f"“{typed.before}” and “{typed.after}” have no commit in common.")
        before = parted
    return StateRange(before, after, after or git.resolve("HEAD"))


def went_on(git: Git, span: StateRange) -> bool:
    """Whether the first state has acts that the second lacks, which are then told the wrong way round."""
    return not is_within(git, span.before, span.head)


def compare(register: Register, span: StateRange, numbers: Collection[DocumentNumber] = ()) -> tuple[NetChange, ...]:
    """Everything that is different, the gravest first.

    Raises:
        NumberUnknown: a document was asked for that is in neither state.
    """
    git = Git(register.root)
    wanted = frozenset(map(path_of, numbers))
    files = [file for file in _files(git, register, span) if not wanted or file.path in wanted]
    _refuse_unknown(register, span, numbers, {file.path for file in files})
    past = _acts(git, span, wanted) if any(file.first != file.last for file in files) else []
    courses = _courses(git, files, past)
    changes = (change for file, course in courses for change in _net(file, course))
    return in_order(changes)


class _File(NamedTuple):
    """One file: its blobs in the first state and in the last commit, and its text where that is another one."""

    path: PurePosixPath
    first: str | None
    last: str | None
    touch: FileDelta
    old: Held = None
    committed: Held = None
    now: Held = None
    edited: bool = False


def _files(git: Git, register: Register, span: StateRange) -> Iterator[_File]:
    told_by_git = between(git, span.before, span.head) if span.before != span.head else ()
    committed = {touch.path: touch for touch in told_by_git if belongs(touch.path)}
    edits = in_work_tree(git, span.head) if span.after is None else ()
    edited = {touch.path: touch for touch in edits if belongs(touch.path)}
    for path in sorted({*committed, *edited}):
        touch, edit = committed.get(path), edited.get(path)
        if touch and not edit:
            yield _File(path, touch.before, touch.after, touch)
        elif edit:
            first, last = (touch.before, touch.after) if touch else (edit.before, edit.before)
            yield _File(path, first, last, touch or edit, now=text_now(register.root, path), edited=True)


def _acts(git: Git, span: StateRange, wanted: Collection[PurePosixPath]) -> list[Commit]:
    below = str(next(iter(wanted))) if len(wanted) == 1 else ""
    # Also the lines that a merge left nothing of: what they took back, a merge may have brought again.
    return list(acts(git, f"{span.before}..{span.head}", below=below, full=True))


def _courses(git: Git, files: list[_File], past: list[Commit]) -> Iterator[tuple[_File, Course]]:
    """Each file with its texts and its steps; a file that came or went needs no text of the steps between."""
    moves: dict[PurePosixPath, list[tuple[Commit, FileDelta]]] = {file.path: [] for file in files}
    for act in past:
        for touch in act.touches:
            if touch.path in moves:
                moves[touch.path].append((act, touch))
    blobs = [blob for file in files for blob in (file.first, file.last)]
    blobs += [b for f in files if f.first and f.last for _, t in moves[f.path] for b in (t.before, t.after)]
    texts = texts_of(git, blobs)
    for file in files:
        steps = tuple(_step(act, touch, texts) for act, touch in moves[file.path])
        held = file._replace(old=texts[file.first], committed=told(file.touch, texts[file.last]))
        number = number_at(file.path) if is_document(file.path) else None
        yield held, Course(file.path, number, file.first, file.last, steps)


def _step(act: Commit, touch: FileDelta, texts: dict[str | None, Held]) -> CommitEffect:
    old, new = texts.get(touch.before), texts.get(touch.after)
    return CommitEffect(act.commit, act.who, act.when, act.message, touch.before, touch.after, old, new)


def _net(file: _File, course: Course) -> Iterator[NetChange]:
    now = file.now if file.edited else file.committed
    loose = {key_of(one) for one in differing(file.path, file.committed, now)} if file.edited else set()
    changes = judged(file.path, file.old, now)
    for change, who in zip(changes, brought(course, changes), strict=True):
        # A document that came by a commit stays that commit's, whatever was edited in it since.
        uncommitted = key_of(change.difference) in loose or (bool(loose) and file.first == file.last)
        by = None if uncommitted else who
        yield NetChange(str(file.path), course.number, change, by, committed=not uncommitted)


def _refuse_unknown(
    register: Register, span: StateRange, numbers: Collection[DocumentNumber], met: Collection[PurePosixPath]
) -> None:
    holding = Committed(Git(register.root), span.after) if span.after else register.holding
    for number in numbers:
        if path_of(number) not in met:
            try:
                holding.read(path_of(number))
            except FileNotFoundError:
                raise NumberUnknown(number) from None
            except Unreadable:
                continue
