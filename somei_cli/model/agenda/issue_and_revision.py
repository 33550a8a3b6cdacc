"""Issue and revise an agenda: its deadlines, its printed item numbers and the documents of its items."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.errors import Refused, shell_word
from somei_cli.model.agenda.items import renumber_items
from somei_cli.model.agenda.lifecycle import find_later_revision, is_draft, main_texts, require_agenda
from somei_cli.model.council_calendar import meeting_deadlines
from somei_cli.model.document import Agenda, AgendaState, Document, current_text
from somei_cli.model.document_number import DocumentNumber, Status, Suffix, SuffixKind
from somei_cli.model.document_status import refuse_day_before_number
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.snapshot import Snapshot


class AgendaDeadlines(NamedTuple):
    """The last days on which agenda and documents are in time; None if no rule sets one, as for working parties.

    `binding` is the deadline of the agenda that is more than best efforts.
    """

    agenda: date | None = None
    documents: date | None = None
    binding: date | None = None


def agenda_deadlines(agenda: Document, snapshot: Snapshot) -> AgendaDeadlines:
    """Return the deadlines of an agenda, by its meeting body or as the register sets them."""
    meeting = agenda.meeting
    if meeting is None or meeting.body is None or meeting.start is None:
        return AgendaDeadlines()
    listed_body = snapshot.vocabulary.body_named(meeting.body)
    body = listed_body.key if listed_body else meeting.body
    own_days = snapshot.settings.deadlines.get(body)
    rows = meeting_deadlines(body, meeting.start, own_days)
    if not rows:
        return AgendaDeadlines()
    # The register's own deadline, and that of the JHA Council, applies to the agenda and its documents alike.
    same_day = own_days is not None or body == "JHA"
    return AgendaDeadlines(agenda=rows[0 if same_day else -1].by, documents=rows[0].by, binding=rows[-1].by)


def pin_documents(items: Iterable[Item], snapshot: Snapshot, *, renew: bool = False) -> tuple[Item, ...]:
    """Return the items with each document replaced by the current text of its family, under its present number.

    A revision that is named as such stays, unless `renew` is set.
    """

    def text_of(number: DocumentNumber) -> DocumentNumber:
        renumbered = find_new_number(snapshot, number)
        return renumbered if renumbered.suffixes and not renew else find_current_number(snapshot, renumbered)

    return tuple(choose_documents(item, text_of) for item in items)


def unpin_documents(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items with first issues in place of main texts, so that the current texts are looked up again."""
    return tuple(choose_documents(item, _first_issue) for item in items)


def find_issued_text(number: DocumentNumber, snapshot: Snapshot) -> Document | None:
    """Return the current text of a family among the issued ones; a draft is not yet a text for others."""
    return current_text([member for member in snapshot.family(number) if member.status is Status.ISSUED])


def find_current_number(snapshot: Snapshot, number: DocumentNumber) -> DocumentNumber:
    """Return under which number the text of a paper is read now: the present number of its highest issued revision.

    A named revision stands for no lower one, and another text than a main text for itself.
    """
    renumbered = find_new_number(snapshot, number)
    current = find_issued_text(renumbered, snapshot) if renumbered.is_main_text else None
    return current.number if current and current.number.revision > renumbered.revision else renumbered


def find_paper_number(snapshot: Snapshot, agenda: Document, number: DocumentNumber) -> DocumentNumber:
    """Return under which number a paper that an agenda names is to be read.

    An adopted agenda keeps the texts that the meeting had, and an outcome those that it reports on.
    """
    if agenda.agenda is None or agenda.agenda.state is AgendaState.ADOPTED:
        return find_new_number(snapshot, number)
    return find_current_number(snapshot, number)


def find_new_numbers(snapshot: Snapshot, items: Iterable[Item]) -> Mapping[DocumentNumber, DocumentNumber]:
    """Return the numbers that documents of items have now, by the void ones that an issued agenda goes on printing."""
    new_numbers = {number: find_new_number(snapshot, number) for number in documents_of(items)}
    return {number: new for number, new in new_numbers.items() if new != number}


def find_new_number(snapshot: Snapshot, number: DocumentNumber) -> DocumentNumber:
    """Return the number that a document has now, after any number of renumberings; its own if it has not moved."""
    passed = [number]
    while (entry := snapshot.get(passed[-1])) and entry.status is Status.VOID:
        followers = [
            document.number
            for document, reference in snapshot.citing(passed[-1])
            if reference.kind is ReferenceKind.REPLACES and document.number not in passed
        ]
        if len(followers) != 1:
            break
        passed += followers
    last = snapshot.get(passed[-1])
    return passed[-1] if last and last.status is not Status.VOID else number


def documents_of(items: Iterable[Item]) -> tuple[DocumentNumber, ...]:
    """Return every document that items and their lines list, once."""
    return tuple(dict.fromkeys(number for item in items for part in item.walk() for number in part.documents))


def _first_issue(number: DocumentNumber) -> DocumentNumber:
    return number.base if number.is_main_text else number


def choose_documents(item: Item, choose: Callable[[DocumentNumber], DocumentNumber]) -> Item:
    """Return an item that lists other documents, and so do the lines below it: what `choose` returns for each."""
    documents = tuple(dict.fromkeys(map(choose, item.documents)))
    return item._replace(
        documents=documents, subitems=tuple(choose_documents(sub_item, choose) for sub_item in item.subitems)
    )


def issue_agenda(snapshot: Snapshot, number: DocumentNumber, day: date) -> Change:
    """Return the change that issues a draft: it gets its date, printed item numbers and the current documents.

    Raises:
        Refused: if it is issued already or has no items, if the agenda that it revises has been adopted, or if the day
            is after the start of the meeting.
    """
    document = snapshot.require(number)
    if document.agenda is None and is_draft(document):
        raise Refused(f"{number} is not an agenda.", f"Issue it with: somei issue {shell_word(number)}")
    agenda = require_agenda(document)
    if not is_draft(document):
        issue_words = f" on {agenda.issued}" if agenda.issued else ""
        hint = f"Draft a revised agenda: somei agenda revise {shell_word(number)}"
        raise Refused(f"The agenda {number} has been issued{issue_words} already.", hint)
    refuse_provisional(number, "issued")
    for _, refusal in find_issue_obstacles(document, snapshot, day):
        raise refusal
    numbered, *others = _with_printed_numbers(snapshot, document)
    issued = replace(
        numbered,
        status=Status.ISSUED,
        date=day,
        place=document.place or snapshot.settings.place,
        agenda=agenda._replace(issued=day),
        items=pin_documents(numbered.items, snapshot, renew=agenda.revises is not None),
    )
    return Change("agenda issue", f"Issue the agenda {number}", puts=(issued, *others))


def find_issue_obstacles(draft: Document, snapshot: Snapshot, day: date) -> Iterator[tuple[str, Refused]]:
    """Yield why a draft cannot be issued on a day: in a few words, and as issuing it is refused."""
    number = draft.number
    if not draft.items:
        refusal = Refused(
            f"The agenda {number} has no items.", "Put one on it with: somei agenda add-item AGENDA TITLE"
        )
        yield "it has no items", refusal
    revised = snapshot.get(draft.agenda.revises) if draft.agenda and draft.agenda.revises else None
    if revised and revised.agenda and revised.agenda.state is AgendaState.ADOPTED:
        words = f"the meeting has adopted {revised.number}; a revision of it comes too late"
        yield words, Refused(f"The meeting has adopted {revised.number}; a revision of it comes too late.")
    if refused_day := refuse_day_before_number(number, day):
        yield f"its number is one of {number.year}: give the day on which it goes out with --date", refused_day
    start = draft.meeting.start if draft.meeting else None
    if start and day > start:
        hint = f"Give the day on which it was sent out, {start} or earlier: --date YYYY-MM-DD"
        refusal = Refused(f"The meeting of {number} began on {start}, before {day}.", hint)
        yield f"the meeting began on {start}: give the day on which it went out with --date", refusal


def _with_printed_numbers(snapshot: Snapshot, draft: Document) -> tuple[Document, ...]:
    """Return the draft with its numbers as printed; those that a clerk wrote into a first draft by hand stay."""
    is_revision = draft.agenda is not None and draft.agenda.revises is not None
    numbers = [item.number for item in draft.items if item.number]
    if len(set(numbers)) == len(draft.items) and not is_revision:
        return (draft,)
    return renumber_items(snapshot, draft, draft.items, by_place=not is_revision)


def revise_agenda(snapshot: Snapshot, number: DocumentNumber) -> Change:
    """Return the change that drafts the next revision of an issued agenda; items keep their printed numbers.

    The old agenda stays. The documents are the current ones, and are looked up again when the revision is issued.

    Raises:
        Refused: if the agenda is a draft, adopted or revised already, or if the number is not that of a main text.
    """
    previous = snapshot.require(number)
    agenda = require_agenda(previous)
    if len(number.suffixes) > 1 or (number.suffixes and not number.revision):
        raise Refused(f"{number} is not a main text; only a first issue and its revisions are revised.")
    if is_draft(previous):
        hint = f"Change its items, then: somei agenda issue {shell_word(number)}"
        raise Refused(f"The agenda {number} is a draft; there is nothing to revise yet.", hint)
    if agenda.state is AgendaState.ADOPTED:
        raise Refused(f"The agenda {number} has been adopted; it can no longer be revised.")
    later = find_later_revision(snapshot, previous)
    if later:
        raise Refused(
            f"The agenda {number} has the revision {later.number} already.",
            f"Look at it with: somei agenda show {shell_word(later.number)}",
        )
    # The number of a void or withdrawn revision is not used again.
    highest = max(member.number.revision for member in main_texts(snapshot, number))
    suffixes = (Suffix(SuffixKind.REV, highest + 1),)
    draft = replace(
        previous,
        number=DocumentNumber(number.series, number.number, number.year, suffixes),
        status=Status.DRAFT,
        date=None,
        note=None,
        source=None,
        allotted=None,
        access=(),
        agenda=Agenda(revises=number, extra=agenda.extra),
        items=pin_documents(previous.items, snapshot, renew=True),
        waive=(),
    )
    return Change(
        "agenda revise", f"Revise the agenda {number} as {draft.number}", puts=(draft,), wording=Wording.COPIED
    )
