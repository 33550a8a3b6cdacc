"""Moments of a register, as a clerk names them.

What had happened by a day: a document without all that it tells of later days.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.model.document import Agenda, AgendaState, Document, Status
from somei_cli.model.items import FollowUp, FollowUpState, Item, is_adoption


class Moment(NamedTuple):
    """The end of a day, or a commit under the name that somebody gave it; neither: the files as they are now.

    What the name means only git can tell.
    """

    day: date | None = None
    revision: str | None = None


NOW = Moment()


def by_then(document: Document, day: date) -> Document | None:
    """The document as it was at the end of a day; None where it is dated later.

    Taken back is what bears a date of its own: the issue and the adoption of an agenda, decisions on access, and how
    follow-ups were put off and closed. What bears none, such as a withdrawal, stays.
    """
    if document.date and document.date > day:
        return None
    agenda = document.agenda
    unissued = agenda is not None and _later(agenda.issued, day)
    unadopted = agenda is not None and (unissued or _later(agenda.adopted, day))
    return replace(
        document,
        status=Status.DRAFT if unissued and document.status is Status.ISSUED else document.status,
        agenda=_agenda(agenda, unissued=unissued) if agenda and unadopted else agenda,
        access=tuple(event for event in document.access if event.on <= day),
        items=tuple(_item(item, day, unadopted=unadopted) for item in document.items),
    )


def _agenda(agenda: Agenda, *, unissued: bool) -> Agenda:
    issued = None if unissued else agenda.issued
    return agenda._replace(state=AgendaState.PROVISIONAL, issued=issued, adopted=None)


def _item(item: Item, day: date, *, unadopted: bool) -> Item:
    """The item; with what an agenda was adopted is told as the result of the item that adopts it."""
    return item._replace(
        result=None if unadopted and is_adoption(item) else item.result,
        subitems=tuple(_item(sub, day, unadopted=unadopted) for sub in item.subitems),
        follow_ups=tuple(_follow_up(follow_up, day) for follow_up in item.follow_ups),
    )


def _follow_up(follow_up: FollowUp, day: date) -> FollowUp:
    if _later(follow_up.closed, day):
        follow_up = follow_up._replace(state=FollowUpState.OPEN, closed=None, reason=None)
    for ordinal, move in enumerate(follow_up.moved):
        if move.on > day:
            # Later moves set out from this one, whatever day they bear.
            return follow_up._replace(due=move.before, moved=follow_up.moved[:ordinal])
    return follow_up


def _later(when: date | None, day: date) -> bool:
    return when is not None and when > day
