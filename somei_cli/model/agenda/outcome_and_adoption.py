"""Create the outcome of a meeting, link an outcome to its agenda, and record the adoption of an agenda."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.errors import Refused, shell_word
from somei_cli.model.agenda.issue_and_revision import choose_documents, find_new_numbers
from somei_cli.model.agenda.lifecycle import find_later_revision, is_draft, require_agenda, require_current_agenda
from somei_cli.model.document import Agenda, AgendaState, Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import Item, is_adoption
from somei_cli.model.numbers.number_allotment import find_reserved, keep_reserved_fields
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise

OUTCOME_TYPE = "OUTCOME OF PROCEEDINGS"


class OutcomeRequest(NamedTuple):
    """The number, subject and date that an outcome shall have; without a date it stays a draft."""

    number: DocumentNumber
    subject: str | None = None
    dated: date | None = None


def create_outcome(
    snapshot: Snapshot, number: DocumentNumber, request: OutcomeRequest, sentence: str, today: date
) -> Change:
    """Return the change that creates the outcome of an adopted agenda.

    It has the items that were not withdrawn, and the sentence that adopts the agenda.

    Raises:
        NumberTaken: if the number of the outcome has a document.
        Refused: if the meeting has not adopted the agenda, or used another text of it.
    """
    agenda = require_current_agenda(snapshot, number)
    if require_agenda(agenda).state is not AgendaState.ADOPTED:
        start = agenda.meeting.start if agenda.meeting else None
        if start and start > today:
            hint = f"From that day on, record the adoption: somei agenda adopt {shell_word(number)} --on {start}"
            raise Refused(f"The meeting of {number} is on {start}, and its outcome is made after it.", hint)
        hint = f"Record when it was: somei agenda adopt {shell_word(number)} --on {start or 'D'}"
        raise Refused(f"The meeting has not adopted the agenda {number} yet.", hint)
    reserved = find_reserved(snapshot, request.number)
    if request.number.base == number.base:
        raise Refused(f"{request.number} belongs to the agenda; an outcome has a number of its own.")
    new_numbers = find_new_numbers(snapshot, agenda.items)
    items = tuple(_item_of_outcome(item, sentence, new_numbers) for item in agenda.items if not item.withdrawn)
    outcome = Document(
        request.number,
        Status.ISSUED if request.dated else Status.DRAFT,
        type=OUTCOME_TYPE,
        subject=request.subject or "Summary of discussions",
        date=request.dated,
        place=snapshot.settings.place if request.dated else None,
        languages=agenda.languages,
        marking=agenda.marking,
        originator=_body_name(snapshot, agenda),
        addressee="Delegations",
        meeting=agenda.meeting,
        references=(Reference(number, ReferenceKind.AGENDA, find_adoption_number(items)),),
        items=items,
    )
    outcome = keep_reserved_fields(outcome, reserved)
    return Change(
        "agenda outcome", f"Report on the agenda {number} in {request.number}", puts=(outcome,), wording=Wording.COPIED
    )


def _item_of_outcome(item: Item, sentence: str, new_numbers: Mapping[DocumentNumber, DocumentNumber]) -> Item:
    """Return an item for the outcome, with current numbers; the clerk writes what the meeting did with it."""
    summary = sentence if is_adoption(item) else None
    renumbered = choose_documents(item, lambda number: new_numbers.get(number, number))
    return renumbered._replace(possible=False, reason=None, result=None, summary=summary, follow_ups=())


def describe_items_without_text(document: Document) -> Iterator[str]:
    """Yield a sentence if a report on an agenda says nothing of some of its items."""
    if document.agenda is None and any(link.kind is ReferenceKind.AGENDA for link in document.references):
        empty = [item for item in document.items if not any(part.summary or part.result for part in item.walk())]
        if empty:
            verb = "has" if len(empty) == 1 else "have"
            yield f"{len(empty)} of {pluralise(len(document.items), 'item')} in {document.number} {verb} no text"


def find_adoption_number(items: Sequence[Item]) -> str | None:
    """Return the number of the item that adopts the agenda; the reference to the agenda belongs to it."""
    return next((item.number for item in items if is_adoption(item)), None)


def _body_name(snapshot: Snapshot, agenda: Document) -> str | None:
    body = agenda.meeting.body if agenda.meeting else None
    listed_body = snapshot.vocabulary.body_named(body) if body else None
    return listed_body.name if listed_body else body


def link_outcome(
    snapshot: Snapshot, number: DocumentNumber, request: OutcomeRequest, named_agendas: Sequence[DocumentNumber]
) -> Change:
    """Return the change that links a document to its agenda, and records the adoption if its text reports it.

    `named_agendas` are the documents that its text names as the adopted agenda.

    Raises:
        Refused: if its text or a reference names another agenda.
    """
    agenda, outcome = require_current_agenda(snapshot, number), snapshot.require(request.number)
    if outcome.number.base == number.base or outcome.agenda is not None:
        raise Refused(f"{outcome.number} is an agenda itself; it reports on none.")
    _refuse_other_agenda(outcome, number, named_agendas)
    puts = [_linked_outcome(outcome, agenda, request)]
    life = require_agenda(agenda)
    meeting = (agenda.meeting or outcome.meeting) if number in named_agendas else None
    if life.state is AgendaState.PROVISIONAL and meeting and meeting.start:
        puts.append(replace(agenda, agenda=_with_adoption(life, meeting.start)))
    changed = tuple(document for document in puts if document != snapshot.get(document.number))
    return Change("agenda outcome", f"Link {outcome.number} to the agenda {number}", puts=changed)


def _refuse_other_agenda(outcome: Document, number: DocumentNumber, named_agendas: Sequence[DocumentNumber]) -> None:
    if named_agendas and number not in named_agendas:
        names = ", ".join(map(str, named_agendas))
        hint = "Compare both documents; one of the two numbers was misread, or the other agenda is meant."
        raise Refused(f"{outcome.number} says that the agenda in {names} was adopted, not {number}.", hint)
    other_agenda = next(
        (
            reference.to
            for reference in outcome.references
            if reference.kind is ReferenceKind.AGENDA and reference.to != number
        ),
        None,
    )
    if other_agenda and number not in (
        reference.to for reference in outcome.references if reference.kind is ReferenceKind.AGENDA
    ):
        words = f"{shell_word(outcome.number)} {shell_word(other_agenda)}"
        raise Refused(f"{outcome.number} reports on {other_agenda}.", f"Take that off first: somei xref remove {words}")


def _linked_outcome(outcome: Document, agenda: Document, request: OutcomeRequest) -> Document:
    changed = replace(outcome, meeting=outcome.meeting or agenda.meeting, subject=request.subject or outcome.subject)
    if not any(link.kind is ReferenceKind.AGENDA and link.to == agenda.number for link in outcome.references):
        reference = Reference(agenda.number, ReferenceKind.AGENDA, find_adoption_number(outcome.items))
        # The importer may have read the same reference as a citation: this one replaces it.
        other_references = [link for link in outcome.references if link != reference._replace(kind=ReferenceKind.CITES)]
        changed = replace(changed, references=(reference, *other_references))
    if request.dated and outcome.date not in {None, request.dated}:
        raise Refused(f"{outcome.number} is dated {outcome.date} already.")
    if request.dated:
        changed = replace(changed, status=Status.ISSUED, date=request.dated)
    return changed


def _with_adoption(agenda: Agenda, on: date) -> Agenda:
    return agenda._replace(state=AgendaState.ADOPTED, adopted=on)


def adopt_agenda(snapshot: Snapshot, number: DocumentNumber, on: date, today: date, sentence: str | None) -> Change:
    """Return the change that records the adoption; `sentence` says what was different from the page.

    The sentence is kept as the result of the item that adopts the agenda.

    Raises:
        Refused: if the agenda is a draft, adopted on another day, issued later, or has an issued revision; or if the
            day is in the future or not a day of the meeting.
    """
    document = snapshot.require(number)
    agenda = require_agenda(document)
    if is_draft(document):
        raise Refused(f"The agenda {number} has not been issued.", f"Use: somei agenda issue {shell_word(number)}")
    if agenda.state is AgendaState.ADOPTED and (agenda.adopted not in {None, on}):
        raise Refused(f"The agenda {number} was adopted on {agenda.adopted} already.")
    later = find_later_revision(snapshot, document)
    if later and not is_draft(later):
        hint = f"Use: somei agenda adopt {shell_word(later.number)} --on {on}"
        raise Refused(f"The agenda {number} is revised by {later.number}, which the meeting has before it.", hint)
    if agenda.issued and on < agenda.issued:
        raise Refused(f"The agenda {number} was issued on {agenda.issued}; it cannot be adopted on {on}.")
    if on > today:
        raise Refused(f"The agenda {number} cannot be adopted on {on}: that day has not come.")
    _refuse_other_day(document, on)
    changed = replace(document, agenda=agenda._replace(state=AgendaState.ADOPTED, adopted=on))
    if sentence:
        changed = _with_result(changed, sentence)
    puts = (changed,) if changed != document else ()
    return Change("agenda adopt", f"Adopt the agenda {number}", puts=puts)


def _refuse_other_day(agenda: Document, on: date) -> None:
    meeting = agenda.meeting
    if meeting and meeting.start and not meeting.start <= on <= (meeting.end or meeting.start):
        days = f"from {meeting.start} to {meeting.end}" if meeting.end else f"on {meeting.start}"
        hint = "If the meeting was on another day, correct that in the file of the agenda first."
        raise Refused(f"The meeting of {agenda.number} is {days}; it cannot adopt its agenda on {on}.", hint)


def _with_result(agenda: Document, sentence: str) -> Document:
    adoption = next((item for item in agenda.items if is_adoption(item)), None)
    if adoption is None:
        raise Refused(
            f"{agenda.number} has no item that adopts the agenda, to say with what it was adopted.",
            "Leave --with out and record it in the outcome.",
        )
    items = tuple(item._replace(result=sentence) if item is adoption else item for item in agenda.items)
    return replace(agenda, items=items)
