"""What git's own files say in a clone of the usual layout, so that git need not be started; else git must be asked."""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

SOMEI_FOLDER: Final = "somei"
"""The name of somei's own folder in the git folder."""
LAST_CHECK: Final = f"{SOMEI_FOLDER}/last-check.json"
"""The answer of the scheduled check in the git folder."""
COMMIT_HASH: Final = r"[0-9a-f]{40}(?:[0-9a-f]{24})?"
_HEAD_START: Final = "ref: refs/heads/"
# Only what git accepts as the name of a branch.
_BRANCH_REF: Final = r"ref: refs/(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)))[^\s~^:?*\[\\]+"


def find_git_folder(root: Path) -> Path | None:
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


def read_plain_head(root: Path) -> str | None:
    """Return the commit of HEAD read from git's files; None if that is not safe, so that git must be asked."""
    branch_and_commit = read_plain_branch(root)
    return branch_and_commit[1] if branch_and_commit else None


def read_plain_branch(root: Path) -> tuple[str, str] | None:
    """Return the full name of the branch that HEAD is on and its commit, read from git's files; None as above.

    Whether git has that commit is not looked at.
    """
    with suppress(OSError, ValueError):
        if folder := find_git_folder(root):
            head_text = (folder / "HEAD").read_text(encoding="utf-8").strip()
            branch = head_text.removeprefix("ref: ")
            commit = (folder / branch).read_text(encoding="utf-8").strip()
            if names_branch(head_text) and re.fullmatch(COMMIT_HASH, commit):
                return branch, commit
    return None


def names_branch(head_text: str) -> bool:
    """Whether the text of HEAD names a branch, as git accepts it."""
    # The pattern takes longer to compile than all the rest of a start, and most names are as simple as `main`.
    is_simple = head_text.startswith(_HEAD_START) and head_text.removeprefix(_HEAD_START).isalnum()
    return is_simple or re.fullmatch(_BRANCH_REF, head_text) is not None


def may_be_shallow(root: Path) -> bool:
    """Whether a clone may be shallow; if not, git need not be asked."""
    with suppress(OSError):
        folder = find_git_folder(root)
        return folder is None or os.path.lexists(folder / "shallow")
    return True
