"""Find out how commits descend from each other; a commit is given by its hash."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import CannotWork
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import find_head_commit, has_whole_history


def is_ancestor(git: Git, older: str, newer: str) -> bool:
    """Whether one commit is an ancestor of another, or the same."""
    return older == newer or git.run_or_none("merge-base", "--is-ancestor", older, newer) is not None


def find_ancestors(git: Git, commits: Iterable[str], newer: str) -> frozenset[str]:
    """Return those of some commits that are ancestors of another, or the same; git is started once for all of them."""
    candidates = frozenset(commits)
    revisions = "".join(f"{revision}\n" for revision in (*candidates, f"^{newer}"))
    return candidates.difference(git.run("rev-list", "--stdin", stdin=revisions.encode()).decode().split())


def find_merge_base(git: Git, first: str, second: str) -> str | None:
    """Return a merge base of two commits; None if they have no commit in common."""
    if first == second:
        return first
    output = git.run_or_none("merge-base", first, second)
    return output.decode().split("\n")[0] if output else None


class BranchTip(NamedTuple):
    """The commit at HEAD and its branch; the branch is None if HEAD is detached."""

    commit: str
    branch: str | None


def read_branch_tip(root: Path) -> BranchTip | None:
    """Return the commit and the branch at HEAD of a register's clone; None before the first commit."""
    git = Git(root)
    head, branch = find_head_commit(git), git.run_or_none("symbolic-ref", "--quiet", "HEAD")
    return BranchTip(head, branch.decode().strip() if branch else None) if head else None


def is_on_first_parent_line(git: Git, tip: str, older: str) -> bool:
    """Whether the first parents of a commit lead back to an older one; both are hashes."""
    if tip == older:
        return True
    answer = git.call("rev-list", "--first-parent", "--parents", f"{older}..{tip}", "--")
    lines = answer.output.decode().split("\n")[:-1] if answer.status == 0 else []
    return bool(lines) and lines[-1].split(" ")[1:2] == [older]


def find_root_commit(git: Git, tip: str) -> str:
    """Return the commit that the first-parent line of a commit begins with; "" in a shallow clone, which lacks it."""
    if not has_whole_history(git):
        return ""
    return git.run("rev-list", "--first-parent", "--max-parents=0", tip, "--").decode().strip()


def refuse_shallow_history(git: Git, tip: str, since: str | None) -> None:
    """Refuse if the first-parent line to be verified reaches the end of a shallow clone.

    Raises:
        CannotWork: if it does; it says how to fetch the rest.
    """
    if has_whole_history(git):
        return
    root_commits = git.run("rev-list", "--max-parents=0", f"{since}..{tip}" if since else tip, "--")
    if root_commits.strip() or since is None:
        raise CannotWork(
            "This clone is shallow: the beginning of its history is not here, so it cannot be verified.",
            "Fetch the rest with git fetch --unshallow, or verify what is here with --since REVISION.",
        )
