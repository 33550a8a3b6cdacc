"""Deciding on an outcome that is in the register: tying it to the agenda that it reports on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from somei_cli.errors import Refused, as_typed
from somei_cli.model.agenda_outcomes import OutcomeRequest, adoption_number
from somei_cli.model.agenda_states import need_agenda, need_met
from somei_cli.model.changes import Change
from somei_cli.model.documents import Agenda, AgendaState, Document, Status
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.snapshot import Snapshot


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
