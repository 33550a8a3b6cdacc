"""Taking over what the server has, and sending what only this clone has; nothing is forced, and nothing is lost."""

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
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.provisional import Settled
from somei_cli.model.syncing import Stuck
from somei_cli.store.ancestry import is_within
from somei_cli.store.clone import Clone
from somei_cli.store.head import read_head
from somei_cli.store.sharing.acting import Desk
from somei_cli.store.sharing.landing import bring_up, differing, fork_of, odd_file, refuse_in_the_way
from somei_cli.store.sharing.offer_file import Placed
from somei_cli.store.sharing.offers import OnTop, note_offer, put_on_top
from somei_cli.store.sharing.patience import Patience
from somei_cli.store.sharing.queueing import standing_in_line
from somei_cli.store.sharing.replaying import Replayed
from somei_cli.store.sharing.server import PushAnswer, Pushed, fetch_after, push
from somei_cli.store.sharing.settled import NOTHING
from somei_cli.store.sharing.turning import turned
from somei_cli.store.transaction import recover

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
