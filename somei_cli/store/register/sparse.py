"""Find the documents that a sparse checkout leaves out of the work tree."""

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.store.register.find import find_work_tree

if TYPE_CHECKING:
    from somei_cli.store.register.git_files import Committed

_SKIP_WORKTREE_MARKS = ("S ", "s ")


def list_sparse_documents(root: Path, path: PurePosixPath = DOCUMENTS) -> tuple[PurePosixPath, ...]:
    """Return their paths in the register; git is not called for a full checkout."""
    if not is_sparse(root):
        return ()
    # Imported here since every list comes this far, and nearly none further.
    from somei_cli.store.git.command import Git

    output = os.fsdecode(Git(root).run("ls-files", "-v", "-z", "--", f":(literal){path}"))
    return tuple(PurePosixPath(line[2:]) for line in output.split("\0") if line.startswith(_SKIP_WORKTREE_MARKS))


def list_sparse_files(top: Path, path: str = ".") -> frozenset[PurePosixPath]:
    """Return the files of a repository that a sparse checkout leaves out; none for a full checkout."""
    return frozenset(list_sparse_documents(top, PurePosixPath(path)))


def open_last_commit(root: Path) -> "Committed":
    """Return the files of the last commit, in which the documents left out can be read."""
    from somei_cli.store.git.command import Git
    from somei_cli.store.register.git_files import Committed

    git = Git(root)
    return Committed(git, git.resolve("HEAD"))


def is_sparse(root: Path) -> bool:
    """Whether the work tree may be a sparse checkout."""
    with suppress(OSError, ValueError):
        work_tree = find_work_tree(root.resolve())
        return work_tree is not None and (work_tree[1] / "info/sparse-checkout").exists()
    return False
