"""Deciding on agendas: making a draft, and putting items into it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from somei_cli.errors import NotFound, NumberTaken, Refused, WrongUsage
from somei_cli.model.changes import Change
from somei_cli.model.documents import Agenda, Document, Meeting, Status
from somei_cli.model.items import (
    ADOPTION,
    ANY_OTHER_BUSINESS,
    Item,
    ItemKind,
    is_adoption,
    is_any_other_business,
)
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot

AGENDA_TYPE = "PROVISIONAL AGENDA"


def next_number(snapshot: Snapshot, year: int) -> DocumentNumber:
    """The next number of the series that the office allots itself.

    Raises:
        Refused: where it allots none.
    """
    if not snapshot.settings.own_series:
        raise Refused(
            "This register allots no numbers of its own.",
            "Give the number with --number N, or name the office's series in somei.toml: own_series.",
        )
    series = snapshot.settings.own_series[0]
    taken = (d.number.number for d in snapshot if d.number.series == series and d.number.year == year)
    return DocumentNumber.of(series, series, max(taken, default=0) + 1, year)


def create_agenda(
    snapshot: Snapshot,
    number: DocumentNumber,
    body: str,
    day: date,
    *,
    subject: str | None,
    pattern: Document | None,
) -> Change:
    """Begin an agenda as a draft: adoption of the agenda first, any other business last.

    With a pattern its items are taken over by title, without documents, results and follow-ups.

    Raises:
        NumberTaken: where the number is.
        NotFound: where the pattern has no items.
    """
    if number in snapshot:
        raise NumberTaken(number)
    if pattern is not None and not pattern.items:
        raise NotFound(f"{pattern.number} has no items to take over.")
    known = snapshot.vocabulary.body_named(body)
    items = tuple(_bare(i) for i in pattern.items if not i.withdrawn) if pattern else ()
    document = Document(
        number=number,
        status=Status.DRAFT,
        type=AGENDA_TYPE,
        subject=subject or f"Provisional agenda of the {known.name if known else body}",
        meeting=Meeting(body=known.key if known else body, start=day),
        agenda=Agenda(),
        items=_numbered(_framed(items)),
    )
    return Change("agenda create", f"Draft the agenda {number}", puts=(document,))


def add_item(agenda: Document, item: Item, at: int | None) -> Change:
    """Put an item into a draft: at a place counted from 1, else before any other business.

    Raises:
        Refused: where the agenda is issued, or is none.
        WrongUsage: where the place does not exist.
    """
    refuse_frozen(agenda)
    items = list(agenda.items)
    if at is None:
        at = len(items) if items and is_any_other_business(items[-1]) else len(items) + 1
    elif not 1 <= at <= len(items) + 1:
        raise WrongUsage(f"There is no place {at} among {len(items)} items.", f"Places run from 1 to {len(items) + 1}.")
    items.insert(at - 1, item)
    changed = replace(agenda, items=_numbered(items))
    return Change("agenda add-item", f"Put item {at} on the agenda {agenda.number}", puts=(changed,))


def refuse_frozen(agenda: Document) -> None:
    """Stop where the document is no agenda, or one whose item numbers are already printed.

    Raises:
        Refused: saying which.
    """
    if agenda.agenda is None:
        raise Refused(f"{agenda.number} is not an agenda.", "Begin one with: somei agenda create BODY DATE")
    if agenda.agenda.issued is not None or agenda.status is not Status.DRAFT:
        raise Refused(
            f"The agenda {agenda.number} has been issued; its items no longer change.",
            "Changes after that need a revised agenda.",
        )


def make_item(title: str, subs: Iterable[str], documents: Iterable[DocumentNumber], kind: ItemKind | None) -> Item:
    """An item as a clerk gives it; its number follows from its place."""
    return Item(title=title, kind=kind, documents=tuple(documents), subitems=tuple(Item(title=s) for s in subs))


def _bare(item: Item) -> Item:
    return Item(title=item.title, kind=item.kind, subitems=tuple(map(_bare, item.subitems)))


def _framed(items: tuple[Item, ...]) -> tuple[Item, ...]:
    first = () if any(map(is_adoption, items)) else (Item(title=ADOPTION),)
    last = () if any(map(is_any_other_business, items)) else (Item(title=ANY_OTHER_BUSINESS),)
    return (*first, *items, *last)


def _numbered(items: Iterable[Item]) -> tuple[Item, ...]:
    """Draft items are numbered by their place; nothing is printed yet."""
    return tuple(replace(item, number=str(place)) for place, item in enumerate(items, start=1))
