"""Where an agenda stands in its life, and what may then be done with it: drafted, issued, revised, adopted.

What no act may do to an issued agenda, whichever command it comes from: change, lose or double a printed number.
What became of an agenda after it was issued: what may, what may not, and whether anything printed is altered.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from somei_cli.errors import Refused, as_typed
from somei_cli.model.agenda.item_match import title_key
from somei_cli.model.classified_entries import is_classified
from somei_cli.model.document import Agenda, AgendaState, Document, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items import Item
from somei_cli.model.register.snapshot import Snapshot


def need_agenda(document: Document) -> Agenda:
    """The agenda that a document is.

    Raises:
        Refused: where it is none, or its number never became or is no longer a document.
    """
    if document.agenda is None:
        raise Refused(f"{document.number} is not an agenda.", "Begin one with: somei agenda create BODY DATE")
    if document.status not in {Status.DRAFT, Status.ISSUED}:
        raise Refused(f"The agenda {document.number} is {document.status}; nothing can be done with it.")
    return document.agenda


def is_draft(agenda: Document) -> bool:
    """Whether nobody has it yet, so that everything may change."""
    return agenda.status is Status.DRAFT


def is_issued_agenda(document: Document) -> bool:
    """Whether somebody has this agenda."""
    return document.agenda is not None and not is_draft(document) and document.status is not Status.RESERVED


def refuse_frozen(agenda: Document) -> None:
    """Stop where the numbers and the order of the items are printed.

    Raises:
        Refused: where it is issued, or no agenda.
    """
    held = need_agenda(agenda)
    if not is_draft(agenda):
        state = "adopted" if held.state is AgendaState.ADOPTED else "issued"
        raise Refused(
            f"The agenda {agenda.number} has been {state}; its items no longer change.",
            "" if state == "adopted" else f"Draft a revised agenda: somei agenda revise {as_typed(agenda.number)}",
        )


def refuse_closed(snapshot: Snapshot, agenda: Document) -> None:
    """Stop where not even a late item can come onto the agenda: it is adopted, or another text takes its place.

    Raises:
        Refused: saying which.
    """
    held = need_agenda(agenda)
    if held.state is AgendaState.ADOPTED:
        raise Refused(
            f"The agenda {agenda.number} has been adopted; its items no longer change.",
            f"Record what was different in the outcome: somei agenda outcome {as_typed(agenda.number)} --number N",
        )
    later = revised_by(snapshot, agenda)
    if later:
        verb = "is being revised" if is_draft(later) else "is revised"
        hint = f"Do it there: somei agenda show {as_typed(later.number)}"
        raise Refused(f"The agenda {agenda.number} {verb} by {later.number}.", hint)


def need_met(snapshot: Snapshot, number: DocumentNumber) -> Document:
    """The agenda that a meeting had before it.

    Raises:
        Refused: where it is a draft, or a revision of it has been issued.
    """
    agenda = snapshot.need(number)
    need_agenda(agenda)
    if is_draft(agenda):
        hint = f"Use: somei agenda issue {as_typed(number)}"
        raise Refused(f"The agenda {number} has not been issued; no meeting can report on it.", hint)
    later = revised_by(snapshot, agenda)
    if later and not is_draft(later):
        hint = f"Name that one: somei agenda outcome {as_typed(later.number)} --number N"
        raise Refused(f"The agenda {number} is revised by {later.number}, which the meeting had before it.", hint)
    return agenda


def revised_by(snapshot: Snapshot, agenda: Document) -> Document | None:
    """The highest revision of an agenda, drafted or issued, above itself."""
    above = [
        member
        for member in main_texts(snapshot, agenda.number)
        if member.number.revision > agenda.number.revision and member.status in {Status.DRAFT, Status.ISSUED}
    ]
    return above[-1] if above else None


def printed_numbers(snapshot: Snapshot, agenda: Document) -> frozenset[str]:
    """Every item number that this agenda or one that it revises has been printed with."""
    issued = (m for m in main_texts(snapshot, agenda.number) if m.status is not Status.DRAFT)
    return frozenset(item.number for member in issued for item in member.items if item.number)


def main_texts(snapshot: Snapshot, number: DocumentNumber) -> tuple[Document, ...]:
    """The first issue and its revisions, in order, whatever became of them."""
    family = snapshot.family(number)
    return tuple(m for m in family if not m.number.suffixes or (len(m.number.suffixes) == 1 and m.number.revision))


def refuse_renumbered(before: Snapshot, puts: Iterable[Document]) -> None:
    """Stop a change after which an agenda that was issued here would have other numbers on its items.

    Raises:
        Refused: naming the agenda and the number.
    """
    for put in puts:
        old = before.get(put.number)
        if old is None or not is_issued_agenda(old):
            continue
        if is_classified(put.marking) and not put.items:
            continue
        number = lost_number(old, put)
        if number:
            raise Refused(
                f"The agenda {put.number} has been issued; its item {number} cannot be numbered otherwise.",
                f"Draft a revised agenda: somei agenda revise {as_typed(put.number)}",
            )


def lost_number(old: Document, new: Document) -> str | None:
    """The first printed number that is gone, stands twice, or has gone to another item."""
    numbers = [item.number for item in new.items]
    titles = {title_key(item) for item in old.items}
    now = {item.number: title_key(item) for item in new.items}
    for item in old.items:
        if item.number is None:
            continue
        told = now.get(item.number)
        # A title may be corrected, but not to that of another item.
        swapped = told is not None and told != title_key(item) and told in titles
        if numbers.count(item.number) != 1 or swapped:
            return item.number
    return None


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
