"""Carry open follow-ups to the draft of the next agenda of their meeting body, each with its name."""

from collections.abc import Iterable, Sequence

from somei_cli.errors import Refused, shell_word
from somei_cli.model.agenda.items import add_item, make_item
from somei_cli.model.agenda.lifecycle import refuse_frozen
from somei_cli.model.document import Document
from somei_cli.model.followup.list import FollowUpFilter, ListedFollowUp, names_in
from somei_cli.model.followup.proposals import reference_day
from somei_cli.model.item_refs import FollowUpName, ItemPlace, LocatedItem, find_typed_item, locate_items, with_item
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import level_of
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.model.register.words import pluralise

FOLLOW_UP_HEADING = "Follow-up to previous meetings"
"""The title of the item that is added if the agenda has no item with it and none is named."""


def open_follow_ups_of_body(
    agenda: Document, follow_ups: Iterable[ListedFollowUp], conditions: FollowUpFilter, vocabulary: Vocabulary
) -> list[ListedFollowUp]:
    """Return the open follow-ups that the meeting body of an agenda recorded before its meeting.

    Raises:
        Refused: if the agenda does not name its meeting body.
    """
    meeting = agenda.meeting
    if meeting is None or not meeting.body:
        raise Refused(f"{agenda.number} does not name the body that meets.", "Name the follow-ups one by one.")
    body_follow_ups = conditions._replace(bodies=(meeting.body,)).select(follow_ups, vocabulary)
    return [
        follow_up
        for follow_up in body_follow_ups
        if follow_up.is_open
        and follow_up.document.number != agenda.number
        and not (meeting.start and (made_on := reference_day(follow_up.document)) and made_on >= meeting.start)
    ]


def require_open(names: Sequence[FollowUpName], follow_ups: Iterable[ListedFollowUp]) -> list[ListedFollowUp]:
    """Return the follow-ups with these names, in this order; every name must exist.

    Raises:
        Refused: if one of them is closed.
    """
    by_name = {follow_up.name: follow_up for follow_up in follow_ups}
    chosen = [by_name[name] for name in dict.fromkeys(names)]
    for follow_up in chosen:
        if not follow_up.is_open:
            raise Refused(f"{follow_up.name} is {follow_up.follow_up.state}; only what is open is carried on.")
    return chosen


def carry_follow_ups(
    snapshot: Snapshot, agenda: Document, follow_ups: Iterable[ListedFollowUp], parent_place: ItemPlace | None
) -> Change:
    """Return the change that adds follow-ups to a draft, each as a line below one item, unless it names them already.

    Raises:
        Refused: if the document is not an agenda, the agenda is issued, or its readers may not see a follow-up.
        NotFound: if the item to add them to does not exist.
    """
    refuse_frozen(agenda)
    names = set(names_in(agenda))
    new_follow_ups = [follow_up for follow_up in follow_ups if str(follow_up.name) not in names]
    _refuse_leak(agenda, new_follow_ups)
    amount = pluralise(len(new_follow_ups), "follow-up")
    change = Change("followup carry", f"Carry {amount} onto the agenda {agenda.number}", wording=Wording.COPIED)
    lines = tuple(map(_follow_up_line, new_follow_ups))
    item_place = find_typed_item(agenda, parent_place) if parent_place else _find_heading(agenda)
    if not lines:
        return change
    if item_place:
        changed = item_place.item._replace(subitems=(*item_place.item.subitems, *lines))
        return change._replace(puts=(with_item(agenda, item_place, changed),))
    item = make_item(FOLLOW_UP_HEADING, (), (), None)._replace(subitems=lines)
    return change._replace(puts=add_item(snapshot, agenda.number, item, None).puts)


def _find_heading(agenda: Document) -> LocatedItem | None:
    """Return the item for follow-ups, if the agenda has one that is not withdrawn."""
    candidates = (
        candidate for candidate in locate_items(agenda) if len(candidate.path) == 1 and not candidate.item.withdrawn
    )
    return next(
        (candidate for candidate in candidates if candidate.item.title.casefold() == FOLLOW_UP_HEADING.casefold()), None
    )


def _follow_up_line(listed: ListedFollowUp) -> Item:
    follow_up = listed.follow_up
    actor = f"{follow_up.who}: " if follow_up.who else ""
    return Item(f"{actor}{follow_up.what} ({listed.name})", documents=(listed.name.document,))


def _refuse_leak(agenda: Document, follow_ups: Iterable[ListedFollowUp]) -> None:
    for follow_up in follow_ups:
        marking = follow_up.document.marking
        if marking and level_of(marking) > level_of(agenda.marking):
            raise Refused(
                f"{follow_up.name.document} is {marking}, and the agenda {agenda.number} "
                f"is {agenda.marking or 'not marked'}: its readers may not see what was agreed.",
                f"Mark the agenda first: somei classify {shell_word(agenda.number)} --marking {shell_word(marking)}",
            )
