"""Bringing the branch here up to a commit of the server; what the clerk has not committed stays as it is."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from somei_cli.errors import GitRefuses, UnsafePath
from somei_cli.model.register.files import PLAIN_OR_NONE, TEXTS
from somei_cli.store.git.ancestry import forked_at, is_within
from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.git.command import DAMAGED
from somei_cli.store.git.head import commit_of
from somei_cli.store.git.log import FileDelta, touches_between
from somei_cli.store.git.objects import Object
from somei_cli.store.git.repository import Clone
from somei_cli.store.register.sparse import all_left_out, is_sparse
from somei_cli.store.transaction.preconditions import refuse_own_work
from somei_cli.store.transaction.transaction import transaction
from somei_cli.store.transaction.worktree import check_path

_LARGEST = 64 * 1024 * 1024
_WHY = "bring up to the server"


def differing(clone: Clone, before: str | None, after: str) -> tuple[FileDelta, ...]:
    """Every file of the repository in which two commits differ; paths are relative to its top."""
    nothing = Object.of("tree", b"", clone.object_format).id
    return tuple(touches_between(clone.git, before or nothing, after))


def done_by(clone: Clone, commit: str) -> tuple[FileDelta, ...]:
    """Every file that a commit changed, held against its first parent."""
    return differing(clone, commit_of(clone, f"{commit}^"), commit)


def contents(clone: Clone, touches: tuple[FileDelta, ...]) -> dict[PurePosixPath, bytes | None]:
    """The files after these touches; None where one goes.

    Raises:
        UnsafePath: for a very large one.
    """
    held = read_blobs(clone.git, (touch.after for touch in touches if touch.after), _LARGEST)
    files: dict[PurePosixPath, bytes | None] = {}
    for touch in touches:
        content = next(held) if touch.after else None
        if touch.after and content is None and touch.mode in TEXTS:
            raise GitRefuses(f"git has lost {touch.after[:10]}, a text of {touch.path}", "", DAMAGED)
        if touch.after and not isinstance(content, bytes):
            raise UnsafePath(touch.path, "this is too large, and git itself must bring it up")
        files[touch.path] = content if isinstance(content, bytes) else None
    return files


def refuse_in_the_way(clone: Clone, base: str | None, touches: tuple[FileDelta, ...]) -> None:
    """Refuse where the clerk's own work is in a file that would have to change.

    Raises:
        UncommittedEdits: naming it.
    """
    away = all_left_out(clone.top)
    refuse_own_work(clone, base, {touch.path: touch.before for touch in touches if touch.path not in away})


def odd_file(touches: Iterable[FileDelta]) -> PurePosixPath | None:
    """A file that somei does not write itself: no plain one, or with another name than those of a register."""
    for touch in touches:
        if {touch.mode, touch.mode_before} - PLAIN_OR_NONE:
            return touch.path
        try:
            check_path(touch.path)
        except UnsafePath:
            return touch.path
    return None


def bring_up(clone: Clone, here: str | None, to: str) -> bool:
    """Move the branch from where it was seen and the files to a commit that git has already.

    A repository may hold more than a register; what somei would not write, git itself brings up, where the branch only
    has to go forward. It also does where it leaves files out of the work tree: nobody else knows which.

    Returns:
        Whether it is there; not so where somebody committed here meanwhile.

    Raises:
        UncommittedEdits: the clerk's own work is in the way; nothing was moved.
        UnsafePath: the branch would not only go forward, and there is a file that somei does not write.
    """
    touches = differing(clone, here, to)
    odd = odd_file(touches)
    forward = here is not None and is_within(clone.git, here, to)
    sparse = is_sparse(clone.top)
    if here and (sparse or (odd and forward)):
        with transaction(clone) as writing:
            seen = writing.base
        if seen == here:
            if forward:
                clone.git.run("merge", "--ff-only", "--quiet", to)
            else:
                # As git goes from one branch to another: what is staged stays so, and what is in the way stops it.
                clone.git.run("read-tree", "-m", "-u", here, to)
                clone.git.run("update-ref", "-m", _WHY, "HEAD", to, here)
        return seen == here
    if odd:
        raise UnsafePath(odd, "somei does not write such a file; merge the branch of the server with git")
    with transaction(clone) as writing:
        if writing.base != here:
            return False
        writing.advance(contents(clone, touches), to, _WHY)
    return True


def fork_of(clone: Clone, one: str, other: str) -> str:
    """The newest commit that two have in common.

    Raises:
        GitRefuses: they have none.
    """
    found = forked_at(clone.git, one, other)
    if not found:
        raise GitRefuses("The branch here and that of the server have nothing in common", "", "Is it the right server?")
    return found
