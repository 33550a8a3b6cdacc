"""Repairing what a crash left in a clone: nothing is lost by it, and what is not certain is left and explained."""

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
    """Mend what can be mended without losing anything, and tell of the rest; a dry run only tells.

    Raises:
        SomeiError: where there is no register, or no clone to work in.
    """
    root = find_register(start)
    clone = open_clone(root)
    done = (*_write(clone, dry_run), *_locks(clone, dry_run), *_drafts(clone, dry_run), *_index(clone, root, dry_run))
    return (*done, *_stands(clone))


def _write(clone: Clone, dry_run: bool) -> Iterator[Repaired]:
    """The write that was broken off, with the lock and the files that it left."""
    if not journal_file(clone.private).exists() and not holds_index(clone):
        return
    if dry_run:
        yield Repaired("write", Repair.WOULD, "a write was broken off; it would be finished or undone")
        return
    try:
        said = recover(clone)
    except SomeiError as refusal:
        yield _refused("write", refusal)
    else:
        yield Repaired("write", Repair.MENDED, said or "the lock of an interrupted command was removed")


def _locks(clone: Clone, dry_run: bool) -> Iterator[Repaired]:
    """Locks of git: put aside where nobody is alive who could hold them."""
    locks = [lock for lock in locks_of_git(clone) if not (lock.name == "index.lock" and holds_index(clone))]
    if not locks:
        return
    alive = at_work((*work_trees(clone), clone.git_dir, clone.common_dir), locks)
    for lock in locks:
        if alive.names:
            yield Repaired("lock", Repair.LEFT, f"{lock} may belong to {', '.join(alive.names)}: let it end first")
        elif not alive.seen:
            yield Repaired("lock", Repair.LEFT, f"{lock}: it cannot be seen who holds it; {_BY_HAND}")
        else:
            yield _aside(clone, "lock", lock, "no git at work here holds it", dry_run)


def _drafts(clone: Clone, dry_run: bool) -> Iterator[Repaired]:
    if journal_file(clone.private).exists():
        return  # they belong to the write that is to be settled
    try:
        found = drafts(clone)
    except SomeiError as refusal:
        yield _refused("drafts", refusal)
        return
    for draft in found:
        yield _aside(clone, "draft", draft, "a command was interrupted before it was put in place", dry_run)


def _index(clone: Clone, root: Path, dry_run: bool) -> Iterator[Repaired]:
    """Somei's own index is never the truth: it may simply go."""
    damaged = damaged_index(root)
    if damaged:
        words = "the index was damaged and is gone; the next question builds it"
        yield _gone("index", damaged, words, "the index is damaged; it would be thrown away and built anew", dry_run)
    rubbish = index_drafts(clone.private)
    if rubbish:
        count = counted(len(rubbish), "file")
        yield _gone(
            "index", rubbish, f"{count} of an index half built are gone", f"{count} of an index half built", dry_run
        )


def _stands(clone: Clone) -> Iterator[Repaired]:
    """What keeps commands from writing and only a person can decide."""
    try:
        standstill(clone)
    except SomeiError as refusal:
        yield _refused("repository", refusal)


def _aside(clone: Clone, thing: str, file: Path, why: str, dry_run: bool) -> Repaired:
    if dry_run:
        return Repaired(thing, Repair.WOULD, f"{file} would be put aside: {why}")
    return _tried(thing, lambda: f"{file} was put aside as {put_aside(clone, file)}: {why}")


def _gone(thing: str, files: tuple[Path, ...], words: str, would: str, dry_run: bool) -> Repaired:
    if dry_run:
        return Repaired(thing, Repair.WOULD, would)

    def done() -> str:
        throw_away(files)
        return words

    return _tried(thing, done)


def _tried(thing: str, deed: Callable[[], str]) -> Repaired:
    try:
        with refusing_disk():
            return Repaired(thing, Repair.MENDED, deed())
    except SomeiError as refusal:
        return _refused(thing, refusal)


def _refused(thing: str, refusal: SomeiError) -> Repaired:
    return Repaired(thing, Repair.LEFT, in_one_line(refusal))


def in_one_line(refusal: SomeiError) -> str:
    """What a refusal says, and what to do next."""
    sentence = str(refusal).rstrip(".")
    return f"{sentence}. {refusal.hint}" if refusal.hint else sentence
