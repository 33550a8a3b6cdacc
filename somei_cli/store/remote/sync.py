"""Synchronise a clone with its remote: pull, rebase own commits, push; and follow the remote after an act there.

Nothing is forced, and nothing is lost.
"""

from collections.abc import Callable
from contextlib import nullcontext
from typing import NamedTuple

from somei_cli.errors import (
    AnswerOfServerLost,
    NothingToSync,
    SentAndBehind,
    ServerBusy,
    ServerUnreachable,
    SomeiError,
    UnsafePath,
)
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.provisional_numbers import Settled
from somei_cli.model.register.sync import Stuck
from somei_cli.store.git.ancestry import is_within, leads_back
from somei_cli.store.git.head import read_head
from somei_cli.store.git.objects import store_commit
from somei_cli.store.git.repository import Clone
from somei_cli.store.git.successors import Placed
from somei_cli.store.remote.allot import Desk
from somei_cli.store.remote.fast_forward import bring_up, differing, fork_of, odd_file, refuse_in_the_way
from somei_cli.store.remote.rebase import OWN_WORK, Replayed
from somei_cli.store.remote.rebase_notes import OnTop, carry_offers, note_offer, put_on_top
from somei_cli.store.remote.remote import Patience, PushAnswer, Pushed, fetch_after, push, standing_in_line
from somei_cli.store.remote.renumbered_commits import NOTHING
from somei_cli.store.transaction.transaction import recover


def turned(clone: Clone, base: str, tip: str, *, signed: bool) -> str:
    """Return a commit with the tree of `tip` whose first-parent line leads back to `base`; no branch is moved.

    `tip` contains `base`. After `git pull` the remote's branch is the side merged into own work; here it is turned
    around.
    """
    if leads_back(clone.git, tip, base):
        return tip
    return store_commit(clone, f"{tip}^{{tree}}", [base, tip], OWN_WORK, signed)


Finish = Callable[[str | None, str], str]
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

    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    stuck: Stuck | None = None
    tip: str | None = None
    placed: tuple[Placed, ...] = ()
    settled: Settled = NOTHING
    staying: tuple[DocumentNumber, ...] = ()

    def after(self, sent: tuple[str, ...]) -> "SyncResult":
        """Add commits that were sent by an earlier push, while somebody committed here."""
        own_commits = {rebased.own for rebased in self.placed if rebased.since in sent}
        pulled = tuple(commit for commit in self.came if commit not in sent)
        already_there = tuple(commit for commit in self.present if commit not in own_commits)
        return self._replace(came=pulled, went=(*sent, *self.went), present=already_there)


def sync(remote: Desk, finish: Finish, *, dry_run: bool) -> SyncResult:
    """Bring a clone and its remote to the same commit.

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
    backoff = Patience(remote.server.patience)
    sent: tuple[str, ...] = ()
    with nullcontext() if dry_run else standing_in_line(remote.clone, remote.server):
        outcome = Pushed.LOST
        while True:
            base = _fetch_base(remote, backoff, unsure=outcome is Pushed.UNKNOWN)
            local_head = read_head(remote.clone).commit
            result = _prepare(remote, base, local_head, finish)
            if result.stuck or dry_run:
                return result
            if result.placed:
                note_offer(remote.clone, result.placed)
            outcome, lock_file = _push_result(remote, result, base, backoff)
            if outcome is Pushed.HELD:
                if result.tip in {None, local_head} or _update_clone(remote, local_head, str(result.tip), base):
                    return result.after(sent)
                sent += result.went
            if not backoff.wait():
                raise AnswerOfServerLost if outcome is Pushed.UNKNOWN else ServerBusy(backoff.longest, lock_file)


def _fetch_base(remote: Desk, backoff: Patience, *, unsure: bool) -> str | None:
    try:
        return fetch_after(remote.clone, remote.server, backoff, unsure=unsure)
    except ServerUnreachable as error:
        raise (AnswerOfServerLost() if unsure else error) from None


def _prepare(remote: Desk, base: str | None, local_head: str | None, finish: Finish) -> SyncResult:
    clone = remote.clone
    if local_head is None or base is None:
        if local_head is None and base is None:
            raise NothingToSync(remote.server.short)
        tip = finish(base, local_head) if local_head else base
        return SyncResult(
            _commits_between(clone, None, base), _commits_between(clone, None, tip) if local_head else (), tip=tip
        )
    pulled = _commits_between(clone, local_head, base)
    if is_within(clone.git, local_head, base):
        refuse_in_the_way(clone, local_head, differing(clone, local_head, base))
        return SyncResult(pulled, tip=base)
    if is_within(clone.git, base, local_head):
        own_work = OnTop(Replayed(turned(clone, base, local_head, signed=remote.signed)))
    else:
        fork_of(clone, local_head, base)
        own_work = put_on_top(remote, base, local_head)
    if own_work.replayed.stuck:
        return SyncResult(pulled, stuck=own_work.replayed.stuck)
    tip = own_work.replayed.tip
    tip = finish(base, tip) if tip != base else tip
    deltas = differing(clone, local_head, tip)
    unwritable_path = odd_file(deltas)
    if unwritable_path and not is_within(clone.git, local_head, tip):
        raise UnsafePath(
            unwritable_path, "somei does not write such a file", f"Take it over with: git merge {remote.server.short}"
        )
    refuse_in_the_way(clone, local_head, deltas)
    pushed = tuple(commit for commit in _commits_between(clone, base, tip) if commit not in own_work.taken)
    already_there = (*own_work.taken, *own_work.replayed.present)
    return SyncResult(
        pulled,
        pushed,
        already_there,
        tip=tip,
        placed=own_work.placed,
        settled=own_work.settled,
        staying=own_work.staying,
    )


def _push_result(remote: Desk, result: SyncResult, base: str | None, backoff: Patience) -> PushAnswer:
    """Push the result, if there is anything to push."""
    if result.tip is None or result.tip == base:
        return PushAnswer(Pushed.HELD)
    return push(remote.clone, remote.server, result.tip, base, backoff.left)


def _update_clone(remote: Desk, local_head: str | None, tip: str, base: str | None) -> bool:
    try:
        return bring_up(remote.clone, local_head, tip)
    except SomeiError as refusal:
        if tip == base:
            raise
        raise SentAndBehind(remote.server.short, refusal) from refusal


def _commits_between(clone: Clone, without: str | None, within: str | None) -> tuple[str, ...]:
    """Return the commits of one side that the other lacks, oldest first."""
    if within is None:
        return ()
    span = f"{without}..{within}" if without else within
    return tuple(clone.git.run("rev-list", "--reverse", "--topo-order", span, "--").decode().split())


class Followed(NamedTuple):
    """What `follow_remote` did: own unsent commits that are on top now, and commits of others that were pulled.

    `reason_behind` is a sentence about what was in the way, if the branch could not follow.
    """

    behind: str = ""
    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def follow(remote: Desk, commit: str, act: str) -> Followed:
    """Move the branch here to a commit of the remote that holds an `act` of the clerk, own commits on top of it.

    Uncommitted files are not touched; if something is in the way, everything stays as it is.
    """
    clone = remote.clone
    try:
        local_head = read_head(clone).commit
        if local_head and is_within(clone.git, commit, local_head):
            return Followed()
        own_work = OnTop(Replayed(commit))
        if local_head and not is_within(clone.git, local_head, commit):
            own_work = put_on_top(remote, commit, local_head)
            stuck = own_work.replayed.stuck
            if stuck:
                return Followed(f"This clone stays behind: {stuck.path} was changed here too. Next: somei sync")
            carry_offers(clone, own_work.replayed.placed)
        if not bring_up(clone, local_head, own_work.replayed.tip):
            return Followed("This clone stays behind: something else was committed here meanwhile. Next: somei sync")
    except SomeiError as refusal:
        message = f"{refusal} {refusal.hint}".strip()
        return Followed(f"This clone stays behind the server: {message} Next, when that is mended: somei sync")
    own_hashes = {act, *(rebased.since for rebased in own_work.placed)}
    pulled = _commits_without_merges(clone, local_head, commit) if local_head else ()
    on_top = _commits_without_merges(clone, commit, own_work.replayed.tip)
    return Followed("", on_top, tuple(commit_hash for commit_hash in pulled if commit_hash not in own_hashes))


def _commits_without_merges(clone: Clone, before: str, after: str) -> tuple[str, ...]:
    """Return the commits that only the second one has, without merges."""
    listed = clone.git.run("rev-list", "--no-merges", after, "--not", before, "--")
    return tuple(listed.decode().split())
