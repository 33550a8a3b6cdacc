"""What a person is asked about documents in conflict, and writing what they answered, all at the end."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import tzinfo
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.actions.merge_and_conflicts import resolve_file, select_files
from somei_cli.actions.numbers.reservations import empty_snapshot
from somei_cli.errors import Unreadable
from somei_cli.formats.diff.document import differences
from somei_cli.formats.git.commit_messages import REASON, read_trailers
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec
from somei_cli.model.document import Document
from somei_cli.model.document_edits import DocumentEdits, edit_document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import FieldPath
from somei_cli.model.merge import NO_DECISIONS, Conflict, ConflictAct, Decisions, FieldQuestion, MergeSide, ResolvedFile
from somei_cli.model.register.sync import StuckCommit
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import load_zone, to_zone
from somei_cli.store.git.head import find_upstream_commit, is_rebasing
from somei_cli.store.git.log import Commit, list_commits
from somei_cli.store.git.repository import open_clone
from somei_cli.store.git.stopped_merge import find_merged_ranges
from somei_cli.store.register.changed_files import read_texts
from somei_cli.store.register.register import Register
from somei_cli.store.transaction.merge_conflicts import ConflictedFile, list_conflicted_files, write_resolution


class ConflictAnswers(NamedTuple):
    """What a person answered for one document: the sides to take, and the values that were typed."""

    sides: Mapping[str, MergeSide]
    edits: tuple[DocumentEdits, ...] = ()


NO_ANSWERS = ConflictAnswers({})


class ConflictSession:
    """The documents in conflict as a clerk goes through them; nothing is written before `write`."""

    def __init__(self, register: Register, numbers: Collection[DocumentNumber]) -> None:
        """Read the versions of all documents in conflict, or of some.

        Raises:
            NotFound: if a document is not in conflict.
        """
        self._register = register
        self._clone = open_clone(register.root)
        self._files = select_files(list_conflicted_files(self._clone, register.root), numbers)

    @property
    def is_rebasing(self) -> bool:
        """Whether a rebase is stopped: ours is then the branch that own commits are put upon."""
        return is_rebasing(self._clone)

    def questions(self) -> Iterator[tuple[DocumentNumber, tuple[FieldQuestion, ...]]]:
        """Yield the documents that somei can merge, each with its fields in conflict."""
        for file in self._files:
            resolved = resolve_file(self._register.root, file, NO_DECISIONS)
            if resolved.number and not resolved.reason:
                git, zone = Git(self._register.root), _find_zone(self._register)
                acts = _read_acts(git, find_merged_ranges(git, self._clone.git_dir), file.path, zone)
                conflicts = (conflict for conflict, _ in resolved.conflicts)
                yield resolved.number, tuple(_ask_about(conflict, acts) for conflict in conflicts)

    def try_answers(self, number: DocumentNumber, answers: ConflictAnswers) -> None:
        """Refuse values that the document cannot have; what is not answered yet counts as ours.

        Raises:
            Refused: if one cannot be written so.
        """
        (file,) = select_files(self._files, [number])
        conflicts = resolve_file(self._register.root, file, NO_DECISIONS).conflicts
        sides = {conflict.field: MergeSide.OURS for conflict, _ in conflicts}
        self._resolve(file, answers._replace(sides={**sides, **answers.sides}))

    def write(self, answers: Mapping[DocumentNumber, ConflictAnswers]) -> tuple[ResolvedFile, ...]:
        """Merge all documents as answered; then write and stage those of which every field is decided."""
        answers_by_path = {path_of(number): answer for number, answer in answers.items()}
        resolved = [self._resolve(file, answers_by_path.get(file.path, NO_ANSWERS)) for file in self._files]
        for file in resolved:
            if file.document:
                write_resolution(self._clone, self._register.root, file.path, codec.dump(file.document))
        return tuple(resolved)

    def _resolve(self, file: ConflictedFile, answers: ConflictAnswers) -> ResolvedFile:
        resolved = resolve_file(self._register.root, file, Decisions(answers.sides))
        document = resolved.document
        if document is None or not answers.edits:
            return resolved
        for edits in answers.edits:
            document = edit_document(empty_snapshot(self._register), document, edits, None)
        return resolved._replace(document=document)


def list_sync_questions(register: Register, stuck: StuckCommit, decisions: Decisions) -> tuple[FieldQuestion, ...]:
    """Return the fields that stopped a sync and that a side may be taken of; none if it stopped for another reason."""
    number = stuck.number
    if number is None or any(conflict.is_about_number for conflict in stuck.conflicts):
        return ()
    git, zone = Git(register.root), _find_zone(register)
    head, upstream = git.find("HEAD"), find_upstream_commit(git)
    spans = {MergeSide.OURS: f"{upstream}..{head}", MergeSide.THEIRS: f"{head}..{upstream}"} if upstream else {}
    acts = _read_acts(git, spans, path_of(number), zone)
    decided = decisions.for_document(number)
    return tuple(_ask_about(conflict, acts) for conflict in stuck.conflicts if decided.side_for(conflict) is None)


class _DocumentAct(NamedTuple):
    """A commit that changed a document, and the fields that it changed."""

    act: ConflictAct
    fields: frozenset[str]


_ActsOfSides = Mapping[MergeSide, Sequence[_DocumentAct]]


def _read_acts(git: Git, spans: Mapping[MergeSide, str], path: PurePosixPath, zone: tzinfo | None) -> _ActsOfSides:
    """Return what the commits of each side did to a document, the newest first."""
    commits = {side: list(list_commits(git, span, path=str(path))) for side, span in spans.items()}
    return {side: _read_document_acts(git, commits[side], zone) for side in commits}


def _find_zone(register: Register) -> tzinfo | None:
    """Return the time zone of the register; None if a merge stopped in the settings."""
    try:
        return load_zone(register.settings.time_zone)
    except Unreadable:
        return None


def _ask_about(conflict: Conflict, acts: _ActsOfSides) -> FieldQuestion:
    found_acts = {side: _find_act(acts[side], conflict.field) for side in acts}
    return FieldQuestion(conflict, {side: act for side, act in found_acts.items() if act})


def _read_document_acts(git: Git, commits: Sequence[Commit], zone: tzinfo | None) -> tuple[_DocumentAct, ...]:
    """Return what commits did to a document, the newest first."""
    deltas = [(commit, delta) for commit in reversed(commits) for delta in commit.deltas]
    texts = read_texts(git, (blob for _, delta in deltas for blob in (delta.before, delta.after)))
    acts = []
    for commit, delta in deltas:
        before, after = (_read_document(texts[blob]) for blob in (delta.before, delta.after))
        time = to_zone(commit.authored, zone) if zone else commit.authored
        reason = next(iter(read_trailers(commit.message).get(REASON, ())), None)
        act = ConflictAct(commit.hash, commit.message.strip().partition("\n")[0], commit.author, time, reason)
        acts.append(_DocumentAct(act, frozenset(difference.field for difference in differences(before, after))))
    return tuple(acts)


def _read_document(text: object) -> Document | None:
    return codec.load(text).document if isinstance(text, str) else None


def _find_act(acts: Sequence[_DocumentAct], field: str) -> ConflictAct | None:
    """Return the newest act that changed a field, a part of it or what it is part of; else the newest of all."""
    path = FieldPath.parse(field)
    for act, changed_fields in acts:
        if any(path.holds(changed) or FieldPath.parse(changed).holds(field) for changed in changed_fields):
            return act
    return acts[0].act if acts else None
