"""How commits descend from each other; each is named by its hash.

The line of a branch: where it ends, whether it leads back to a commit, and whether it is all there.
"""

from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import CannotWork
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import is_whole, tip


def is_within(git: Git, older: str, newer: str) -> bool:
    """Whether one commit is part of the history of another, or that one itself."""
    return older == newer or git.ask("merge-base", "--is-ancestor", older, newer) is not None


def forked_at(git: Git, first: str, second: str) -> str | None:
    """The newest commit that two have in common; None where there is none."""
    output = git.ask("merge-base", first, second)
    return output.decode().split("\n")[0] if output else None


class Tip(NamedTuple):
    """Where a clone stands: its newest commit, and its branch, None where it is on none."""

    commit: str
    branch: str | None


def tip_of(root: Path) -> Tip | None:
    """Where the clone of a register stands; None before its first commit."""
    git = Git(root)
    head, branch = tip(git), git.ask("symbolic-ref", "--quiet", "HEAD")
    return Tip(head, branch.decode().strip() if branch else None) if head else None


def leads_back(git: Git, tip: str, older: str) -> bool:
    """Whether the first parents of a commit lead back to another one; both are hashes."""
    if tip == older:
        return True
    answer = git.call("rev-list", "--first-parent", "--parents", f"{older}..{tip}", "--")
    lines = answer.output.decode().split("\n")[:-1] if answer.status == 0 else []
    return bool(lines) and lines[-1].split(" ")[1:2] == [older]


def refuse_cut(git: Git, tip: str, since: str | None) -> None:
    """Stop where the line that is to be proved reaches the end of a shallow clone.

    Raises:
        CannotWork: saying how to get the rest.
    """
    if is_whole(git):
        return
    root_commits = git.run("rev-list", "--max-parents=0", f"{since}..{tip}" if since else tip, "--")
    if root_commits.strip() or since is None:
        raise CannotWork(
            "This clone is shallow: the beginning of its history is not here, so it cannot be proved.",
            "Fetch the rest with git fetch --unshallow, or prove what is here with --since REVISION.",
        )
