"""A document as it was at the end of a day."""

from dataclasses import replace
from datetime import date

from somei_cli.model.document import Agenda, AgendaState, Document
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, is_adoption


def document_on_day(document: Document, day: date) -> Document | None:
    """Return the document as it was at the end of a day; None if it is dated later.

    Only what has a date of its own is removed: the issue and adoption of an agenda, access events, and the moves and
    closing of follow-ups. What has no date, such as a withdrawal, stays.
    """
    if document.date and document.date > day:
        return None
    agenda = document.agenda
    unissued = agenda is not None and _is_later(agenda.issued, day)
    unadopted = agenda is not None and (unissued or _is_later(agenda.adopted, day))
    return replace(
        document,
        status=Status.DRAFT if unissued and document.status is Status.ISSUED else document.status,
        agenda=_unadopted_agenda(agenda, unissued=unissued) if agenda and unadopted else agenda,
        access=tuple(event for event in document.access if event.on <= day),
        items=tuple(_item_on_day(item, day, unadopted=unadopted) for item in document.items),
    )


def _unadopted_agenda(agenda: Agenda, *, unissued: bool) -> Agenda:
    issued = None if unissued else agenda.issued
    return agenda._replace(state=AgendaState.PROVISIONAL, issued=issued, adopted=None)


def _item_on_day(item: Item, day: date, *, unadopted: bool) -> Item:
    """Return the item; the result of the adoption item belongs to the adoption, and is removed with it."""
    return item._replace(
        result=None if unadopted and is_adoption(item) else item.result,
        subitems=tuple(_item_on_day(sub, day, unadopted=unadopted) for sub in item.subitems),
        follow_ups=tuple(_follow_up_on_day(follow_up, day) for follow_up in item.follow_ups),
    )


def _follow_up_on_day(follow_up: FollowUp, day: date) -> FollowUp:
    if _is_later(follow_up.closed, day):
        follow_up = follow_up._replace(state=FollowUpState.OPEN, closed=None, reason=None)
    for ordinal, move in enumerate(follow_up.moved):
        if move.on > day:
            # Later moves build on this one, whatever their dates, so they are removed with it.
            return follow_up._replace(due=move.before, moved=follow_up.moved[:ordinal])
    return follow_up


def _is_later(moment: date | None, day: date) -> bool:
    return moment is not None and moment > day
