"""Repair what a crash left in a clone: nothing is lost by it, and doubtful cases are left alone and reported."""

from collections.abc import Callable, Iterator
from pathlib import Path

from somei_cli.errors import SomeiError
from somei_cli.model.register.health import Repair, RepairItem
from somei_cli.model.register.words import pluralise
from somei_cli.store.disk.durable import refuse_disk_errors
from somei_cli.store.git.head import require_idle_clone
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.index.index_health import delete_files, find_damaged_index, list_orphaned_drafts
from somei_cli.store.process.other_processes import find_lock_holders
from somei_cli.store.register.find import find_register
from somei_cli.store.transaction.journal import journal_file
from somei_cli.store.transaction.locks import holds_git_index_lock
from somei_cli.store.transaction.recovery import (
    find_obstructions,
    list_abandoned_drafts,
    list_git_locks,
    list_worktrees,
    move_aside,
)
from somei_cli.store.transaction.transaction import recover

_BY_HAND = "if no git is at work here, remove it by hand"


def repair(start: Path, *, dry_run: bool) -> tuple[RepairItem, ...]:
    """Repair what can be repaired without loss and report the rest; a dry run only reports.

    Raises:
        SomeiError: if there is no register, or no clone to work in.
    """
    root = find_register(start)
    clone = open_clone(root)
    repairs = (
        *_repair_write(clone, dry_run),
        *_repair_locks(clone, dry_run),
        *_repair_drafts(clone, dry_run),
        *_repair_index(clone, root, dry_run),
    )
    return (*repairs, *_report_obstacles(clone))


def _repair_write(clone: Clone, dry_run: bool) -> Iterator[RepairItem]:
    """Finish or undo an interrupted write, with its lock and its files."""
    if not journal_file(clone.somei_dir).exists() and not holds_git_index_lock(clone):
        return
    if dry_run:
        yield RepairItem("write", Repair.PLANNED, "a write was interrupted; it would be finished or undone")
        return
    try:
        outcome = recover(clone)
    except SomeiError as refusal:
        yield _report_refusal("write", refusal)
    else:
        yield RepairItem("write", Repair.REPAIRED, outcome or "the lock of an interrupted command was removed")


def _repair_locks(clone: Clone, dry_run: bool) -> Iterator[RepairItem]:
    """Put git's locks aside if no running process can hold them."""
    locks = [lock for lock in list_git_locks(clone) if not (lock.name == "index.lock" and holds_git_index_lock(clone))]
    if not locks:
        return
    holders = find_lock_holders((*list_worktrees(clone), clone.git_dir, clone.common_dir), locks)
    for lock in locks:
        if holders.names:
            yield RepairItem("lock", Repair.LEFT, f"{lock} may belong to {', '.join(holders.names)}: let it end first")
        elif not holders.is_complete:
            yield RepairItem("lock", Repair.LEFT, f"{lock}: it cannot be seen who holds it; {_BY_HAND}")
        else:
            yield _put_aside(clone, "lock", lock, "no git at work here holds it", dry_run)


def _repair_drafts(clone: Clone, dry_run: bool) -> Iterator[RepairItem]:
    if journal_file(clone.somei_dir).exists():
        return  # they belong to the interrupted write
    try:
        draft_files = list_abandoned_drafts(clone)
    except SomeiError as refusal:
        yield _report_refusal("drafts", refusal)
        return
    for draft in draft_files:
        yield _put_aside(clone, "draft", draft, "a command was interrupted before it was put in place", dry_run)


def _repair_index(clone: Clone, root: Path, dry_run: bool) -> Iterator[RepairItem]:
    """Delete a damaged or half-built index of somei: it can always be built again."""
    damaged = find_damaged_index(root)
    if damaged:
        words = "the index was damaged and is gone; the next question builds it"
        yield _throw_away("index", damaged, words, "the index is damaged; it would be deleted and built again", dry_run)
    rubbish = list_orphaned_drafts(clone.somei_dir)
    if rubbish:
        count = pluralise(len(rubbish), "file")
        yield _throw_away(
            "index", rubbish, f"{count} of an index half built are gone", f"{count} of an index half built", dry_run
        )


def _report_obstacles(clone: Clone) -> Iterator[RepairItem]:
    """Yield what keeps commands from writing and only a person can decide."""
    for obstacle in find_obstructions(clone):
        yield RepairItem("own files", Repair.LEFT, f"{obstacle}: nothing can be written; look what it is, move it away")
    try:
        require_idle_clone(clone)
    except SomeiError as refusal:
        yield _report_refusal("repository", refusal)


def _put_aside(clone: Clone, subject: str, file: Path, reason: str, dry_run: bool) -> RepairItem:
    if dry_run:
        return RepairItem(subject, Repair.PLANNED, f"{file} would be put aside: {reason}")
    return _try_repair(subject, lambda: f"{file} was put aside as {move_aside(clone, file)}: {reason}")


def _throw_away(subject: str, files: tuple[Path, ...], words: str, dry_run_words: str, dry_run: bool) -> RepairItem:
    if dry_run:
        return RepairItem(subject, Repair.PLANNED, dry_run_words)

    def remove_files() -> str:
        delete_files(files)
        return words

    return _try_repair(subject, remove_files)


def _try_repair(subject: str, repair_step: Callable[[], str]) -> RepairItem:
    try:
        with refuse_disk_errors():
            return RepairItem(subject, Repair.REPAIRED, repair_step())
    except SomeiError as refusal:
        return _report_refusal(subject, refusal)


def _report_refusal(subject: str, refusal: SomeiError) -> RepairItem:
    return RepairItem(subject, Repair.LEFT, one_line_refusal(refusal))


def one_line_refusal(refusal: SomeiError) -> str:
    """Return the message of a refusal and its hint."""
    sentence = str(refusal).rstrip(".")
    return f"{sentence}. {refusal.hint}" if refusal.hint else sentence
