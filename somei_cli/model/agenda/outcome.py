"""Deciding on the outcome of a meeting: making it with the items of its agenda.

Deciding on an outcome that is in the register: tying it to the agenda that it reports on.
Deciding on the adoption of an agenda by the meeting.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.errors import NumberTaken, Refused, as_typed
from somei_cli.model.agenda.lifecycle import is_draft, need_agenda, need_met, revised_by
from somei_cli.model.document import Agenda, AgendaState, Document, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items import Item, is_adoption
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.snapshot import Snapshot

OUTCOME_TYPE = "OUTCOME OF PROCEEDINGS"


class OutcomeRequest(NamedTuple):
    """How an outcome shall be: its number, its subject, and its date, without which it stays a draft."""

    number: DocumentNumber
    subject: str | None = None
    dated: date | None = None


def report_on(snapshot: Snapshot, number: DocumentNumber, wanted: OutcomeRequest, sentence: str) -> Change:
    """Make the outcome of an adopted agenda: its items that were not withdrawn, and the sentence that adopts it.

    Raises:
        NumberTaken: where the number of the outcome is.
        Refused: where the meeting has not adopted the agenda, or has another text of it before it.
    """
    agenda = need_met(snapshot, number)
    if need_agenda(agenda).state is not AgendaState.ADOPTED:
        start = agenda.meeting.start if agenda.meeting else None
        hint = f"Record when it was: somei agenda adopt {as_typed(number)} --on {start or 'D'}"
        raise Refused(f"The meeting has not adopted the agenda {number} yet.", hint)
    held = snapshot.get(wanted.number)
    if held is not None and held.status is not Status.RESERVED:
        raise NumberTaken(wanted.number)
    if wanted.number.base == number.base:
        raise Refused(f"{wanted.number} belongs to the agenda; an outcome has a number of its own.")
    items = tuple(_reported(item, sentence) for item in agenda.items if not item.withdrawn)
    outcome = Document(
        wanted.number,
        Status.ISSUED if wanted.dated else Status.DRAFT,
        type=OUTCOME_TYPE,
        subject=wanted.subject or "Summary of discussions",
        date=wanted.dated,
        place=snapshot.settings.place if wanted.dated else None,
        languages=agenda.languages,
        marking=agenda.marking,
        originator=_body_name(snapshot, agenda),
        addressee="Delegations",
        meeting=agenda.meeting,
        references=(Reference(number, ReferenceKind.AGENDA, adoption_number(items)),),
        items=items,
        allotted=held.allotted if held else None,
    )
    return Change(
        "agenda outcome", f"Report on the agenda {number} in {wanted.number}", puts=(outcome,), wording=Wording.COPIED
    )


def _reported(item: Item, sentence: str) -> Item:
    """An item as the outcome repeats it: what the meeting did with it is for the clerk to write."""
    told = sentence if is_adoption(item) else None
    return item._replace(possible=False, reason=None, result=None, summary=told, follow_ups=())


def adoption_number(items: Sequence[Item]) -> str | None:
    """The number of the item that adopts the agenda, on which the reference to it hangs."""
    return next((item.number for item in items if is_adoption(item)), None)


def _body_name(snapshot: Snapshot, agenda: Document) -> str | None:
    body = agenda.meeting.body if agenda.meeting else None
    known = snapshot.vocabulary.body_named(body) if body else None
    return known.name if known else body


def tie_outcome(
    snapshot: Snapshot, number: DocumentNumber, wanted: OutcomeRequest, named: Sequence[DocumentNumber]
) -> Change:
    """Tie a document to the agenda that it reports on, and record the adoption where its text tells of it.

    `named` are the documents that its text names as the agenda that was adopted.

    Raises:
        Refused: where its text or a reference names another agenda.
    """
    agenda, outcome = need_met(snapshot, number), snapshot.need(wanted.number)
    if outcome.number.base == number.base or outcome.agenda is not None:
        raise Refused(f"{outcome.number} is an agenda itself; it reports on none.")
    _refuse_another(outcome, number, named)
    puts = [_tied(outcome, agenda, wanted)]
    held = need_agenda(agenda)
    met = (agenda.meeting or outcome.meeting) if number in named else None
    if held.state is AgendaState.PROVISIONAL and met and met.start:
        puts.append(replace(agenda, agenda=_adopted(held, met.start)))
    changed = tuple(put for put in puts if put != snapshot.get(put.number))
    return Change("agenda outcome", f"Tie {outcome.number} to the agenda {number}", puts=changed)


def _refuse_another(outcome: Document, number: DocumentNumber, named: Sequence[DocumentNumber]) -> None:
    if named and number not in named:
        others = ", ".join(map(str, named))
        hint = "Compare both documents; one of the two numbers was misread, or the other agenda is meant."
        raise Refused(f"{outcome.number} says that the agenda in {others} was adopted, not {number}.", hint)
    other = next((r.to for r in outcome.references if r.kind is ReferenceKind.AGENDA and r.to != number), None)
    if other and number not in (r.to for r in outcome.references if r.kind is ReferenceKind.AGENDA):
        words = f"{as_typed(outcome.number)} {as_typed(other)}"
        raise Refused(f"{outcome.number} reports on {other}.", f"Take that off first: somei xref remove {words}")


def _tied(outcome: Document, agenda: Document, wanted: OutcomeRequest) -> Document:
    changed = replace(outcome, meeting=outcome.meeting or agenda.meeting, subject=wanted.subject or outcome.subject)
    if not any(r.kind is ReferenceKind.AGENDA and r.to == agenda.number for r in outcome.references):
        reference = Reference(agenda.number, ReferenceKind.AGENDA, adoption_number(outcome.items))
        # What was read as a mere citation is this reference.
        others = [r for r in outcome.references if r != reference._replace(kind=ReferenceKind.CITES)]
        changed = replace(changed, references=(reference, *others))
    if wanted.dated and outcome.date not in {None, wanted.dated}:
        raise Refused(f"{outcome.number} is dated {outcome.date} already.")
    if wanted.dated:
        changed = replace(changed, status=Status.ISSUED, date=wanted.dated)
    return changed


def _adopted(agenda: Agenda, on: date) -> Agenda:
    return agenda._replace(state=AgendaState.ADOPTED, adopted=on)


def adopt_agenda(snapshot: Snapshot, number: DocumentNumber, on: date, today: date, sentence: str | None) -> Change:
    """Record that the meeting adopted an agenda; a sentence tells what was different from the page.

    The sentence is kept as the result of the item that adopts the agenda.

    Raises:
        Refused: where it is a draft, adopted on another day, issued later, or a revision has been issued; and on a day
            that has not come, or is none of the meeting.
    """
    document = snapshot.need(number)
    agenda = need_agenda(document)
    if is_draft(document):
        raise Refused(f"The agenda {number} has not been issued.", f"Use: somei agenda issue {as_typed(number)}")
    if agenda.state is AgendaState.ADOPTED and (agenda.adopted not in {None, on}):
        raise Refused(f"The agenda {number} was adopted on {agenda.adopted} already.")
    later = revised_by(snapshot, document)
    if later and not is_draft(later):
        hint = f"Use: somei agenda adopt {as_typed(later.number)} --on {on}"
        raise Refused(f"The agenda {number} is revised by {later.number}, which the meeting has before it.", hint)
    if agenda.issued and on < agenda.issued:
        raise Refused(f"The agenda {number} was issued on {agenda.issued}; it cannot be adopted on {on}.")
    if on > today:
        raise Refused(f"The agenda {number} cannot be adopted on {on}: that day has not come.")
    _refuse_outside(document, on)
    changed = replace(document, agenda=agenda._replace(state=AgendaState.ADOPTED, adopted=on))
    if sentence:
        changed = _with_result(changed, sentence)
    puts = (changed,) if changed != document else ()
    return Change("agenda adopt", f"Adopt the agenda {number}", puts=puts)


def _refuse_outside(agenda: Document, on: date) -> None:
    met = agenda.meeting
    if met and met.start and not met.start <= on <= (met.end or met.start):
        days = f"from {met.start} to {met.end}" if met.end else f"on {met.start}"
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
