"""The states of an agenda (draft, issued, revised, adopted), what each state allows, and what alters an issued one."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from somei_cli.errors import NotFound, Refused, shell_word
from somei_cli.model.classified_entries import is_classified
from somei_cli.model.document import Agenda, AgendaState, Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.item_words import title_key
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.snapshot import Snapshot


def require_agenda(document: Document) -> Agenda:
    """Return the agenda fields of a document.

    Raises:
        Refused: if the document is not an agenda, or is reserved, withdrawn or void.
    """
    if document.agenda is None:
        raise Refused(f"{document.number} is not an agenda.", "Begin one with: somei agenda create BODY DATE")
    if document.status not in {Status.DRAFT, Status.ISSUED}:
        raise Refused(f"The agenda {document.number} is {document.status}; nothing can be done with it.")
    return document.agenda


def require_agenda_page(document: Document, hint: str) -> None:
    """Refuse a document that cannot be laid out as an agenda or an outcome.

    Raises:
        NotFound: if it has no items and is not an agenda.
    """
    if not document.items and document.agenda is None:
        raise NotFound(f"{document.number} has no items.", hint)


def is_draft(agenda: Document) -> bool:
    """Return whether the agenda is a draft, so that everything may change."""
    return agenda.status is Status.DRAFT


def is_issued_agenda(document: Document) -> bool:
    """Return whether the document is an agenda that was issued."""
    return document.agenda is not None and not is_draft(document) and document.status is not Status.RESERVED


def refuse_frozen(agenda: Document) -> None:
    """Raise Refused if the item numbers and their order are printed already.

    Raises:
        Refused: if the document is not an agenda, or the agenda is issued.
    """
    life = require_agenda(agenda)
    if not is_draft(agenda):
        state = "adopted" if life.state is AgendaState.ADOPTED else "issued"
        raise Refused(
            f"The agenda {agenda.number} has been {state}; its items no longer change.",
            "" if state == "adopted" else f"Draft a revised agenda: somei agenda revise {shell_word(agenda.number)}",
        )


def refuse_closed(snapshot: Snapshot, agenda: Document) -> None:
    """Raise Refused if not even a late item can be added: the agenda is adopted, or a revision replaces it.

    Raises:
        Refused: with the reason.
    """
    life = require_agenda(agenda)
    if life.state is AgendaState.ADOPTED:
        raise Refused(
            f"The agenda {agenda.number} has been adopted; its items no longer change.",
            f"Record what was different in the outcome: somei agenda outcome {shell_word(agenda.number)} --number N",
        )
    later = find_later_revision(snapshot, agenda)
    if later:
        verb = "is being revised" if is_draft(later) else "is revised"
        hint = f"Do it there: somei agenda show {shell_word(later.number)}"
        raise Refused(f"The agenda {agenda.number} {verb} by {later.number}.", hint)


def require_current_agenda(snapshot: Snapshot, number: DocumentNumber) -> Document:
    """Return the agenda that a meeting used.

    Raises:
        Refused: if it is a draft, or a revision of it has been issued.
    """
    agenda = snapshot.require(number)
    require_agenda(agenda)
    if is_draft(agenda):
        hint = f"Use: somei agenda issue {shell_word(number)}"
        raise Refused(f"The agenda {number} has not been issued; no meeting can report on it.", hint)
    later = find_later_revision(snapshot, agenda)
    if later and not is_draft(later):
        hint = f"Name that one: somei agenda outcome {shell_word(later.number)} --number N"
        raise Refused(f"The agenda {number} is revised by {later.number}, which the meeting had before it.", hint)
    return agenda


def find_later_revision(snapshot: Snapshot, agenda: Document) -> Document | None:
    """Return the highest later revision of an agenda, drafted or issued."""
    later_texts = [
        member
        for member in main_texts(snapshot, agenda.number)
        if member.number.revision > agenda.number.revision and member.status in {Status.DRAFT, Status.ISSUED}
    ]
    return later_texts[-1] if later_texts else None


def printed_numbers(snapshot: Snapshot, agenda: Document) -> frozenset[str]:
    """Return every item number with which this agenda, or one that it revises, was printed."""
    issued = (member for member in main_texts(snapshot, agenda.number) if member.status is not Status.DRAFT)
    return frozenset(item.number for member in issued for item in member.items if item.number)


def main_texts(snapshot: Snapshot, number: DocumentNumber) -> tuple[Document, ...]:
    """Return the first issue and its revisions, in order, in any status."""
    family = snapshot.family(number)
    return tuple(
        member
        for member in family
        if not member.number.suffixes or (len(member.number.suffixes) == 1 and member.number.revision)
    )


def refuse_renumbered(before: Snapshot, puts: Iterable[Document]) -> None:
    """Raise Refused if a change, by whatever command, gives items of an issued agenda other numbers.

    Raises:
        Refused: with the agenda and the number.
    """
    for document in puts:
        old = before.get(document.number)
        if old is None or not is_issued_agenda(old):
            continue
        if is_classified(document.marking) and not document.items:
            continue
        number = find_lost_number(old, document)
        if number:
            raise Refused(
                f"The agenda {document.number} has been issued; its item {number} cannot get another number.",
                f"Draft a revised agenda: somei agenda revise {shell_word(document.number)}",
            )


def find_lost_number(old: Document, new: Document) -> str | None:
    """Return the first printed number that is missing, occurs twice or belongs to another item; else None."""
    numbers = [item.number for item in new.items]
    old_titles = {title_key(item) for item in old.items}
    new_titles = {item.number: title_key(item) for item in new.items}
    for item in old.items:
        if item.number is None:
            continue
        new_title = new_titles.get(item.number)
        # A title may be corrected, but not to that of another item.
        swapped = new_title is not None and new_title != title_key(item) and new_title in old_titles
        if numbers.count(item.number) != 1 or swapped:
            return item.number
    return None


class Alteration(NamedTuple):
    """A forbidden change of an issued agenda; `is_grave` is False if only words on the page changed.

    `restores_item` says that a withdrawal was taken back.
    """

    description: str
    is_grave: bool = True
    restores_item: bool = False


def find_alterations(before: Document, after: Document) -> Iterator[Alteration]:
    """Yield the forbidden changes of an issued agenda; adoption, late items and withdrawals are allowed.

    Removing items because the agenda turned out to be classified is not an alteration: they must not stay in git.
    """
    if not is_issued_agenda(before) or before.agenda is None:
        return
    if after.agenda is None:
        yield Alteration("it is no longer an agenda")
        return
    is_emptied = is_classified(after.marking) and not after.items
    for description, old, new in _header_values(before, after):
        if old is not None and new != old and not (is_emptied and new is None):
            yield Alteration(description)
    was_adopted = before.agenda.state is AgendaState.ADOPTED
    if was_adopted and after.agenda.state is not AgendaState.ADOPTED:
        yield Alteration("its adoption was taken back")
    elif was_adopted and before.agenda.adopted and after.agenda.adopted != before.agenda.adopted:
        yield Alteration("the day of its adoption changed")
    if before.items and not is_emptied:
        yield from _item_alterations(before, after, adopted=was_adopted)


def _header_values(before: Document, after: Document) -> Iterator[tuple[str, object, object]]:
    """Yield what the head of the page says, before and after. A value that was unknown may become known."""
    for name, words in _MEETING_WORDS.items():
        yield words, getattr(before.meeting, name, None), getattr(after.meeting, name, None)
    yield "its date changed", before.date, after.date
    old, new = before.agenda, after.agenda
    if old and new:
        yield "its day of issue changed", old.issued, new.issued
        yield "it revises another agenda than before", old.revises, new.revises


_MEETING_WORDS = {
    "body": "it went to the meeting of another body",
    "start": "its meeting begins at another time",
    "end": "its meeting ends at another time",
}


def _item_alterations(before: Document, after: Document, *, adopted: bool) -> Iterator[Alteration]:
    lost = find_lost_number(before, after)
    if lost:
        yield Alteration(f"its item {lost} is gone, is there twice or is another item")
        return
    old_items = {item.number: item for item in before.items if item.number}
    kept_numbers = [item.number for item in after.items if item.number in old_items]
    if kept_numbers != list(old_items):
        yield Alteration("its items are in another order")
    if not old_items and len(after.items) < len(before.items):
        yield Alteration("items are gone")
    if adopted and len(after.items) > len(before.items):
        yield Alteration("an item came after its adoption")
    for item in after.items:
        old_item = old_items.get(item.number) if item.number else None
        if old_item is None:
            continue
        if old_item.withdrawn and not item.withdrawn:
            yield Alteration(f"its item {item.number} is no longer withdrawn", restores_item=not adopted)
        elif adopted and item.withdrawn and not old_item.withdrawn:
            yield Alteration(f"its item {item.number} was withdrawn after its adoption")
        if _printed_values(old_item) != _printed_values(item):
            yield Alteration(f"what is printed of its item {item.number} changed", is_grave=False)


def can_restore_item(agenda: Document, today: date) -> bool:
    """Return whether a withdrawal can be taken back: the meeting has not begun."""
    start = agenda.meeting.start if agenda.meeting else None
    day = start.date() if isinstance(start, datetime) else start
    return day is not None and today < day


def is_altered(before: Document, after: Document) -> bool:
    """Return whether an issued agenda is altered; adoption, late items and withdrawals do not count."""
    return any(find_alterations(before, after))


def _printed_values(item: Item) -> tuple[object, ...]:
    """Return what the page says of an item; results, summaries and follow-ups are added later."""
    lines = tuple(map(_printed_values, item.subitems))
    return item.title, item.kind, item.legislative, item.possible, item.by, item.documents, lines
