"""Merge own work that contains merges into the remote's branch, without asking again what a person decided in them.

To rebase such commits one by one would ask again for each decision of a merge. One more merge, into the remote's
present commit, keeps the decisions: it adds what own work has beyond the merge base.
"""

from collections.abc import Iterable

from somei_cli.errors import CannotRebase, UnsafePath
from somei_cli.model.merge import NO_DECISIONS, Decisions
from somei_cli.model.register.sync import StuckCommit
from somei_cli.store.git.ancestry import is_ancestor
from somei_cli.store.git.command import Git
from somei_cli.store.git.objects import store_commit
from somei_cli.store.remote.fast_forward import find_unwritable_path, list_changed_files
from somei_cli.store.remote.rebase import OWN_WORK, merge_onto, rebase_commits
from somei_cli.store.remote.remote import RemoteRegister


def remerge(
    remote: RemoteRegister,
    base: str,
    local_head: str,
    already_taken: Iterable[str],
    *,
    needed: bool,
    decisions: Decisions = NO_DECISIONS,
) -> tuple[str, StuckCommit | None]:
    """Merge the own work of a branch into the remote's commit; no branch is moved.

    Args:
        remote: The clone and its remote branch.
        base: The remote's commit.
        local_head: The newest own commit.
        already_taken: Own commits that the remote has under other hashes, and that are not merged here. They count as
            common to both: what the remote did to them since is kept.
        needed: Whether there is an own act to send, even if it changes nothing there.
        decisions: The sides to take in fields that both changed.

    Returns:
        The merge, or `base` if nothing is to be sent; and what stopped it.

    Raises:
        CannotRebase: if there is no single merge base.
        UnsafePath: if both sides touched a file that somei does not write.
    """
    clone = remote.clone
    tip, stuck = _merge_once(remote, base, _without_own_merges(remote, base, local_head), already_taken, decisions)
    if (
        tip
        and not is_ancestor(clone.git, local_head, tip)
        and find_unwritable_path(list_changed_files(clone, local_head, tip))
    ):
        # Only git can update such a file, and only by a fast-forward: keep the own merges below the new one.
        tip, stuck = _merge_once(remote, base, local_head, already_taken, decisions)
    if stuck:
        return base, stuck
    if tip is None and needed:
        tip = store_commit(clone, f"{base}^{{tree}}", [base, local_head], OWN_WORK, remote.signed)
    return tip or base, None


def _merge_once(
    remote: RemoteRegister, base: str, ours: str, already_taken: Iterable[str], decisions: Decisions
) -> tuple[str | None, StuckCommit | None]:
    clone, common = remote.clone, _require_one_merge_base(remote, ours, base)
    if already_taken:
        virtual = rebase_commits(clone, remote.register_path, already_taken, common, signed=False)
        if virtual.stuck:
            raise CannotRebase(virtual.stuck.commit[:10])
        common = virtual.tip
    return merge_onto(clone, remote.register_path, ours, base, common, signed=remote.signed, decisions=decisions)


def _require_one_merge_base(remote: RemoteRegister, first: str, second: str) -> str:
    """Return the only merge base of two commits.

    Raises:
        CannotRebase: if there are several, as after criss-cross merges.
    """
    bases = remote.clone.git.run("merge-base", "--all", first, second).decode().split()
    if len(bases) != 1:
        raise CannotRebase(first[:10])
    return bases[0]


def _without_own_merges(remote: RemoteRegister, base: str, local_head: str) -> str:
    """Return the own work without the merges that somei made for acts on the remote and that hold nothing else.

    Of (S2, (S1, own)) only the inner part is own work, if S1 and S2 are commits of the remote.
    """
    git = remote.clone.git
    ours = local_head
    while True:
        parents = _own_merge_parents(git, ours)
        if parents is None or not is_ancestor(git, parents[0], base) or is_ancestor(git, parents[1], base):
            return ours
        if _repeat_merge(remote, *parents) != _tree_of(git, ours):
            return ours
        ours = parents[1]


def _repeat_merge(remote: RemoteRegister, first: str, second: str) -> bytes | None:
    """Return the tree that a merge of own work would have if it were made again; None if it cannot be made."""
    try:
        common = _require_one_merge_base(remote, second, first)
        repeated, _ = merge_onto(remote.clone, remote.register_path, second, first, common, signed=False)
    except (CannotRebase, UnsafePath):
        return None
    return _tree_of(remote.clone.git, repeated) if repeated else None


def _own_merge_parents(git: Git, commit: str) -> tuple[str, str] | None:
    """Return the parents of a commit that looks like a merge of somei."""
    parents, _, message = git.run("log", "-1", "--format=%P%n%B", commit, "--").partition(b"\n")
    if message.strip() != OWN_WORK.strip():
        return None
    first_parent, *other_parents = parents.decode().split()
    return (first_parent, other_parents[0]) if len(other_parents) == 1 else None


def _tree_of(git: Git, commit: str) -> bytes:
    return git.run("rev-parse", "--verify", f"{commit}^{{tree}}")
