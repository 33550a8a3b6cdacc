"""Deciding on an agenda as a whole: issuing it, and revising it.

By when an agenda and its documents must be with the members: which of a meeting's deadlines holds for which.
The documents of items: looked up while an agenda is drafted, pinned to the current text when it is issued.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.errors import Refused, as_typed
from somei_cli.model.agenda.items import by_place, numbered
from somei_cli.model.agenda.lifecycle import is_draft, main_texts, need_agenda, revised_by
from somei_cli.model.document import Agenda, AgendaState, Document, Status, current_text
from somei_cli.model.document_number import DocumentNumber, Suffix, SuffixKind
from somei_cli.model.items import Item
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.working_days import deadlines


class Deadlines(NamedTuple):
    """The last days in time; None where no rule sets one, as for working parties and dialogues.

    `binding` is that of the agenda where it is more than best efforts.
    """

    agenda: date | None = None
    documents: date | None = None
    binding: date | None = None


def deadlines_of(agenda: Document, snapshot: Snapshot) -> Deadlines:
    """The deadlines of an agenda's meeting, by its body or as the register sets them."""
    meeting = agenda.meeting
    if meeting is None or meeting.body is None or meeting.start is None:
        return Deadlines()
    known = snapshot.vocabulary.body_named(meeting.body)
    body = known.key if known else meeting.body
    own = snapshot.settings.deadlines.get(body)
    rows = deadlines(body, meeting.start, own)
    if not rows:
        return Deadlines()
    # The register's own deadline, and the one for justice and home affairs, hold for the agenda and its documents.
    together = own is not None or body == "JHA"
    return Deadlines(agenda=rows[0 if together else -1].by, documents=rows[0].by, binding=rows[-1].by)


def pinned(items: Iterable[Item], snapshot: Snapshot, *, anew: bool = False) -> tuple[Item, ...]:
    """Items whose documents are the texts that stand now; a revision named as such stays unless all is done anew."""

    def text_of(number: DocumentNumber) -> DocumentNumber:
        fixed = not number.is_main_text if anew else bool(number.suffixes)
        current = None if fixed else issued_text(number, snapshot)
        return current.number if current else number

    return tuple(_with_documents(item, text_of) for item in items)


def unpinned(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items whose documents are looked up anew: a first issue stands for whatever text is current."""
    return tuple(_with_documents(item, _first_issue) for item in items)


def issued_text(number: DocumentNumber, snapshot: Snapshot) -> Document | None:
    """The text of a family that has been issued and stands; drafts are nobody's text yet."""
    return current_text([member for member in snapshot.family(number) if member.status is Status.ISSUED])


def documents_of(items: Iterable[Item]) -> tuple[DocumentNumber, ...]:
    """Every document that items and their lines name, once."""
    return tuple(dict.fromkeys(number for item in items for part in item.walk() for number in part.documents))


def _first_issue(number: DocumentNumber) -> DocumentNumber:
    return number.base if number.is_main_text else number


def _with_documents(item: Item, chosen: Callable[[DocumentNumber], DocumentNumber]) -> Item:
    documents = tuple(dict.fromkeys(map(chosen, item.documents)))
    return item._replace(documents=documents, subitems=tuple(_with_documents(sub, chosen) for sub in item.subitems))


def issue_agenda(snapshot: Snapshot, number: DocumentNumber, day: date) -> Change:
    """Issue a draft: its date is set, its item numbers are printed, its documents are those that stand now.

    Raises:
        Refused: where it is issued already, has no items, or the agenda that it revises has been adopted; and on a day
            after the meeting began.
    """
    document = snapshot.need(number)
    agenda = need_agenda(document)
    if not is_draft(document):
        told = f" on {agenda.issued}" if agenda.issued else ""
        hint = f"Draft a revised agenda: somei agenda revise {as_typed(number)}"
        raise Refused(f"The agenda {number} has been issued{told} already.", hint)
    refuse_provisional(number, "issued")
    if not document.items:
        raise Refused(f"The agenda {number} has no items.", "Put one on it with: somei agenda add-item AGENDA TITLE")
    revised = snapshot.get(agenda.revises) if agenda.revises else None
    if revised and revised.agenda and revised.agenda.state is AgendaState.ADOPTED:
        raise Refused(f"The meeting has adopted {revised.number}; a revision of it comes too late.")
    if document.meeting and document.meeting.start and day > document.meeting.start:
        hint = "Give the day on which it went out: --date D"
        raise Refused(f"The meeting of {number} began on {document.meeting.start}, and {day} is later.", hint)
    issued = replace(
        document,
        status=Status.ISSUED,
        date=day,
        place=document.place or snapshot.settings.place,
        agenda=agenda._replace(issued=day),
        items=pinned(_final(snapshot, document), snapshot, anew=agenda.revises is not None),
    )
    return Change("agenda issue", f"Issue the agenda {number}", puts=(issued,))


def _final(snapshot: Snapshot, draft: Document) -> tuple[Item, ...]:
    """The items as they are printed; numbers that somebody wrote into a first draft by hand stay."""
    numbers = [item.number for item in draft.items if item.number]
    if len(set(numbers)) == len(draft.items) and (draft.agenda is None or draft.agenda.revises is None):
        return draft.items
    return numbered(snapshot, draft, draft.items) if draft.agenda and draft.agenda.revises else by_place(draft.items)


def revise_agenda(snapshot: Snapshot, number: DocumentNumber) -> Change:
    """Draft the next revision of an issued agenda, with its items under their printed numbers; the old one is kept.

    Its documents are those that are current now, and are looked up once more when it is issued.

    Raises:
        Refused: where it is a draft, adopted, or revised already, or is no main text.
    """
    old = snapshot.need(number)
    agenda = need_agenda(old)
    if len(number.suffixes) > 1 or (number.suffixes and not number.revision):
        raise Refused(f"{number} is no main text; only a first issue and its revisions are revised.")
    if is_draft(old):
        hint = f"Change its items, then: somei agenda issue {as_typed(number)}"
        raise Refused(f"The agenda {number} is a draft; there is nothing to revise yet.", hint)
    if agenda.state is AgendaState.ADOPTED:
        raise Refused(f"The agenda {number} has been adopted; it can no longer be revised.")
    later = revised_by(snapshot, old)
    if later:
        raise Refused(
            f"The agenda {number} has the revision {later.number} already.",
            f"Look at it with: somei agenda show {as_typed(later.number)}",
        )
    # A number that was void or withdrawn is not given again.
    highest = max(member.number.revision for member in main_texts(snapshot, number))
    suffixes = (Suffix(SuffixKind.REV, highest + 1),)
    new = replace(
        old,
        number=DocumentNumber(number.series, number.number, number.year, suffixes),
        status=Status.DRAFT,
        date=None,
        note=None,
        source=None,
        allotted=None,
        access=(),
        agenda=Agenda(revises=number, extra=agenda.extra),
        items=pinned(old.items, snapshot, anew=True),
        waive=(),
    )
    return Change("agenda revise", f"Revise the agenda {number} as {new.number}", puts=(new,), wording=Wording.COPIED)
