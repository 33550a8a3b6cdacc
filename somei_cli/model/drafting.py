"""Deciding on a new agenda: its number, and the draft with the items of an earlier one."""

from dataclasses import replace
from datetime import date

from somei_cli.errors import NotFound, NumberTaken, WrongUsage
from somei_cli.model.agenda_carrying import framed, taken_over
from somei_cli.model.agenda_numbering import by_place
from somei_cli.model.changes import Change, Wording
from somei_cli.model.documents import Agenda, Allotment, Document, Meeting, Status
from somei_cli.model.items import ADOPTION, ANY_OTHER_BUSINESS
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot

AGENDA_TYPE = "PROVISIONAL AGENDA"


def create_agenda(
    snapshot: Snapshot,
    number: DocumentNumber,
    body: str,
    days: tuple[date, date | None],
    *,
    subject: str | None,
    earlier: DocumentNumber | None,
    allotted: Allotment | None = None,
) -> Change:
    """Begin an agenda as a draft: adoption of the agenda first, any other business last.

    `earlier` is the agenda, or the outcome, whose standing items and put-off ones are taken over; its marking comes
    along, since titles may say what it protects.

    Raises:
        NumberTaken: where the number is.
        NotFound: where the earlier agenda has no items.
        WrongUsage: where the meeting ends before it starts.
    """
    held = snapshot.get(number)
    if held is not None and held.status is not Status.RESERVED:
        raise NumberTaken(number)
    start, end = days
    if end and end < start:
        raise WrongUsage(f"A meeting of {start} cannot end on {end}.")
    before = snapshot.need(earlier) if earlier else None
    if before is not None and not before.items:
        raise NotFound(f"{before.number} has no items to take over.")
    known = snapshot.vocabulary.body_named(body)
    items = taken_over(snapshot, before) if before else ()
    draft = replace(
        _like(number, before),
        allotted=allotted or (held.allotted if held else None),
        subject=subject or f"Provisional agenda of the {known.name if known else body}",
        meeting=Meeting(known.key if known else body, start, end if end != start else None),
        agenda=Agenda(),
        items=by_place(framed(items, ADOPTION, ANY_OTHER_BUSINESS)),
    )
    return Change("agenda create", f"Draft the agenda {number}", puts=(draft,), wording=Wording.COPIED)


def _like(number: DocumentNumber, before: Document | None) -> Document:
    """A draft with what two agendas of a body have in common."""
    draft = Document(number, Status.DRAFT, type=AGENDA_TYPE)
    if before is None:
        return draft
    draft = replace(draft, languages=before.languages, marking=before.marking)
    if before.agenda is None:
        return draft
    return replace(draft, place=before.place, originator=before.originator, addressee=before.addressee)
