"""Draft an agenda, and add, move and withdraw its items."""

from datetime import date

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.actions.numbers.reservations import NumberRequest, empty_snapshot, next_numbers
from somei_cli.errors import Unreadable
from somei_cli.model.add_document import describe_unlisted_names
from somei_cli.model.agenda.items import (
    add_item,
    add_sub_item,
    describe_same_titles,
    describe_unusable_documents,
    move_item,
    withdraw_item,
)
from somei_cli.model.agenda.lifecycle import is_draft
from somei_cli.model.agenda.new_agenda import create_agenda
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


def draft_agenda(
    register: Register,
    body: str,
    days: tuple[date, date | None],
    *,
    number: DocumentNumber | None,
    offline: bool = False,
    earlier: DocumentNumber | None,
    subject: str | None,
    circumstances: Circumstances,
) -> Receipt:
    """Draft an agenda; without a number it gets the next one of the office's own series."""
    wish = NumberRequest(circumstances.today.year, None, f"{body} {days[0]}", offline)

    def decide(before: Snapshot) -> Change:
        chosen, allotted = number, None
        if chosen is None:
            ((chosen, allotted),) = next_numbers(register, wish, circumstances)
        return create_agenda(before, chosen, body, days, subject=subject, earlier=earlier, allotted=allotted)

    # Standing items are known from an agenda before, postponed ones from an outcome: so the whole register is read.
    def read_snapshot() -> Snapshot:
        if earlier:
            return open_snapshot(register)
        return register.family(number) if number else empty_snapshot(register)

    receipt = carry_out(
        register, read_snapshot, decide, circumstances, allots=number is None and not offline, action="agenda create"
    )
    remarks = [
        sentence
        for document in receipt.change.puts
        for sentence in describe_unlisted_names(document, lambda: register.vocabulary)
    ]
    return receipt._replace(remarks=(*receipt.remarks, *remarks))


def read_for_renumbering(register: Register, agenda: DocumentNumber) -> Snapshot:
    """Return what renumbering an agenda needs: its family, and all that may name follow-ups on a draft."""
    family = register.family(agenda)
    document = family.get(agenda)
    return open_snapshot(register) if document and is_draft(document) and document.has_follow_ups else family


def add_agenda_item(
    register: Register, agenda: DocumentNumber, item: Item, place: int | None, circumstances: Circumstances
) -> Receipt:
    """Add an item to an agenda."""
    receipt = carry_out(
        register,
        lambda: read_for_renumbering(register, agenda),
        lambda before: add_item(before, agenda, item, place),
        circumstances,
    )
    same_title_remarks = describe_same_titles(
        item, (agenda_item for document in receipt.change.puts for agenda_item in document.items)
    )
    return receipt._replace(remarks=(*receipt.remarks, *same_title_remarks, *_document_remarks(register, item)))


def add_agenda_sub_item(
    register: Register, agenda: DocumentNumber, item: Item, parent_place: ItemPlace, circumstances: Circumstances
) -> Receipt:
    """Add a line below an item of a draft."""
    receipt = carry_out(
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
    return tuple(describe_unusable_documents(document for document in documents if document))


def move_agenda_item(
    register: Register, agenda: DocumentNumber, item: ItemPlace, place: int, circumstances: Circumstances
) -> Receipt:
    """Move an item of a draft to another place."""
    return carry_out(
        register,
        lambda: read_for_renumbering(register, agenda),
        lambda before: move_item(before, agenda, item, place),
        circumstances,
    )


def withdraw_agenda_item(
    register: Register, agenda: DocumentNumber, item: ItemPlace, reason: str, circumstances: Circumstances
) -> Receipt:
    """Withdraw an item; it stays on the page."""
    return carry_out(
        register,
        lambda: register.family(agenda),
        lambda before: withdraw_item(before, agenda, item, reason),
        circumstances,
    )
