"""Draft a new agenda with the standing and postponed items of an earlier one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from somei_cli.errors import NotFound, WrongUsage
from somei_cli.model.add_document import refuse_misspelt_body
from somei_cli.model.agenda.issue_and_revision import unpin_documents
from somei_cli.model.agenda.item_match import MatchKind, match_items
from somei_cli.model.agenda.items import UNNUMBERED, number_by_place
from somei_cli.model.document import Agenda, Allotment, Document, Meeting
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.item_words import title_key, was_postponed
from somei_cli.model.items_and_follow_ups import ADOPTION, ANY_OTHER_BUSINESS, Item, is_adoption, is_any_other_business
from somei_cli.model.numbers.number_allotment import find_reserved, keep_reserved_fields
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.snapshot import Snapshot


def take_over_items(snapshot: Snapshot, earlier: Document) -> tuple[Item, ...]:
    """Return the items of an earlier agenda, or of its outcome, that belong on the next agenda of the meeting body.

    Standing items are taken over by title: the adoption, any other business, and those that the agenda before that one
    had too. If the register has no agenda before it, every item counts as standing. They come with their lines and who
    presents them, but without documents. A withdrawn or postponed item keeps its documents too, which are looked up
    again.
    """
    standing_titles = _standing_titles(snapshot, earlier)
    postponed = _find_postponed(snapshot, earlier)
    items: list[Item] = []
    for item in earlier.items:
        if item.withdrawn or any(item is postponed_item for postponed_item in postponed):
            items.append(_with_content(item))
        elif (
            standing_titles is None
            or title_key(item) in standing_titles
            or is_adoption(item)
            or is_any_other_business(item)
        ):
            items.append(_without_documents(_with_content(item)))
    return unpin_documents(items)


def _standing_titles(snapshot: Snapshot, earlier: Document) -> frozenset[str] | None:
    """Return the item titles of the agenda before this one; None if there is no such agenda."""
    body, day = _body_and_day(snapshot, earlier)
    candidates = [
        (other_day, document.number, document)
        for document in snapshot.meeting_documents()
        if document.agenda is not None and body is not None
        for other_body, other_day in [_body_and_day(snapshot, document)]
        if other_body == body and other_day is not None and day is not None and other_day < day and document.items
    ]
    if not candidates:
        return None
    # The highest revision of the agenda of the latest meeting.
    _, _, latest = max(candidates, key=lambda row: (row[0], row[1]))
    return frozenset(map(title_key, latest.items))


def _body_and_day(snapshot: Snapshot, document: Document) -> tuple[str | None, date | None]:
    meeting = document.meeting
    if meeting is None or meeting.body is None:
        return None, meeting.start if meeting else None
    listed_body = snapshot.vocabulary.body_named(meeting.body)
    return (listed_body.key if listed_body else meeting.body), meeting.start


def _find_postponed(snapshot: Snapshot, earlier: Document) -> Sequence[Item]:
    """Return the items that the agenda, or an outcome that reports on it, says were postponed."""
    items = [item for item in earlier.items if was_postponed(item)]
    for outcome, reference in snapshot.citing(earlier.number):
        if reference.kind is not ReferenceKind.AGENDA:
            continue
        for match in match_items(earlier.items, outcome.items):
            if match.kind is not MatchKind.MERGED and any(map(was_postponed, match.later)):
                items += match.earlier
    return items


def _without_documents(item: Item) -> Item:
    return item._replace(documents=(), subitems=tuple(map(_without_documents, item.subitems)))


def _with_content(item: Item) -> Item:
    return _without_number(item)._replace(number=UNNUMBERED)


def _without_number(item: Item) -> Item:
    return Item(
        item.title,
        None,
        item.kind,
        item.legislative,
        by=item.by,
        documents=item.documents,
        subitems=tuple(map(_without_number, item.subitems)),
    )


def with_standard_items(items: Iterable[Item], adoption: str, other_business: str) -> tuple[Item, ...]:
    """Return the items with the adoption of the agenda first and any other business last, added if missing."""
    kept_items = tuple(items)
    opening = () if any(map(is_adoption, kept_items)) else (Item(adoption, UNNUMBERED),)
    closing = () if any(map(is_any_other_business, kept_items)) else (Item(other_business, UNNUMBERED),)
    return (*opening, *kept_items, *closing)


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
    """Return the change that drafts an agenda: adoption of the agenda first, any other business last.

    `earlier` is the agenda or outcome whose standing and postponed items are taken over. Its marking is taken over too,
    since titles may say what it protects.

    Raises:
        NumberTaken: if the number has a document.
        NotFound: if the earlier agenda has no items.
        WrongUsage: if the meeting ends before it starts, or the body is misspelt.
    """
    reserved = find_reserved(snapshot, number)
    start, end = days
    if end and end < start:
        raise WrongUsage(f"A meeting of {start} cannot end on {end}.")
    earlier_agenda = snapshot.require(earlier) if earlier else None
    if earlier_agenda is not None and not earlier_agenda.items:
        raise NotFound(f"{earlier_agenda.number} has no items to take over.")
    refuse_misspelt_body(body, snapshot.vocabulary)
    listed_body = snapshot.vocabulary.body_named(body)
    items = take_over_items(snapshot, earlier_agenda) if earlier_agenda else ()
    draft = replace(
        _draft_like(number, earlier_agenda),
        allotted=allotted,
        subject=subject or f"Provisional agenda of the {listed_body.name if listed_body else body}",
        meeting=Meeting(listed_body.key if listed_body else body, start, end if end != start else None),
        agenda=Agenda(),
        items=number_by_place(with_standard_items(items, ADOPTION, ANY_OTHER_BUSINESS)),
    )
    draft = keep_reserved_fields(draft, reserved)
    return Change("agenda create", f"Draft the agenda {number}", puts=(draft,), wording=Wording.COPIED)


def _draft_like(number: DocumentNumber, earlier_agenda: Document | None) -> Document:
    """Return a draft with the fields that two agendas of a meeting body share."""
    draft = Document(number, Status.DRAFT, type=AGENDA_TYPE)
    if earlier_agenda is None:
        return draft
    draft = replace(draft, languages=earlier_agenda.languages, marking=earlier_agenda.marking)
    if earlier_agenda.agenda is None:
        return draft
    return replace(
        draft, place=earlier_agenda.place, originator=earlier_agenda.originator, addressee=earlier_agenda.addressee
    )
