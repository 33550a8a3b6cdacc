"""Look how a register stands: documents, follow-ups, conflicts, what is not sent, the last check and the last acts."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.actions.history.recent_acts import count_acts_since, find_unsent_commits, list_marked_acts
from somei_cli.errors import Unreadable
from somei_cli.formats.register_paths import number_of_path
from somei_cli.model.document_number import Status
from somei_cli.model.history.overview import LastCheck, Overview
from somei_cli.store.git.command import Git
from somei_cli.store.git.head import is_detached
from somei_cli.store.git.plain_clone import find_plain_clone
from somei_cli.store.git.plain_layout import LAST_CHECK
from somei_cli.store.git.status import PendingEdits, is_status_slow
from somei_cli.store.index.summary import count_without_reading
from somei_cli.store.register.find import find_stopped_merge, find_work_tree
from somei_cli.store.register.register import Register

if TYPE_CHECKING:
    from somei_cli.model.register.snapshot import Snapshot
    from somei_cli.store.index.database import Index

_LAST_ACTS = 5


class DocumentCounts(NamedTuple):
    """What an overview tells of the documents: how many there are by status, of open follow-ups, and with doubts."""

    statuses: Mapping[Status, int]
    open_follow_ups: int
    overdue_follow_ups: int
    doubts: int


def count_by_index(register: Register) -> "tuple[DocumentCounts | None, Index | None]":
    """Return the counts if the index alone has them, else None; and the index, by which documents can be read then."""
    counts, index = count_without_reading(register)
    return DocumentCounts(counts.statuses, 0, 0, counts.doubts) if counts else None, index


def count_documents(snapshot: "Snapshot", today: date) -> DocumentCounts:
    """Return the counts of the documents of a register."""
    from somei_cli.actions.followup.open_follow_ups import list_open_follow_ups
    from somei_cli.model.query.group_by import GroupBy
    from somei_cli.model.register.conditions import Selection

    statuses = Counter[Status]()
    for (value,), count in snapshot.group_counts(Selection(), (GroupBy.STATUS,)).times.items():
        statuses[Status(str(value or Status.ISSUED))] += count
    open_days = [entry.days_left(today) for entry in list_open_follow_ups(snapshot)]
    overdue = sum(days is not None and days < 0 for days in open_days)
    doubts = snapshot.group_counts(Selection(doubts=True), (GroupBy.STATUS,)).total
    return DocumentCounts(statuses, len(open_days), overdue, doubts)


class GitQuestions:
    """What git is asked for an overview; it looks for edits in the background while the documents are counted."""

    def __init__(self, register: Register) -> None:
        clone = find_work_tree(register.root.resolve())
        self.git_dir = clone[1] if clone else None
        is_slow = self.git_dir is not None and is_status_slow(self.git_dir)
        self.edits = None if is_slow else PendingEdits(register.root, with_branch=True)


def _find_unsent(register: Register, pending_edits: PendingEdits | None) -> frozenset[str] | None:
    """Return what `find_unsent_commits` does; git, which was asked for the edits, mostly knows that all is sent."""
    edits = pending_edits.answer() if pending_edits else None
    if edits and edits.branch and not edits.branch.ahead:
        return None if edits.branch.ahead is None else frozenset()
    return find_unsent_commits(register)


def _has_remote(register: Register, git: Git) -> bool:
    """Whether the clone knows a server; where its settings are plain, they say so without a start of git."""
    git_dir = find_plain_clone(register.root)
    if git_dir and "[remote " not in (git_dir / "config").read_text(encoding="utf-8"):
        return False
    return bool(git.run("remote").strip())


def read_overview(register: Register, counts: DocumentCounts, questions: GitQuestions) -> Overview:
    """Return how the register in the work tree stands."""
    stopped = find_stopped_merge(register.root)
    last_check, check_fault = _read_check(register, questions.git_dir) if questions.git_dir else (None, None)
    find_unsent = cache(partial(_find_unsent, register, questions.edits))
    acts = list_marked_acts(register, find_unsent, _LAST_ACTS)
    git, unsent = Git(register.root), find_unsent()
    edited = questions.edits.answer() if questions.edits else None
    return Overview(
        *counts,
        str(stopped) if stopped else None,
        None if edited is None else len({*edited.all_paths, *edited.deleted}),
        None if unsent is None else len(unsent),
        unsent is None and is_detached(git),
        last_check,
        check_fault,
        acts,
        edits_looked_for=questions.edits is not None,
        gone=sum(map(partial(_is_gone, register.root), edited.all_paths)) if edited else 0,
        has_remote=unsent is not None or _has_remote(register, git),
    )


def _is_gone(root: Path, path: str) -> bool:
    return number_of_path(PurePosixPath(path)) is not None and not (root / path).exists()


def _is_missing(file: Path) -> bool:
    """Whether there is no such file, for sure."""
    try:
        file.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        pass
    return False


def _read_check(register: Register, git_dir: Path) -> tuple[LastCheck | None, str | None]:
    """Return what the last scheduled check said, or why its answer cannot be read."""
    if _is_missing(git_dir / LAST_CHECK):
        return None, None
    # In many clones no check is scheduled.
    from somei_cli.store.register.last_check import read_last_check

    try:
        answer = read_last_check(register.root)
    except Unreadable as fault:
        return None, str(fault)
    if answer is None:
        return None, None
    run, counts = answer.run, Counter(answer.severities)
    acts_since = count_acts_since(register, run.commit) if run.commit else None
    findings = (counts["error"], counts["warning"], counts["info"])
    return LastCheck(run.day, run.commit, run.status, run.is_whole, *findings, acts_since), None
