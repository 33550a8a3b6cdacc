"""Read the commit of HEAD and the documents that differ between commits cheaply, without looking at the work tree."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from somei_cli.formats.register_paths import DOCUMENTS

if TYPE_CHECKING:
    from somei_cli.store.git.log import FileDelta

_DIFF_OPTIONS = ("-z", "--no-renames", "--relative")
_DOCUMENTS_ONLY = ("--", f":(literal){DOCUMENTS}")
_COMMIT_HASH = r"[0-9a-f]{40}(?:[0-9a-f]{24})?"
# Only what git accepts as the name of a branch.
_BRANCH_REF = r"ref: refs/(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)))[^\s~^:?*\[\\]+"


def find_head_or_none(root: Path) -> str | None:
    """Return the commit of HEAD; None if there is none, or if git fails."""
    if commit := read_plain_head(root):
        return commit
    from somei_cli.store.git.command import Git

    answer = Git(root).call("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return answer.output.decode().strip() or None


def read_plain_head(root: Path) -> str | None:
    """Return the commit of HEAD read from git's files; None if that is not safe, so that git must be asked."""
    branch_and_commit = read_plain_branch(root)
    return branch_and_commit[1] if branch_and_commit else None


def read_plain_branch(root: Path) -> tuple[str, str] | None:
    """Return the full name of the branch that HEAD is on and its commit, read from git's files; None as above.

    Whether git has that commit is not looked at.
    """
    with suppress(OSError, ValueError):
        if folder := _git_folder(root):
            head_text = (folder / "HEAD").read_text(encoding="utf-8").strip()
            branch = head_text.removeprefix("ref: ")
            commit = (folder / branch).read_text(encoding="utf-8").strip()
            if re.fullmatch(_BRANCH_REF, head_text) and re.fullmatch(_COMMIT_HASH, commit):
                return branch, commit
    return None


def may_be_shallow(root: Path) -> bool:
    """Whether a clone may be shallow; if not, git need not be asked."""
    with suppress(OSError):
        folder = _git_folder(root)
        return folder is None or os.path.lexists(folder / "shallow")
    return True


def _git_folder(root: Path) -> Path | None:
    """Return the git folder above the register, if it is an ordinary one."""
    # As git does: links are resolved first.
    for folder in (resolved := root.resolve(), *resolved.parents):
        marker = folder / ".git"
        # A `.git` file belongs to a linked worktree or a submodule: git must be asked, and nothing above counts.
        if marker.is_file():
            return None
        if marker.is_dir():
            # Git itself skips a `.git` folder that is not a repository, and looks further up.
            return marker if not marker.is_symlink() and (marker / "HEAD").is_file() else None
    return None


def list_changed_documents(root: Path, old: str, new: str) -> list[str]:
    """Return the documents that differ between two commits; paths are relative to the register.

    Raises:
        GitRefuses: if git does not have one of the commits.
    """
    return _diff_documents(root, old, new).split("\0")[1::2]


def list_document_deltas(root: Path, old: str, new: str) -> "list[FileDelta]":
    """Return the files below `documents/` that differ between two commits, with modes; blob ids are abbreviated.

    Raises:
        GitRefuses: if git does not have one of the commits.
    """
    from somei_cli.store.git.log import parse_raw_delta

    tokens = iter(_diff_documents(root, old, new).split("\0"))
    return [parse_raw_delta(header, path) for header, path in zip(tokens, tokens, strict=False)]


@lru_cache(maxsize=1)
def _diff_documents(root: Path, old: str, new: str) -> str:
    """Return git's raw diff, cached for one call: a check asks for it twice."""
    from somei_cli.store.git.command import Git

    # Without this git reads its whole index, although the comparison does not need it.
    no_index = {"GIT_INDEX_FILE": str(root / ".no-index")}
    return os.fsdecode(
        Git(root).run("diff-tree", "-r", *_DIFF_OPTIONS, "--raw", old, new, *_DOCUMENTS_ONLY, env=no_index)
    )


def list_staged_documents(root: Path, commit: str, index_env: Mapping[str, str]) -> list[str]:
    """Return the documents whose staged content differs from a commit; paths are relative to the register."""
    from somei_cli.store.git.command import Git

    output = Git(root).run(
        "diff-index", "--cached", *_DIFF_OPTIONS, "--name-only", commit, *_DOCUMENTS_ONLY, env=index_env
    )
    return [path for path in os.fsdecode(output).split("\0") if path]
