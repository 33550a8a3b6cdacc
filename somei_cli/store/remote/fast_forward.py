"""Move the branch and the files of a clone to a commit of the remote; uncommitted edits are kept."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from somei_cli.errors import GitRefuses, UnsafePath
from somei_cli.model.register.files_and_faults import PLAIN_OR_NONE, TEXTS
from somei_cli.store.git.ancestry import find_merge_base, is_ancestor
from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.git.command import DAMAGE_HINT
from somei_cli.store.git.head import find_branch_commit
from somei_cli.store.git.log import FileDelta, diff_commits
from somei_cli.store.git.objects import GitObject
from somei_cli.store.git.repository import Clone
from somei_cli.store.register.sparse import is_sparse, list_sparse_files
from somei_cli.store.transaction.preconditions import refuse_uncommitted_edits
from somei_cli.store.transaction.transaction import transaction
from somei_cli.store.transaction.worktree import refuse_unsafe_path

_MAX_BYTES = 64 * 1024 * 1024
_REFLOG_MESSAGE = "bring up to date with the server"


def list_changed_files(clone: Clone, before: str | None, after: str) -> tuple[FileDelta, ...]:
    """Return every file of the repository in which two commits differ; paths are relative to its top."""
    nothing = GitObject.from_content("tree", b"", clone.object_format).id
    return tuple(diff_commits(clone.git, before or nothing, after))


def list_changes_of(clone: Clone, commit: str) -> tuple[FileDelta, ...]:
    """Return every file that a commit changed, relative to its first parent."""
    return list_changed_files(clone, find_branch_commit(clone, f"{commit}^"), commit)


def read_contents(clone: Clone, deltas: tuple[FileDelta, ...]) -> dict[PurePosixPath, bytes | None]:
    """Return the contents of files after these changes; None if a file is removed.

    Raises:
        UnsafePath: if a file is very large.
        GitRefuses: if git has lost a text.
    """
    texts = read_blobs(clone.git, (delta.after for delta in deltas if delta.after), _MAX_BYTES)
    files: dict[PurePosixPath, bytes | None] = {}
    for delta in deltas:
        content = next(texts) if delta.after else None
        if delta.after and content is None and delta.mode in TEXTS:
            raise GitRefuses(f"git has lost {delta.after[:10]}, a text of {delta.path}", "", DAMAGE_HINT)
        if delta.after and not isinstance(content, bytes):
            raise UnsafePath(delta.path, "this is too large; update it with git itself")
        files[delta.path] = content if isinstance(content, bytes) else None
    return files


def refuse_edits_in_the_way(clone: Clone, base: str | None, deltas: tuple[FileDelta, ...]) -> None:
    """Refuse if a file that would have to change has uncommitted edits.

    Raises:
        UncommittedEdits: with the path.
    """
    sparse_paths = list_sparse_files(clone.top)
    refuse_uncommitted_edits(
        clone, base, {delta.path: delta.before for delta in deltas if delta.path not in sparse_paths}
    )


def find_unwritable_path(deltas: Iterable[FileDelta]) -> PurePosixPath | None:
    """Return a path that somei does not write: of a link or the like, or not one of a register; None if none."""
    for delta in deltas:
        if {delta.mode, delta.mode_before} - PLAIN_OR_NONE:
            return delta.path
        try:
            refuse_unsafe_path(delta.path)
        except UnsafePath:
            return delta.path
    return None


def move_branch(clone: Clone, expected: str | None, target: str, reason: str = _REFLOG_MESSAGE) -> bool:
    """Move the branch, if it is still where it is expected, and the files to a commit that git has already.

    A repository may hold more than a register. Files that somei would not write are updated by git itself, if the move
    is a fast-forward. Git also does it in a sparse checkout: only git knows which files to leave out. `reason` is kept
    in the reflog.

    Returns:
        Whether the branch moved; False if somebody committed here meanwhile.

    Raises:
        UncommittedEdits: if own edits are in the way; nothing was moved.
        UnsafePath: if the move is not a fast-forward, and there is a file that somei does not write.
    """
    deltas = list_changed_files(clone, expected, target)
    unwritable_path = find_unwritable_path(deltas)
    is_sparse_clone = is_sparse(clone.top)
    is_forward = (
        expected is not None
        and (is_sparse_clone or unwritable_path is not None)
        and is_ancestor(clone.git, expected, target)
    )
    if expected and (is_sparse_clone or is_forward):
        with transaction(clone) as writing:
            actual = writing.base
        if actual == expected:
            if is_forward:
                clone.git.run("merge", "--ff-only", "--quiet", target)
            else:
                # As `git checkout` switches branches: staged changes stay, and edits in the way stop it.
                clone.git.run("read-tree", "-m", "-u", expected, target)
                clone.git.run("update-ref", "-m", reason, "HEAD", target, expected)
        return actual == expected
    if unwritable_path:
        raise UnsafePath(unwritable_path, "somei does not write such a file; merge the branch of the server with git")
    with transaction(clone) as writing:
        if writing.base != expected:
            return False
        writing.advance(read_contents(clone, deltas), target, reason)
    return True


def require_merge_base(clone: Clone, first: str, second: str) -> str:
    """Return the merge base of two commits.

    Raises:
        GitRefuses: if they have none.
    """
    base = find_merge_base(clone.git, first, second)
    if not base:
        raise GitRefuses("The branch here and that of the server have nothing in common", "", "Is it the right server?")
    return base
