"""What became of an agenda after it was issued: what may, what may not, and whether anything printed is altered."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from somei_cli.model.agenda_freezing import lost_number
from somei_cli.model.agenda_states import is_issued_agenda
from somei_cli.model.classified_entries import is_classified
from somei_cli.model.documents import AgendaState, Document
from somei_cli.model.items import Item


class Alteration(NamedTuple):
    """Something that an issued agenda may not become; `grave` where it is more than other words on the page.

    `gives_back` says of a withdrawal that it was taken back.
    """

    what: str
    grave: bool = True
    gives_back: bool = False


def alterations(before: Document, after: Document) -> Iterator[Alteration]:
    """What is neither its adoption, nor a late item, nor a withdrawal; nothing of an agenda that was not issued.

    What leaves an agenda because it turned out to be classified is no alteration: nobody may keep it here.
    """
    if not is_issued_agenda(before) or before.agenda is None:
        return
    if after.agenda is None:
        yield Alteration("it is no agenda any more")
        return
    emptied = is_classified(after.marking) and not after.items
    for what, old, new in _facts(before, after):
        if old is not None and new != old and not (emptied and new is None):
            yield Alteration(what)
    adopted = before.agenda.state is AgendaState.ADOPTED
    if adopted and after.agenda.state is not AgendaState.ADOPTED:
        yield Alteration("its adoption was taken back")
    elif adopted and before.agenda.adopted and after.agenda.adopted != before.agenda.adopted:
        yield Alteration("the day of its adoption changed")
    if before.items and not emptied:
        yield from _of_items(before, after, adopted=adopted)


def _facts(before: Document, after: Document) -> Iterator[tuple[str, object, object]]:
    """What the head of the page says, before and after; a fact that the register did not know may become known."""
    for name, words in _OF_MEETING.items():
        yield words, getattr(before.meeting, name, None), getattr(after.meeting, name, None)
    yield "its date changed", before.date, after.date
    old, new = before.agenda, after.agenda
    if old and new:
        yield "its day of issue changed", old.issued, new.issued
        yield "it revises another agenda than before", old.revises, new.revises


_OF_MEETING = {
    "body": "it went to the meeting of another body",
    "start": "its meeting begins at another time",
    "end": "its meeting ends at another time",
}


def _of_items(before: Document, after: Document, *, adopted: bool) -> Iterator[Alteration]:
    lost = lost_number(before, after)
    if lost:
        yield Alteration(f"its item {lost} is gone, stands twice or is another item")
        return
    old = {item.number: item for item in before.items if item.number}
    kept = [item.number for item in after.items if item.number in old]
    if kept != list(old):
        yield Alteration("its items stand in another order")
    if not old and len(after.items) < len(before.items):
        yield Alteration("items are gone")
    if adopted and len(after.items) > len(before.items):
        yield Alteration("an item came after its adoption")
    for item in after.items:
        held = old.get(item.number) if item.number else None
        if held is None:
            continue
        if held.withdrawn and not item.withdrawn:
            yield Alteration(f"its item {item.number} is withdrawn no more", gives_back=not adopted)
        elif adopted and item.withdrawn and not held.withdrawn:
            yield Alteration(f"its item {item.number} was withdrawn after its adoption")
        if _page(held) != _page(item):
            yield Alteration(f"what is printed of its item {item.number} changed", grave=False)


def may_be_taken_back(agenda: Document, today: date) -> bool:
    """Whether a withdrawal can be taken back: the meeting is still to come."""
    start = agenda.meeting.start if agenda.meeting else None
    day = start.date() if isinstance(start, datetime) else start
    return day is not None and today < day


def is_altered(before: Document, after: Document) -> bool:
    """Whether an issued agenda is altered; its adoption, a late item and a withdrawal are its ordinary life."""
    return any(alterations(before, after))


def _page(item: Item) -> tuple[object, ...]:
    """What the page says of an item; results, texts and promises come later."""
    lines = tuple(map(_page, item.subitems))
    return item.title, item.kind, item.legislative, item.possible, item.by, item.documents, lines
