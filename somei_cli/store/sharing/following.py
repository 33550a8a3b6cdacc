"""Letting the clone follow the server after an act was done there, so that the clerk sees it."""

from typing import NamedTuple

from somei_cli.errors import SomeiError
from somei_cli.store.ancestry import is_within
from somei_cli.store.clone import Clone
from somei_cli.store.head import read_head
from somei_cli.store.sharing.acting import Desk
from somei_cli.store.sharing.landing import bring_up
from somei_cli.store.sharing.offers import OnTop, carry_offers, put_on_top
from somei_cli.store.sharing.replaying import Replayed


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
