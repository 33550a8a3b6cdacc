"""Carrying what is still open onto the next agenda."""

from collections.abc import Sequence
from functools import partial

from somei_cli.actions.acting import Circumstances, act
from somei_cli.actions.following_up import follow_ups_of
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.followup_carrying import carry, named, to_carry
from somei_cli.model.followup_list import FollowUpFilter
from somei_cli.model.followup_names import FollowUpName, find_follow_up
from somei_cli.model.item_places import ItemPlace
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.lookup.opening import snapshot_for
from somei_cli.store.register import Register


def carry_on(
    register: Register,
    agenda: DocumentNumber,
    names: Sequence[FollowUpName],
    under: ItemPlace | None,
    how: Circumstances,
) -> Receipt:
    """Put open follow-ups on a draft agenda: those that are named, else all of its body."""

    def decide(before: Snapshot) -> Change:
        draft = before.need(agenda)
        promises = follow_ups_of(before)
        if names:
            chosen = named([find_follow_up(before.need(n.document), n)[2] for n in names], promises)
        else:
            chosen = to_carry(draft, promises, FollowUpFilter(how.today), before.vocabulary)
        return carry(before, draft, chosen, under)

    return act(register, partial(snapshot_for, register), decide, how)
