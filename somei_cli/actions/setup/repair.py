"""Repair what a crash left in a clone: nothing is lost by it, and doubtful cases are left alone and reported."""

from collections.abc import Callable, Iterator
from pathlib import Path

from somei_cli.errors import SomeiError
from somei_cli.model.register.health import Repair, Repaired
from somei_cli.model.register.words import counted
from somei_cli.store.disk.durable import refusing_disk
from somei_cli.store.git.head import standstill
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.index.location import damaged_index, index_drafts, throw_away
from somei_cli.store.process.other_processes import at_work
from somei_cli.store.register.find import find_register
from somei_cli.store.transaction.journal import journal_file
from somei_cli.store.transaction.locks import holds_index
from somei_cli.store.transaction.recovery import drafts, locks_of_git, put_aside, work_trees
from somei_cli.store.transaction.transaction import recover

_BY_HAND = "if no git is at work here, remove it by hand"


def repair(start: Path, *, dry_run: bool) -> tuple[Repaired, ...]:
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


def _repair_write(clone: Clone, dry_run: bool) -> Iterator[Repaired]:
    """Finish or undo an interrupted write, with its lock and its files."""
    if not journal_file(clone.private).exists() and not holds_index(clone):
        return
    if dry_run:
        yield Repaired("write", Repair.WOULD, "a write was broken off; it would be finished or undone")
        return
    try:
        outcome = recover(clone)
    except SomeiError as refusal:
        yield _report_refusal("write", refusal)
    else:
        yield Repaired("write", Repair.MENDED, outcome or "the lock of an interrupted command was removed")


def _repair_locks(clone: Clone, dry_run: bool) -> Iterator[Repaired]:
    """Put git's locks aside if no running process can hold them."""
    locks = [lock for lock in locks_of_git(clone) if not (lock.name == "index.lock" and holds_index(clone))]
    if not locks:
        return
    holders = at_work((*work_trees(clone), clone.git_dir, clone.common_dir), locks)
    for lock in locks:
        if holders.names:
            yield Repaired("lock", Repair.LEFT, f"{lock} may belong to {', '.join(holders.names)}: let it end first")
        elif not holders.seen:
            yield Repaired("lock", Repair.LEFT, f"{lock}: it cannot be seen who holds it; {_BY_HAND}")
        else:
            yield _put_aside(clone, "lock", lock, "no git at work here holds it", dry_run)


def _repair_drafts(clone: Clone, dry_run: bool) -> Iterator[Repaired]:
    if journal_file(clone.private).exists():
        return  # they belong to the interrupted write
    try:
        draft_files = drafts(clone)
    except SomeiError as refusal:
        yield _report_refusal("drafts", refusal)
        return
    for draft in draft_files:
        yield _put_aside(clone, "draft", draft, "a command was interrupted before it was put in place", dry_run)


def _repair_index(clone: Clone, root: Path, dry_run: bool) -> Iterator[Repaired]:
    """Delete a damaged or half-built index of somei: it can always be built again."""
    damaged = damaged_index(root)
    if damaged:
        words = "the index was damaged and is gone; the next question builds it"
        yield _throw_away(
            "index", damaged, words, "the index is damaged; it would be thrown away and built anew", dry_run
        )
    rubbish = index_drafts(clone.private)
    if rubbish:
        count = counted(len(rubbish), "file")
        yield _throw_away(
            "index", rubbish, f"{count} of an index half built are gone", f"{count} of an index half built", dry_run
        )


def _report_obstacles(clone: Clone) -> Iterator[Repaired]:
    """Yield what keeps commands from writing and only a person can decide."""
    try:
        standstill(clone)
    except SomeiError as refusal:
        yield _report_refusal("repository", refusal)


def _put_aside(clone: Clone, subject: str, file: Path, reason: str, dry_run: bool) -> Repaired:
    if dry_run:
        return Repaired(subject, Repair.WOULD, f"{file} would be put aside: {reason}")
    return _try_repair(subject, lambda: f"{file} was put aside as {put_aside(clone, file)}: {reason}")


def _throw_away(subject: str, files: tuple[Path, ...], words: str, dry_run_words: str, dry_run: bool) -> Repaired:
    if dry_run:
        return Repaired(subject, Repair.WOULD, dry_run_words)

    def remove_files() -> str:
        throw_away(files)
        return words

    return _try_repair(subject, remove_files)


def _try_repair(subject: str, repair_step: Callable[[], str]) -> Repaired:
    try:
        with refusing_disk():
            return Repaired(subject, Repair.MENDED, repair_step())
    except SomeiError as refusal:
        return _report_refusal(subject, refusal)


def _report_refusal(subject: str, refusal: SomeiError) -> Repaired:
    return Repaired(subject, Repair.LEFT, in_one_line(refusal))


def in_one_line(refusal: SomeiError) -> str:
    """Return the message of a refusal and its hint."""
    sentence = str(refusal).rstrip(".")
    return f"{sentence}. {refusal.hint}" if refusal.hint else sentence
