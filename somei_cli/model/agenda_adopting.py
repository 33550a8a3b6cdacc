"""Deciding on the adoption of an agenda by the meeting."""

from dataclasses import replace
from datetime import date

from somei_cli.errors import Refused, as_typed
from somei_cli.model.agenda_states import is_draft, need_agenda, revised_by
from somei_cli.model.changes import Change
from somei_cli.model.documents import AgendaState, Document
from somei_cli.model.items import is_adoption
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot


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
