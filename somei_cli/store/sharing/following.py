"""Letting the clone follow the server after an act was done there, so that the clerk sees it."""

from somei_cli.errors import SomeiError
from somei_cli.store.ancestry import is_within
from somei_cli.store.head import read_head
from somei_cli.store.sharing.acting import Desk
from somei_cli.store.sharing.landing import bring_up
from somei_cli.store.sharing.offers import carry_offers, put_on_top


def follow(desk: Desk, commit: str) -> str | None:
    """Bring the branch here up to a commit of the server, own commits on top of it.

    Nothing that the clerk has not committed is touched; where something is in the way, all stays as it is, and the
    sentence about it is returned.
    """
    clone = desk.clone
    try:
        here = read_head(clone).commit
        if here and is_within(clone.git, commit, here):
            return None
        to = commit
        if here and not is_within(clone.git, here, commit):
            replayed = put_on_top(desk, commit, here).replayed
            if replayed.stuck:
                return f"This clone stays behind: {replayed.stuck.path} was changed here too. Next: somei sync"
            to = replayed.tip
            carry_offers(clone, replayed.placed)
        if not bring_up(clone, here, to):
            return "This clone stays behind: something else was committed here meanwhile. Next: somei sync"
    except SomeiError as refusal:
        told = f"{refusal} {refusal.hint}".strip()
        return f"This clone stays behind the server: {told} Next, when that is mended: somei sync"
    return None
