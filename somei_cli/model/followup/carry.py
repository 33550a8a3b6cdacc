"""Carrying open follow-ups onto the draft of the next agenda of their body, each with its name."""

from collections.abc import Iterable, Sequence

from somei_cli.errors import Refused, as_typed
from somei_cli.model.agenda.items import add_item, make_item
from somei_cli.model.agenda.lifecycle import refuse_frozen
from somei_cli.model.document import Document
from somei_cli.model.followup.list import FollowUpFilter, FollowUpName, Promise, names_in
from somei_cli.model.followup.proposals import said_on
from somei_cli.model.item_refs import ItemAt, ItemPlace, find_item, held_items, with_item
from somei_cli.model.items import Item
from somei_cli.model.markings import level_of
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.model.register.words import counted

HEADING = "Follow-up to previous meetings"
"""The item that is put on an agenda where none of this name is there and none is named."""


def to_carry(
    agenda: Document, promises: Iterable[Promise], asked: FollowUpFilter, vocabulary: Vocabulary
) -> list[Promise]:
    """All that is open of what the body of an agenda was promised before its meeting.

    Raises:
        Refused: where the agenda does not say whose it is.
    """
    meeting = agenda.meeting
    if meeting is None or not meeting.body:
        raise Refused(f"{agenda.number} does not name the body that meets.", "Name the follow-ups one by one.")
    own = asked._replace(bodies=(meeting.body,)).of(promises, vocabulary)
    return [
        one
        for one in own
        if one.is_open
        and one.document.number != agenda.number
        and not (meeting.start and (said := said_on(one.document)) and said >= meeting.start)
    ]


def named(names: Sequence[FollowUpName], promises: Iterable[Promise]) -> list[Promise]:
    """The promises of some names, which are there, in that order.

    Raises:
        Refused: where one of them is closed.
    """
    by_name = {one.name: one for one in promises}
    chosen = [by_name[name] for name in dict.fromkeys(names)]
    for one in chosen:
        if not one.is_open:
            raise Refused(f"{one.name} is {one.follow_up.state}; only what is open is carried on.")
    return chosen


def carry(snapshot: Snapshot, agenda: Document, promises: Iterable[Promise], under: ItemPlace | None) -> Change:
    """Put promises on a draft, each as a line below one item; those that it names already are passed over.

    Raises:
        Refused: where the agenda is issued, or none; where its readers may not see what was promised.
        NotFound: where there is no item to put them under.
    """
    refuse_frozen(agenda)
    there = set(names_in(agenda))
    fresh = [one for one in promises if str(one.name) not in there]
    _refuse_leak(agenda, fresh)
    told = counted(len(fresh), "follow-up")
    change = Change("followup carry", f"Carry {told} onto the agenda {agenda.number}", wording=Wording.COPIED)
    lines = tuple(map(_line, fresh))
    held = find_item(agenda, under) if under else _headed(agenda)
    if not lines:
        return change
    if held:
        changed = held.item._replace(subitems=(*held.item.subitems, *lines))
        return change._replace(puts=(with_item(agenda, held, changed),))
    item = make_item(HEADING, (), (), None)._replace(subitems=lines)
    return change._replace(puts=add_item(snapshot, agenda.number, item, None).puts)


def _headed(agenda: Document) -> ItemAt | None:
    """The item that stands for follow-ups, where an agenda has one that is not withdrawn."""
    own = (one for one in held_items(agenda) if len(one.way) == 1 and not one.item.withdrawn)
    return next((one for one in own if one.item.title.casefold() == HEADING.casefold()), None)


def _line(promise: Promise) -> Item:
    follow_up = promise.follow_up
    who = f"{follow_up.who}: " if follow_up.who else ""
    return Item(f"{who}{follow_up.what} ({promise.name})", documents=(promise.name.document,))


def _refuse_leak(agenda: Document, promises: Iterable[Promise]) -> None:
    for one in promises:
        marking = one.document.marking
        if marking and level_of(marking) > level_of(agenda.marking):
            raise Refused(
                f"{one.name.document} is {marking}, and the agenda {agenda.number} "
                f"is {agenda.marking or 'not marked'}: its readers may not see what was promised.",
                f"Mark the agenda first: somei classify {as_typed(agenda.number)} --marking {as_typed(marking)}",
            )
