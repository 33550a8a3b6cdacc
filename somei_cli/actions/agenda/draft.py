"""Draft an agenda, and add, move and withdraw its items."""

from datetime import date

from somei_cli.actions.act import Circumstances, act
from somei_cli.actions.numbers.allot import Wish, next_numbers, nothing_of
from somei_cli.errors import Unreadable
from somei_cli.model.add_document import unlisted
from somei_cli.model.agenda.draft import create_agenda
from somei_cli.model.agenda.items import add_item, add_sub_item, move_item, status_remarks, title_remarks, withdraw_item
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.items import Item
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.index.open import snapshot_for
from somei_cli.store.register.register import Register


def begin_agenda(
    register: Register,
    body: str,
    days: tuple[date, date | None],
    *,
    number: DocumentNumber | None,
    offline: bool = False,
    earlier: DocumentNumber | None,
    subject: str | None,
    how: Circumstances,
) -> Receipt:
    """Draft an agenda; without a number it gets the next one of the office's own series."""
    wish = Wish(how.today.year, None, f"{body} {days[0]}", offline)

    def decide(before: Snapshot) -> Change:
        chosen, allotted = number, None
        if chosen is None:
            ((chosen, allotted),) = next_numbers(register, wish, how)
        return create_agenda(before, chosen, body, days, subject=subject, earlier=earlier, allotted=allotted)

    # Standing items are known from an agenda before, postponed ones from an outcome: so the whole register is read.
    def read_snapshot() -> Snapshot:
        if earlier:
            return snapshot_for(register)
        return register.family(number) if number else nothing_of(register)

    receipt = act(register, read_snapshot, decide, how, allots=number is None and not offline, action="agenda create")
    remarks = [
        sentence for document in receipt.change.puts for sentence in unlisted(document, lambda: register.vocabulary)
    ]
    return receipt._replace(remarks=(*receipt.remarks, *remarks))


def put_item(
    register: Register, agenda: DocumentNumber, item: Item, place: int | None, circumstances: Circumstances
) -> Receipt:
    """Add an item to an agenda."""
    receipt = act(
        register, lambda: register.family(agenda), lambda before: add_item(before, agenda, item, place), circumstances
    )
    same_title_remarks = title_remarks(
        item, (agenda_item for document in receipt.change.puts for agenda_item in document.items)
    )
    return receipt._replace(remarks=(*receipt.remarks, *same_title_remarks, *_document_remarks(register, item)))


def put_sub_item(
    register: Register, agenda: DocumentNumber, item: Item, parent_place: ItemPlace, circumstances: Circumstances
) -> Receipt:
    """Add a line below an item of a draft."""
    receipt = act(
        register,
        lambda: register.family(agenda),
        lambda before: add_sub_item(before, agenda, item, parent_place),
        circumstances,
    )
    return receipt._replace(remarks=(*receipt.remarks, *_document_remarks(register, item)))


def _document_remarks(register: Register, item: Item) -> tuple[str, ...]:
    """Return a sentence for each document of an item that is void or withdrawn."""
    try:
        documents = [register.family(number).get(number) for number in item.documents]
    except Unreadable:
        # The item has been added already; a check reports the unreadable file.
        return ()
    return tuple(status_remarks(document for document in documents if document))


def take_elsewhere(
    register: Register, agenda: DocumentNumber, item: ItemPlace, place: int, circumstances: Circumstances
) -> Receipt:
    """Move an item of a draft to another place."""
    return act(
        register, lambda: register.family(agenda), lambda before: move_item(before, agenda, item, place), circumstances
    )


def take_off(
    register: Register, agenda: DocumentNumber, item: ItemPlace, reason: str, circumstances: Circumstances
) -> Receipt:
    """Withdraw an item; it stays on the page."""
    return act(
        register,
        lambda: register.family(agenda),
        lambda before: withdraw_item(before, agenda, item, reason),
        circumstances,
    )
