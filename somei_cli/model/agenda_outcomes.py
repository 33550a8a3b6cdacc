"""Deciding on the outcome of a meeting: making it with the items of its agenda."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from somei_cli.errors import NumberTaken, Refused, as_typed
from somei_cli.model.agenda_states import need_agenda, need_met
from somei_cli.model.changes import Change, Wording
from somei_cli.model.documents import AgendaState, Document, Status
from somei_cli.model.items import Item, is_adoption
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.snapshot import Snapshot

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
