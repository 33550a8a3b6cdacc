"""Deciding on a new agenda: its number, and the draft with the items of an earlier one.

What a new agenda takes over from an earlier one: its standing items, and those that were not dealt with.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from somei_cli.errors import NotFound, NumberTaken, WrongUsage
from somei_cli.model.agenda.issuance import unpinned
from somei_cli.model.agenda.item_match import MatchKind, match_items, title_key
from somei_cli.model.agenda.items import UNNUMBERED, by_place
from somei_cli.model.document import Agenda, Allotment, Document, Meeting, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items import ADOPTION, ANY_OTHER_BUSINESS, Item, is_adoption, is_any_other_business
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.snapshot import Snapshot

_PUT_OFF = (
    r"(?i)\b(?:postponed|deferred|adjourned|carried over|put off|"
    r"not (?:been )?(?:discussed|dealt with|addressed|reached|taken))\b"
)
_FIRST_SENTENCE = r"[^.!?\n]{0,200}"
_THE_ITEM = r"(?i)\b(?:item|point|discussion|it) (?:was|has been|had been|is) "


def taken_over(snapshot: Snapshot, earlier: Document) -> tuple[Item, ...]:
    """The items of an earlier agenda, or of its outcome, that belong on the next one of the body.

    Standing items come by their titles: the adoption, any other business, and those that the agenda of the body
    before that one had too; where the register holds none before it, every item counts as one. An item that was
    withdrawn or postponed comes whole, with its lines and its documents, which are looked up anew.
    """
    standing = _standing_titles(snapshot, earlier)
    put_off = _put_off(snapshot, earlier)
    items: list[Item] = []
    for item in earlier.items:
        if item.withdrawn or any(item is one for one in put_off):
            items.append(_whole(item))
        elif standing is None or title_key(item) in standing or is_adoption(item) or is_any_other_business(item):
            items.append(_by_title(item))
    return unpinned(items)


def _standing_titles(snapshot: Snapshot, earlier: Document) -> frozenset[str] | None:
    """The titles of the agenda before; None where there is none."""
    body, day = _meeting(snapshot, earlier)
    before = [
        (held_day, document.number, document)
        for document in snapshot.of_meetings()
        if document.agenda is not None and body is not None
        for held_body, held_day in [_meeting(snapshot, document)]
        if held_body == body and held_day is not None and day is not None and held_day < day and document.items
    ]
    if not before:
        return None
    # The highest revision of the agenda of the latest meeting.
    _, _, last = max(before, key=lambda row: (row[0], row[1]))
    return frozenset(map(title_key, last.items))


def _meeting(snapshot: Snapshot, document: Document) -> tuple[str | None, date | None]:
    meeting = document.meeting
    if meeting is None or meeting.body is None:
        return None, meeting.start if meeting else None
    known = snapshot.vocabulary.body_named(meeting.body)
    return (known.key if known else meeting.body), meeting.start


def _put_off(snapshot: Snapshot, earlier: Document) -> Sequence[Item]:
    """The items of which the agenda itself, or an outcome that reports on it, says that they were put off."""
    own = [item for item in earlier.items if was_put_off(item)]
    for outcome, reference in snapshot.citing(earlier.number):
        if reference.kind is not ReferenceKind.AGENDA:
            continue
        for one in match_items(earlier.items, outcome.items):
            if one.kind is not MatchKind.MERGED and any(map(was_put_off, one.later)):
                own += one.earlier
    return own


def was_put_off(item: Item) -> bool:
    """Whether the result of an item, or the sentence that its text begins with, says that it was not dealt with.

    >>> was_put_off(Item("Oil", result="Postponed to the next meeting"))
    True
    >>> was_put_off(Item("Oil", summary="The vote was postponed in 2018."))
    False
    """
    first = re.match(_FIRST_SENTENCE, item.summary or "")
    said = first[0] if first else ""
    return bool(re.search(_PUT_OFF, item.result or "")) or bool(
        re.search(_THE_ITEM, said) and re.search(_PUT_OFF, said)
    )


def _by_title(item: Item) -> Item:
    return Item(item.title, UNNUMBERED, item.kind, item.legislative)


def _whole(item: Item) -> Item:
    return _bare(item)._replace(number=UNNUMBERED)


def _bare(item: Item) -> Item:
    return Item(
        item.title,
        None,
        item.kind,
        item.legislative,
        by=item.by,
        documents=item.documents,
        subitems=tuple(map(_bare, item.subitems)),
    )


def framed(items: Iterable[Item], adoption: str, other_business: str) -> tuple[Item, ...]:
    """The items with the adoption of the agenda before them and any other business behind, where they are missing."""
    held = tuple(items)
    first = () if any(map(is_adoption, held)) else (Item(adoption, UNNUMBERED),)
    last = () if any(map(is_any_other_business, held)) else (Item(other_business, UNNUMBERED),)
    return (*first, *held, *last)


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
