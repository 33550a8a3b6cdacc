"""Synchronise a clone with its remote: pull, rebase own commits, push; and follow the remote after an act there.

Nothing is forced, and nothing is lost.
"""

from collections.abc import Callable
from contextlib import nullcontext
from typing import NamedTuple

from somei_cli.errors import (
    CloneBehind,
    NothingToSync,
    PushResultUnknown,
    RemoteBusy,
    RemoteUnreachable,
    SomeiError,
    UnsafePath,
)
from somei_cli.formats.register_paths import number_of_path
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import NO_DECISIONS, Decisions
from somei_cli.model.numbers.provisional_numbers import GivenNumbers
from somei_cli.model.register.sync import StuckCommit
from somei_cli.store.git.ancestry import find_merge_base, is_ancestor, is_on_first_parent_line
from somei_cli.store.git.head import require_head
from somei_cli.store.git.objects import store_commit
from somei_cli.store.git.rebased_hashes import RebasedCommit
from somei_cli.store.git.repository import Clone
from somei_cli.store.remote.fast_forward import (
    find_unwritable_path,
    list_changed_files,
    move_branch,
    refuse_edits_in_the_way,
    require_merge_base,
)
from somei_cli.store.remote.rebase import OWN_WORK, RebaseResult
from somei_cli.store.remote.rebased_commits import RebasedWork, rebase_own_commits, record_offer, transfer_offers
from somei_cli.store.remote.remote import (
    Backoff,
    PushAnswer,
    PushOutcome,
    RemoteRegister,
    fetch_with_retries,
    push,
    wait_in_queue,
)
from somei_cli.store.remote.renumbered_view_of_commits import NO_NUMBERS
from somei_cli.store.transaction.transaction import recover


def with_remote_first(clone: Clone, base: str, tip: str, *, signed: bool) -> str:
    """Return a commit with the tree of `tip` whose first-parent line leads back to `base`; no branch is moved.

    `tip` contains `base`. After `git pull` the remote's branch is the side merged into own work; here it is turned
    around.
    """
    if is_on_first_parent_line(clone.git, tip, base):
        return tip
    return store_commit(clone, f"{tip}^{{tree}}", [base, tip], OWN_WORK, signed)


FinishCommits = Callable[[str | None, str], str]
"""Adds what is still to be done on top of the own commits; takes the remote's commit and the newest own one.

Returns the new tip, and may refuse.
"""


class SyncResult(NamedTuple):
    """What a sync found and did: hashes of commits, oldest first.

    `pulled` were only on the remote, `pushed` only here; `already_there` are own commits whose changes the remote had
    already, `rebased` those that have other hashes there, or will have. `replaced_numbers` are own provisional numbers
    for which the remote had numbers already, `removed_here` those of these numbers whose entries were removed here. If
    `stuck` is set, nothing was sent, and nothing changed here.
    """

    pulled: tuple[str, ...] = ()
    pushed: tuple[str, ...] = ()
    already_there: tuple[str, ...] = ()
    stuck: StuckCommit | None = None
    tip: str | None = None
    rebased: tuple[RebasedCommit, ...] = ()
    replaced_numbers: GivenNumbers = NO_NUMBERS
    removed_here: tuple[DocumentNumber, ...] = ()

    def including_sent(self, sent: tuple[str, ...]) -> "SyncResult":
        """Add commits that were sent by an earlier push, while somebody committed here."""
        own_commits = {rebased.original for rebased in self.rebased if rebased.newest in sent}
        pulled = tuple(commit for commit in self.pulled if commit not in sent)
        already_there = tuple(commit for commit in self.already_there if commit not in own_commits)
        return self._replace(pulled=pulled, pushed=(*sent, *self.pushed), already_there=already_there)


def sync_with_remote(
    remote: RemoteRegister, finish: FinishCommits, *, dry_run: bool, decisions: Decisions = NO_DECISIONS
) -> SyncResult:
    """Bring a clone and its remote to the same commit; in fields that both changed, take the side that was decided.

    Raises:
        NothingToSync: if neither side has a commit.
        RemoteUnreachable, PushRefused, HistoryRewritten: nothing was sent, nothing changed here.
        UncommittedEdits: if a file with own edits would change; nothing was sent or changed.
        CannotRebase: if criss-cross merges are among the own commits; nothing was sent or changed.
        RemoteBusy: if others were first until the time was up; nothing was sent or changed.
        CloneBehind: if the remote took what was sent, and the clone could not follow.
    """
    if not dry_run:
        recover(remote.clone)  # a sync that moves no branch starts no transaction, which would do it
    backoff = Backoff(remote.branch.timeout)
    sent: tuple[str, ...] = ()
    with nullcontext() if dry_run else wait_in_queue(remote.clone, remote.branch):
        outcome = PushOutcome.OVERTAKEN
        while True:
            base = _fetch_base(remote, backoff, may_hold_push=outcome is PushOutcome.UNKNOWN)
            local_head = require_head(remote.clone)
            result = _prepare(remote, base, local_head, finish, decisions)
            if result.stuck or dry_run:
                return result
            if result.rebased:
                record_offer(remote.clone, result.rebased)
            outcome, lock_file = _push_result(remote, result, base, backoff)
            if outcome is PushOutcome.ACCEPTED:
                if result.tip in {None, local_head} or _update_clone(remote, local_head, str(result.tip), base):
                    return result.including_sent(sent)
                sent += result.pushed
            if not backoff.wait():
                raise PushResultUnknown if outcome is PushOutcome.UNKNOWN else RemoteBusy(backoff.timeout, lock_file)


def _fetch_base(remote: RemoteRegister, backoff: Backoff, *, may_hold_push: bool) -> str | None:
    try:
        return fetch_with_retries(remote.clone, remote.branch, backoff, may_hold_push=may_hold_push)
    except RemoteUnreachable as error:
        raise (PushResultUnknown() if may_hold_push else error) from None


def _prepare(
    remote: RemoteRegister, base: str | None, local_head: str | None, finish: FinishCommits, decisions: Decisions
) -> SyncResult:
    clone = remote.clone
    if local_head is None or base is None:
        if local_head is None and base is None:
            raise NothingToSync(remote.branch.short_name)
        tip = finish(base, local_head) if local_head else base
        return SyncResult(
            _commits_between(clone, None, base), _commits_between(clone, None, tip) if local_head else (), tip=tip
        )
    pulled = _commits_between(clone, local_head, base)
    fork = require_merge_base(clone, local_head, base)
    if fork == local_head:
        refuse_edits_in_the_way(clone, local_head, list_changed_files(clone, local_head, base))
        return SyncResult(pulled, tip=base)
    if fork == base:
        own_work = RebasedWork(RebaseResult(with_remote_first(clone, base, local_head, signed=remote.signed)))
    else:
        own_work = rebase_own_commits(remote, base, local_head, decisions)
    if own_work.result.stuck:
        return SyncResult(pulled, stuck=own_work.result.stuck)
    tip = own_work.result.tip
    tip = finish(base, tip) if tip != base else tip
    deltas = list_changed_files(clone, local_head, tip)
    unwritable_path = find_unwritable_path(deltas)
    if unwritable_path and not is_ancestor(clone.git, local_head, tip):
        raise UnsafePath(
            unwritable_path,
            "somei does not write such a file",
            f"Take it over with: git merge {remote.branch.short_name}",
        )
    refuse_edits_in_the_way(clone, local_head, deltas)
    pushed = tuple(commit for commit in _commits_between(clone, base, tip) if commit not in own_work.already_taken)
    already_there = (*own_work.already_taken, *own_work.result.already_there)
    return SyncResult(
        pulled,
        pushed,
        already_there,
        tip=tip,
        rebased=own_work.rebased,
        replaced_numbers=own_work.replaced_numbers,
        removed_here=own_work.removed_here,
    )


def _push_result(remote: RemoteRegister, result: SyncResult, base: str | None, backoff: Backoff) -> PushAnswer:
    """Push the result, if there is anything to push."""
    if result.tip is None or result.tip == base:
        return PushAnswer(PushOutcome.ACCEPTED)
    return push(remote.clone, remote.branch, result.tip, base, backoff.remaining)


def _update_clone(remote: RemoteRegister, local_head: str | None, tip: str, base: str | None) -> bool:
    try:
        return move_branch(remote.clone, local_head, tip)
    except SomeiError as refusal:
        if tip == base:
            raise
        raise CloneBehind(remote.branch.short_name, refusal) from refusal


def _commits_between(clone: Clone, without: str | None, within: str | None) -> tuple[str, ...]:
    """Return the commits of one side that the other lacks, oldest first."""
    if within is None or without == within:
        return ()
    span = f"{without}..{within}" if without else within
    return tuple(clone.git.run("rev-list", "--reverse", "--topo-order", span, "--").decode().split())


class FollowResult(NamedTuple):
    """What `follow_remote` did: own unsent commits that are on top now, and commits of others that were pulled.

    `reason_behind` is a sentence about what was in the way, if the branch could not follow.
    """

    reason_behind: str = ""
    own_commits: tuple[str, ...] = ()
    other_commits: tuple[str, ...] = ()


def receive_from_remote(remote: RemoteRegister) -> FollowResult:
    """Bring in the commits of the remote, own unsent ones on top of them; nothing is sent.

    Raises:
        RemoteUnreachable, HistoryRewritten: nothing changed here.
    """
    recover(remote.clone)
    backoff = Backoff(remote.branch.timeout)
    with wait_in_queue(remote.clone, remote.branch):
        commit = _fetch_base(remote, backoff, may_hold_push=False)
        return follow_remote(remote, commit, "") if commit else FollowResult()


def follow_remote(remote: RemoteRegister, commit: str, act: str) -> FollowResult:
    """Move the branch here to a commit of the remote that holds an `act` of the clerk, own commits on top of it.

    Uncommitted files are not touched; if something is in the way, everything stays as it is.
    """
    clone = remote.clone
    try:
        local_head = require_head(clone)
        fork = find_merge_base(clone.git, local_head, commit) if local_head else None
        if fork == commit:
            return FollowResult()
        own_work = RebasedWork(RebaseResult(commit))
        if local_head and fork != local_head:
            own_work = rebase_own_commits(remote, commit, local_head)
            stuck = own_work.result.stuck
            if stuck:
                changed = number_of_path(stuck.path) or stuck.path
                return FollowResult(f"This clone stays behind: {changed} was changed here too. Next: somei sync")
            transfer_offers(clone, own_work.result.rebased)
        if not move_branch(clone, local_head, own_work.result.tip):
            return FollowResult(
                "This clone stays behind: something else was committed here meanwhile. Next: somei sync"
            )
    except SomeiError as refusal:
        message = f"{refusal} {refusal.hint}".strip()
        return FollowResult(f"This clone stays behind the server: {message} Next, when that is corrected: somei sync")
    own_hashes = {act, *(rebased.newest for rebased in own_work.rebased)}
    pulled = _commits_without_merges(clone, local_head, commit) if local_head else ()
    on_top = _commits_without_merges(clone, commit, own_work.result.tip)
    return FollowResult("", on_top, tuple(commit_hash for commit_hash in pulled if commit_hash not in own_hashes))


def _commits_without_merges(clone: Clone, before: str, after: str) -> tuple[str, ...]:
    """Return the commits that only the second one has, without merges."""
    if before == after:
        return ()
    listed = clone.git.run("rev-list", "--no-merges", after, "--not", before, "--")
    return tuple(listed.decode().split())
