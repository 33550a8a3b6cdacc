"""Drop one commit that was never sent from the branch here: the later ones are put on top of the commit before it."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from typing import Final

from somei_cli.errors import NotFound, Refused
from somei_cli.formats.git.commit_messages import UNDOES, one_line, read_trailers
from somei_cli.store.git.ancestry import is_ancestor
from somei_cli.store.git.head import require_head
from somei_cli.store.git.log import read_commits
from somei_cli.store.git.repository import Clone
from somei_cli.store.remote.fast_forward import list_changed_files, move_branch, refuse_edits_in_the_way
from somei_cli.store.remote.rebase import rebase_commits
from somei_cli.store.remote.rebased_commits import list_unsent_commits, transfer_offers
from somei_cli.store.remote.remote import Backoff, RemoteRegister, fetch_with_retries, wait_in_queue
from somei_cli.store.transaction.transaction import recover

_ABBREVIATED: Final = 10


def drop_commit(remote: RemoteRegister, commit: str, reason: str, *, dry_run: bool) -> int:
    """Drop a commit, and return how many later ones were put on top of the commit before it.

    The reason is kept in the reflog, which also keeps the commit for as long as git keeps what no branch holds.

    Raises:
        RemoteUnreachable: if nobody can tell what was sent.
        Refused: if the commit was sent, if a later one builds on it, or if it or a later one is a merge.
        NotFound: if it is not in the history of the branch.
        UncommittedEdits: if a file with own edits would change; nothing was changed.
    """
    clone, branch = remote.clone, remote.branch
    if not dry_run:
        recover(clone)
    with nullcontext() if dry_run else wait_in_queue(clone, branch):
        base = fetch_with_retries(clone, branch, Backoff(branch.timeout), may_hold_push=False)
        local_head = require_head(clone)
        later = _list_later_commits(remote, base, local_head, commit)
        _refuse_undo(clone, commit, later)
        onto = clone.git.resolve(f"{commit}^")
        result = rebase_commits(clone, remote.register_path, later, onto, signed=remote.signed and not dry_run)
        if result.stuck:
            place = result.stuck.number or result.stuck.path
            raise Refused(
                f"A later act of yours builds on it, in {place}: {result.stuck.commit[:_ABBREVIATED]} "
                f"“{result.stuck.summary}”.",
                f"Give up that one first: somei sync --drop {result.stuck.commit[:_ABBREVIATED]} -m WHY",
            )
        refuse_edits_in_the_way(clone, local_head, list_changed_files(clone, local_head, result.tip))
        if not dry_run:
            transfer_offers(clone, result.rebased)
            if not move_branch(clone, local_head, result.tip, f"drop {commit[:_ABBREVIATED]}: {one_line(reason)}"):
                raise Refused("Something was committed here meanwhile; nothing was given up.", "Try again.")
    return len(later)


def _list_later_commits(remote: RemoteRegister, base: str | None, local_head: str | None, commit: str) -> Sequence[str]:
    """Return the commits after one that was never sent, oldest first."""
    clone, short = remote.clone, commit[:_ABBREVIATED]
    if local_head is None or not is_ancestor(clone.git, commit, local_head):
        raise NotFound(f"{short} is not part of the history of this branch.", "See: git log @{upstream}..")
    if base is None:
        raise Refused(f"{short} stays: the server has no branch yet that could forbid it.", "Send it: somei sync")
    unsent = list_unsent_commits(remote, base, local_head)
    holder = remote.branch.short_name if commit not in unsent else _find_remote_branch(clone, commit)
    if holder:
        raise Refused(
            f"{short} was sent to {holder}; what others may have is never given up.",
            f"Take it back with an act of its own: somei undo {short} -m WHY",
        )
    commits = list(unsent)
    later = commits[commits.index(commit) + 1 :]
    if any(unsent[own_commit] for own_commit in (commit, *later)):
        raise Refused(
            f"{short} cannot be taken out: it is a merge, or one comes after it.",
            f"Take it back with an act of its own: somei undo {short} -m WHY",
        )
    return later


def _find_remote_branch(clone: Clone, commit: str) -> str:
    """Return a branch of any remote that has the commit, as this clone last saw it; "" if none has it."""
    listed = clone.git.run(
        "for-each-ref", "--format=%(refname:short)%00%(symref)", "--contains", commit, "refs/remotes"
    )
    rows = (line.split("\0") for line in listed.decode(errors="replace").splitlines())
    # The default branch of a remote is listed twice.
    return next((branch for branch, other_name in rows if not other_name), "")


def _refuse_undo(clone: Clone, commit: str, later: Iterable[str]) -> None:
    """Refuse to drop an act that a later one takes back: that one would take back nothing."""
    for undo in read_commits(clone.git, later):
        if commit in read_trailers(undo.message).get(UNDOES, ()):
            short = undo.hash[:_ABBREVIATED]
            raise Refused(
                f"{commit[:_ABBREVIATED]} was taken back by {short}, which builds on it.",
                f"Give up that one first: somei sync --drop {short} -m WHY",
            )
