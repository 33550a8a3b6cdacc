"""Taking over what the server has, and sending what only this clone has; nothing is forced, and nothing is lost.

Turning a pull around: where the branch of the server was merged into own work, the own work is merged into it.
Letting the clone follow the server after an act was done there, so that the clerk sees it.
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
    """A commit whose line leads back to `base`, with all that `tip` has, which holds it already; no branch is moved."""
    if leads_back(clone.git, tip, base):
        return tip
    return store_commit(clone, f"{tip}^{{tree}}", [base, tip], OWN_WORK, signed)


Finish = Callable[[str | None, str], str]
"""What is still to be done on top of the own commits, once it is known what they are put on; returns the new tip.

It is given what the server has and the newest own commit; it may refuse.
"""


class SyncResult(NamedTuple):
    """How the clone and the server met: hashes of commits, oldest first.

    `came` were on the server and not here, `went` were here and not there; `present` are own ones whose changes the
    server had already, `placed` those that are under other hashes there, or will be. `settled` are own provisional
    numbers that the server had others for already, `staying` those of these others whose entries had been taken away
    here. With `stuck` nothing was sent, and nothing changed here.
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
        """The same, where some were sent before already, while somebody committed here."""
        own = {one.own for one in self.placed if one.since in sent}
        came = tuple(commit for commit in self.came if commit not in sent)
        present = tuple(commit for commit in self.present if commit not in own)
        return self._replace(came=came, went=(*sent, *self.went), present=present)


def sync(desk: Desk, finish: Finish, *, dry_run: bool) -> SyncResult:
    """Meet the server.

    Raises:
        NothingToSync: neither side has a commit.
        ServerUnreachable, ServerRefuses, HistoryRewritten: nothing was sent, nothing changed here.
        UncommittedEdits: the clerk's own work is in a file that would change; likewise.
        CannotReplay: merges crosswise are among the commits that would be put on others; likewise.
        ServerBusy: no turn came in time; likewise.
        SentAndBehind: the server took what was sent, and the clone could not follow.
    """
    if not dry_run:
        recover(desk.clone)  # where there is nothing to bring up, nothing else would
    patience = Patience(desk.server.patience)
    sent: tuple[str, ...] = ()
    with nullcontext() if dry_run else standing_in_line(desk.clone, desk.server):
        pushed = Pushed.LOST
        while True:
            base = _fetched(desk, patience, unsure=pushed is Pushed.UNKNOWN)
            here = read_head(desk.clone).commit
            met = _prepared(desk, base, here, finish)
            if met.stuck or dry_run:
                return met
            if met.placed:
                note_offer(desk.clone, met.placed)
            pushed, lock = _sent(desk, met, base, patience)
            if pushed is Pushed.HELD:
                if met.tip in {None, here} or _followed(desk, here, str(met.tip), base):
                    return met.after(sent)
                sent += met.went
            if not patience.wait():
                raise AnswerOfServerLost if pushed is Pushed.UNKNOWN else ServerBusy(patience.longest, lock)


def _fetched(desk: Desk, patience: Patience, *, unsure: bool) -> str | None:
    try:
        return fetch_after(desk.clone, desk.server, patience, unsure=unsure)
    except ServerUnreachable as gone:
        raise (AnswerOfServerLost() if unsure else gone) from None


def _prepared(desk: Desk, base: str | None, here: str | None, finish: Finish) -> SyncResult:
    clone = desk.clone
    if here is None or base is None:
        if here is None and base is None:
            raise NothingToSync(desk.server.short)
        tip = finish(base, here) if here else base
        return SyncResult(_commits(clone, None, base), _commits(clone, None, tip) if here else (), tip=tip)
    came = _commits(clone, here, base)
    if is_within(clone.git, here, base):
        refuse_in_the_way(clone, here, differing(clone, here, base))
        return SyncResult(came, tip=base)
    if is_within(clone.git, base, here):
        own = OnTop(Replayed(turned(clone, base, here, signed=desk.signed)))
    else:
        fork_of(clone, here, base)
        own = put_on_top(desk, base, here)
    if own.replayed.stuck:
        return SyncResult(came, stuck=own.replayed.stuck)
    tip = own.replayed.tip
    tip = finish(base, tip) if tip != base else tip
    touches = differing(clone, here, tip)
    odd = odd_file(touches)
    if odd and not is_within(clone.git, here, tip):
        raise UnsafePath(odd, "somei does not write such a file", f"Take it over with: git merge {desk.server.short}")
    refuse_in_the_way(clone, here, touches)
    went = tuple(commit for commit in _commits(clone, base, tip) if commit not in own.taken)
    present = (*own.taken, *own.replayed.present)
    return SyncResult(came, went, present, tip=tip, placed=own.placed, settled=own.settled, staying=own.staying)


def _sent(desk: Desk, met: SyncResult, base: str | None, patience: Patience) -> PushAnswer:
    """Send what is to be sent."""
    if met.tip is None or met.tip == base:
        return PushAnswer(Pushed.HELD)
    return push(desk.clone, desk.server, met.tip, base, patience.left)


def _followed(desk: Desk, here: str | None, tip: str, base: str | None) -> bool:
    try:
        return bring_up(desk.clone, here, tip)
    except SomeiError as refusal:
        if tip == base:
            raise
        raise SentAndBehind(desk.server.short, refusal) from refusal


def _commits(clone: Clone, without: str | None, within: str | None) -> tuple[str, ...]:
    """The commits of one side that the other lacks, oldest first."""
    if within is None:
        return ()
    span = f"{without}..{within}" if without else within
    return tuple(clone.git.run("rev-list", "--reverse", "--topo-order", span, "--").decode().split())


class Followed(NamedTuple):
    """How the branch here came up: the own commits that are not sent and stand on top, and those of others that came.

    `behind` is the sentence about what was in the way, where it did not come up.
    """

    behind: str = ""
    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def follow(desk: Desk, commit: str, act: str) -> Followed:
    """Bring the branch here up to a commit of the server, which holds an `act` of the clerk, own commits on top of it.

    Nothing that the clerk has not committed is touched; where something is in the way, all stays as it is.
    """
    clone = desk.clone
    try:
        here = read_head(clone).commit
        if here and is_within(clone.git, commit, here):
            return Followed()
        own = OnTop(Replayed(commit))
        if here and not is_within(clone.git, here, commit):
            own = put_on_top(desk, commit, here)
            stuck = own.replayed.stuck
            if stuck:
                return Followed(f"This clone stays behind: {stuck.path} was changed here too. Next: somei sync")
            carry_offers(clone, own.replayed.placed)
        if not bring_up(clone, here, own.replayed.tip):
            return Followed("This clone stays behind: something else was committed here meanwhile. Next: somei sync")
    except SomeiError as refusal:
        told = f"{refusal} {refusal.hint}".strip()
        return Followed(f"This clone stays behind the server: {told} Next, when that is mended: somei sync")
    known = {act, *(one.since for one in own.placed)}
    came = _acts_between(clone, here, commit) if here else ()
    on_top = _acts_between(clone, commit, own.replayed.tip)
    return Followed("", on_top, tuple(one for one in came if one not in known))


def _acts_between(clone: Clone, before: str, after: str) -> tuple[str, ...]:
    """The commits that only the second one has, merges aside."""
    told = clone.git.run("rev-list", "--no-merges", after, "--not", before, "--")
    return tuple(told.decode().split())
