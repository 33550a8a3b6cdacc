"""Drafting agendas: beginning one, and putting items on it, moving and withdrawing them."""

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
    """Begin an agenda as a draft; without a number the next one of the office's own series is taken."""
    wish = Wish(how.today.year, None, f"{body} {days[0]}", offline)

    def decided(before: Snapshot) -> Change:
        chosen, allotted = number, None
        if chosen is None:
            ((chosen, allotted),) = next_numbers(register, wish, how)
        return create_agenda(before, chosen, body, days, subject=subject, earlier=earlier, allotted=allotted)

    # Which items are standing ones, and what an outcome says was postponed, stands elsewhere in the register.
    def look() -> Snapshot:
        if earlier:
            return snapshot_for(register)
        return register.family(number) if number else nothing_of(register)

    receipt = act(register, look, decided, how, allots=number is None and not offline, action="agenda create")
    told = [sentence for put in receipt.change.puts for sentence in unlisted(put, lambda: register.vocabulary)]
    return receipt._replace(remarks=(*receipt.remarks, *told))


def put_item(register: Register, agenda: DocumentNumber, item: Item, at: int | None, how: Circumstances) -> Receipt:
    """Put an item on an agenda."""
    receipt = act(register, lambda: register.family(agenda), lambda before: add_item(before, agenda, item, at), how)
    twice = title_remarks(item, (held for put in receipt.change.puts for held in put.items))
    return receipt._replace(remarks=(*receipt.remarks, *twice, *_document_remarks(register, item)))


def put_sub_item(
    register: Register, agenda: DocumentNumber, item: Item, under: ItemPlace, how: Circumstances
) -> Receipt:
    """Put a line below an item of a draft."""
    receipt = act(
        register, lambda: register.family(agenda), lambda before: add_sub_item(before, agenda, item, under), how
    )
    return receipt._replace(remarks=(*receipt.remarks, *_document_remarks(register, item)))


def _document_remarks(register: Register, item: Item) -> tuple[str, ...]:
    """A sentence for each document of an item that is no text, or no longer one."""
    try:
        held = [register.family(number).get(number) for number in item.documents]
    except Unreadable:
        # The item is on the agenda already; a check names the file.
        return ()
    return tuple(status_remarks(document for document in held if document))


def take_elsewhere(
    register: Register, agenda: DocumentNumber, moved: ItemPlace, to: int, how: Circumstances
) -> Receipt:
    """Move an item of a draft to another place."""
    return act(register, lambda: register.family(agenda), lambda before: move_item(before, agenda, moved, to), how)


def take_off(register: Register, agenda: DocumentNumber, item: ItemPlace, reason: str, how: Circumstances) -> Receipt:
    """Withdraw an item, which stays on the page."""
    return act(
        register, lambda: register.family(agenda), lambda before: withdraw_item(before, agenda, item, reason), how
    )
